"""Statements about land against measured series: whether what is stated is what was measured, and why.

A statement is held against each series that covers its land and day. Where it depends on what counts in (Crimea) or
on what the share is of (official area or land polygon), every reading is tried, and the reason names each.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pipelines.reconcile.areas import CRIMEA, PENINSULA, POLYGON, Interval, Whole
from pipelines.reconcile.measured import NEAR, Measured, Series
from pipelines.record import record
from pipelines.rows import Row

Statement = Mapping[str, Any]
CONTROL_TOLERANCE = 0.05
"""Two honest sources differ by 1-3 % on how much a side holds, and newspapers round it."""
GAIN_TOLERANCE = 0.35
"""Two honest sources differ by 20-35 % on what a side gained in a month: each draws the line by other evidence."""
HELD_BEFORE_2022 = ("UA-14", "UA-09", *CRIMEA)
WHOLE = "UA"
_CHANGES = {"gain": 1, "advance": 1, "loss": -1}
OTHER = {"RU": "UA", "UA": "RU"}


@record(frozen=True, slots=True)
class Expected:
    """What a series lets a statement say under one reading, in the statement's own unit."""

    interval: Interval
    fits: bool
    reading: str
    whole: Whole | None = None


def series_checks(statement: Statement, measured: Measured) -> Iterator[Row]:
    """Give the rows that hold one statement against the measured series, one for each series."""
    has_number = any(statement[name] is not None for name in NUMBERS)
    is_told = statement["status"] in ("reported", "claimed")
    if not (has_number and is_told and measured.series) or statement["controller"] not in OTHER:
        return
    if problem := _undated(statement):
        yield _row(statement, "none", "uncheckable", problem)
        return
    covering = [one for one in measured.series if _covers(one, statement, measured)]
    if not covering:
        yield _row(statement, "none", "uncheckable", "no measured series covers this land at this time")
    for series in covering:
        yield _held_against(statement, series, measured)


def _undated(statement: Statement) -> str | None:
    """Say why a statement is about no days that a series could have measured; None where it is."""
    if statement["as_of_last_on"] is None:
        return "the text gives no day"
    has_days = statement["as_of_first_on"] not in (None, statement["as_of_last_on"])
    return None if has_days or statement["measure"] not in _CHANGES else "the text does not give the days it took"


def _covers(series: Series, statement: Statement, measured: Measured) -> bool:
    """Say whether a series measured a statement's land at all near its days."""
    days, _ = series.course_of(_covered(statement, series), measured.areas)
    first = statement["as_of_first_on"] or statement["as_of_last_on"]
    return bool(days) and days[0] - NEAR <= statement["as_of_last_on"] and first <= days[-1] + NEAR


NUMBERS = ("share_low_pct", "share_high_pct", "area_low_km2", "area_high_km2")


def _land(statement: Statement, series: Series) -> tuple[str, ...]:
    """Give the statement's land as the series has it: who says Crimea means the peninsula."""
    land = tuple(sorted(statement["region_ids"]))
    return CRIMEA if land == (CRIMEA[0],) and PENINSULA in series.points else land


def _covered(statement: Statement, series: Series) -> tuple[str, ...]:
    """Give the land that a series must cover to say anything: beside all of Ukraine, land in Russia is scope."""
    land = _land(statement, series)
    return (WHOLE,) if WHOLE in land else land


def _row(statement: Statement, against_id: str, verdict: str, reason: str, **known: Any) -> Row:  # noqa: ANN401
    return {
        "territory_id": statement["territory_id"],
        "against": "measured_series",
        "against_id": against_id,
        **dict.fromkeys(("expected_low", "expected_high", "unit_code", "denominator_km2", "denominator_basis")),
        "tolerance": None,
        "verdict": verdict,
        "reason": reason,
        **known,
    }


def _held_against(statement: Statement, series: Series, measured: Measured) -> Row:
    against = f"{series.name}/{series.layer}" if series.layer != "unstated" else series.name
    against = f"{against}/{series.controller}" if series.controller != "RU" else against
    problem = _incomparable(statement, series)
    if problem:
        return _row(statement, against, "uncheckable", f"{series.name}: {problem}")
    if statement["measure"] in _CHANGES:
        return _change(statement, series, measured, against)
    return _control(statement, series, measured, against)


def _incomparable(statement: Statement, series: Series) -> str | None:
    """Say why a statement and a series are not about the same; None where they are."""
    land, layers = _land(statement, series), {statement["layer"], series.layer} - {"unstated"}
    if statement["measure"] not in ("control", *_CHANGES):
        return f"a series of control says nothing of the measure {statement['measure']!r}"
    if len(layers) > 1:
        return f"the statement is about {statement['layer']}, and the series about {series.layer}"
    if any(region.startswith("RU") for region in land) and WHOLE in land and series.scope_russia != "included":
        return "the statement counts land in Russia, and the series does not"
    if WHOLE in land and series.scope_russia == "included":
        return "the series counts land in Russia, and the statement is about Ukraine"
    if statement["measure"] in _CHANGES:
        return None  # what was held before is in neither of the two days' difference
    if series.scope_before_2022 == "excluded" and (WHOLE in land or set(land) & set(HELD_BEFORE_2022)):
        return "the series leaves out what was held before 2022, and the statement does not say that it does"
    if WHOLE in land and series.scope_crimea == "unstated":
        return "the series does not say whether Crimea counts in it"
    return None


def _unit(statement: Statement) -> str:
    is_area = statement["area_low_km2"] is not None or statement["area_high_km2"] is not None
    return "km2" if is_area else "%"


def _control(statement: Statement, series: Series, measured: Measured, against: str) -> Row:
    first, last = statement["as_of_first_on"] or statement["as_of_last_on"], statement["as_of_last_on"]
    readings = list(_readings(statement, series, measured, first, last))
    if not readings:
        return _row(statement, against, "uncheckable", f"{series.name}: {_missing(statement, series, measured)}")
    best = next((one for one in readings if one.fits), readings[0])
    unit, digits = ("km²", 0) if _unit(statement) == "km2" else ("%", 1)
    told = [f"{one.interval.in_words(digits)} {unit}{one.reading}{'' if one.fits else ' (misses)'}" for one in readings]
    note = "" if series.scope_before_2022 != "unstated" else "; it does not say whether land held before 2022 counts"
    reason = f"{series.name} measures as of {last} {', '.join(told)}{note}"
    return _row(
        statement, against, "consistent" if best.fits else "inconsistent", reason,
        expected_low=best.interval.low, expected_high=best.interval.high, unit_code=_unit(statement),
        denominator_km2=best.whole.km2 if best.whole else None,
        denominator_basis=best.whole.basis if best.whole else None, tolerance=CONTROL_TOLERANCE,
    )  # fmt: skip


def _missing(statement: Statement, series: Series, measured: Measured) -> str:
    scope = statement["scope_crimea"]
    if WHOLE in statement["region_ids"] and scope not in ("unstated", series.scope_crimea):
        return f"Crimea is {scope} by the statement, and {series.scope_crimea} by the series"
    days, _ = series.course_of(_land(statement, series), measured.areas)
    return f"its days from {days[0]} to {days[-1]} have none near {statement['as_of_last_on']}"


def _readings(statement: Statement, series: Series, measured: Measured, first: date, last: date) -> Iterator[Expected]:
    """Give what the series lets the statement say, once for each land and each whole that it can mean."""
    areas, land = measured.areas, _land(statement, series)
    for words, held, wholes_of in _lands(statement, series, measured, first, last):
        own = series.whole_of(wholes_of, areas)
        wholes = areas.wholes(wholes_of)
        if own is not None:
            wholes = [*wholes[:1], Whole(own, f"{POLYGON}, of {series.name}")]
        if _unit(statement) == "km2" and statement["controller"] == series.controller:
            stated = areas.stated(statement) if areas.of(land) else _as_given(statement)
            if stated is not None:
                yield Expected(held, stated.meets(held, CONTROL_TOLERANCE), words)
            continue
        for whole in wholes:
            yield _of_whole(statement, series, measured, held, whole, words)


def _as_given(statement: Statement) -> Interval:
    low, high = statement["area_low_km2"], statement["area_high_km2"]
    return Interval(low or 0.0, high if high is not None else float("inf"))


def _lands(
    statement: Statement, series: Series, measured: Measured, first: date, last: date
) -> Iterator[tuple[str, Interval, tuple[str, ...]]]:
    """Give the lands that a statement can mean: of Ukraine, with Crimea and without it where the text is silent."""
    land = _land(statement, series)
    held = series.in_period(land, first, last, measured.areas)
    if held is None:
        return
    if WHOLE not in land:
        yield "", held, land
        return
    scope = statement["scope_crimea"]
    if scope in (series.scope_crimea, "unstated"):
        yield f", Crimea {'counted in' if series.scope_crimea == 'included' else 'left out'}", held, land
    crimea = series.in_period(CRIMEA, first, last, measured.areas)
    if scope != series.scope_crimea and crimea is not None:
        if series.scope_crimea == "included":
            yield ", Crimea left out", held.less(crimea), land
        else:
            yield ", Crimea counted in", held.plus(crimea), land


def _of_whole(
    statement: Statement, series: Series, measured: Measured, held: Interval, whole: Whole, words: str
) -> Expected:
    """Hold a share, or the other side's area, against what was measured, of one whole.

    The tolerance is one of what the series measured: a small rest would else have none.
    """
    stated = measured.areas.stated(statement, whole.km2)
    assert stated is not None, statement
    is_other = statement["controller"] != series.controller
    theirs = stated.left_of(whole.km2) if is_other else stated
    expected = held.left_of(whole.km2) if is_other else held
    shown = expected.share_of(whole.km2) if _unit(statement) == "%" else expected
    reading = f" of {whole.km2:,.0f} km² ({whole.basis}){words}"
    return Expected(shown, theirs.meets(held, CONTROL_TOLERANCE), reading, whole)


def _change(statement: Statement, series: Series, measured: Measured, against: str) -> Row:
    """Hold a gain or a loss against the difference of the series over the days of the statement."""
    first, last = statement["as_of_first_on"], statement["as_of_last_on"]
    land, areas = _land(statement, series), measured.areas
    assert first is not None, statement
    before, after = series.at(land, first - timedelta(days=1), areas), series.at(land, last, areas)
    if before is None or after is None:
        return _row(statement, against, "uncheckable", f"{series.name}: {_missing(statement, series, measured)}")
    sign = _CHANGES[statement["measure"]] * (1 if statement["controller"] == series.controller else -1)
    net = sign * (after - before)
    if net <= 0:
        reason = f"{series.name} tells net changes only, and the net one went the other way, by {-net:,.0f} km²"
        return _row(statement, against, "uncheckable", reason)
    return _change_row(statement, series, measured, against, net)


def _change_row(statement: Statement, series: Series, measured: Measured, against: str, net: float) -> Row:
    whole = measured.areas.of(statement["region_ids"]) if _unit(statement) == "%" else None
    stated = measured.areas.stated(statement, whole) if whole else _as_given(statement)
    assert stated is not None, statement
    expected = Interval(net, net)
    fits = stated.meets(expected, GAIN_TOLERANCE)
    if whole and not fits:
        return _control(statement, series, measured, against)  # "seized 20% of Ukraine": of what it came to hold
    shown = expected.share_of(whole) if whole else expected
    wide = "" if series.scope_russia != "unstated" else "; whether land in Russia counts in it is not said"
    reason = (
        f"{series.name} measures {net:,.0f} km² net from {statement['as_of_first_on']} to {statement['as_of_last_on']}"
        f"{_miss(stated, net)}; methods differ by up to {GAIN_TOLERANCE:.0%}{wide}"
    )
    return _row(
        statement, against, "consistent" if fits else "inconsistent", reason, expected_low=shown.low,
        expected_high=shown.high, unit_code=_unit(statement), denominator_km2=whole, tolerance=GAIN_TOLERANCE,
    )  # fmt: skip


def _miss(stated: Interval, net: float) -> str:
    if stated.low <= net <= stated.high:
        return ""
    nearest = stated.low if net < stated.low else stated.high
    return f", the statement misses it by {abs(nearest - net) / net:.0%}"
