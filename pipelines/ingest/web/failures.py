"""Why something could not be had from the web: one code a reason, and which reasons are worth another try.

Here belong the codes. When another try is made stands in `schedule.py`; what a page that came says is not judged here.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a request, a robots.txt, a feed or a page failed."""

    # what is wrong with the address, before any connection
    BAD_URL = "bad_url"
    REFUSED_SCHEME = "refused_scheme"
    REFUSED_ADDRESS = "refused_address"
    REFUSED_PORT = "refused_port"
    ROBOTS = "robots"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    HOST_RESTS = "host_rests"
    # what is wrong with the connection
    DNS = "dns"
    CONNECTION = "connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    # what is wrong with the answer
    BAD_RESPONSE = "bad_response"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    REDIRECT_LOOP = "redirect_loop"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    HTTP_401 = "http_401"
    HTTP_403 = "http_403"
    HTTP_404 = "http_404"
    HTTP_410 = "http_410"
    HTTP_429 = "http_429"
    HTTP_451 = "http_451"
    HTTP_503 = "http_503"
    HTTP_OTHER = "http_other"
    HTTP_5XX = "http_5xx"
    # what is wrong with a feed that came
    NOT_A_FEED = "not_a_feed"
    BAD_FEED = "bad_feed"
    NO_ENTRIES = "no_entries"
    WORKER_LIMIT = "worker_limit"


PASSING = frozenset(
    {
        *(Reason.ROBOTS_UNAVAILABLE, Reason.HOST_RESTS, Reason.DNS, Reason.CONNECTION, Reason.TLS, Reason.TIMEOUT),
        *(Reason.BAD_RESPONSE, Reason.TRUNCATED, Reason.EMPTY, Reason.HTTP_429, Reason.HTTP_503, Reason.HTTP_5XX),
    }
)
"""Reasons that may be gone at another try; with all others a page is given up at once."""
OF_HOST = frozenset({Reason.CONNECTION, Reason.DNS, Reason.TIMEOUT, Reason.TLS, Reason.HTTP_5XX, Reason.BAD_RESPONSE})
"""Reasons that say something of the whole host when they come several times in a row."""
ASKS_FOR_REST = frozenset({Reason.HTTP_429, Reason.HTTP_503})
"""Answers by which a host asks to be left alone for a while."""


class Failed(Exception):
    """Something could not be had from the web.

    `detail` says it in words, without the content of what came; `retry_after` is the number of seconds for which the
    host asked to be left alone.
    """

    def __init__(self, reason: Reason, detail: str, retry_after: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type["Failed"], tuple[Reason, str, float | None]]:
        """Let it pass between processes."""
        return Failed, (self.reason, self.detail, self.retry_after)


def reason_of_status(status: int) -> Reason:
    """Give the reason for a status that is no success."""
    try:
        return Reason(f"http_{status}")
    except ValueError:
        return Reason.HTTP_5XX if status >= 500 else Reason.HTTP_OTHER
