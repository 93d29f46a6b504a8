"""How far what was read in an article agrees with its gold rows, kind by kind.

Both sides are compared as `extract` prints them. Claims, figures and territory are annotated completely, so they have
precision and recall; dates and mentions are annotated where they matter, so they have recall only. Which scores are
asked for is the business of `test_sample.py`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from gold import Piece, Span, place, places

Row = dict[str, Any]
WORD = re.compile(r"\w+")
AREA_TOLERANCE = 0.01
PER_CENT = 100
"""A fraction in words ("a fifth") may be given as 0.2 of one or as 20 per cent."""
LARGEST_FREE_COUNT = 12
"""Counts of everyday things ("two figures") that gold does not ask for cost nothing up to here."""
VALUE_TOLERANCE = 1e-3


@dataclass
class Tally:
    """Right, wanted and given items by measure, over any number of articles; and the items that went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def note(self, measure: str, is_right: bool) -> None:
        self.wanted[measure] += 1
        self.right[measure] += is_right

    def recall(self, measure: str) -> float:
        """Give right per wanted, in per cent."""
        return 100 * self.right[measure] / self.wanted[measure]

    def precision(self, measure: str) -> float:
        """Give right per given, in per cent; the items given are counted under the kind, the measure's first word."""
        return 100 * self.right[measure] / max(1, self.given[measure.split(" ")[0]])

    def f1(self, measure: str) -> float:
        precision, recall = self.precision(measure), self.recall(measure)
        return 2 * precision * recall / max(1e-9, precision + recall)


def compare(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    """Add one article to the tally."""
    compare_claims(piece, text, output, tally)
    compare_figures(piece, text, output, tally)
    compare_dates(piece, text, output, tally)
    compare_mentions(piece, text, output, tally)
    compare_territory(piece, text, output, tally)


def words_in(text: str, spans: Iterable[Span | list[int]]) -> set[int]:
    """Give the starts of the words that lie in the spans."""
    return {match.start() for start, end in spans for match in WORD.finditer(text, start, end)}


def half_of_longer(one: set[int], other: set[int]) -> bool:
    return bool(one and other) and 2 * len(one & other) >= max(len(one), len(other))


def overlaps(row: Row, span: Span) -> bool:
    return row["start"] < span[1] and span[0] < row["end"]


def paired(gold: int, given: int, fit: Callable[[int, int], float]) -> dict[int, int]:
    """Pair gold items with given ones, the best fit first and each once; a fit of zero pairs nothing."""
    fits = sorted(((fit(i, j), -i, -j) for i in range(gold) for j in range(given)), reverse=True)
    pairs: dict[int, int] = {}
    for value, i, j in fits:
        if value > 0 and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


# claims
def compare_claims(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold = piece.of("claim")
    given = [claim for claim in output["claims"] if claim["reported"]]
    wanted = [words_in(text, places(row["content"], text)) for row in gold]
    found = [words_in(text, claim["content"]) for claim in given]
    pairs = paired(len(gold), len(given), lambda i, j: len(wanted[i] & found[j]) / max(1, len(wanted[i] | found[j])))
    for i, row in enumerate(gold):
        if row.get("optional"):
            continue
        claim = given[pairs[i]] if i in pairs and half_of_longer(wanted[i], found[pairs[i]]) else None
        is_whole = claim is not None and same_source(row, claim, text)
        tally.note("claims found", claim is not None)
        tally.note("claims with source", is_whole)
        if claim is not None:
            compare_facets(row, claim, is_whole, tally)
        if not is_whole:
            tally.missed.append(f"{piece.name}: claim {row['content'][0]!r} of {row['source']}, given {claim}")
    free = [wanted[i] for i, row in enumerate(gold) if row.get("optional")]
    answering = {j: gold[i] for i, j in pairs.items()}
    for j, claim in enumerate(given):
        if j in answering and not answering[j].get("optional"):
            tally.given["claims"] += 1
        elif not any(half_of_longer(words, found[j]) for words in free):
            tally.given["claims"] += 1
            tally.spurious.append(f"{piece.name}: claim {texts(claim['content'], text)} of {texts(claim['source'], text)}")


def texts(spans: list[list[int]], text: str) -> list[str]:
    return [text[start:end] for start, end in spans]


def same_source(row: Row, claim: Row, text: str) -> bool:
    """Say whether a claim's source words are those of the gold row, in its short or its wide form."""
    found = words_in(text, claim["source"])
    if not row["source"]:
        return not found
    forms = [row["source"], row.get("source_wide", row["source"])]
    return any(half_of_longer(words_in(text, places(form, text)), found) for form in forms)


def compare_facets(row: Row, claim: Row, is_whole: bool, tally: Tally) -> None:
    """Compare what else the gold row says of a claim that was found: the source's facets only where it is the same."""
    if "quote" in row:
        tally.note("claims' quote type", claim["quote_type"] == row["quote"])
    if "negated" in row:
        tally.note("claims' negation", claim["negated"] == row["negated"])
    if "modality" in row:
        tally.note("claims' modality", claim["modality"] == row["modality"])
    if "said" in row:
        said = claim["said_on"] or {"start": None, "end": None}
        tally.note("claims' day", [said["start"], said["end"]] == row["said"])
    if not is_whole:
        return
    if "kind" in row:
        tally.note("sources' kind", claim["source_kind"] == row["kind"])
    if "name" in row:
        tally.note("sources' name", is_named(row, claim["source_entity"], claim["source_name"]))
    if "count" in row:
        tally.note("sources' count", claim["source_count"] == row["count"])
    for key, column in (("access", "access_basis"), ("reason", "anonymity_reason"), ("part_of", "part_of")):
        if key in row:
            tally.note("sources' circumstances", close_words(row[key], claim[column]))
    if "chain" in row:
        tally.note("sources' chain", same_chain(row["chain"], claim["chain"]))


def is_named(row: Row, entity: str | None, name: str | None) -> bool:
    wanted = row.get("entity", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    return entity in wanted or plain(row.get("name")) == plain(name) != ""


def plain(name: str | None) -> str:
    return re.sub(r"^the |[^\w ]", "", (name or "").lower()).strip()


def close_words(wanted: str, given: str | None) -> bool:
    one, other = (set(WORD.findall(words.lower())) for words in (wanted, given or ""))
    return bool(other) and 2 * len(one & other) >= max(len(one), len(other))


def same_chain(wanted: list[list[str | None]], given: list[Row]) -> bool:
    """Say whether a chain goes the same way: the same roles, and the same name wherever gold has one."""
    roles = [hop["role"] for hop in given]
    named = zip(wanted, given, strict=False)
    return [role for role, _ in wanted] == roles and all(
        name is None or plain(name) == plain(hop["name"]) for (_, name), hop in named
    )


# figures
def compare_figures(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold, given = piece.of("figure"), output["figures"]
    spans = [place(row["surface"], text) for row in gold]

    def fit(i: int, j: int) -> float:
        return overlaps(given[j], spans[i]) * (1.0 + same_value(gold[i], given[j]))

    pairs = paired(len(gold), len(given), fit)
    for i, row in enumerate(gold):
        if row.get("optional"):
            continue
        figure = given[pairs[i]] if i in pairs and same_value(row, given[pairs[i]]) else None
        tally.note("figures found", figure is not None)
        if figure is None:
            tally.missed.append(f"{piece.name}: figure {row['surface']!r}, given {given[pairs[i]] if i in pairs else None}")
            continue
        compare_units(row, figure, tally)
    free = [span for row in piece.of("claim") for span in places(row["source"], text)]
    free += [place(row["surface"], text) for row in piece.of("date")]
    free += [(item["start"], item["end"]) for item in output["dates"]]
    asked = {j for i, j in pairs.items() if not gold[i].get("optional")}
    for j, figure in enumerate(given):
        if j in asked:
            tally.given["figures"] += 1
        elif j not in pairs.values() and not any(overlaps(figure, span) for span in free) and not is_small(figure):
            tally.given["figures"] += 1
            tally.spurious.append(f"{piece.name}: figure {text[figure['start'] : figure['end']]!r}")


def is_small(figure: Row) -> bool:
    return figure["quantity_kind"] in ("count", "other") and (figure["low"] or figure["high"]) <= LARGEST_FREE_COUNT


def same_value(row: Row, figure: Row) -> bool:
    if "like" in row:
        return figure["comparison"] == row["like"]
    times = PER_CENT if figure["unit"] == "1" and row.get("unit") == "%" else 1
    low, high = (None if end is None else end * times for end in (figure["low"], figure["high"]))
    return close(row.get("low"), low) and close(row.get("high"), high)


def close(wanted: float | None, given: float | None, tolerance: float = VALUE_TOLERANCE) -> bool:
    if wanted is None or given is None:
        return wanted is given
    return abs(wanted - given) <= tolerance * max(1.0, abs(wanted))


def compare_units(row: Row, figure: Row, tally: Tally) -> None:
    if "unit" in row:
        units = [row["unit"]] if isinstance(row["unit"], str) else row["unit"]
        tally.note("figures' unit", figure["unit"] in units or (figure["unit"], row["unit"]) == ("1", "%"))
    if "bound" in row:
        tally.note("figures' bound", figure["bound"] == row["bound"])
    if "approx" in row:
        tally.note("figures' approximation", figure["approximate"] == row["approx"])
    if "of" in row:
        tally.note("figures' base", close_words(row["of"], (figure["of"] or "").removeprefix("of ")))


# dates and mentions
def compare_dates(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    for row in piece.of("date"):
        if row.get("optional"):
            continue
        span = place(row["surface"], text)
        items = [item for item in output["dates"] if overlaps(item, span)]
        is_found = any(item["interval"] == [row["first"], row["last"]] for item in items)
        tally.note("dates found", is_found)
        if not is_found:
            tally.missed.append(f"{piece.name}: date {row['surface']!r}, given {items}")


def compare_mentions(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    for row in piece.of("mention"):
        if row.get("optional"):
            continue
        span = place(row["surface"], text)
        items = [item for item in output["mentions"] if overlaps(item, span)]
        if "metonym" in row:
            tally.note("mentions' metonymy", any(item["metonym"] == row["metonym"] for item in items))
            continue
        is_found = any(is_named(row, item["entity_id"], item["name"]) for item in items)
        tally.note("mentions found", is_found)
        if not is_found:
            tally.missed.append(f"{piece.name}: mention {row['surface']!r}, given {items}")


# territory
def compare_territory(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold, given = piece.of("territory"), output["territory"]
    answers = {i: answering(row, place(row["evidence"], text), given) for i, row in enumerate(gold)}
    taken: set[int] = set()
    for i, row in enumerate(gold):
        if row.get("optional"):
            continue
        free = [group for group in answers[i] if not taken & set(group)]
        tally.note("territory found", bool(free))
        if not free:
            tally.missed.append(f"{piece.name}: territory {row['evidence']!r} {row['regions']}")
            continue
        taken |= set(free[0])
        tally.given["territory"] += 1
        first = given[free[0][0]]
        if "status" in row:
            tally.note("territory's status", first["status"] == row["status"])
        if "as_of" in row:
            tally.note("territory's day", [first["as_of"]["start"], first["as_of"]["end"]] == row["as_of"])
    optional = {j for i, row in enumerate(gold) if row.get("optional") for group in answers[i] for j in group}
    for j, record in enumerate(given):
        if j not in taken | optional:
            tally.given["territory"] += 1
            tally.spurious.append(f"{piece.name}: territory {text[record['start'] : record['end']]!r} {record}")


def answering(row: Row, span: Span, given: list[Row]) -> list[tuple[int, ...]]:
    """Give the records that state what a gold row does: one for all its regions, or one for each of them."""
    fits = [j for j, record in enumerate(given) if overlaps(record, span) and same_statement(row, record)]
    whole = [(j,) for j in fits if set(given[j]["regions"]) == set(row["regions"])]
    single = {given[j]["regions"][0]: j for j in fits if len(given[j]["regions"]) == 1}
    each = tuple(single[region] for region in row["regions"] if region in single)
    return whole + ([each] if len(each) == len(row["regions"]) > 1 else [])


def same_statement(row: Row, record: Row) -> bool:
    same_measure = "measure" not in row or sort_of(record["measure"]) == sort_of(row["measure"])
    same_side = "controller" not in row or record["controller"] == row["controller"]
    share, area = row.get("share", [None, None]), row.get("area", [None, None])
    return (
        same_measure
        and same_side
        and close(share[0], record["share_low"])
        and close(share[1], record["share_high"])
        and close(area[0], record["area_km2_low"], AREA_TOLERANCE)
        and close(area[1], record["area_km2_high"], AREA_TOLERANCE)
    )


def sort_of(measure: str) -> str:
    return "gain" if measure == "advance" else measure
