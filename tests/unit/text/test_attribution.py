"""Who says what: the constructions, nesting and the shape of what is found."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Attribution, Mention, Spans
from pipelines.text.attribution import attributions_in, confidences
from pipelines.text.quotes import quotations_in
from pipelines.text.sentences import sentences_in


def found_in(text: str) -> tuple[Attribution, ...]:
    return attributions_in(text, sentences_in(text), quotations_in(text), ())


def joined(text: str, spans: Spans) -> str:
    return " | ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "The deal, said Ann Orr, is dead.", "Ann Orr", "said", "The deal | is dead", id="inverted-in-mid-clause"
        ),
        pytest.param(
            "“It is late,” Orr said of the vote, “and cold.”", "Orr", "said", "It is late | and cold.", id="split"
        ),
        pytest.param("“Why?” Orr asked.", "Orr", "asked", "Why?", id="question-mark"),
        pytest.param(
            "Calling the plan “a gift,” Orr went home.",
            "Orr",
            "Calling",
            "the plan “a gift,”",
            id="main-clause-after-comma",
        ),
        pytest.param(
            "Orr said the road was “a gift,” and the others left.",
            "Orr",
            "said",
            "the road was “a gift,”",
            id="clause-joined-after-comma",
        ),
        pytest.param(
            "Orr said the road was “a gift,” in a talk on Sunday.",
            "Orr",
            "said",
            "the road was “a gift,”",
            id="occasion-after-comma",
        ),
        pytest.param("“It is late.” He said, “Go.”", "He", "said", "Go.", id="new-sentence-after-quotation"),
        pytest.param("“It is late,” Orr said. “It is cold.”", "Orr", "said", "It is late | It is cold.", id="goes-on"),
        pytest.param("Orr replied:\n\n“It is late.”", "Orr", "replied", "It is late.", id="colon-before-paragraph"),
        pytest.param(
            "Orr held up a sign, hours later: “It is late.”", "Orr", "held up a sign", "It is late.", id="colon"
        ),
        pytest.param("Mayor: Road will close\nIt rained.", "Mayor", ":", "Road will close", id="headline"),
        pytest.param(
            "Orr said the plan “will fail,” citing costs.", "Orr", "said", "the plan “will fail,”", id="mixed"
        ),
        pytest.param("As Orr noted, the road was closed.", "Orr", "noted", "the road was closed", id="fronted-as"),
        pytest.param(
            "The road is shut, as stated by two of the aides.",
            "two of the aides",
            "as stated by",
            "The road is shut",
            id="as-stated-by",
        ),
        pytest.param(
            "Orr later Thursday told Harbor News: “It is late.”", "Orr", "told", "It is late.", id="time-before-verb"
        ),
        pytest.param("“It is late.” Orr said.", "Orr", "said", "It is late.", id="full-stop-before-speaker"),
        pytest.param(
            "He will go because, according to Orr, the road is shut.",
            "Orr",
            "according to",
            "the road is shut",
            id="interrupted-clause",
        ),
        pytest.param(
            "But according to Orr, the road is shut.", "Orr", "according to", "the road is shut", id="but-according-to"
        ),
        pytest.param(
            "Workers who spoke with The Harbor News said the road is shut.",
            "Workers who spoke with The Harbor News",
            "said",
            "the road is shut",
            id="relative-with-preposition",
        ),
        pytest.param(
            "It will rain, he and Mr. Orr said.", "he and Mr. Orr", "said", "It will rain", id="paired-pronoun"
        ),
        pytest.param("Orr pledged to “rebuild it.”", "Orr", "pledged", "to “rebuild it.”", id="quoted-infinitive"),
        pytest.param("The road is shut, per Harbor News.", "Harbor News", "per", "The road is shut", id="per"),
        pytest.param(
            "Orr believes, for example, that roads matter.", "Orr", "believes", "that roads matter", id="insertion"
        ),
        pytest.param(
            "Asked about it, Orr said work would start.", "Orr", "said", "work would start", id="fronted-participle"
        ),
        pytest.param(
            "She built a wall, which Orr said would fall.", "Orr", "said", "which | would fall", id="relative"
        ),
        pytest.param(
            "The town, a place Orr condemned as dull.", "Orr", "condemned", "a place | as dull", id="antecedent"
        ),
        pytest.param(
            "He voiced fears that a pause could help them.",
            "He",
            "voiced fears",
            "that a pause could help them",
            id="light-verb",
        ),
        pytest.param("The crew reportedly used the boat.", "", "reportedly", "The crew | used the boat", id="hedge"),
        pytest.param(
            "Orr went on to say that roads matter.",
            "Orr",
            "went on to say",
            "that roads matter",
            id="infinitive-in-cue",
        ),
        pytest.param("It was reported that the ship left.", "", "was reported", "that the ship left", id="passive"),
        pytest.param(
            "The union, which backs Orr, said the road is shut.",
            "The union, which backs Orr",
            "said",
            "the road is shut",
            id="relative-in-source",
        ),
    ],
)
def test_constructions(text: str, source: str, cue: str, content: str) -> None:
    found = [(joined(text, one.source), joined(text, one.cue), joined(text, one.content)) for one in found_in(text)]
    assert (source, cue, content) in [(a.rstrip(","), b, c) for a, b, c in found]


def test_claims_in_claims_know_the_claim_they_stand_in() -> None:
    text = "He insists that ports must open, according to five aides close to the talks, Harbor.Az reports."
    outer, middle, inner = found_in(text)
    assert [joined(text, one.source) for one in (outer, middle, inner)] == [
        "Harbor.Az",
        "five aides close to the talks",
        "He",
    ]
    assert [one.parent for one in (outer, middle, inner)] == [None, 0, 1]


def test_a_participle_and_a_second_verb_share_the_speaker() -> None:
    text = "Orr said the road was shut and warned that it would flood, adding that he would stay."
    assert [joined(text, one.source) for one in found_in(text)] == ["Orr", "Orr", "Orr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Orr vowed to leave.", False, id="promise"),
        pytest.param("The dam is expected to open.", False, id="expectation"),
        pytest.param("Orr supports the plan.", False, id="attitude"),
        pytest.param("Orr said he would leave.", True, id="report"),
        pytest.param("Orr announced the closure of the port.", True, id="announcement"),
    ],
)
def test_reports_and_attitudes(text: str, expected: bool) -> None:
    (one,) = found_in(text)
    assert one.is_reported is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The show ended early.", id="noun"),
        pytest.param("The film “Night Harbor” opened.", id="title"),
        pytest.param("He had little to say.", id="no-content"),
        pytest.param("The media reports were late.", id="plural-noun"),
        pytest.param("Order of Battle: The third brigade moved to Lind.", id="section-label"),
        pytest.param("Photo credit: Ann Orr", id="photo-credit"),
        pytest.param("Revealed: What The Mayor Knew", id="teaser"),
        pytest.param("Most Southern states that will vote are small.", id="states"),
    ],
)
def test_what_is_no_attribution(text: str) -> None:
    assert found_in(text) == ()


def test_every_rule_has_a_plain_code_and_a_confidence() -> None:
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", code) and 0 < value < 1 for code, value in confidences().items())


WORDS = ["Orr", "he", "said", "that", "citing", "asked about", "as", "which", "called", "poll", "shows", "2", "8 May",
         "“", "”", '"', ",", ".", ":", "the", "road", "is", "closed", "adding", "according to", "who", "and", "claim",
         "reportedly", "(", ")", "—", "\n", "told", "was", "’s"]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_gives_well_formed_attributions(text: str) -> None:
    found = found_in(text)
    assert [one.content[0][0] for one in found] == sorted(one.content[0][0] for one in found)
    for number, one in enumerate(found):
        spans = sorted((*one.content, *one.cue, *one.source))
        assert one.content
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(any(letter.isalnum() for letter in text[start:end]) for start, end in one.content)
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), "the parts of one claim cross"
        assert one.parent is None or 0 <= one.parent < number
        assert one.rule_code in confidences()


@given(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
@settings(max_examples=100)
def test_any_text_is_read_without_complaint(text: str, words: str) -> None:
    for one in found_in(text + words + text):
        assert all(0 <= start < end <= len(text + words + text) for start, end in (*one.content, *one.cue, *one.source))


def test_somebody_quoted_in_a_quotation_speaks_inside_it() -> None:
    text = "“We know it. Hale has said that the port stays closed,” Orr told reporters."
    outer, inner = found_in(text)
    assert [joined(text, one.source) for one in (outer, inner)] == ["Orr", "Hale"]
    assert inner.parent == 0


def test_a_name_under_a_quotation_signs_it() -> None:
    text = "“Nobody asked us about the port.”\n— Ann Orr"
    (one,) = found_in(text)
    assert (joined(text, one.source), joined(text, one.content)) == ("Ann Orr", "Nobody asked us about the port.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Orr would say that roads matter.", id="modal"),
        pytest.param("Orr did not say that the road was shut.", id="denied"),
        pytest.param("Orr went home to argue that the road was shut.", id="infinitive"),
    ],
)
def test_what_was_not_said_is_no_report(text: str) -> None:
    assert [one.is_reported for one in found_in(text)] == [False]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("It fell, Reuters reported, citing two officials.", "two officials", id="end"),
        pytest.param("Reuters reported, citing two officials, that it fell.", "two officials", id="middle"),
        pytest.param("It fell, Reuters reported, citing high costs.", "Reuters", id="no-speaker"),
        pytest.param("Reuters, citing two officials, reported that it fell.", "two officials", id="before-its-verb"),
        pytest.param("Reuters, citing high costs, reported that it fell.", "Reuters", id="no-speaker-before-its-verb"),
        pytest.param("Reuters cited two officials as saying it fell.", "two officials", id="as-saying"),
    ],
)
def test_those_whom_an_outlet_cites_are_the_source(text: str, source: str) -> None:
    start = text.index("Reuters")
    mentions = (Mention(start, start + 7, "outlet", None, "Reuters"),)
    found = attributions_in(text, sentences_in(text), quotations_in(text), mentions)
    assert [joined(text, one.source) for one in found if one.is_reported] == [source]
