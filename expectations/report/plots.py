"""The page's pictures, drawn by matplotlib as SVG with real text: the same numbers give the same bytes anywhere.

What belongs here: how numbers are drawn. matplotlib is imported here and nowhere else; it takes a second, so that
nobody imports this package unless a page is made. Colours are those of Okabe and Ito, which people tell apart with any
colour vision; whatever a colour says, a form or a word says too.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import matplotlib
from lxml import etree
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

matplotlib.use("svg")

BLUE, ORANGE, GREEN, GREY, PALE, INK = "#0072B2", "#D55E00", "#009E73", "#8C8C8C", "#D9D9D9", "#1A1A1A"
WIDTH, WIDE = 6.6, 10.4
"""Inches, beside a table and above one; a page that is narrower scales it down."""
LONGEST_LABEL = 38
SIGN, LINE = 0.083, 0.27
"""Inches that a sign of a label and a line of bars take: places are given, since laying out by trial takes longer."""
SVG = "{http://www.w3.org/2000/svg}"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name with two dollar signs is no formula
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that widths are the same everywhere
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, where it ended in the release before, and the words to its right."""

    name: str
    length: float
    before: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of a share of a region: an interval on a day, in per cent."""

    day: date
    low: float
    high: float
    holder: str
    measured: tuple[float, float] | None = None


def bars(slug: str, title: str, told: str, given: Sequence[Bar], unit: str) -> str:
    """Draw bars that lie, the first on top; a diamond stands where the bar ended in the release before."""
    with _drawing(slug, title, told, LINE * len(given) + 0.55) as (figure, drawn):
        axes = _lying(figure, [bar.name for bar in given], 0.1, unit)
        axes.barh(range(len(given)), [bar.length for bar in given], height=0.66, color=BLUE)
        known = [(bar.before, place) for place, bar in enumerate(given) if bar.before is not None]
        for before, place in known:
            axes.plot([before], [place], "D", markersize=5, markerfacecolor="white", markeredgecolor=INK, clip_on=False)
        longest = max([*(bar.length for bar in given), *(before for before, _ in known), 1e-9])
        for place, bar in enumerate(given):
            axes.text(1.2 * longest, place, bar.words, va="center", ha="right", color=INK, fontsize=8)
        axes.set_xlim(0, 1.2 * longest)
        ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, longest)
        axes.set_xticks([tick for tick in ticks if tick <= 1.01 * longest])
    return drawn[0]


def _lying(figure: Figure, names: Sequence[str], above: float, unit: str) -> Axes:
    """Give axes for bars that lie, with room for their names; `above` is free, in inches."""
    width, height = figure.get_size_inches()
    labels = [_cut(name) for name in names]
    left = (0.25 + SIGN * max(map(len, labels))) / width
    bottom = 0.45 / height
    axes = figure.add_axes((left, bottom, 0.99 - left, 1 - bottom - above / height))
    axes.set_yticks(range(len(names)), labels)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlabel(unit)
    axes.tick_params(axis="y", length=0, pad=8)
    return axes


def columns(slug: str, title: str, told: str, names: Sequence[str], heights: Sequence[int], unit: str) -> str:
    """Draw bars that stand, in the order given, each with its number on top: a course over time."""
    with _drawing(slug, title, told, 2.4, WIDE) as (figure, drawn):
        axes = figure.add_axes((0.07, 0.28, 0.92, 0.66))
        axes.bar(range(len(names)), heights, width=0.8, color=BLUE)
        for place, height in enumerate(heights):
            axes.text(place, height, f"{height:,}", ha="center", va="bottom", color=INK, fontsize=7)
        axes.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
        axes.set_ylabel(unit)
        axes.set_xlim(-0.7, max(len(names), 12) - 0.3)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    return drawn[0]


def stacked(slug: str, title: str, told: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str]) -> str:
    """Draw bars in parts, each with its numbers; three parts, told apart by colour and hatching."""
    looks: tuple[dict[str, Any], ...] = (
        {"color": BLUE},
        {"facecolor": ORANGE, "hatch": "////", "edgecolor": "white"},
        {"color": PALE},
    )
    with _drawing(slug, title, told, 0.9 + 0.34 * len(rows)) as (figure, drawn):
        axes = _lying(figure, [name for name, _ in rows], 0.35, "checks")
        ends = [0] * len(rows)
        for part, (name, look) in enumerate(zip(parts, looks, strict=True)):
            lengths = [counts[part] for _, counts in rows]
            axes.barh(range(len(rows)), lengths, left=ends, height=0.66, label=name, linewidth=0, **look)
            ends = [end + length for end, length in zip(ends, lengths, strict=True)]
        for place, (_, counts) in enumerate(rows):
            words = " / ".join(f"{count:,}" for count in counts)
            axes.text(ends[place] + 0.015 * max(ends), place, words, va="center", color=INK, fontsize=8)
        axes.set_xlim(0, 1.3 * max([*ends, 1]))
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, borderaxespad=0)
    return drawn[0]


_HOLDERS = {"RU": (ORANGE, "s"), "UA": (BLUE, "o"), "contested": (GREEN, "^")}
ACROSS = 3


def intervals(slug: str, title: str, told: str, regions: Sequence[tuple[str, Sequence[Stated]]]) -> str:
    """Draw what statements say of the share of each region, over time: a panel a region, an interval a statement."""
    down = -(-len(regions) // ACROSS)
    height = 0.8 + 1.75 * down
    with _drawing(slug, title, told, height, WIDE) as (figure, drawn):
        panels = figure.subplots(down, ACROSS, squeeze=False, sharex=True, sharey=True)
        figure.subplots_adjust(0.06, 0.45 / height, 0.99, 1 - 0.6 / height, wspace=0.08, hspace=0.28)
        for panel, (name, stated) in zip(panels.flat, regions, strict=False):
            panel.set_title(_cut(name), fontsize=9)
            panel.set_ylim(-4, 104)
            panel.grid(axis="y", color="#E6E6E6", linewidth=0.6)
            _intervals(panel, stated)
        locator = AutoDateLocator(minticks=3, maxticks=7)
        panels[0, 0].xaxis.set_major_locator(locator)
        panels[0, 0].xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
        for panel in list(panels.flat)[len(regions) :]:
            panel.set_visible(False)
        for row in panels:
            row[0].set_ylabel("% of its area")
        _legend(figure, [one for _, stated in regions for one in stated])
    return drawn[0]


def _intervals(panel: Axes, stated: Sequence[Stated]) -> None:
    for one in stated:
        color, marker = _HOLDERS[one.holder]
        day = float(date2num(one.day))
        if one.measured is not None:
            panel.vlines([day], *one.measured, color=GREY, linewidth=7, alpha=0.5)
            panel.plot([day], [sum(one.measured) / 2], "_", color=INK, markersize=8)
        panel.vlines([day], one.low, one.high, color=color, linewidth=1.6)
        ends = [one.low] if one.low == one.high else [one.low, one.high]
        panel.plot([day] * len(ends), ends, marker, color=color, markersize=4, linestyle="none")


def _legend(figure: Figure, stated: Sequence[Stated]) -> None:
    handles = [
        Line2D(
            [], [], color=color, marker=marker, markersize=4, label=name if name == "contested" else f"held by {name}"
        )
        for name, (color, marker) in _HOLDERS.items()
        if any(one.holder == name for one in stated)
    ]
    if any(one.measured for one in stated):
        handles.append(Line2D([], [], color=GREY, alpha=0.5, linewidth=7, label="measured"))
    figure.legend(handles=handles, loc="upper center", ncols=4, frameon=False)


@contextmanager
def _drawing(
    slug: str, title: str, told: str, height: float, width: float = WIDTH
) -> Iterator[tuple[Figure, list[str]]]:
    """Give a figure to draw on, and a list that has its SVG afterwards."""
    drawn: list[str] = []
    with matplotlib.rc_context({**_SETTINGS, "svg.hashsalt": slug}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # the reader's fonts may have it
        figure = Figure(figsize=(width, height))
        yield figure, drawn
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn.append(_inline(file.getvalue(), slug, title, told))


def _inline(svg: str, slug: str, title: str, told: str) -> str:
    """Give an SVG to stand in a page: named and described for those who do not see it, no id twice in the page."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(remove_comments=True))
    for element in list(root.iter(f"{SVG}metadata", f"{SVG}style", f"{SVG}title")):
        element.getparent().remove(element)
    for element in root.iter(f"{SVG}g"):
        element.attrib.pop("id", None)
    for name in ("height", "version"):  # as wide as drawn, or as the page, and as high as follows
        root.attrib.pop(name, None)
    for place, (name, words) in enumerate((("title", title), ("desc", told))):
        element = etree.Element(f"{SVG}{name}", id=f"{slug}-{name}")
        element.text = words
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{slug}-title {slug}-desc")
    root.set("stroke-linejoin", "round")
    return etree.tostring(root, encoding="unicode")


def _cut(name: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in name)
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1] + "…"
