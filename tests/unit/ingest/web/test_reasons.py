"""Every reason for which a page can be given up is one that `quarantine` may name."""

from dataset.contract.fields import FIELDS
from pipelines.ingest.web.entry_dates import BASIS
from pipelines.ingest.web.failures import Reason

OF_FEEDS = {Reason.NOT_A_FEED, Reason.BAD_FEED, Reason.NO_ENTRIES, Reason.WORKER_LIMIT}
"""Told in `feed_health`, and never of a page."""
OF_A_ROUND = {Reason.HOST_RESTS}
"""A page is not tried for it, and not given up."""


def test_quarantine_may_name_each_reason_of_a_page():
    assert set(Reason) - OF_FEEDS - OF_A_ROUND <= set(FIELDS["reason_code"].allowed)


def test_articles_may_name_the_feed_as_what_gave_their_date():
    assert BASIS in FIELDS["published_basis"].allowed
