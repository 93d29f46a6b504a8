"""Names of releases: the day on which a release was made, and a number from the second of that day on.

What belongs here: reading, ordering and choosing names. Which releases there are stands in `index.json`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"([0-9]{4})\.([0-9]{2})\.([0-9]{2})(?:\.([1-9][0-9]{0,8}))?")


class VersionError(ValueError):
    """A name that is no version, or a day on which no release can be made."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """The name of a release, ordered by time: `2025.12.05` < `2025.12.05.1` < `2025.12.06`."""

    day: date
    number: int = 0
    """0 for the first release of a day."""

    def __str__(self) -> str:
        name = f"{self.day.year:04}.{self.day.month:02}.{self.day.day:02}"
        return f"{name}.{self.number}" if self.number else name


def parse(name: str) -> Version:
    """Give the version of that name; raises VersionError where it is none."""
    if not (match := _FORM.fullmatch(name)):
        raise VersionError(f"{name!r} is no version: YYYY.MM.DD, and .1, .2 … on the same day")
    year, month, day, number = match.groups()
    try:
        return Version(date(int(year), int(month), int(day)), int(number or 0))
    except ValueError as error:
        raise VersionError(f"{name!r} is no version: {error}") from error


def is_version(name: str) -> bool:
    """Say whether a name is a version's."""
    try:
        parse(name)
    except VersionError:
        return False
    return True


def next_version(day: date, existing: Iterable[str]) -> str:
    """Give the name of the next release, made on that day after the existing ones.

    Raises VersionError where a release of a later day exists: a name must not stand before that of an older release.
    """
    latest = max(map(parse, existing), default=None)
    if latest is None or latest.day < day:
        return str(Version(day))
    if latest.day > day:
        raise VersionError(f"release {latest} is of a later day than {day}; is this machine's clock right?")
    return str(Version(day, latest.number + 1))
