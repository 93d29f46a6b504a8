"""Measured series of control that a maintainer supplies: a folder of CSV files and daily maps, read into points.

A CSV has a line for each region and day, with columns that `columns.csv` knows or that its `.meta.json` names.
Files are refused whole, with the line that is wrong: a series with holes would let sums and differences lie. What is
done with the points stands in `pipelines/reconcile/measured.py`.
"""

import csv
import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dataset.measured import MEASURED
from dataset.reference.load import rows
from pipelines.ingest.files import Entry, bytes_of, entries_in
from pipelines.ingest.found import Unreadable
from pipelines.ingest.series.maps import areas_of, day_of
from pipelines.ingest.series.settings import UNSAID, WORDS, SeriesError, Settings, read_words, region_of, settings_from

META = ".meta.json"
LIMIT = 256 * 1024 * 1024
"""Bytes of one file."""
MOST = 1.15
"""How many times its official area a region can measure; more is another unit."""
Point = dict[str, Any]
Tell = Callable[[str], None]


def measured_in(folder: Path | None, tell: Tell) -> pa.Table:
    """Give the points of all series of a folder, as `MEASURED` has them; none where no folder is named.

    `tell` is given the name of each file that is no series. Raises SeriesError for a series that cannot be used.
    """
    if folder is None:
        return MEASURED.empty_table()
    entries = [entry for entry in entries_in(folder) if _is_told_of(entry)]
    settings = _settings_in(entries)
    seen: dict[tuple[Any, ...], str] = {}
    points: list[Point] = []
    for entry in entries:
        for line, point in _points_of(entry, settings, tell):
            key = tuple(point[name] for name in ("series", "region_id", "on_day", "controller", "layer"))
            if key in seen:
                words = (
                    f"{point['region_id']} on {point['on_day']} of {point['series']!r} stands in {seen[key]} already"
                )
                raise SeriesError(entry.name, line, words)
            seen[key] = entry.name
            points.append(point)
    return pa.Table.from_pylist(points, schema=MEASURED)


def _is_told_of(entry: Entry) -> bool:
    if entry.problem is not None:
        raise SeriesError(entry.name, None, entry.problem.reason)
    return entry.ending in (".csv", ".geojson", ".json")


def _text(entry: Entry) -> str:
    try:
        return bytes_of(entry, LIMIT).decode("utf-8-sig")
    except Unreadable as problem:
        raise SeriesError(entry.name, None, problem.reason) from problem
    except UnicodeDecodeError as error:
        raise SeriesError(entry.name, None, f"is not in UTF-8: byte {error.start}") from error


def _settings_in(entries: list[Entry]) -> dict[str, Settings]:
    """Give what the `.meta.json` files say, by the name of the series that they stand beside."""
    found = {}
    for entry in entries:
        if entry.name.endswith(META):
            series = entry.name.removesuffix(META).removesuffix(".csv")
            found[series] = settings_from(_text(entry), entry.name, Path(series).name)
    return found


def _points_of(entry: Entry, settings: Mapping[str, Settings], tell: Tell) -> Iterator[tuple[int | None, Point]]:
    if entry.name.endswith(META):
        return
    if entry.ending == ".csv":
        series = entry.name.removesuffix(entry.path.suffix)
        yield from _lines(entry, settings.get(series) or Settings(Path(series).name), tell)
        return
    day, series = day_of(entry.name)
    known = settings.get(series) or Settings(Path(series).name)
    for region, area, scope in areas_of(_text(entry), entry.name, known):
        point = {**UNSAID, **scope, **known.words, "series": known.name, "region_id": region}
        yield None, {**point, "on_day": day, "area_km2": area, "whole_km2": None}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV: its number and its cells by column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def error(self, problem: str) -> SeriesError:
        """Make the error that names this line."""
        return SeriesError(self.file, self.number, problem)


def _lines(entry: Entry, settings: Settings, tell: Tell) -> Iterator[tuple[int, Point]]:
    reader = csv.reader(io.StringIO(_text(entry), newline=""), strict=True)
    try:
        columns = _columns_of(next(reader, []), settings)
        if "area_km2" not in columns:
            tell(f"{entry.name} is no measured series: no column of an area in km²")
            return
        if "on_day" not in columns:
            raise SeriesError(entry.name, 1, f"no column is the day ({', '.join(_headers_of('on_day'))})")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                raise SeriesError(entry.name, reader.line_num, f"has {len(cells)} cells, and the header {len(columns)}")
            given = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if name}
            line = Line(entry.name, reader.line_num, given)
            if point := _point(line, settings):
                yield line.number, point
    except csv.Error as error:
        raise SeriesError(entry.name, reader.line_num, f"is no CSV: {error}") from error


@cache
def _known_headers() -> dict[str, str]:
    return read_words("columns", "header", "column")


def _headers_of(column: str) -> list[str]:
    return [header for header, name in _known_headers().items() if name == column]


def _columns_of(header: list[str], settings: Settings) -> list[str]:
    """Give the column that each header is; empty for those that are none, and for a second one of the same column."""
    own = {words.lower(): column for column, words in settings.columns.items() if words}
    names = [own.get(cell.strip().lower()) or _known_headers().get(cell.strip().lower(), "") for cell in header]
    return [name if name not in names[:number] else "" for number, name in enumerate(names)]


def _point(line: Line, settings: Settings) -> Point | None:
    """Give the point of one line; None for land that is left out by name, and where no area was measured."""
    region = _region(line, settings)
    if region is None or not line.cells["area_km2"]:
        return None
    area = _number(line, "area_km2")
    most = _official().get(region)
    if most is not None and area > MOST * most:
        raise line.error(f"{area:,.0f} km² are more than {region} has, {most:,.0f} km²")
    words = {**UNSAID, **settings.words, **{name: value for name in WORDS if (value := line.cells.get(name))}}
    for name, value in words.items():
        if value not in WORDS[name]:
            raise line.error(f"{name} is {value[:40]!r}; it can be {', '.join(WORDS[name])}")
    whole = _number(line, "whole_km2") if line.cells.get("whole_km2") else None
    return {
        **words, "series": settings.name, "region_id": region, "on_day": _day(line), "area_km2": area,
        "whole_km2": whole,
    }  # fmt: skip


def _region(line: Line, settings: Settings) -> str | None:
    words = line.cells.get("region_id") or line.cells.get("region")
    if words:
        return region_of(words, settings.regions, line.file, line.number)
    if "region" in line.cells or "region_id" in line.cells:
        raise line.error("names no region")
    return settings.region or "UA"  # a file without such a column is a total


def _number(line: Line, column: str) -> float:
    try:
        value = float(line.cells[column])
    except ValueError as error:
        raise line.error(f"{line.cells[column][:40]!r} is no number of km²") from error
    if not (math.isfinite(value) and value >= 0):
        raise line.error(f"{line.cells[column][:40]!r} is no area")
    return value


def _day(line: Line) -> date:
    try:
        return date.fromisoformat(line.cells["on_day"][:10])
    except ValueError as error:
        raise line.error(f"{line.cells['on_day'][:40]!r} is no day (YYYY-MM-DD)") from error


@cache
def _official() -> dict[str, float]:
    return {row["region_id"]: float(row["official_area_km2"]) for row in rows("regions")}
