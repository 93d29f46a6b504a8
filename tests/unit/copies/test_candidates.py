"""What sketches lead to: every pair that is worth a look, at a cost that grows with the texts and not their square."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.copies.candidates import HOLDERS, Pairs, candidates, compared
from pipelines.copies.sequences import SKETCH, sequences_of, sketch_of
from pipelines.copies.sketches import FURNITURE_WORKS, UNKNOWN, sketches_from


def sketches(*hashes, outlets=None, works=None, days=None, sequences=None):
    """Give sketches of these hashes; all of different outlets, works and days where not told otherwise."""
    number = list(range(len(hashes)))
    return sketches_from(
        np.concatenate([np.empty(0, np.uint64), *(np.array(one, dtype=np.uint64) for one in hashes)]),
        np.array([len(one) for one in hashes], dtype=np.int64),
        {
            "sequences": sequences or [len(one) for one in hashes],
            "outlets": outlets or number,
            "works": works or number,
            "days": days or number,
        },
    )


def furniture(**given):
    """Say of one hash whether it is furniture of each text, in texts that all have it."""
    count = len(next(iter(given.values())))
    return sketches(*([[7]] * count), **given).furniture.tolist()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param({"outlets": [0, 0, 0], "days": [1, 2, 3]}, True, id="three-days-of-one-outlet"),
        pytest.param({"outlets": [0, 0, 0, 0], "days": [1, 1, 2, 2]}, False, id="two-days"),
        pytest.param({"outlets": [0] * 6, "days": [1] * 6}, True, id="six-works-of-a-day"),
        pytest.param({"outlets": [0, 1, 2, 3, 4, 5, 6]}, False, id="many-outlets"),
        pytest.param({"outlets": [0] * 7, "works": [3] * 7, "days": [1] * 7}, False, id="versions-of-one-work"),
        pytest.param({"outlets": [UNKNOWN] * 5}, False, id="five-of-no-outlet"),
        pytest.param({"outlets": [UNKNOWN] * 6}, True, id="six-of-no-outlet"),
    ],
)
def test_what_an_outlet_has_day_after_day_is_furniture(given, wanted):
    assert set(furniture(**given)) == {wanted}


@pytest.mark.parametrize("at_once", [1, 3, 40])
def test_hashes_are_shared_alike_however_many_are_sorted_at_once(monkeypatch, at_once):
    rng = np.random.default_rng(5)
    told = [sorted(set(rng.integers(0, 60, 12).tolist())) for _ in range(40)]
    outlets, days = (rng.integers(0, 4, 40).tolist() for _ in range(2))
    whole = sketches(*told, outlets=outlets, days=days).shared
    monkeypatch.setattr("pipelines.copies.sketches.AT_ONCE", at_once)
    parted = sketches(*told, outlets=outlets, days=days).shared
    for name in ("places", "groups", "furniture", "is_early"):
        assert getattr(parted, name).tolist() == getattr(whole, name).tolist()
    assert len(set(whole.groups.tolist())) > 20


def test_furniture_is_an_outlets_own():
    assert furniture(outlets=[0, 0, 0, 1], days=[1, 2, 3, 4]) == [True, True, True, False]


def all_compared(told, pairs):
    """Give what each pair has in common, none left out."""
    kept, found = compared(told, pairs, lambda _told, part, _counted: np.ones(len(part), bool))
    assert list(kept) == list(pairs)
    return found


def test_pairs_that_are_not_kept_are_left_out_with_what_they_have_in_common(monkeypatch):
    monkeypatch.setattr("pipelines.copies.candidates._PAIRS", 2)
    told = sketches([1, 2, 3], [1, 2], [1, 4])
    pairs = Pairs(np.array([1, 2, 2]), np.array([0, 0, 1]))
    kept, found = compared(told, pairs, lambda _told, _part, counted: counted.shared < 2)
    assert list(kept) == [(2, 0), (2, 1)]
    assert found.shared.tolist() == [1, 1]


def test_each_pair_is_given_once_by_the_later_text():
    found = candidates(sketches([1, 2, 3], [9], [1, 2, 8], [8]))
    assert list(found) == [(2, 0), (3, 2)]


@given(st.lists(st.sets(st.integers(0, 20), max_size=8).map(sorted), max_size=12), st.integers(1, 7))
def test_candidates_are_the_same_however_many_hashes_are_looked_at_at_once(hashes, size):
    at_once = candidates(sketches(*hashes))
    with patch("pipelines.copies.candidates.AT_ONCE", size):
        assert list(candidates(sketches(*hashes))) == list(at_once)


def test_no_texts_and_texts_without_words_have_no_candidates():
    for told in (sketches(), sketches([], []), sketches([1], [2])):
        assert len(candidates(told)) == len(all_compared(told, candidates(told)).shared) == 0


@pytest.mark.parametrize(
    "outlets",
    [pytest.param(None, id="all-outlets"), pytest.param([0] * 300, id="one"), pytest.param([UNKNOWN] * 300, id="none")],
)
def test_what_all_texts_have_leads_to_a_few_pairs_each(outlets):
    found = candidates(sketches(*([list(range(10))] * 300), outlets=outlets))
    assert 0 < len(found) <= 300 * (HOLDERS + 1)
    assert set(found.later.tolist()) == set(range(1, 300)), "each finds its first"


def test_only_what_both_sketches_would_hold_is_compared():
    short, long = list(range(0, 400, 10)), list(range(0, 96, 2))
    found = all_compared(sketches(short, long, sequences=[40, 900]), Pairs(np.array([1]), np.array([0])))
    assert (found.shared.tolist(), found.contained.tolist()) == ([10], [1.0])


def test_furniture_of_either_counts_neither_as_common_nor_as_length():
    told = sketches([1, 2, 3, 4], [1, 5], [1, 6], [1, 2, 3, 7], outlets=[0, 0, 0, 1], days=[1, 2, 3, 4])
    found = all_compared(told, Pairs(np.array([3]), np.array([0])))
    assert (found.shared.tolist(), found.own.tolist()) == ([3], [2])
    assert found.contained.tolist() == pytest.approx([2 / 3])
    assert found.own_later.tolist() == found.own_earlier.tolist() == [0.75]


HASHES = st.lists(st.sets(st.integers(0, 40), max_size=12).map(sorted), max_size=12)


@given(HASHES, st.data())
@settings(max_examples=200)
def test_counting_at_once_gives_what_counting_one_by_one_gives(hashes, data):
    outlets = data.draw(st.lists(st.integers(UNKNOWN, 2), min_size=len(hashes), max_size=len(hashes)))
    told = sketches(*hashes, outlets=outlets)
    pairs = candidates(told)
    found = all_compared(told, pairs)
    flags = np.split(told.furniture, told.starts[1:-1]) if len(hashes) else []
    of_outlet = [
        {one for one, is_set in zip(row, flag, strict=True) if is_set} for row, flag in zip(hashes, flags, strict=True)
    ]
    for number, (later, earlier) in enumerate(pairs):
        shared = set(hashes[later]) & set(hashes[earlier])
        own = shared - of_outlet[later] - of_outlet[earlier]
        assert later > earlier
        assert found.shared[number] == len(shared) > 0
        assert found.own[number] == len(own)


def test_sequences_are_those_of_five_words_whatever_their_case_and_punctuation():
    assert len(sequences_of("one two three four")) == 0
    assert len(sequences_of("one two three four five six")) == 2
    assert sequences_of("One, two – THREE four: five").tolist() == sequences_of("one two three four five").tolist()
    assert sequences_of("one two three four five").tolist() != sequences_of("two one three four five").tolist()


def test_a_sketch_is_the_lowest_of_them():
    sequences = sequences_of(" ".join(f"word{number}" for number in range(200)))
    assert sketch_of(sequences).tolist() == sorted(sequences.tolist())[:SKETCH]
    assert sketch_of(sequences[:5]).tolist() == sequences[:5].tolist()


def test_late_works_of_an_outlet_find_the_first():
    told = sketches(*([[7]] * (FURNITURE_WORKS + 2)), outlets=[UNKNOWN] * (FURNITURE_WORKS + 2))
    assert (FURNITURE_WORKS + 1, 0) in set(candidates(told))
