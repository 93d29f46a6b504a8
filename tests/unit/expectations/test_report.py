"""The report of a release: its numbers are the tables', it says what moved, and it is safe to open."""

import re
from datetime import UTC, date, datetime

import pytest
from expected_rows import GOOD, others, table_of
from lxml import html

from dataset.contract.expected import MEANINGS
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.release.opened import Compared
from expectations.report.page import SECTIONS, report

BAD = "<script>alert('x')</script>&\"'$x_1$"
SVG = "{http://www.w3.org/2000/svg}"


def tables_with(**changed):
    tables = {name: table_of(name) for name in TABLES} | others()
    return tables | {name: table_of(name, *rows) for name, rows in changed.items()}


def page_of(before=None, **changed):
    old = None if before is None else tables_with(**before)
    return report(Compared("2025.03.02", tables_with(**changed), "2025.03.01" if before is not None else None, old))


def quality(**values):
    row = {"table_name": "claims", "expectation": "expect_x", "column_name": "content", "is_passed": True,
           "observed": "0 of 1", "unexpected_count": 0, "rows_count": 1}  # fmt: skip
    return {**row, **values}


def claims(number, **values):
    return [{**GOOD["claims"], "claim_id": make_id("claim", str(place)), **values} for place in range(number)]


def articles(*given):
    """Give articles, each by its outlet and its day of publication (None: not known)."""
    return [
        {**GOOD["articles"], "article_id": make_id("a", str(place)), "story_id": make_id("s", str(place)),
         "outlet_id": outlet, "published_at": day and datetime(*day, tzinfo=UTC)}
        for place, (outlet, day) in enumerate(given)
    ]  # fmt: skip


OUTLETS = [
    GOOD["entities"],
    {"entity_id": "gl:ledger", "kind": "outlet", "name": "Ledger"},
    {"entity_id": "gl:courier", "kind": "outlet", "name": "Courier"},
]


def words(element):
    return " ".join(element.itertext()).split()


def table_after(page, title):
    """Give the cells of the first table after a heading, line by line."""
    (head,) = [one for one in html.fromstring(page).iter("h3", "h2") if one.text == title]
    table = head.xpath("following::table[1]")[0]
    return [[" ".join(words(cell)) for cell in row] for row in table.iter("tr")]


def picture_of(page, title):
    """Give the texts that a picture shows, its name and description first."""
    (found,) = [one for one in html.fromstring(page).iter("svg") if one.findtext("title") == title]
    return [text.strip() for text in found.itertext() if text.strip()]


def reviewed(table, decision, rule_code=None, **values):
    return {"table_name": table, "decision": decision, "is_in_force": True, "rule_code": rule_code, **values}


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param("entities", [GOOD["entities"], {**OUTLETS[1], "name": BAD}], id="outlet"),
        pytest.param("claims", [{**GOOD["claims"], "rule_code": BAD}], id="construction"),
        pytest.param("sources", [{**GOOD["sources"], "kind": BAD}], id="kind-of-source"),
        pytest.param("quarantine", [{"reason_code": BAD}], id="reason"),
        pytest.param("reviews", [reviewed("claims", "confirm", BAD)], id="reviewed-construction"),
        pytest.param("quality", [quality(observed=BAD)], id="observed"),
        pytest.param("quality", [quality(expectation=BAD, column_name=BAD, is_passed=False)], id="expectation"),
        pytest.param("territory_checks", [{**GOOD["territory_checks"], "verdict": "inconsistent", "reason": BAD}],
                     id="reason-of-a-check"),
        pytest.param("feed_health", [{"feed_url": BAD, "is_alarm": True, "alarm": BAD}], id="feed"),
        pytest.param("changes", [{"change": BAD, "cause": BAD}], id="cause"),
    ],
)  # fmt: skip
def test_what_comes_from_outside_is_escaped(table, rows):
    page = page_of(before={}, **{table: rows})
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "".join(html.fromstring(page).itertext()).count("alert('x')")


def test_the_page_needs_nothing_else_and_no_script():
    page = page_of(before={}, quality=[quality()])
    assert page.startswith("<!doctype html>")
    assert not re.search(r'src=|@import|href="(?!#)|url\((?!#)|<script|<link|<iframe', page)


def test_the_words_of_articles_are_not_in_it():
    page = page_of(before={}, quality=[quality()])
    for shown in (
        GOOD["claims"]["content"],
        GOOD["territory"]["evidence"],
        GOOD["sources"]["name"],
        "per cent of Haven",
    ):
        assert shown not in page


def test_every_picture_is_named_and_described_and_no_id_stands_twice():
    page = html.fromstring(page_of(before={}, quality=[quality()], control_series=[SERIES]))
    pictures = list(page.iter("svg"))
    assert len(pictures) > 10
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        assert picture.get("role") == "img"
        assert set(picture.get("aria-labelledby").split()) == {
            picture.find(name).get("id") for name in ("title", "desc")
        }
        assert picture.findtext("title")
        assert picture.findtext("desc")


def test_it_has_all_sections_and_leads_to_them():
    page = html.fromstring(page_of())
    assert [one.get("id") for one in page.iter("section")] == [anchor for anchor, _, _ in SECTIONS]
    assert [one.get("href") for one in page.iter("a")] == [f"#{anchor}" for anchor, _, _ in SECTIONS]


def verdict(page):
    return " ".join(words(html.fromstring(page).find_class("verdict")[0]))


def test_the_verdict_says_that_all_holds():
    said = verdict(
        page_of(quality=[quality()], articles=articles(("gl:ledger", (2025, 1, 2)), ("gl:ledger", (2025, 3, 2))))
    )
    assert "1 claim of 1 source, 1 figure and 1 statement about land, read in 2 articles of 1 outlet" in said
    assert "published from 2025-01 to 2025-03" in said
    assert "All of 1 check of 1 table hold" in said
    assert "No input was held back. Of the statements about land 1 add up, 0 do not, and 0 cannot be checked." in said
    assert "no person has looked at the rows yet" in said
    assert "first release" in said


def test_the_verdict_says_what_fell_short_and_what_people_saw():
    page = page_of(
        quality=[quality(), quality(expectation="spans_are_not_empty", is_passed=False, observed="1 of 1")],
        quarantine=[{"reason_code": "bad_date"}, {"reason_code": "bad_date"}, {"reason_code": "empty"}],
        claims=claims(2, review_status="confirmed"),
        feed_health=[{"feed_url": "https://x.example/feed", "is_alarm": True, "alarm": "silent"}],
    )
    assert 'class="verdict bad"' in page
    assert "1 of 2 checks of 1 table fell short" in verdict(page)
    assert "3 inputs could not be read and were held back, most often as “bad date” (2)" in verdict(page)
    assert "people have looked at 2 claims" in verdict(page)
    assert "Feeds that somebody should look at: 1." in verdict(page)
    assert table_after(page, "What fell short")[1] == [
        "claims", MEANINGS["spans_are_not_empty"], "spans_are_not_empty", "content", "1 of 1"
    ]  # fmt: skip
    assert "<details open><summary>claims: 2 checks, 1 fell short" in page


def test_a_statement_that_fails_one_check_does_not_add_up():
    check = GOOD["territory_checks"]
    rows = [check, {**check, "against": "partner", "verdict": "inconsistent", "reason": "12 is not 13"}]
    page = page_of(territory_checks=rows)
    assert "0 add up, 1 does not" in verdict(page)
    assert table_after(page, "Statements that do not add up")[1] == [
        check["territory_id"], "gl:haven", "contested, control, 40 %", "the other side's share", "12 is not 13"
    ]  # fmt: skip
    assert table_after(page, "Does it add up")[1:] == [
        ["the official area", "1", "0", "0"],
        ["the other side's share", "0", "1", "0"],
    ]
    assert "0 / 1 / 0" in picture_of(page, "Verdicts of the checks of land")


def test_articles_are_counted_by_outlet_and_month_gaps_included():
    given = (("gl:ledger", (2025, 1, 2)), ("gl:ledger", (2025, 1, 9)), ("gl:courier", (2025, 3, 2)), (None, None))
    page = page_of(entities=OUTLETS, articles=articles(*given))
    assert table_after(page, "Articles by outlet and month of publication") == [
        ["outlet", "2025-01", "2025-02", "2025-03", "not known", "all"],
        ["Ledger", "2", "·", "·", "·", "2"],
        ["Courier", "·", "·", "1", "·", "1"],
        ["not known", "·", "·", "·", "1", "1"],
        ["all", "2", "0", "1", "1", "4"],
    ]
    assert [text for text in picture_of(page, "Articles by month") if text.isdigit()][-4:] == ["2", "0", "1", "1"]


@pytest.mark.parametrize(
    ("first", "last", "word", "columns"),
    [
        pytest.param((2024, 1, 1), (2025, 12, 1), "month", 24, id="months-of-two-years"),
        pytest.param((2023, 1, 1), (2025, 12, 1), "quarter", 12, id="quarters-of-three-years"),
        pytest.param((2014, 3, 1), (2025, 12, 1), "year", 12, id="years-since-2014"),
        pytest.param((1990, 3, 1), (2025, 12, 1), "year", 25, id="the-earliest-years-as-one"),
    ],
)
def test_long_times_are_told_by_longer_periods(first, last, word, columns):
    page = page_of(articles=articles(("gl:ledger", first), ("gl:ledger", last)))
    head = table_after(page, f"Articles by outlet and {word} of publication")[0]
    assert len(head) == columns + 2


def test_a_share_is_shown_with_its_shift_and_a_large_one_is_marked():
    before = {"claims": claims(90) + claims(10, modality="denied", claim_id="")}
    page = page_of(before=before, claims=claims(60) + claims(40, modality="denied", claim_id=""))
    assert table_after(page, "How the content is put") == [
        ["", "claims", "%", "% before", "shift"],
        ["asserted", "60", "60.0", "90.0", "-30.0 large"],
        ["denied", "40", "40.0", "10.0", "+30.0 large"],
    ]
    assert picture_of(page, "How the content is put").count("60") >= 1
    assert "2 shares moved far" in verdict(page)
    assert "“asserted” (how the content is put) from 90 to 60 %; “denied”" in verdict(page)
    assert table_after(page, "Shares that moved far")[1] == ["How the content is put", "asserted", "90.0", "60.0"]


def test_what_chance_gives_is_no_large_shift():
    before = {"claims": claims(9) + claims(1, modality="denied", claim_id="")}
    page = page_of(before=before, claims=claims(8) + claims(2, modality="denied", claim_id=""))
    assert table_after(page, "How the content is put")[2] == ["denied", "2", "20.0", "10.0", "+10.0"]
    assert "no share moved far" in verdict(page)


def test_rows_that_grew_by_a_fifth_are_marked():
    page = page_of(before={"claims": claims(10)}, claims=claims(12), figures=[])
    lines = {line[0]: line[1:] for line in table_after(page, "What moved since the release before")}
    assert lines["claims"] == ["10", "12", "+20.0 large"]
    assert lines["figures"] == ["1", "0", "-100.0 large"]
    assert lines["articles"] == ["1", "1", "0"]


def test_the_first_release_says_so():
    page = page_of()
    assert "This is the first release" in page
    assert table_after(page, "How the content is put")[0] == ["", "claims", "%"]


def test_a_release_before_under_an_older_contract_is_compared_as_far_as_it_goes():
    old = tables_with()
    del old["quarantine"]
    old["claims"] = old["claims"].drop_columns(["modality", "independent_count"])
    page = report(Compared("2025.03.02", tables_with(quarantine=[{"reason_code": "empty"}]), "2025.03.01", old))
    assert table_after(page, "How the content is put")[0] == ["", "claims", "%"]
    assert table_after(page, "How much stands in quotation marks")[0] == ["", "claims", "%", "% before", "shift"]
    lines = {line[0]: line[1:] for line in table_after(page, "What moved since the release before")}
    assert lines["quarantine"] == ["", "1", "a new table"]


def test_an_outlet_that_lost_articles_is_named():
    before = {"entities": OUTLETS, "articles": articles(("gl:ledger", (2025, 1, 2)), ("gl:courier", (2025, 1, 3)))}
    page = page_of(before=before, entities=OUTLETS, articles=articles(("gl:ledger", (2025, 1, 2))))
    assert "Since 2025.03.01 it shrank by 1 article" in verdict(page)
    title = "Outlets with fewer articles than in the release before"
    assert table_after(page, title)[1] == ["Courier", "1", "0", "-1"]


SERIES = {
    "region_id": "UA-14", "on_day": date(2025, 1, 5), "controller": "RU", "source_id": GOOD["sources"]["source_id"],
    "layer": "control", "share_low_pct": 70.0, "share_high_pct": 80.0, "area_low_km2": 18_562.0,
    "area_high_km2": 21_213.6, "measured_low_km2": 19_000.0, "measured_high_km2": 19_100.0,
}  # fmt: skip
DONETSK = {"region_id": "UA-14", "name": "Donetsk Oblast", "official_area_km2": 26_517.0}


def test_claims_of_a_region_are_drawn_and_told_with_what_was_measured():
    later = {**SERIES, "on_day": date(2025, 2, 5), "controller": "UA", "share_low_pct": None, "share_high_pct": 25.0,
             "measured_low_km2": None, "measured_high_km2": None}  # fmt: skip
    page = page_of(control_series=[SERIES, later], regions=[DONETSK])
    assert table_after(page, "What is claimed of each region, over time")[1:] == [
        ["Donetsk Oblast", "2025-01-05", "RU", "70 to 80", "18,562 to 21,213.6", "19,000 to 19,100"],
        ["Donetsk Oblast", "2025-02-05", "UA", "at most 25", "18,562 to 21,213.6", ""],
    ]
    shown = picture_of(page, "Shares of regions that statements claim")
    assert {"Donetsk Oblast", "held by RU", "held by UA", "measured"} <= set(shown)


def test_stories_and_copies_are_counted():
    rows = articles(*[("gl:ledger", (2025, 1, day)) for day in range(1, 5)])
    for row in rows[1:3]:
        row |= {"story_id": rows[0]["story_id"], "copy_of": rows[0]["article_id"], "copy_basis": "published"}
    page = page_of(articles=rows)
    assert "2 of 4 articles are copies of another one." in page
    assert table_after(page, "Articles in a story")[1:4] == [
        ["1", "1", "50.0"],
        ["2", "0", "0.0"],
        ["3 to 5", "1", "50.0"],
    ]
    assert table_after(page, "The largest stories")[1] == [rows[0]["story_id"], "3", "1", "2025-01-01"]


def test_what_is_not_in_the_release_is_counted():
    rows = articles(*[("gl:ledger", (2025, 1, day)) for day in range(1, 5)])
    rows[1]["supersedes"] = rows[0]["article_id"]
    rows[2]["language"] = "uk"
    page = page_of(articles=rows, claims=claims(3) + claims(1, content=None, claim_id=""))
    assert table_after(page, "Articles of which there are no further rows")[1:] == [
        ["an older version of an article that was edited", "1"],
        ["a language that is not read: uk", "1"],
    ]
    assert table_after(page, "Words that the rights of an article withhold")[1] == ["claims.content", "4", "1", "25.0"]


def test_many_values_do_not_make_a_long_page():
    outlets = [{"entity_id": f"gl:o{n}", "kind": "outlet", "name": f"Outlet {n}"} for n in range(300)]
    rows = articles(*[(f"gl:o{n}", (2025, 1, 2)) for n in range(300)])
    many = [{**one, "rule_code": f"rule-{place}"} for place, one in enumerate(claims(300))]
    page = page_of(articles=rows, entities=[GOOD["entities"], *outlets], claims=many)
    assert table_after(page, "The construction that found the claim")[-1] == ["285 more", "285", "95.0"]
    assert table_after(page, "Articles by outlet and month of publication")[-2:] == [
        ["280 more", "280", "280"],
        ["all", "300", "300"],
    ]
    assert len(page) < 400_000


def test_a_release_without_any_row_has_a_report():
    nothing = {name: table_of(name) for name in TABLES}
    page = report(Compared("2025.03.02", nothing, None, None))
    assert "This release holds no articles." in verdict(page)
    assert "Nothing in it was checked." in verdict(page)
    again = verdict(report(Compared("2025.03.02", nothing, "2025.03.01", nothing)))
    assert "the number of articles is the same, and no share moved far" in again


def test_the_same_tables_give_the_same_page():
    given = {"quality": [quality()], "control_series": [SERIES], "regions": [DONETSK]}
    assert page_of(before=given, **given) == page_of(before=given, **given)


def test_what_people_found_is_told_with_its_interval():
    assert "Nobody has looked at a row yet." in page_of()
    rows = [reviewed("claims", "confirm", "colon")] * 3 + [reviewed("claims", "reject", "colon")]
    found = table_after(page_of(reviews=rows), "What people found")
    assert found[2] == ["claims", "colon", "3", "0", "1", "75%", "30% to 95%"]
