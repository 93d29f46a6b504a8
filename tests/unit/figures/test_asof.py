from datetime import date

import pytest

from pipelines.figures.asof import as_of
from pipelines.figures.dates import dates_in
from pipelines.model import Period

DAY = date(2024, 11, 20)
PUBLISHED = Period(DAY, DAY, "day", "article")


def period_at(text, words, published=PUBLISHED, sentences=None):
    start = text.index(words)
    spans = sentences or ((0, len(text)),)
    return as_of(text, (start, start + len(words)), spans, dates_in(text, published), published)


@pytest.mark.parametrize(
    ("text", "first", "last", "basis"),
    [
        pytest.param("In May 2024 they held 18% of it.", "2024-05-01", "2024-05-31", "clause", id="date-beside"),
        pytest.param("They held 18% by the end of 2023.", "2023-12-31", "2023-12-31", "clause", id="by-the-end-of"),
        pytest.param("They currently hold 18% of it.", "2024-11-20", "2024-11-20", "article", id="currently"),
        pytest.param("They hold 18% of it.", "2024-11-20", "2024-11-20", "article", id="no-date"),
        pytest.param("They held 18% of it for two years.", "2024-11-20", "2024-11-20", "article", id="duration"),
        pytest.param("It is daily 18% of it.", "2024-11-20", "2024-11-20", "article", id="set"),
        pytest.param("They hold 18%, as before the 2022 invasion.", "2024-11-20", "2024-11-20", "article", id="event"),
        pytest.param("Since 2014 they have held 18% of it.", "2024-11-20", "2024-11-20", "article", id="since"),
        pytest.param(
            "They took 18% between March 3, 2024 and May 19, 2024.",
            "2024-03-03",
            "2024-05-19",
            "clause",
            id="between",
        ),
        pytest.param(
            "They held 7% in 2021 and 18% in 2023.", "2023-01-01", "2023-12-31", "clause", id="nearest-of-two-dates"
        ),
        pytest.param(
            "They have taken 18% since the war began in 2022.",
            "2024-11-20",
            "2024-11-20",
            "article",
            id="since-an-event",
        ),
        pytest.param(
            "Since it began two years ago, they have taken 18%.", "2024-11-20", "2024-11-20", "article", id="since-ago"
        ),
        pytest.param("They took 18% in 2024.", "2024-01-01", "2024-11-20", "clause", id="year-not-over-yet"),
        pytest.param("They will take 18% in 2024.", "2024-01-01", "2024-12-31", "clause", id="year-looked-ahead-to"),
        pytest.param(
            "On 24 May 2022, they held 18% of it; by the end of 2023, far more.",
            "2022-05-24",
            "2022-05-24",
            "clause",
            id="own-clause-before-a-nearer-date",
        ),
        pytest.param(
            "They held 18% of the land in 2023, he said on Monday.",
            "2023-01-01",
            "2023-12-31",
            "clause",
            id="day-of-saying",
        ),
        pytest.param(
            "He said on Monday that 18% of it was held.",
            "2024-11-18",
            "2024-11-18",
            "sentence",
            id="only-the-day-of-saying",
        ),
        pytest.param(
            "In May 2023, after long weeks of fighting along the whole of the front and many talks, 18% was held.",
            "2023-05-01",
            "2023-05-31",
            "sentence",
            id="far-in-the-sentence",
        ),
    ],
)
def test_the_day_a_figure_holds_for(text, first, last, basis):
    period = period_at(text, "18%")
    assert (str(period.first_on), str(period.last_on), period.basis) == (first, last, basis)


def test_a_date_of_another_sentence_does_not_count():
    text = "In May 2023 they left. They hold 18% of it."
    assert period_at(text, "18%", sentences=((0, 22), (23, len(text)))) == PUBLISHED


def test_without_any_day_nothing_is_known():
    assert period_at("They hold 18% of it.", "18%", None) == Period(None, None, "unknown", "none")


def test_a_day_without_a_year_keeps_its_value():
    period = period_at("On November 7 they held 18% of it.", "18%", None)
    assert period == Period(None, None, "day", "clause", "XXXX-11-07")
