"""When a feed or a page is asked for again: after a success, after a failure, for edits. Pure reckoning."""

import random
from datetime import datetime, timedelta

from pipelines.ingest.web.failures import PASSING, Failed
from pipelines.ingest.web.settings import WebSettings


def feed_after_failure(failures: int, failed: Failed, now: datetime, settings: WebSettings) -> datetime:
    """Give when a feed is tried again that has failed so many times in a row: each time twice as long, up to a limit.

    A Retry-After is honoured where it is longer.
    """
    wait = settings.feed_interval * 2 ** min(failures - 1, 20)
    wait = min(wait, settings.longest_feed_wait) * random.uniform(0.9, 1.1)
    return now + max(wait, _asked(failed, settings))


def page_after_failure(attempts: int, failed: Failed, now: datetime, settings: WebSettings) -> datetime | None:
    """Give when a page is tried again that has failed so many times and never come, None to give it up."""
    if failed.reason not in PASSING or attempts > len(settings.retry_waits):
        return None
    return now + max(settings.retry_waits[attempts - 1], _asked(failed, settings))


def next_look(first: datetime, now: datetime, settings: WebSettings) -> datetime | None:
    """Give when a page that first came at a moment is looked at again for edits, None where that is over."""
    return next((first + wait for wait in settings.edit_waits if first + wait > now), None)


def _asked(failed: Failed, settings: WebSettings) -> timedelta:
    return timedelta(seconds=min(failed.retry_after or 0.0, settings.longest_retry_after))
