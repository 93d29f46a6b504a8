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

from pipelines.rows import Row
from pipelines.territory.against_series import series_checks
from pipelines.territory.areas import BASIS, CRIMEA, Areas, Interval, Whole
from pipelines.territory.measured import Measured

Statement = Mapping[str, Any]
WITHIN_ARTICLE = 0.05
"""Round numbers of one article may miss each other by so much: "about 26,000" and "70-80 per cent"."""
BETWEEN_ARTICLES = 0.05
"""Two honest sources differ by 1-3 % on area, and round it."""
NEAR = timedelta(days=31)
OTHER = {"RU": "UA", "UA": "RU"}
NAMES = {"RU": "Russia", "UA": "Ukraine"}
WHOLE = ("UA",)


def check_rows(territory: pa.Table, figures: pa.Table, regions: pa.Table, points: pa.Table) -> list[Row]:
    """Give the rows of `territory_checks` for the tables `territory`, `figures` and `regions`.

    `points` are those of the measured series (`dataset.measured.MEASURED`), none where nobody supplied any.
    """
    areas = Areas(regions)
    measured = Measured(points, areas)
    statements = territory.to_pylist()
    compared = _comparisons(figures)
    rows: list[Row] = []
    for article in _grouped(statements, "article_id"):
        for statement in article:
            rows.append(_complement(statement, areas))
            rows += _partners(statement, article, areas)
            if statement["figure_id"] in compared:
                rows.append(_comparison(statement, article, areas, compared[statement["figure_id"]]))
            rows += series_checks(statement, measured)
    return rows + list(_others(statements, areas))


def _comparisons(figures: pa.Table) -> dict[str, str]:
    pairs = zip(figures["figure_id"].to_pylist(), figures["comparison_entity_id"].to_pylist(), strict=True)
    return {figure: entity for figure, entity in pairs if entity}


def _grouped(statements: Iterable[Statement], name: str) -> list[list[Statement]]:
    groups: dict[Any, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement[name]].append(statement)
    return list(groups.values())


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


def _others(statements: list[Statement], areas: Areas) -> Iterator[Row]:
    """Hold each statement against the last one of another article about the same land, side and time."""
    groups: dict[Any, list[tuple[date, Statement, Interval]]] = defaultdict(list)
    for statement in statements:
        stated = areas.stated(statement)
        if stated is not None and _is_held(statement) and statement["as_of_last_on"]:
            key = (_ids(statement), statement["controller"], statement["scope_crimea"])
            groups[key].append((statement["as_of_last_on"], statement, stated))
    for group in groups.values():
        group.sort(key=lambda item: (item[0], item[1]["territory_id"]))
        for (day, before, expected), (later, statement, stated) in itertools.pairwise(group):
            if before["article_id"] != statement["article_id"] and later - day <= NEAR:
                yield _other(statement, before, stated, expected)


def _other(statement: Statement, before: Statement, stated: Interval, expected: Interval) -> Row:
    verdict = "consistent" if stated.meets(expected, BETWEEN_ARTICLES) else "inconsistent"
    reason = (
        f"another article states {expected.in_words(0)} km² as of {before['as_of_last_on']}, "
        f"this one {stated.in_words(0)}"
    )
    return _row(
        statement, "other_statement", before["territory_id"], verdict, reason, expected_low=expected.low,
        expected_high=expected.high, unit_code="km2", tolerance=BETWEEN_ARTICLES,
    )  # fmt: skip
