"""The page's pieces as HTML: words, tables, pictures with their tables, and the style of it all.

What belongs here: form, and that everything from outside is escaped. What a piece says is for the sections.
"""

from collections.abc import Iterable, Sequence, Set
from html import escape

Cell = str | int | float | None
"""What stands in a cell: words (escaped), a whole number (thousands parted), a number (one decimal), or nothing."""

STYLE = """
:root { --ink: #1a1a1a; --soft: #595959; --line: #d9d9d9; --now: #0072b2; --bad: #a33b00; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem;
 color: var(--ink); background: #fff; }
h1 { font-size: 1.7rem; line-height: 1.25; } h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .6rem; padding-top: .6rem; border-top: 2px solid var(--ink); }
nav ul { columns: 16rem; padding-left: 1.1rem; } a { color: #00507d; }
.verdict { border-left: .4rem solid var(--now); background: #f3f7fa; padding: .8rem 1.2rem; font-size: 1.08rem; }
.verdict.bad { border-color: var(--bad); background: #fbf3ef; } .verdict p { margin: .5rem 0; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
td, th { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; } .no { color: var(--bad); font-weight: 600; } .note { color: var(--soft); }
.beside { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: flex-start; margin-bottom: 1rem; }
.beside figure { flex: 1 1 30rem; min-width: 0; margin: 0; } .beside .table { flex: 0 1 auto; max-width: 100%; }
.wide { overflow-x: auto; margin: 0; } svg { max-width: 100%; height: auto; display: block; }
.grid { font-size: .76rem; } .grid td, .grid th { padding: .12rem .3rem; border: 1px solid #fff; }
.grid th { font-weight: 500; } .grid td.sum { font-weight: 600; }
.grid th[scope="row"] { white-space: nowrap; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; }
summary { cursor: pointer; padding: .15rem 0; }
@media print {
 body { margin: 0; max-width: none; font-size: 9pt; } nav { display: none; } h2, h3 { break-after: avoid; }
 figure, tr, .beside { break-inside: avoid; } .wide { overflow: visible; } .beside figure { flex-basis: 55%; }
 * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def paragraph(words: str, kind: str = "") -> str:
    """Give words as a paragraph."""
    return f"<p{_class(kind)}>{escape(words)}</p>"


def heading(words: str) -> str:
    """Give the heading of a part of a section."""
    return f"<h3>{escape(words)}</h3>"


def table(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str = "", marked: frozenset[int] = frozenset()
) -> str:
    """Give a table; columns of numbers stand to the right, and the last cell of a marked row stands out."""
    lines = [tuple(row) for row in rows]
    numbers = {place for row in lines for place, value in enumerate(row) if isinstance(value, int | float)}
    titles = "".join(f'<th scope="col"{_number(place in numbers)}>{escape(one)}</th>' for place, one in enumerate(head))
    body = "".join(f"<tr>{_cells(row, numbers, place in marked)}</tr>" for place, row in enumerate(lines))
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<tr>{titles}</tr>{body}</table>"


def _cells(row: Sequence[Cell], numbers: Set[int], is_marked: bool) -> str:
    kinds = [_number(place in numbers) for place in range(len(row))]
    if is_marked:
        kinds[-1] = _class("no")
    return "".join(f"<td{kind}>{shown(value)}</td>" for kind, value in zip(kinds, row, strict=True))


def shown(value: Cell) -> str:
    """Give a cell's content, escaped."""
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.1f}"
        case str():
            return escape(value)


def beside(picture: str, its_table: str) -> str:
    """Give a picture with the same numbers as a table beside it, or below where there is no room."""
    return f'<div class="beside"><figure>{picture}</figure><div class="table">{its_table}</div></div>'


def under(picture: str, its_table: str) -> str:
    """Give a wide picture with the same numbers as a table below it."""
    return f'<figure class="wide">{picture}</figure><div class="wide">{its_table}</div>'


def folded(title: str, body: str, is_open: bool) -> str:
    """Give a part that a reader opens."""
    return f"<details{' open' if is_open else ''}><summary>{escape(title)}</summary>{body}</details>"


def grid(head: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], corner: str) -> str:
    """Give a table of counts with its sums; the darker a cell, the more rows (by the root, so that few show too)."""
    largest = max((count for _, counts in rows for count in counts), default=0)
    titles = "".join(f'<th scope="col" class="n">{escape(one)}</th>' for one in (*head, "all"))
    lines = [
        _row_head(name) + "".join(_shaded(count, largest) for count in counts) + _sum(sum(counts))
        for name, counts in rows
    ]
    sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    lines.append(_row_head("all") + "".join(map(_sum, [*sums, sum(sums)])))
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    corner = f'<th scope="col">{escape(corner)}</th>'
    return f'<div class="wide"><table class="grid"><tr>{corner}{titles}</tr>{body}</table></div>'


def _row_head(name: str) -> str:
    return f'<th scope="row" title="{escape(name)}">{escape(name)}</th>'


def _sum(count: int) -> str:
    return f'<td class="n sum">{count:,}</td>'


def _shaded(count: int, largest: int) -> str:
    if not count:
        return '<td class="n note">·</td>'
    depth = (count / largest) ** 0.5
    red, green, blue = (round(255 - (255 - full) * depth) for full in (0, 90, 145))
    ink = "#fff" if depth > 0.6 else "#1a1a1a"
    return f'<td class="n" style="background:rgb({red},{green},{blue});color:{ink}">{count:,}</td>'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _number(is_number: bool) -> str:
    return ' class="n"' if is_number else ""
