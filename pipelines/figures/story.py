"""The days that a text hangs on: its publication, and the day that it has told of last.

Here relative and incomplete dates become full ones: the week after, the nearest November. Nothing is guessed: where
neither the publication nor the text says enough, the value keeps its XXXX.
"""

from collections.abc import Callable
from datetime import date

from pipelines.figures.calendar import Days
from pipelines.figures.timex import days_of, moved, precision_of, unknown_value, value_of
from pipelines.model import Period

_FINENESS = {
    "instant": 0,
    "hour": 0,
    "day": 0,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "year": 4,
    "decade": 5,
}
_UNITS = {"D": 0, "W": 1, "WE": 1, "M": 2, "Q": 3, "Y": 4, "DE": 5, "CE": 6}
NEARBY = 1000
"""Code points within which a full date of the text gives its year to one without."""
BESIDE = 250
"""Code points within which such a date gives its year even though the publication would give another,"""
FAR = 250
"""if that other day lies so many days from the publication."""
AGAINST_TENSE = {0: 1.5, 1: 2.5, 3: 40.0}
"""How much nearer a day on the wrong side of the tense must be to be meant, by the weight of the direction."""


class Story:
    """What is known at one place of a text about the days it tells of."""

    def __init__(self, published: Period | None) -> None:
        self.published = published
        self.told: str | None = None
        """The last date told, as a value."""
        self.quarter: str | None = None
        """The quarter that the text reports on, as a value: the last one named without a year of its own."""
        self._dated: tuple[date, int] | None = None
        """The last day with a year of its own, and where it stood."""

    def tell(self, value: str, place: int, has_own_year: bool) -> None:
        """Take note of a date that the text has told."""
        days = days_of(value)
        if days is None:
            return
        self.told = value
        if has_own_year and precision_of(value) in ("instant", "hour", "day", "week", "month"):
            self._dated = days[0], place

    def anchor(self, unit: str) -> date | None:
        """Give a day of the publication if it is known as finely as the unit asks (M: to the month)."""
        if self.published is None or self.published.first_on is None:
            return None
        return self.published.first_on if _FINENESS.get(self.published.precision, 9) <= _UNITS[unit] else None

    def near(self, unit: str, offset: int) -> str:
        """Give the publication's day, week, month ... or one `offset` units from it."""
        anchor = self.anchor(unit)
        if anchor is None:
            return self._roughly() if unit == "D" and offset == 0 else unknown_value(unit)
        day = moved(anchor, offset, unit)
        return value_of(day, unit) if day else unknown_value(unit)

    def _roughly(self) -> str:
        """Give the publication's own day as far as it is known: 2023-10-XX."""
        for unit, rest in (("M", "-XX"), ("Y", "-XX-XX")):
            if anchor := self.anchor(unit):
                return value_of(anchor, unit) + rest
        return unknown_value("D")

    def beside(self, unit: str, offset: int) -> str:
        """Give the day, week, month ... of the date last told, or one `offset` units from it."""
        days = days_of(self.told) if self.told else None
        if days is None or self.told is None or _FINENESS.get(precision_of(self.told), 9) > _UNITS[unit]:
            return self.near(unit, offset)
        day = moved(days[0], offset, unit)
        return value_of(day, unit) if day else unknown_value(unit)

    def day_told(self) -> date | None:
        """Give the day last told, else the publication's."""
        days = days_of(self.told) if self.told else None
        return days[0] if days and days[0] == days[1] else self.anchor("D")

    def reference(self, place: int) -> date | None:
        """Give the day that a date without a year is near to: the publication's, else one told nearby with its year."""
        if self.published and self.published.first_on and self.published.last_on:
            if self.published.precision == "decade":
                return None
            first, last = self.published.first_on, self.published.last_on
            return date.fromordinal((first.toordinal() + last.toordinal()) // 2)
        if self._dated and place - self._dated[1] <= NEARBY:
            return self._dated[0]
        return None

    def nearest(self, at: Callable[[int], str | None], place: int, direction: int) -> str | None:
        """Give the value of the year that is meant; `direction` as in `choose`. None where no year follows."""
        reference = self.reference(place)
        if reference is None:
            return None
        value = self._near_to(reference, at, direction)
        if self._is_far(value, reference) and self._dated and place - self._dated[1] <= BESIDE:
            return self._near_to(self._dated[0], at, 1)
        return value

    def _is_far(self, value: str | None, reference: date) -> bool:
        days = days_of(value) if value else None
        return days is not None and abs((days[0] - reference).days) > FAR

    def _near_to(self, reference: date, at: Callable[[int], str | None], direction: int) -> str | None:
        reach = 0 if self.published and self.published.precision == "year" else 1
        years = range(max(1, reference.year - reach), min(9990, reference.year + reach) + 1)
        found = [(value, days) for year in years if (value := at(year)) and (days := days_of(value))]
        return choose(found, reference, direction)


def choose(found: list[tuple[str, Days]], reference: date, direction: int) -> str | None:
    """Give the value whose days lie nearest to the reference.

    `direction`: -1 and 1 prefer what is past or future, -3 and 3 strongly, -2 and 2 allow nothing else and not what is
    going on; 0 prefers what is past a little, as news do.
    """

    def distance(days: Days) -> float | None:
        ahead, behind = (days[0] - reference).days, (reference - days[1]).days
        if ahead <= 0 <= -behind:
            return None if abs(direction) == 2 else 0.0
        against = (ahead > 0) == (direction <= 0)
        if against and abs(direction) == 2:
            return None
        return max(ahead, behind) * (AGAINST_TENSE[abs(direction)] if against else 1.0)

    measured = [(gap, value) for value, days in found if (gap := distance(days)) is not None]
    return min(measured)[1] if measured else None
