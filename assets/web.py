"""From feeds to fetched pages: the web, asked as the environment allows for."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dagster as dg

from assets.places import Folders
from assets.tables import table_asset
from dataset.curation.takedowns import kept_takedowns
from pipelines import tables
from pipelines.ingest.web.database import DatabaseTooNew
from pipelines.ingest.web.frontier import Frontier, FrontierBusy
from pipelines.ingest.web.settings import SettingError, WebSettings, web_settings
from pipelines.ingest.web.specs import FeedsError, FeedSpec, feeds_file, read_feeds
from pipelines.takedowns.finding import listed

if TYPE_CHECKING:
    from pipelines.ingest.web.health import FeedHealth

WRONG = (FeedsError, SettingError, DatabaseTooNew, FrontierBusy)
"""What a person must mend, or wait for."""


def asked() -> tuple[list[FeedSpec], WebSettings]:
    """Give the feeds and how the web is asked; fails the step, without retries, where a setting cannot be used."""
    try:
        return read_feeds(feeds_file()), web_settings(os.environ)
    except WRONG as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None


def feeds_in_use(folders: Folders) -> "list[FeedHealth]":
    """Give the health of the feeds in use that are not taken down; none where nothing is fetched here."""
    feeds, settings = asked()
    store = folders.kept()
    if settings.contact is None or not Frontier.is_in(store.root):
        return []
    from pipelines.ingest.web.health import health_of  # the libraries of the web take long to import

    with Frontier(store.root) as frontier:
        wanted = listed(kept_takedowns(store))
        return [
            one
            for one in health_of(frontier, feeds, settings, datetime.now(UTC))
            if one.is_in_use and not wanted.has_address(one.feed_url) and not wanted.names.name(one.outlet)
        ]


@dg.asset(
    group_name="articles", deps=["measured_series", "decisions"], kinds={"python"}
)  # faults there stop all, first
def fetched(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Asks the web for the feeds and pages that are due, politely; for nothing where no contact is named."""
    feeds, settings = asked()
    store = folders.kept()
    if settings.contact is None:
        context.log.info("nothing is fetched from the web: GROUNDLINE_CONTACT names no contact")
        return dg.MaterializeResult(metadata={"feeds_tried": 0, "pages_tried": 0})
    from pipelines.ingest.web.limited import LimitedReader
    from pipelines.ingest.web.round import fetch_round

    try:
        with Frontier(store.root) as frontier, LimitedReader() as parse:
            counts = fetch_round(feeds, frontier, settings, datetime.now(UTC), context.log.info, parse)
    except WRONG as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None
    context.log.info(f"web: {', '.join(f'{count:,} {name}' for name, count in counts.items())}")
    return dg.MaterializeResult(metadata=dict(counts))


@table_asset(deps=("fetched", "decisions"), also=None)  # it tells the time
def feed_health(folders: Folders) -> list[tables.Row]:
    return tables.feed_health(feeds_in_use(folders))
