"""Names of people who are taken down: which words are one, and what of them is covered."""

import pytest

from dataset.curation.takedowns import hashed
from pipelines.takedowns.names import Names, called, names_of, normalised, touches

TOLL = "Mira Toll"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        pytest.param("Zoë O'Neil", "zoe o neil", id="accent-and-apostrophe"),
        pytest.param("  MIRA   toll ", "mira toll", id="case-and-blanks"),
        pytest.param("Mira\nToll", "mira toll", id="two-lines"),
        pytest.param("Mi\u0301ra Toll", "mira toll", id="accent-of-its-own"),
        pytest.param("Міра Толл", "міра толл", id="cyrillic"),
        pytest.param("…", "", id="no-word"),
    ],
)
def test_the_form_of_a_name_that_is_compared(written, form):
    assert normalised(written) == form


@pytest.mark.parametrize("is_hashed", [False, True], ids=["plain", "hashed"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("It was Mira Toll, she said.", ["Mira Toll"], id="in-a-sentence"),
        pytest.param("MIRA TOLL SPEAKS", ["MIRA TOLL"], id="capitals"),
        pytest.param("Mira J. Toll and Mira Toll", ["Mira J. Toll", "Mira Toll"], id="an-initial-between"),
        pytest.param("Mira\nToll’s lamp", ["Mira\nToll"], id="over-two-lines-in-the-genitive"),
        pytest.param("Mira Tollan, Amira Toll", [], id="longer-words"),
        pytest.param("Toll said so", [], id="the-surname-alone"),
        pytest.param("Toll, Mira", [], id="turned-round"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_where_a_text_has_a_name(text, found, is_hashed):
    names = names_of([hashed(normalised(TOLL)) if is_hashed else TOLL])
    assert [text[slice(*span)] for span in names.spans(text)] == found
    assert names.name(text) is bool(found)


def test_small_letters_are_a_name_only_where_it_is_known_in_full():
    assert names_of([TOLL]).name("mira toll")
    assert not names_of([hashed("mira toll")]).name("mira toll")


@pytest.mark.parametrize(("words", "is_found"), [(5, True), (7, False)])
def test_names_given_as_hashes_are_not_looked_for_at_any_length(words, is_found):
    name = " ".join(["Mira", *["Ana"] * (words - 2), "Toll"])
    assert names_of([hashed(normalised(name))]).name(f"So {name} said.") is is_found
    assert names_of([name]).name(f"So {name} said.")


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        pytest.param("https://news.example/2025/mira-toll-speaks", True, id="url"),
        pytest.param("mira_toll.txt", True, id="file"),
        pytest.param("gl:outlet-mira-toll", True, id="id"),
        pytest.param("https://news.example/miratoll", False, id="written-together"),
        pytest.param(None, False, id="none"),
    ],
)
@pytest.mark.parametrize("value", [TOLL, hashed("mira toll")], ids=["plain", "hashed"])
def test_addresses_that_have_a_name(value, address, is_found):
    assert names_of([value]).in_address(address) is is_found


def test_in_an_article_that_has_the_full_name_the_surname_stands_for_it():
    names = called({"mira toll", "an li", "zorro"})
    assert names.name("Toll said")
    assert names.name("Zorro said")
    assert not names.name("Li said"), "two letters are too many people's"
    assert not names.name("Mira said")


def test_a_name_is_covered_letter_by_letter():
    assert names_of([TOLL]).cover("“Mira J. Toll” (Toll)") == "“████ █. ████” (Toll)"
    assert Names().cover("Mira Toll") == "Mira Toll"


def test_nobody_is_nobody():
    nobody = names_of(["", " - "])
    assert not nobody
    assert not nobody.name("Mira Toll")


@pytest.mark.parametrize(
    ("span", "is_touched"), [((0, 5), False), ((0, 6), True), ((7, 8), True), ((10, 12), False), ((5, 10), True)]
)
def test_spans_touch_where_they_share_a_letter(span, is_touched):
    assert touches([span], [(5, 10)]) is is_touched
