"""Copies among a store's articles: only what is new is opened, and the result is that of one run over everything."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_articles import Told, text_of

from dataset.store import Store, StoreBusy
from dataset.texts import Texts
from pipelines.copies import kept
from pipelines.copies.kept import places_in, sign_new

ORIGINAL = text_of("original")


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch):
    """Spare the tests what only a power cut would show."""
    monkeypatch.setattr("os.fsync", lambda _handle: None)


@pytest.fixture
def opened(monkeypatch):
    """The ids of the articles whose texts were opened to be counted."""
    ids, of = list[str](), Texts.of

    def watched(self, article_ids):
        ids.extend(article_ids)
        return of(self, article_ids)

    monkeypatch.setattr(Texts, "of", watched)
    return ids


def added(store, *told):
    store.add_inputs([one.row for one in told])
    return store


def test_a_later_run_opens_only_the_texts_of_new_pairs(tmp_path, opened):
    told = [Told(str(n), f"{text_of(n, 20)} {ORIGINAL}", f"Gazette {n}") for n in range(3)]
    store = added(Store(tmp_path), *told, Told("other", text_of("other"), "Gazette"))
    before = places_in(store)
    assert set(opened) == {one.article_id for one in told}
    opened.clear()
    assert places_in(store) == before
    assert not opened
    later = added(store, Told("another", text_of("another"), "Courier"), Told("copy", text_of("other") + " x", "Post"))
    after = places_in(later)
    assert set(opened) == {Told("other", "").article_id, Told("copy", "").article_id}
    assert {one: after[one] for one in before} == before


def test_a_signature_is_made_once(tmp_path):
    store = added(Store(tmp_path), Told("a", ORIGINAL), Told("b", "Short."))
    assert [sign_new(store), sign_new(store)] == [2, 0]
    assert sign_new(added(store, Told("c", ORIGINAL + " more"))) == 1
    rows = store.signatures(kept.signing_fingerprint()).to_pylist()
    assert [row["sequences"] for row in rows] == [296, 0, 297]
    assert max(len(row["sketch"]) for row in rows) == 48


def test_an_empty_store_has_no_places(tmp_path):
    assert places_in(Store(tmp_path)) == {}


def test_another_run_is_kept_out(tmp_path):
    store = added(Store(tmp_path), Told("a", ORIGINAL))
    with store.alone(), pytest.raises(StoreBusy):
        places_in(store)


def test_few_texts_are_held_at_once(tmp_path, monkeypatch, opened):
    monkeypatch.setattr(kept, "SEQUENCES_AT_ONCE", 1_000)
    told = [Told(str(n), f"{text_of(n, 20)} {ORIGINAL}", f"Gazette {n}") for n in range(12)]
    places = places_in(added(Store(tmp_path), *told))
    assert len(opened) > 12, "texts are opened again rather than held"
    assert len({place.story_id for place in places.values()}) == 1


def _drawn_articles(seed):
    """Give some 30 articles with copies, versions, furniture and templates among them."""
    rng = random.Random(seed)
    stories = [text_of((seed, n), rng.randint(20, 200)) for n in range(6)]
    furniture = [text_of((seed, "furniture", n), rng.randint(5, 60)) for n in range(4)]
    told = []
    for n in range(30):
        words = rng.choice(stories).split()
        part = words[rng.randint(0, len(words) // 3) :]
        outlet = rng.choice([None, 0, 1, 2, 3])
        text = f"{' '.join(part)} {furniture[outlet] if outlet is not None else ''} {rng.choice(['', n])}"
        name = outlet if outlet is None else f"Gazette {outlet}"
        via = rng.choice([None, "Gazette 0", "Gazette 1"])
        told.append(Told(f"{seed} {n}", text, name, via=via, work=rng.choice([None, None, f"{seed} {n // 2}"])))
    return list({one.row["work_id"] + one.row["text_sha256"]: one for one in told}.values())


@given(st.integers(0, 10_000), st.lists(st.integers(1, 29), max_size=4))
@settings(max_examples=25, deadline=None)
def test_runs_over_parts_give_what_one_run_over_everything_gives(tmp_path_factory, seed, cuts):
    told = _drawn_articles(seed)
    whole = places_in(added(Store(tmp_path_factory.mktemp("whole")), *told))
    store = Store(tmp_path_factory.mktemp("parts"))
    for start, end in zip([0, *sorted(set(cuts))], [*sorted(set(cuts)), len(told)], strict=True):
        if told[start:end]:
            places = places_in(added(store, *told[start:end]))
    assert places == whole
    for one, place in whole.items():
        assert place.copy_of != one


def test_a_kill_between_steps_costs_nothing_but_time(tmp_path, monkeypatch):
    told = _drawn_articles(5)
    whole = places_in(added(Store(tmp_path / "whole"), *told))
    store = added(Store(tmp_path / "killed"), *told)
    monkeypatch.setattr(kept, "SEQUENCES_AT_ONCE", 500)
    kept_whole, left = Store.add_common, 2

    def killed(self, fingerprint, rows):
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        kept_whole(self, fingerprint, rows)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "add_common", killed)
        with pytest.raises(KeyboardInterrupt):
            places_in(store)
    assert places_in(store) == whole
