"""From attributions to claims: one each, in order, whatever the text."""

import time
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from marked import claims_in, read_marks

from pipelines.model import Attribution, Document, Mention
from pipelines.text.speakers import claims_of

WORDS = st.sampled_from(
    [
        "the",
        "five",
        "of",
        "sources",
        "officials",
        "he",
        "who",
        "said",
        "and",
        ",",
        ". ",
        "“",
        "Reuters",
        "told",
        "on",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map(" ".join))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Attribution, ...], tuple[Mention, ...]]:
    text = draw(TEXTS)
    spots = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: tuple(sorted(pair)))
    spans = st.lists(spots, max_size=2).map(lambda found: tuple(sorted(found)))
    kinds = st.sampled_from(["person", "place", "region", "government", "organisation", "outlet", "weapon", "demonym"])
    attribution = st.builds(
        Attribution, spans, spans, spans, st.just("indirect"), st.just("any"), st.booleans(), st.just(1.0),
        st.none() | st.integers(0, 3),
    )  # fmt: skip
    attributions = tuple(draw(st.lists(attribution, min_size=4, max_size=4)))
    entities, names = st.none() | st.sampled_from(["RU", "Q7747", "gl:kremlin"]), st.none() | st.text(max_size=5)
    mentions = tuple(
        Mention(start, end, draw(kinds), draw(entities), draw(names))
        for start, end in draw(st.lists(spots, max_size=4, unique_by=lambda span: span[0]))
        if start < end
    )
    return text, attributions, mentions


@given(documents())
@settings(max_examples=100, deadline=None)
def test_any_attribution_gives_one_claim(given_: tuple[str, tuple[Attribution, ...], tuple[Mention, ...]]) -> None:
    text, attributions, mentions = given_
    claims = claims_of(Document("any", text), (), attributions, mentions, (), ())
    assert [claim.attribution for claim in claims] == list(attributions)
    for claim in claims:
        assert claim.chain[-1].source == claim.source
        assert all(0 <= start <= end <= len(text) for hop in claim.chain for start, end in hop.spans)


def test_the_parts_of_a_claim_come_together() -> None:
    (claim,) = claims_in("{S:Korol} {C:told} CNN on 7 November 2024 that {X:a truce may hold}.")
    assert (claim.source.name, claim.modality, claim.is_negated, claim.topics) == (
        "Anna Korol", "possible", False, ("ceasefire",),
    )  # fmt: skip
    assert claim.said is not None
    assert claim.said.first_on == date(2024, 11, 7)


def moved(attribution: Attribution, by: int) -> dict[str, tuple[tuple[int, int], ...]]:
    parts = ("content", "cue", "source")
    return {part: tuple((start + by, end + by) for start, end in getattr(attribution, part)) for part in parts}


def test_one_endless_sentence_is_read_in_good_time() -> None:
    text, (one,) = read_marks("{S:two officials} {C:said} {X:no} and ")
    many = tuple(replace(one, **moved(one, number * len(text))) for number in range(5000))
    began = time.process_time()
    claims_of(Document("long", text * 5000), ((0, len(text) * 5000),), many, (), (), ())
    assert time.process_time() - began < 10
