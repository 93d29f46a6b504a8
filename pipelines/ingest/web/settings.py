"""How the web is asked: who asks, what is allowed, how fast, how long, how often. All of it is stated here once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from pipelines.ingest.web.addresses import Network, networks_in

AGENT = "Groundline"
"""The name by which a robots.txt can speak of us."""
_CONTACT = re.compile(r"https?://[!-'*-;=?-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""What of a contact stands in a request: its first address, of mail or of a page."""
_LONGEST_CONTACT = 200


class SettingError(ValueError):
    """A setting that cannot be used: names the variable and what is wrong with its value."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How a round asks the web. Times in seconds, where their name says nothing else."""

    contact: str | None = None
    """A mail or web address at which a site's owner reaches the maintainer; without it nothing is fetched."""
    allowed: tuple[Network, ...] = ()
    """Networks that are not public and may be connected to all the same."""
    # one request
    request_seconds: float = 30.0
    most_redirects: int = 6
    # one host
    delay_seconds: float = 2.0
    """Between two requests to a host that gives no Crawl-delay."""
    longest_delay_seconds: float = 60.0
    rest_seconds: float = 60.0
    """The first rest of a host that asks for one, or fails; doubled each time, up to the longest."""
    longest_rest_seconds: float = 6 * 3600.0
    longest_retry_after: float = 24 * 3600.0
    robots_seconds: float = 24 * 3600.0
    """For how long a robots.txt holds."""
    robots_retry_seconds: float = 3600.0
    """When a robots.txt that could not be had is asked for again."""
    # one round
    most_hosts_at_once: int = 16
    most_pages: int = 2_000
    round_seconds: float = 900.0
    most_sitemaps: int = 20
    """Sitemaps of one index that a round reads."""
    # over the rounds
    feed_interval: timedelta = timedelta(minutes=30)
    full_feed_interval: timedelta = timedelta(days=1)
    """How often a feed is asked for whole, however often it says that nothing changed: some always do."""
    longest_feed_wait: timedelta = timedelta(days=1)
    """Between tries of a feed that fails again and again; the wait doubles up to this."""
    retry_waits: tuple[timedelta, ...] = (
        *(timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)),
        *(timedelta(days=1), timedelta(days=3)),
    )
    """After each failed try of a page that may still come; after the last one it is given up."""
    edit_waits: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
    """How long after its first fetch a page is looked at again, for edits; then never."""
    # health
    alarm_failures: int = 3
    alarm_silence: timedelta = timedelta(days=14)
    """For how long a feed that used to bring something may bring nothing new."""

    @property
    def user_agent(self) -> str:
        """Give the User-Agent: the project, its version, and the contact. Raises SettingError without a contact."""
        if self.contact is None:
            raise SettingError("GROUNDLINE_CONTACT: is unset; nothing is fetched without a contact")
        return f"{AGENT}/{version('groundline')} (+{self.contact})"


def web_settings(environment: Mapping[str, str]) -> WebSettings:
    """Give the settings that the environment names, the defaults for the rest.

    GROUNDLINE_CONTACT: who can be reached, of which the first address is told. GROUNDLINE_ALLOW_NETWORKS: networks
    beside the public ones, separated by commas.
    Raises SettingError for a value that cannot be used.
    """
    contact = environment.get("GROUNDLINE_CONTACT")
    address = _CONTACT.search(contact[:_LONGEST_CONTACT]) if contact is not None else None
    if contact is not None and address is None:
        raise SettingError(
            "GROUNDLINE_CONTACT: holds no mail address and no web address; without one nothing is fetched"
        )
    try:
        allowed = networks_in(environment.get("GROUNDLINE_ALLOW_NETWORKS", ""))
    except ValueError as error:
        raise SettingError(f"GROUNDLINE_ALLOW_NETWORKS: {error}") from None
    return WebSettings(contact=address[0] if address else None, allowed=allowed)
