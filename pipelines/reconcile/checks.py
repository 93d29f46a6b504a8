"""Does it add up: statements about land against official areas and against each other.

Every statement gets one row against the complement (what it leaves to the other side of the official area), and one
for each thing it can be held against: its partner in the article (the other side's share or area of the same land),
the rest of its article where it is given as the size of something, and the statement before it of another article.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from pipelines.reconcile.against_series import NUMBERS, series_checks
from pipelines.reconcile.areas import BASIS, CRIMEA, Areas, Interval, Whole
from pipelines.reconcile.measured import Measured
from pipelines.record import record
from pipelines.rows import Row

Statement = Mapping[str, Any]
WITHIN_ARTICLE = 0.05
"""Round numbers of one article may miss each other by so much: "about 26,000" and "70-80 per cent"."""
BETWEEN_ARTICLES = 0.05
"""Two honest sources differ by 1-3 % on area, and round it."""
NEAR = timedelta(days=31)
OTHER = {"RU": "UA", "UA": "RU"}
NAMES = {"RU": "Russia", "UA": "Ukraine"}
WHOLE = ("UA",)
ORDER = ("article_id", "territory_id")
COLUMNS = (
    *ORDER, "figure_id", "region_ids", "region_text", "controller", "measure", "status", "layer", "as_of_first_on",
    "as_of_last_on", "scope_crimea", *NUMBERS,
)  # fmt: skip
"""What of a statement is looked at."""


def check_rows(
    blocks: Iterable[pa.Table], figures: pa.Table, regions: pa.Table, points: pa.Table
) -> Iterator[list[Row]]:
    """Give the rows of `territory_checks` for the tables `territory`, `figures` and `regions`, some at a time.

    Statements come in blocks, in the order of `ORDER`, and have the columns `COLUMNS`. `points` are those of the
    measured series (`dataset.measured.MEASURED`), none where nobody supplied any.
    """
    areas = Areas(regions)
    measured, others = Measured(points, areas), _Others(areas)
    compared = _comparisons(figures)
    for articles in _by_article(blocks):
        rows: list[Row] = []
        for article in articles:
            for statement in article:
                rows.append(_complement(statement, areas))
                rows += _partners(statement, article, areas)
                if statement["figure_id"] in compared:
                    rows.append(_comparison(statement, article, areas, compared[statement["figure_id"]]))
                rows += series_checks(statement, measured)
                others.add(statement)
        yield rows
    yield list(others.rows())


def _comparisons(figures: pa.Table) -> dict[str, str]:
    known = figures.select(["figure_id", "comparison_entity_id"])
    known = known.filter(known.column("comparison_entity_id").is_valid())
    return dict(zip(*(column.to_pylist() for column in known.columns), strict=True))


def _by_article(blocks: Iterable[pa.Table]) -> Iterator[list[list[Statement]]]:
    """Give the statements of each article together, of as many articles at once as end in a block."""
    waiting: list[Statement] = []
    for block in blocks:
        groups = [list(group) for _, group in itertools.groupby([*waiting, *block.to_pylist()], _article_of)]
        waiting = groups.pop() if groups else []
        yield groups
    yield [waiting] if waiting else []


def _article_of(statement: Statement) -> str:
    return str(statement["article_id"])


def _row(statement: Statement, against: str, against_id: str, verdict: str, reason: str, **known: Any) -> Row:  # noqa: ANN401
    return {
        "territory_id": statement["territory_id"],
        "against": against,
        "against_id": against_id,
        "expected_low": None,
        "expected_high": None,
        "unit_code": None,
        "denominator_km2": None,
        "denominator_basis": None,
        "tolerance": None,
        "verdict": verdict,
        "reason": reason,
        **{name: round(value, 2) if isinstance(value, float) else value for name, value in known.items()},
    }


def _ids(statement: Statement) -> str:
    return ",".join(statement["region_ids"])


def _complement(statement: Statement, areas: Areas) -> Row:
    """Hold a statement against the official area, and say what it leaves to the other side."""
    whole, stated = areas.of(statement["region_ids"]), areas.stated(statement)
    against = f"official:{_ids(statement)}"
    if whole is None:
        return _row(statement, "complement", against, "uncheckable", "no official area of this land is kept here")
    denominator = {"denominator_km2": whole, "denominator_basis": BASIS}
    if stated is None:
        return _row(statement, "complement", against, "uncheckable", "the text gives no number", **denominator)
    if statement["measure"] not in ("control", "peak_control"):
        reason = "what changed hands leaves nothing to the other side by itself"
        return _row(statement, "complement", against, "uncheckable", reason, **denominator)
    rest = stated.left_of(whole)
    fits = stated.low <= whole
    reason = (
        "; ".join(_implied(statement, one, areas) for one in areas.wholes(statement["region_ids"]))
        if fits
        else f"{stated.low:,.0f} km² are more than the whole of it, {whole:,.0f} km²"
    )
    expected = {"expected_low": rest.low, "expected_high": rest.high, "unit_code": "km2", "tolerance": 0.0}
    return _row(
        statement, "complement", against, "consistent" if fits else "inconsistent", reason, **denominator, **expected
    )


def _implied(statement: Statement, whole: Whole, areas: Areas) -> str:
    """Say in words the share, the area and the rest that a statement gives of one whole."""
    stated = areas.stated(statement, whole.km2)
    assert stated is not None, statement
    share, rest = stated.share_of(whole.km2), stated.left_of(whole.km2)
    return (
        f"{share.in_words(1)} % or {stated.in_words(0)} km² of {whole.km2:,.0f} km² ({whole.basis}), "
        f"which leaves {rest.in_words(0)} km²"
    )


def _is_held(statement: Statement) -> bool:
    return statement["measure"] == "control" and statement["status"] in ("reported", "claimed")


def _same_time(one: Statement, other: Statement) -> bool:
    """Say whether the days of two statements are near each other; unknown days of one article are the same."""
    days = [statement["as_of_last_on"] for statement in (one, other)]
    return None in days or abs(days[0] - days[1]) <= NEAR


def _partners(statement: Statement, article: list[Statement], areas: Areas) -> Iterator[Row]:
    """Hold a share against the other side's area of the same land in the same article, and the other way round."""
    whole, stated = areas.of(statement["region_ids"]), areas.stated(statement)
    if whole is None or stated is None or not _is_held(statement) or statement["region_text"] is None:
        return  # land that the text does not name is no land to hold a partner against
    for other in article:
        is_partner = (
            other["controller"] == OTHER.get(statement["controller"])
            and other["region_ids"] == statement["region_ids"]
            and other["region_text"] is not None
            and _is_held(other)
            and _same_time(statement, other)
        )
        theirs = areas.stated(other) if is_partner else None
        if theirs is not None:
            yield _partner(statement, other, stated, theirs.left_of(whole), whole)


def _partner(statement: Statement, other: Statement, stated: Interval, expected: Interval, whole: float) -> Row:
    given, wanted = stated.share_of(whole), expected.share_of(whole)
    verdict = "consistent" if stated.meets(expected, WITHIN_ARTICLE) else "inconsistent"
    reason = (
        f"what the article leaves to {NAMES[statement['controller']]} is {wanted.in_words(1)} %, "
        f"and it states {given.in_words(1)} %"
    )
    return _row(
        statement, "partner", other["territory_id"], verdict, reason, expected_low=wanted.low,
        expected_high=wanted.high, unit_code="%", denominator_km2=whole, denominator_basis=BASIS,
        tolerance=WITHIN_ARTICLE,
    )  # fmt: skip


def _comparison(statement: Statement, article: list[Statement], areas: Areas, entity: str) -> Row:
    """Hold "the size of Virginia" against what else the article says that the same side holds."""
    stated = areas.stated(statement)
    known = _known_of(statement, article, areas)
    if stated is None or known is None:
        reason = "the article says nothing else of how much the side holds"
        return _row(statement, "comparison", entity, "uncheckable", reason, tolerance=WITHIN_ARTICLE)
    expected, words = known
    verdict = "consistent" if stated.meets(expected, WITHIN_ARTICLE) else "inconsistent"
    reason = f"{words} {expected.in_words(0)} km²; the comparison is {stated.low:,.0f} km² in all"
    return _row(
        statement, "comparison", entity, verdict, reason, expected_low=expected.low, expected_high=expected.high,
        unit_code="km2", denominator_km2=areas.of(statement["region_ids"]), denominator_basis=BASIS,
        tolerance=WITHIN_ARTICLE,
    )  # fmt: skip


def _known_of(statement: Statement, article: list[Statement], areas: Areas) -> tuple[Interval, str] | None:
    """Give how much the article elsewhere lets a side hold of the same land, and where that follows from.

    Either it says so of the same land; or it says so of parts of Ukraine, to which Crimea comes, held by Russia since
    2014, where no statement is about it.
    """
    others = [one for one in article if _is_held(one) and one is not statement and _same_time(statement, one)]
    for other in others:
        if other["region_ids"] == statement["region_ids"] and other["controller"] == statement["controller"]:
            same = areas.stated(other)
            if same is not None and other["figure_id"] != statement["figure_id"]:
                return same, "the article also states"
    if tuple(statement["region_ids"]) != WHOLE or statement["controller"] != "RU":
        return None
    return _sum_of_parts(others, areas)


def _sum_of_parts(others: list[Statement], areas: Areas) -> tuple[Interval, str] | None:
    held: dict[tuple[str, ...], Interval] = {}
    for other in others:
        land, whole, theirs = tuple(other["region_ids"]), areas.of(other["region_ids"]), areas.stated(other)
        if land == WHOLE or whole is None or theirs is None or other["controller"] not in OTHER:
            continue
        mine = theirs if other["controller"] == "RU" else theirs.left_of(whole)
        known = held.get(land)
        held[land] = mine if known is None else Interval(max(known.low, mine.low), min(known.high, mine.high))
    named = {region for land in held for region in land}
    if not held or sum(map(len, held)) != len(named):
        return None
    total, words = Interval(0.0, 0.0), "the article's statements about parts come to"
    for interval in held.values():
        total = total.plus(Interval(min(interval.low, interval.high), max(interval.low, interval.high)))
    crimea = areas.of(CRIMEA)
    if not named & set(CRIMEA) and crimea:
        total, words = total.plus(Interval(crimea, crimea)), f"{words}, with Crimea (held since 2014),"
    return total, words


@record(frozen=True, slots=True)
class _Dated:
    """What a statement says of how much a side holds on a day."""

    day: date
    territory_id: str
    article_id: str
    stated: Interval


class _Others:
    """Holds each statement against the last one of another article about the same land, side and time."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas
        self._groups: dict[tuple[str, str | None, str | None], list[_Dated]] = defaultdict(list)

    def add(self, statement: Statement) -> None:
        """Add a statement."""
        stated, day = self._areas.stated(statement), statement["as_of_last_on"]
        if stated is not None and _is_held(statement) and day:
            key = (_ids(statement), statement["controller"], statement["scope_crimea"])
            self._groups[key].append(_Dated(day, statement["territory_id"], statement["article_id"], stated))

    def rows(self) -> Iterator[Row]:
        """Give the rows of all statements that were added."""
        for group in self._groups.values():
            group.sort(key=lambda one: (one.day, one.territory_id))
            for before, later in itertools.pairwise(group):
                if before.article_id != later.article_id and later.day - before.day <= NEAR:
                    yield _other(later, before)


def _other(statement: _Dated, before: _Dated) -> Row:
    stated, expected = statement.stated, before.stated
    verdict = "consistent" if stated.meets(expected, BETWEEN_ARTICLES) else "inconsistent"
    reason = f"another article states {expected.in_words(0)} km² as of {before.day}, this one {stated.in_words(0)}"
    return _row(
        {"territory_id": statement.territory_id}, "other_statement", before.territory_id, verdict, reason,
        expected_low=expected.low, expected_high=expected.high, unit_code="km2", tolerance=BETWEEN_ARTICLES,
    )  # fmt: skip
