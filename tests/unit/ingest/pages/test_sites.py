"""Rules for single sites: used on their days, expired on others, and all that ship have their form."""

from datetime import date

import pytest
from invented_pages import BODY, WORDS, page

from pipelines.ingest.pages import sites
from pipelines.ingest.pages.page import found_in_page
from pipelines.ingest.pages.sites import BadRule, rule_for, rules_in

RULES = """
[[rule]]
valid_from = 2024-01-01
valid_to = 2024-07-01
reason = "The invented wire keeps its paragraphs in a player."
title = "//b[@class='head']"
authors = "//i"
published = "//s/@data-day"
body = "//div[@id='player']"
remove = "//div[@id='player']/aside"

[[rule]]
valid_from = 2024-07-01
reason = "Only the headline is still odd."
title = "//b[@class='new']"
"""
BODY_OF_PLAYER = (
    '<b class="head">From the rule</b><b class="new">From the newer rule</b><i>By Ann Lee</i>'
    '<s data-day="2024-05-06"></s>'
    f'<div id="player"><p>First. {WORDS}</p><aside><p>Not this.</p></aside><ul><li>Second.</li></ul></div>'
)
URL = "https://www.example.org/harbour"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "example.org.toml").write_text(RULES, encoding="utf-8")
    monkeypatch.setattr(sites, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_rule_goes_before_all_layers_on_its_days():
    found = found_in_page(page("<title>From the page</title>", BODY_OF_PLAYER), URL, seen_on=date(2024, 6, 30))
    assert (found.title, found.authors) == ("From the rule", ("Ann Lee",))
    assert found.text == f"First. {WORDS.strip()}\nSecond."
    assert (found.published.basis, found.published.period.first_on) == ("site-rule", date(2024, 5, 6))
    assert {found.bases[name] for name in ("title", "authors", "text")} == {"site-rule"}


@pytest.mark.usefixtures("folder")
def test_what_a_rule_does_not_find_the_layers_answer():
    found = found_in_page(page("", BODY_OF_PLAYER + BODY), URL, seen_on=date(2025, 1, 1))
    assert (found.title, found.bases["title"], found.bases["text"]) == (
        "From the newer rule",
        "site-rule",
        "trafilatura",
    )


@pytest.mark.parametrize(
    ("url", "day", "title"),
    [
        pytest.param(URL, date(2023, 12, 31), None, id="before-it-held"),
        pytest.param(URL, date(2024, 1, 1), "//b[@class='head']", id="its-first-day"),
        pytest.param(URL, date(2024, 7, 1), "//b[@class='new']", id="the-day-it-expired"),
        pytest.param(URL, None, None, id="no-day"),
        pytest.param("https://www.example.net/a", date(2024, 2, 1), None, id="another-site"),
        pytest.param(None, date(2024, 2, 1), None, id="no-address"),
    ],
)
def test_a_rule_holds_for_its_site_and_its_days(folder, url, day, title):
    rule = rule_for(url, day, folder)
    assert (rule.title if rule else None) == title


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("[[rule]]\nvalid_from = 2024-01-01\n", id="no-reason"),
        pytest.param('[[rule]]\nvalid_from = "soon"\nreason = "x"\n', id="no-day"),
        pytest.param('[[rule]]\nvalid_from = 2024-01-01\nreason = "x"\nbody = "//["\n', id="no-xpath"),
        pytest.param('[[rule]]\nvalid_from = 2024-01-01\nreason = "x"\nbdoy = "//p"\n', id="unknown-key"),
        pytest.param("rule = 7", id="no-rules"),
        pytest.param("[[", id="no-toml"),
    ],
)
def test_a_file_without_the_form_is_refused(tmp_path, written):
    (tmp_path / "x.example.toml").write_text(written, encoding="utf-8")
    with pytest.raises(BadRule, match=r"x\.example\.toml"):
        rules_in(tmp_path / "x.example.toml")


def test_the_rules_that_ship_have_their_form():
    assert all(rules_in(path) for path in sites.FOLDER.glob("*.toml"))
