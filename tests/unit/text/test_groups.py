"""Anonymous and collective sources: counts, access, reasons, parts, classes, sameness."""

import pytest
from marked import claims_in

from pipelines.model import Source


def only(marked: str) -> Source:
    return claims_in(marked)[-1].source


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("five sources", 5, id="word"),
        pytest.param("12 officials", 12, id="digits"),
        pytest.param("1,200 respondents", 1200, id="digits-with-comma"),
        pytest.param("a dozen diplomats", 12, id="dozen"),
        pytest.param("at least three officials", 3, id="at-least"),
        pytest.param("both officials", 2, id="both"),
        pytest.param("one official", 1, id="one"),
        pytest.param("the five current and former officials", 5, id="definite"),
        pytest.param("his sources - five former officials -", 5, id="apposition"),
        pytest.param("a handful of diplomats", None, id="handful-is-no-count"),
        pytest.param("several officials", None, id="several-is-no-count"),
        pytest.param("dozens of residents", None, id="dozens-is-no-count"),
        pytest.param("officials", None, id="bare-plural"),
        pytest.param("a senior official", None, id="article"),
    ],
)
def test_the_count_is_the_stated_one(words: str, count: int | None) -> None:
    assert only(f"{{S:{words}}} {{C:said}} {{X:no}}.").stated_count == count


@pytest.mark.parametrize(
    ("words", "access"),
    [
        pytest.param("two sources familiar with the talks", "familiar with the talks", id="familiar-with"),
        pytest.param("a person briefed on the talks", "briefed on the talks", id="briefed-on"),
        pytest.param(
            "two people with direct knowledge of the plan", "with direct knowledge of the plan", id="knowledge"
        ),
        pytest.param("a source who is close to the general staff", "close to the general staff", id="relative"),
        pytest.param("two officials in the region", None, id="place-is-no-access"),
    ],
)
def test_access_is_in_the_words_of_the_text(words: str, access: str | None) -> None:
    assert only(f"{{X:No}}, {{C:according to}} {{S:{words}}}.").access_basis == access


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        pytest.param(
            "{X:No}, {C:said} {S:two officials, who requested anonymity due to the sensitivity of the matter}.",
            "the sensitivity of the matter", id="due-to",
        ),
        pytest.param(
            "{S:An official, speaking on condition of anonymity because talks are private,} {C:said} {X:no}.",
            "talks are private", id="because",
        ),
        pytest.param(
            "{S:A diplomat} {C:said} {X:no}, asking not to be named to discuss internal plans.",
            "to discuss internal plans", id="infinitive",
        ),
        pytest.param(
            "{S:Two aides} {C:said} {X:no}. They spoke on condition of anonymity for fear of reprisals.",
            "reprisals", id="next-sentence",
        ),
        pytest.param("{S:An official, who asked not to be named,} {C:said} {X:no}.", None, id="no-reason-given"),
    ],
)  # fmt: skip
def test_the_reason_for_anonymity(marked: str, reason: str | None) -> None:
    assert only(marked).anonymity_reason == reason


FIVE = "{X1:It may}, {C1:said} {S1:five sources familiar with the plan}. "


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("three of the sources", 3, id="of-the-sources"),
        pytest.param("two of the officials", 2, id="other-noun"),
        pytest.param("two of them", 2, id="of-them"),
        pytest.param("some of the sources", None, id="vague-part"),
        pytest.param("the two sources", 2, id="definite-and-fewer"),
    ],
)
def test_a_part_names_its_whole(words: str, count: int | None) -> None:
    whole, part = claims_in(FIVE + f"{{S2:{words}}} {{C2:said}} {{X2:so}}.")
    assert part.source.part_of == whole.source
    assert part.source.stated_count == count


@pytest.mark.parametrize(
    "words", ["the five sources", "the five former Russian officials", "the sources", "the officials"]
)
def test_the_same_group_keeps_its_description(words: str) -> None:
    first, again = claims_in(FIVE + f"{{S2:{words}}} {{C2:said}} {{X2:so}}.")
    assert again.source.description == first.source.description == "five sources familiar with the plan"
    assert again.source.part_of is None


def test_an_indefinite_group_is_a_new_one_and_then_known_again() -> None:
    _, new, again = claims_in(FIVE + "{S2:Two diplomats} {C2:said} {X2:so}. {S3:The two diplomats} {C3:said} {X3:no}.")
    assert new.source.description == again.source.description == "Two diplomats"


def test_a_group_is_known_from_words_that_are_no_source() -> None:
    marked = "Reuters spoke to four former ministers and four officials. {S:Two of the officials} {C:said} {X:so}."
    whole = only(marked).part_of
    assert whole is not None
    assert whole.stated_count == 4


def test_groups_of_two_sides_are_two() -> None:
    marked = "{S1:Russian officials} {C1:said} {X1:no}. {S2:The Ukrainian officials} {C2:said} {X2:so}."
    first, second = claims_in(marked)
    assert first.source.description != second.source.description


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("two sources", "anonymous", id="sources"),
        pytest.param("officials", "partially_anonymous", id="officials-of-no-side"),
        pytest.param("Russian officials", "official_political", id="side"),
        pytest.param("a Kremlin aide", "official_political", id="political-office"),
        pytest.param("a Ukrainian military official", "official_non_political", id="military"),
        pytest.param("a police officer", "official_non_political", id="police"),
        pytest.param("residents", "unofficial", id="residents"),
        pytest.param("analysts", "unofficial", id="analysts"),
        pytest.param("an analyst at a bank", "partially_anonymous", id="one-with-a-role"),
    ],
)
def test_anonymity_class(words: str, expected: str) -> None:
    assert only(f"{{S:{words}}} {{C:said}} {{X:no}}.").anonymity_class == expected
