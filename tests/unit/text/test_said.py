"""When and on what occasion something was said."""

from datetime import date

import pytest
from marked import claims_in, story_of

from pipelines.model import Period
from pipelines.text.said import occasion_of, said_of

DAY = Period(date(2024, 11, 20), date(2024, 11, 20), "day", "article")


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        pytest.param("{S:Korol} {C:said} on November 7 that {X:no}.", date(2024, 11, 7), id="after-the-cue"),
        pytest.param("On Monday, {S:Korol} {C:said} {X:no}.", date(2024, 11, 18), id="fronted"),
        pytest.param('"{X:No}," {S:Korol} {C:said} on Monday.', date(2024, 11, 18), id="postposed"),
        pytest.param("{S:Korol} {C:said} {X:the port had closed on Monday}.", None, id="in-the-content"),
        pytest.param("{S:Korol, mayor since November 2023,} {C:said} {X:no}.", None, id="in-the-source"),
        pytest.param("{S:Korol} {C:said} {X:no}, which she repeated on Monday.", None, id="other-clause"),
        pytest.param("{S:Korol} {C:said} {X:no}.", None, id="no-date"),
    ],
)
def test_the_day_of_saying(marked: str, first: date | None) -> None:
    story = story_of(marked, DAY)
    said = said_of(story, story.attributions[0])
    assert (said.first_on if said else None) == first


def test_without_a_year_the_value_is_kept() -> None:
    story = story_of('"{X:No}," {S:Korol} {C:said} at a press conference on November 7.')
    said = said_of(story, story.attributions[0])
    assert said == Period(None, None, "day", "clause", "XXXX-11-07")


@pytest.mark.parametrize(
    ("marked", "occasion"),
    [
        pytest.param(
            "{S:Korol} {C:said} during a harbour discussion on Monday that {X:no}.", "a harbour discussion", id="during"
        ),
        pytest.param(
            "{S:Korol} {C:said} at a news conference in Geneva that {X:no}.", "a news conference in Geneva", id="place"
        ),
        pytest.param("In her evening address, {S:Korol} {C:said} {X:no}.", "her evening address", id="fronted"),
        pytest.param("{S:Korol} {C:said} {X:she wept during the meeting}.", None, id="in-the-content"),
        pytest.param("{S:Korol} {C:said} in May that {X:no}.", None, id="none"),
    ],
)
def test_the_occasion(marked: str, occasion: str | None) -> None:
    story = story_of(marked)
    assert occasion_of(story, story.attributions[0]) == occasion


def test_a_quotation_that_goes_on_was_said_at_the_same_time() -> None:
    claims = claims_in('"{X1:We stay}," {S1:Korol} {C1:said} on November 7. "{X2:Nobody leaves.}"', published=DAY)
    assert claims[1].said == claims[0].said
