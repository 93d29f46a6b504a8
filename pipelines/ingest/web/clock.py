"""The time during a round: what it was at the start, which is given, and what passed since. No wall clock is read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as it passes from a given moment on."""

    start: datetime
    _began: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        return self.start.astimezone(UTC) + timedelta(seconds=self.passed())

    def passed(self) -> float:
        """Give the seconds since the start."""
        return monotonic() - self._began


def written(moment: datetime) -> str:
    """Give a moment as it is kept: UTC, of one length, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Give the moment that was kept as text."""
    return datetime.fromisoformat(text)
