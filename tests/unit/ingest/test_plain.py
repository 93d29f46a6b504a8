"""What a plain text says of itself; all examples are invented."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.bylines import authors_in_line
from pipelines.ingest.plain import found_in_text
from pipelines.text.credits import credit_in

BODY = "The harbour of Port Hesk stays closed, the mayor said.\nNobody was hurt."


def day_in(text):
    published = found_in_text(text).published
    return published.period.first_on if published else None


def test_the_first_line_is_the_title():
    assert found_in_text(f"Harbour stays closed\n{BODY}").title == "Harbour stays closed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The harbour stays closed, the mayor said.", id="one-line"),
        pytest.param("long " * 80 + "\n" + BODY, id="paragraph-first"),
        pytest.param("", id="empty"),
    ],
)
def test_a_text_may_have_no_title(text):
    assert found_in_text(text).title is None


def test_lines_on_the_piece_itself_are_no_title():
    found = found_in_text(f"By Ann Lee\n6 May 2024\nHarbour stays closed\n{BODY}")
    assert found.title == "Harbour stays closed"
    assert found.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("By Ann Lee", ("Ann Lee",), id="one"),
        pytest.param("BY ANN LEE", ("ANN LEE",), id="capitals"),
        pytest.param("By Ann Lee and Bo van Roe in Port Hesk", ("Ann Lee", "Bo van Roe"), id="two-and-a-place"),
        pytest.param("By Ann Lee, Bo Roe and Cy Poe", ("Ann Lee", "Bo Roe", "Cy Poe"), id="three"),
        pytest.param("(Reporting by Ann Lee)", ("Ann Lee",), id="agency"),
        pytest.param("By the Example desk", ("Example desk",), id="desk"),
        pytest.param("By Monday the bridge was closed.", (), id="sentence"),
        pytest.param("By then", (), id="two-words"),
        pytest.param("Ann Lee", (), id="no-by"),
    ],
)
def test_bylines(line, names):
    assert authors_in_line(line) == names


def test_the_byline_may_stand_last():
    assert found_in_text(f"Title\n{BODY * 5}\nBy Ann Lee\n").authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        pytest.param("Example Wire, 6 May 2024", "Example Wire", date(2024, 5, 6), id="outlet-and-day"),
        pytest.param(
            "Talvonia Ledger (invented), 6 May 2024", "Talvonia Ledger (invented)", date(2024, 5, 6), id="note"
        ),
        pytest.param("(Example Wire, May 6, 2024)", "Example Wire", date(2024, 5, 6), id="brackets"),
        pytest.param("News.Example | 2024-05-06", "News.Example", date(2024, 5, 6), id="bar"),
        pytest.param("6 May 2024", None, date(2024, 5, 6), id="day-alone"),
        pytest.param("Monday, 6 May 2024, 10:30", None, date(2024, 5, 6), id="weekday-and-time"),
        pytest.param("Published on May 6, 2024", None, date(2024, 5, 6), id="label"),
        pytest.param("6 травня 2024", None, date(2024, 5, 6), id="ukrainian"),
        pytest.param("PORT HESK, May 6, 2024 — The harbour is closed.", None, date(2024, 5, 6), id="dateline"),
        pytest.param("PORT HESK, May 6 (Example Wire) - The harbour is closed.", "Example Wire", None, id="no-year"),
        pytest.param("PORT HESK, May 6. /EXW/. The harbour is closed.", "EXW", None, id="slashes"),
        pytest.param("Outlet: Example Wire", "Example Wire", None, id="outlet-label"),
        pytest.param("The harbour was closed on 6 May 2024 - for ever.", None, None, id="sentence"),
        pytest.param("The war began on 6 May 2024.", None, None, id="sentence-with-a-date"),
        pytest.param("Publisher Ann Lee left in May.", None, None, id="a-publisher"),
        pytest.param("31 February 2024", None, None, id="no-such-day"),
    ],
)
def test_lines_that_name_outlet_or_day(line, outlet, day):
    text = f"Harbour stays closed\n{line}\n\n{BODY}"
    assert (found_in_text(text).outlet, day_in(text)) == (outlet, day)


@pytest.mark.parametrize(
    ("sentence", "outlet", "via"),
    [
        pytest.param(
            "It is closed, News.Example reports via foreign media.", "News.Example", "foreign media", id="via"
        ),
        pytest.param(
            "It is closed, the Example Courier reports via Sample Desk.", "Example Courier", "Sample Desk", id="name"
        ),
        pytest.param(
            "Example Courier reports, citing the Hesk Gazette.", "Example Courier", "Hesk Gazette", id="citing"
        ),
        pytest.param(
            "Example Courier reports with reference to local media.", "Example Courier", "local media", id="media"
        ),
    ],
)
def test_credits(sentence, outlet, via):
    credit = credit_in(f"Title\n{sentence}\nMore.")
    assert credit is not None
    assert (credit.outlet, credit.via) == (outlet, via)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Example Courier reports, citing the harbour master.", id="a-person"),
        pytest.param("Example Courier reported in May that it was closed.", id="no-credit"),
        pytest.param("he reports via radio every night.", id="no-name"),
    ],
)
def test_what_is_no_credit(sentence):
    assert credit_in(sentence) is None


@given(st.text(alphabet=st.sampled_from('By ANn,.(/)—-|2024 6May\n:é"“'), max_size=200))
@settings(max_examples=100)
def test_any_text_is_read(text):
    assert found_in_text(text).text == text
    credit_in(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A" * 400_000, id="one-word"),
        pytest.param("By " * 130_000, id="by"),
        pytest.param("Aa " * 130_000, id="names"),
        pytest.param(" reports via " * 30_000, id="credits"),
        pytest.param("(" * 400_000, id="brackets"),
        pytest.param("\n" * 400_000, id="lines"),
    ],
)
def test_long_texts_take_no_long_time(text):
    started = time.process_time()
    found_in_text(text)
    credit_in(text)
    assert time.process_time() - started < 2
