"""Times as the columns of a picture: months, or quarters or years where there would be too many of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from expectations.report.counting import NOT_SAID

MOST = 24
EARLIER = "earlier"
WORDS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of one length in order, those without anything among them; then what has no day."""

    word: str
    """month, quarter or year."""
    names: tuple[str, ...]

    def of(self, month: str) -> str:
        """Give the period in which a month (`2025-03`) lies."""
        if month == NOT_SAID:
            return NOT_SAID
        name = _name(_number(month), self.word)
        return name if name in self.names else EARLIER


def periods_of(months: Iterable[str]) -> Periods:
    """Give the periods that hold some months, at most MOST of them and one for all that is earlier."""
    found = set(months)
    numbers = [_number(month) for month in found - {NOT_SAID}]
    rest = (NOT_SAID,) if NOT_SAID in found else ()
    if not numbers:
        return Periods("month", rest)
    for word in WORDS:
        names = tuple(dict.fromkeys(_name(number, word) for number in range(min(numbers), max(numbers) + 1)))
        if len(names) <= MOST:
            return Periods(word, (*names, *rest))
    return Periods("year", (EARLIER, *names[-MOST:], *rest))


def _number(month: str) -> int:
    year, _, part = month.partition("-")
    return 12 * int(year) + int(part) - 1


def _name(number: int, word: str) -> str:
    year, month = divmod(number, 12)
    match word:
        case "month":
            return f"{year}-{month + 1:02}"
        case "quarter":
            return f"{year} Q{month // 3 + 1}"
        case "year":
            return str(year)
        case other:
            raise ValueError(other)
