"""What is wanted of an archive: hosts, languages, and a topic told by the beginnings of words."""

import gzip
import json
from pathlib import Path

import pytest

from pipelines.ingest.archives.wanted import (
    EVERYTHING,
    OF_THE_WEB,
    Wanted,
    is_about_the_war,
    wanted_in,
    words_of,
)
from pipelines.ingest.found import Unreadable

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "articles_large.jsonl.gz"


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        pytest.param("Ukraine's ministry said", True, id="english"),
        pytest.param("UKRAINIAN TROOPS", True, id="capitals"),
        pytest.param("Міністерство оборони України", True, id="ukrainian"),
        pytest.param("силы ПВО над Крымом", True, id="russian"),
        pytest.param("the bakery opens at six", False, id="something-else"),
        pytest.param("the president visited a pre-Kurskian site", True, id="behind-a-hyphen"),
        pytest.param("нашкурська", False, id="within-a-word"),
        pytest.param("кримінальний кодекс", False, id="criminal-code"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_the_topic_is_told_by_the_beginnings_of_words(text, is_it):
    assert is_about_the_war(text) == is_it


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://example.org/a", True),
        ("https://www.example.org/a", True),
        ("https://example.org:8080/a", True),
        ("https://notexample.org/a", False),
        ("https://example.org.evil.net/a", False),
        ("", False),
    ],
)
def test_a_host_is_taken_with_all_below_it(url, is_taken):
    assert Wanted(hosts=("example.org",)).takes_host(url) == is_taken


def test_a_language_is_told_by_the_text_and_a_short_text_is_taken():
    english = "The council said on Monday that the ferry would sail again from the first of the month. " * 3
    assert Wanted(languages=("en",)).takes_text(english)
    assert not Wanted(languages=("uk", "ru")).takes_text(english)
    assert Wanted(languages=("uk",)).takes_text("Too short")


def test_what_is_said_beside_an_archive_goes_before_the_default():
    assert wanted_in({}, OF_THE_WEB) == OF_THE_WEB
    assert wanted_in({"languages": None, "about_the_war": False}, OF_THE_WEB) == EVERYTHING
    said = {"hosts": ["Example.ORG."], "languages": ["en-GB", "uk"]}
    assert wanted_in(said, OF_THE_WEB) == Wanted(("example.org",), ("en", "uk"), True)


@pytest.mark.parametrize(
    "given",
    [{"hosts": "example.org"}, {"hosts": []}, {"hosts": [1]}, {"languages": ["english!"]}, {"about_the_war": "yes"}],
    ids=str,
)
def test_a_key_of_another_form_is_refused(given):
    with pytest.raises(Unreadable, match="bad_field"):
        wanted_in(given, EVERYTHING)


def test_words_are_what_stands_outside_of_tags_scripts_and_styles():
    markup = "<html><style>p {color: red}</style><script>var Ukraine = '<p>';</script><p class='x'>One <b>two</b></p>"
    assert words_of(markup) == "One two"
    assert words_of("a < b and c > d") == "a < b and c > d"
    assert words_of("<" * 200_000)
    assert words_of("<script>" * 20_000) == ""


def test_the_topic_scan_misses_few_and_takes_few_others():
    if not CORPUS.exists():
        pytest.skip("needs the corpus beside the project, which is not part of it")
    counts = dict.fromkeys(((True, True), (True, False), (False, True), (False, False)), 0)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            counts[row["relevant"], is_about_the_war(f"{row['title'] or ''}\n{row['text']}")] += 1
    assert counts[True, True] / (counts[True, True] + counts[True, False]) > 0.985
    assert counts[False, True] / (counts[False, True] + counts[False, False]) < 0.035
