"""Feeds in a process of their own: what comes back, and that a process beyond its limits is one feed's failure."""

from datetime import UTC, datetime

import pytest
from loopback import rss

from pipelines.ingest.web.addresses import networks_in
from pipelines.ingest.web.entries import entries_of
from pipelines.ingest.web.failures import Failed
from pipelines.ingest.web.limited import LimitedReader
from pipelines.ingest.workers import Limits

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
GOOD = rss(["https://example.org/a", "http://127.0.0.1/b"])


def test_a_limited_reader_reads_as_the_reader_does():
    loopback = networks_in("127.0.0.0/8")
    with LimitedReader() as reader:
        assert reader(GOOD, "https://example.org/", NOW) == entries_of(GOOD, "https://example.org/", NOW)
        assert len(reader(GOOD, "https://example.org/", NOW, loopback).entries) == 2
        with pytest.raises(Failed, match="not_a_feed: is another kind of document"):
            reader(b"<html></html>", "https://example.org/", NOW)


def test_beyond_its_limits_a_feed_fails_and_the_next_is_read():
    with LimitedReader(Limits(wall_seconds=0.000001)) as reader:
        for _ in range(2):
            with pytest.raises(Failed, match="worker_limit"):
                reader(GOOD, "https://example.org/", NOW)
