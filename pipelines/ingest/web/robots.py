"""What a site's robots.txt allows us: read safely, kept for a day, and no without it where it cannot be had.

A robots.txt that is not there (status 4xx) allows all; one that a server fails to give (5xx, no answer in time)
forbids all for now, as RFC 9309 has it. How it is fetched stands in `client.py`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.web.settings import AGENT

ABSENT = frozenset(
    {
        *(Reason.HTTP_401, Reason.HTTP_403, Reason.HTTP_404, Reason.HTTP_410, Reason.HTTP_451),
        *(Reason.HTTP_OTHER, Reason.WRONG_TYPE),
    }
)
"""Failures by which a site says that it has no robots.txt: all is allowed."""
OF_ADDRESS = frozenset({Reason.BAD_URL, Reason.DNS, Reason.REFUSED_ADDRESS, Reason.REFUSED_PORT})
"""Failures that are not about robots.txt: nothing of the host can be had."""
LONGEST_LINE = 2_048
MOST_STARS = 20
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\b\s*:?\s*(?P<name>[^#]*)", re.IGNORECASE)
_ALLOW_LINE = re.compile(r"\s*allow\b", re.IGNORECASE)
_SOMEONE = "User-agent: someone-else"


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin allows."""

    rules: str | None
    """The part of its robots.txt that may concern us; None where all is allowed."""

    def allows(self, url: str) -> bool:
        """Say whether an address of the origin may be fetched."""
        return self.rules is None or _parsed(self.rules).can_fetch(url, AGENT)

    def crawl_delay(self) -> float | None:
        """Give the Crawl-delay in seconds, None without one."""
        return None if self.rules is None else _parsed(self.rules).crawl_delay(AGENT)


@lru_cache(maxsize=16)  # as many as hosts are asked at once: a large file of rules takes megabytes when parsed
def _parsed(rules: str) -> Protego:
    return Protego.parse(rules)


def rules_in(data: bytes) -> str:
    """Give the lines of a robots.txt that may concern us, without what is only there to cost time.

    Other agents become one (a group of ten thousand of them is quadratic to parse). What forbids by an endless
    pattern is cut after its first wildcards, and so forbids more; what allows by one is left out.
    """
    kept = list[str]()
    for line in data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        agent = _AGENT_LINE.match(line[:LONGEST_LINE])
        if agent is not None:
            name = agent["name"].strip().lower()
            line = line if name == "*" or AGENT.lower() in name else _SOMEONE
            if line == _SOMEONE and kept and kept[-1] == _SOMEONE:
                continue
        elif len(line) > LONGEST_LINE or line.count("*") > MOST_STARS:
            if _ALLOW_LINE.match(line):
                continue
            line = "*".join(line[:LONGEST_LINE].split("*")[:MOST_STARS])
        kept.append(line[:LONGEST_LINE])
    return "\n".join(kept)


def robots_after(failed: Failed) -> Robots:
    """Give what is allowed where robots.txt was not given; raises Failed where that means nothing for now."""
    if failed.reason in ABSENT:
        return Robots(None)
    if failed.reason in OF_ADDRESS:
        raise failed
    raise Failed(
        Reason.ROBOTS_UNAVAILABLE, f"the host's robots.txt cannot be had: {failed.reason}", failed.retry_after
    ) from failed


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
