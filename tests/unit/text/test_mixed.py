"""Quotations that are part of the writer's sentence: fragments, titles, predicates, what is named in quotes."""

import pytest

from pipelines.model import Spans
from pipelines.text.attribution import attributions_in
from pipelines.text.fragments import CLAUSE, NOTHING, PREDICATE, clause_in
from pipelines.text.quotes import quotations_in
from pipelines.text.sentences import sentences_in


def read(text: str) -> list[tuple[str, str, str]]:
    def joined(spans: Spans) -> str:
        return " | ".join(text[start:end] for start, end in spans)

    found = attributions_in(text, sentences_in(text), quotations_in(text), ())
    return [(joined(one.source).rstrip(","), joined(one.cue), joined(one.content)) for one in found]


@pytest.mark.parametrize(
    ("words", "brings"),
    [
        pytest.param("may have left the station", PREDICATE, id="modal"),
        pytest.param("want a road", PREDICATE, id="bare-verb-with-object"),
        pytest.param("train may have left", CLAUSE, id="subject-and-modal"),
        pytest.param("a gift that nobody wanted", NOTHING, id="relative"),
        pytest.param("to rebuild it", NOTHING, id="infinitive"),
        pytest.param("It was late.", NOTHING, id="sentence-of-its-own"),
        pytest.param("rigged contest", NOTHING, id="participle"),
    ],
)
def test_what_a_fragment_brings(words: str, brings: int) -> None:
    assert clause_in(words, 0, len(words)) == brings


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "Orr, who ran the harbour, said the crew “may have left the bay.”",
            "Orr",
            "said",
            "the crew “may have left the bay.”",
            id="verb-inside-the-fragment",
        ),
        pytest.param(
            "Perhaps, Orr said, the “town has grown too fast.”",
            "Orr",
            "said",
            "Perhaps | the “town has grown too fast.”",
            id="clause-inside-the-fragment",
        ),
        pytest.param(
            "The town, Orr added, “wants a road.”", "Orr", "added", "The town | wants a road.", id="predicate-apart"
        ),
        pytest.param(
            "Orr pledged Sunday to rebuild the road to “this forgotten bay.”",
            "Orr",
            "pledged",
            "to rebuild the road to “this forgotten bay.”",
            id="infinitive-past-a-day",
        ),
        pytest.param(
            "In a talk on “Morning Harbor,” Orr said the road was shut.",
            "Orr",
            "said",
            "the road was shut",
            id="title-closed-by-comma",
        ),
        pytest.param(
            "The boat will play the “lead part,” Orr said, adding that it was old.",
            "Orr",
            "said",
            "The boat will play the “lead part,”",
            id="fragment-closed-by-comma",
        ),
        pytest.param(
            "“It is late,” said the authors of the “Bay and Harbor Report,” who left.",
            "the authors of the “Bay and Harbor Report,” who left",
            "said",
            "It is late",
            id="title-in-the-source",
        ),
        pytest.param(
            "Asked what he believed about the roads, Orr said, “They are shut.”",
            "Orr",
            "said",
            "They are shut.",
            id="question-before-the-answer",
        ),
        pytest.param("“It is late,” the harbour letter read.", "the harbour letter", "read", "It is late", id="read"),
        pytest.param(
            "“It is late,” a voice-over in the film states.",
            "a voice-over in the film",
            "states",
            "It is late",
            id="noun-that-tags",
        ),
        pytest.param(
            "“It is late,” the Lindia clerk and new harbour captain said in a statement.",
            "the Lindia clerk and new harbour captain",
            "said in a statement",
            "It is late",
            id="two-offices-before-the-tag",
        ),
        pytest.param(
            "“It is late,” Ann Orr, 52, of Harbor, who was there, said.",
            "Ann Orr, 52, of Harbor, who was there",
            "said",
            "It is late",
            id="insertions-before-the-tag",
        ),
        pytest.param(
            "“It is late,” an old Orr retaliated.", "an old Orr", "retaliated", "It is late", id="verb-that-only-tags"
        ),
        pytest.param(
            "There was talk when Orr shut the road and called it “old.”",
            "Orr",
            "called",
            "it “old.”",
            id="subject-of-a-when-clause",
        ),
        pytest.param(
            "Remarking on its “old look,” Orr said, “The boat will sail.”",
            "Orr",
            "said",
            "The boat will sail.",
            id="fragment-before-the-quotation",
        ),
        pytest.param("Orr called that “a gift.”", "Orr", "called", "that “a gift.”", id="that-is-named"),
        pytest.param(
            "Orr called the boat “old” with a “sad look” and left.",
            "Orr",
            "called",
            "the boat “old” with a “sad look”",
            id="named-in-two-fragments",
        ),
        pytest.param(
            "The crew left, with Orr calling it a “gift.”", "Orr", "calling", "it a “gift.”", id="gerund-behind-name"
        ),
        pytest.param(
            "Orr said the road was shut and called the bay “a great example.”",
            "Orr",
            "called",
            "the bay “a great example.”",
            id="second-verb-names",
        ),
        pytest.param(
            "Orr told sailors that concerns about the bay were “old.”",
            "Orr",
            "told",
            "that concerns about the bay were “old.”",
            id="noun-that-looks-like-a-verb",
        ),
        pytest.param(
            "Ann Orr, a clerk who works for Harbor, a small town, said it was late.",
            "Ann Orr, a clerk who works for Harbor, a small town",
            "said",
            "it was late",
            id="apposition-in-a-relative",
        ),
        pytest.param(
            "“It is late,” said Ann Orr, a clerk who teaches sailing.",
            "Ann Orr, a clerk who teaches sailing",
            "said",
            "It is late",
            id="relative-with-a-cue-in-the-source",
        ),
        pytest.param(
            "Orr, who had left the bay, said it was late.", "Orr", "said", "it was late", id="relative-of-a-bare-name"
        ),
    ],
)
def test_fragments_in_their_sentence(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in read(text)


def test_a_pronoun_does_not_follow_its_verb_after_a_clause() -> None:
    found = read("Ann Orr, who lives in the state capital, Harbor, said she still sails.")
    assert ("Ann Orr, who lives in the state capital, Harbor", "said", "she still sails") in found
    assert all(source != "she" for source, _, _ in found)


def test_what_one_source_told_goes_on_with_the_words_of_another() -> None:
    text = "“It is late,” Orr said, according to Harbor News. “It is cold.”"
    assert ("Harbor News", "according to", "“It is late,” Orr said | It is cold.") in read(text)
    assert ("Orr", "said", "It is late | It is cold.") in read(text)
