"""Indirect speech: subjects far from their verb, clauses without "that", objects, and words that are no cue."""

import pytest

from pipelines.model import Attribution, Spans
from pipelines.text.attribution import attributions_in
from pipelines.text.quotes import quotations_in
from pipelines.text.sentences import sentences_in


def found_in(text: str) -> tuple[Attribution, ...]:
    return attributions_in(text, sentences_in(text), quotations_in(text), ())


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        pytest.param(
            "Lindia gained 40 square miles in the year, it said in a report that the Gazette summarised.",
            "Lindia gained 40 square miles in the year", "it", id="relative-whose-object-is-the-noun",
        ),
        pytest.param(
            "Output fell by a tenth, the ministry said in a statement that was published on Monday.",
            "Output fell by a tenth", "the ministry", id="relative-whose-subject-is-the-noun",
        ),
        pytest.param(
            "The bridge will open in May, Ilka Marr told a conference that the bank organised.",
            "The bridge will open in May", "Ilka Marr", id="noun-that-is-told",
        ),
        pytest.param(
            "The ministry said in a statement that the dam had failed.",
            "that the dam had failed", "The ministry", id="nothing-before",
        ),
        pytest.param(
            "Although the meeting had failed, Ilka Marr said in an interview that the two agreed.",
            "that the two agreed", "Ilka Marr", id="clause-before-that-needs-another",
        ),
        pytest.param(
            "Three of them said that the two agreed.", "that the two agreed", "Three of them", id="some-of-them"
        ),
        pytest.param(
            "Both of them, who would give no name because the matter is delicate, said that the two agreed.",
            "that the two agreed", "Both of them, who would give no name because the matter is delicate,",
            id="some-of-them-with-a-relative-clause",
        ),
        pytest.param(
            "Admitting that the dam was old, Ilka Marr said in an interview that it would hold.",
            "that it would hold", "Ilka Marr", id="participle-before",
        ),
        pytest.param(
            "In a letter to the port, the mayor said in plain words that the wells were dry.",
            "that the wells were dry", "the mayor", id="phrase-before",
        ),
    ],
)  # fmt: skip
def test_a_relative_after_a_report_is_not_what_it_says(text: str, content: str, source: str) -> None:
    found = found_in(text)
    assert (joined(text, found[-1].content), joined(text, found[-1].source)) == (content, source)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It would give up land that the guards hold, under proposals that the two discussed.", id="hold"),
        pytest.param("They make barges, in answer to claims that the port was closed for good.", id="make"),
    ],
)
def test_a_verb_and_a_noun_that_a_comma_parts_are_no_cue(text: str) -> None:
    assert not [one for one in found_in(text) if one.rule_code == "light-verb"]


def joined(text: str, spans: Spans) -> str:
    return " | ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param(
            "Friends of the mayor's who met him on the pier recently say that he is tired.",
            "Friends of the mayor's who met him on the pier",
            id="relative-before-adverb",
        ),
        pytest.param(
            "Vice Mayor Ann Orr, who was to travel to Harbor, Lindia, on Sunday to open the dam, said it would hold.",
            "Vice Mayor Ann Orr, who was to travel to Harbor, Lindia, on Sunday to open the dam,",
            id="place-with-comma-in-relative",
        ),
        pytest.param(
            "The harbour's chief engineer, Ann Orr, said that the dam would hold.",
            "The harbour's chief engineer, Ann Orr,",
            id="name-in-apposition",
        ),
        pytest.param(
            "None of the pilots interviewed this week thought the port would open.",
            "None of the pilots interviewed this week",
            id="reduced-relative",
        ),
        pytest.param(
            "Several people I have met over the last weeks said the dam would hold.",
            "Several people I have met over the last weeks",
            id="relative-without-pronoun",
        ),
        pytest.param(
            "Current officials in the army and at the Port Office have said the dam will hold.",
            "Current officials in the army and at the Port Office",
            id="two-phrases-with-prepositions",
        ),
        pytest.param(
            "Pilots and even some engineers say that the dam will hold.",
            "Pilots and even some engineers",
            id="and-even",
        ),
        pytest.param(
            "Rep. Ann Orr (D-Lind), ranking member of the port committee, said she agreed.",
            "Rep. Ann Orr (D-Lind), ranking member of the port committee,",
            id="ranking-member",
        ),
        pytest.param(
            "One of the authors of that 2013 report, Ann Orr, said the dam would hold.",
            "One of the authors of that 2013 report, Ann Orr,",
            id="that-before-a-noun",
        ),
        pytest.param(
            "See the note.[[ii]](https://example.org/a/<#_e55>) The Harbour Office reported that the dam held.",
            "The Harbour Office",
            id="address-before",
        ),
        pytest.param(
            "Photograph: Harbour Press Service/Lind The mayor revealed she had met the crew.",
            "The mayor",
            id="credit-before",
        ),
        pytest.param(
            "“It is late,” said Orr and pointed out that the dam would hold.", "Orr", id="second-verb-after-and"
        ),
        pytest.param("When asked by Orr whether the dam would hold, the crew laughed.", "Orr", id="asked-by"),
        pytest.param(
            "The fear that it might fall again suggested that the dam was old.",
            "The fear that it might fall",
            id="noun-with-its-clause",
        ),
        pytest.param(
            "The video showed smoke and debris, and the local authorities said that the dam held.",
            "the local authorities",
            id="clause-joined-by-and",
        ),
        pytest.param("The crew was convinced that the dam would hold.", "The crew", id="convinced"),
        pytest.param("Orr and Lind have both argued that the dam will hold.", "Orr and Lind", id="both"),
    ],
)
def test_the_subject_is_found_far_from_its_verb(text: str, source: str) -> None:
    assert source in [joined(text, one.source) for one in found_in(text)]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param(
            "The union left, a step they say would end the strike.",
            "say",
            "a step | would end the strike",
            id="antecedent-before-its-verb",
        ),
        pytest.param(
            "Orr predicted that wages would fall, but that prices would fall too.",
            "predicted",
            "that wages would fall, but that prices would fall too",
            id="but-that",
        ),
        pytest.param(
            "Orr made it clear that the dam would hold.", "made it clear", "that the dam would hold", id="made-it-clear"
        ),
        pytest.param("The mayor urged the crews to return.", "urged", "the crews to return", id="who-shall-do-what"),
        pytest.param("Pilots expect it to open in May.", "expect", "it to open in May", id="expected-of-it"),
        pytest.param("The poll showed Orr leading the field.", "showed", "Orr leading the field", id="document-shows"),
        pytest.param(
            "The survey found Orr trailing by two points.", "found", "Orr trailing by two points", id="document-finds"
        ),
        pytest.param(
            "The road was open, Orr said Sunday on Harbour News’s “Morning Watch.”",
            "said",
            "The road was open",
            id="title-is-no-speech",
        ),
        pytest.param("The road is safe, Orr told her aides as they left.", "told", "The road is safe", id="meanwhile"),
        pytest.param(
            "The plan, an inside source said, is to close the road.",
            "said",
            "The plan | is to close the road",
            id="inside-source",
        ),
        pytest.param("Orr acknowledged the delay.", "acknowledged", "the delay", id="object"),
        pytest.param(
            "Orr said she hoped to agree on a price, though she did not specify the amount.",
            "said",
            "she hoped to agree on a price",
            id="writer-on-what-was-left-unsaid",
        ),
        pytest.param(
            "Orr also said Sunday she believed the dam would hold.",
            "also said",
            "she believed the dam would hold",
            id="day-before-a-clause",
        ),
        pytest.param(
            "The army left, and the ship reportedly sank.", "reportedly", "the ship | sank", id="hearsay-in-its-clause"
        ),
        pytest.param(
            "Orr praised then-Sen. Ann Lind, who said the dam would hold.",
            "said",
            "the dam would hold",
            id="abbreviated-earlier-title",
        ),
    ],
)
def test_content_is_found_whole(text: str, cue: str, content: str) -> None:
    assert (cue, content) in [(joined(text, one.cue), joined(text, one.content)) for one in found_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor urged the crews to return.", True, id="urged-to"),
        pytest.param("The poll showed Orr leading the field.", True, id="document-shows"),
        pytest.param("The captain showed us the deck.", False, id="person-shows"),
        pytest.param("Orr would call the report a lie.", False, id="naming-under-a-modal"),
        pytest.param("Pilots expect it to open in May.", False, id="expectation"),
        pytest.param("The dam will hold, we would insist.", False, id="postposed-under-a-modal"),
    ],
)
def test_what_is_reported_and_what_is_not(text: str, expected: bool) -> None:
    assert [one.is_reported for one in found_in(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("That said, the dam held all winter.", id="that-said"),
        pytest.param("The crew found it right before the storm began.", id="object-pronoun"),
        pytest.param("In all, 475 pledged delegates will travel.", id="participle-after-number"),
        pytest.param("It is a risk to continued growth: prices are up.", id="participle-after-preposition"),
        pytest.param("The northern states unnecessarily would pay twice.", id="plural-noun-states"),
        pytest.param("Criminal charges against Orr could have set a rule.", id="plural-noun-charges"),
        pytest.param("Orr would deny the report.", id="object-under-a-modal"),
        pytest.param("The ministry did not comment on the report.", id="did-not-comment"),
        pytest.param("The ministry declined to comment on the strike.", id="declined-to-comment"),
        pytest.param("Orr asked not to be named because the talks were private.", id="asked-not-to-be-named"),
        pytest.param("Orr asked that he not be identified.", id="asked-not-to-be-identified"),
        pytest.param("Authors: Ann Orr, Bo Lind, and Cy Hale", id="authors"),
        pytest.param("The ship is allowed to leave.", id="allowed"),
        pytest.param("The video purportedly showing the dam was old.", id="participle-after-hearsay"),
        pytest.param("When we open the port, all crews will be able to continue.", id="clause-before-a-plain-verb"),
        pytest.param("As the dam broke, Orr and Lind attacked.", id="circumstance-before-a-verb"),
        pytest.param("Their days begin at dawn and are filled with calls.", id="verb-before-a-preposition"),
    ],
)
def test_these_words_are_no_cue_here(text: str) -> None:
    assert found_in(text) == ()
