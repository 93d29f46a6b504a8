"""When what was read in an article agrees with its gold rows, kind by kind.

Both sides are compared as `extract` prints them. Claims, figures and territory are annotated completely, so they have
precision and recall; dates and mentions are annotated where they matter, so they have recall only. Which scores are
asked for is the business of the tests.
"""

from typing import Any

from gold import Piece, Span, place, places
from tally import Tally, close, close_words, half_of_longer, one_or_more, overlaps, paired, plain, words_in

Row = dict[str, Any]
AREA_TOLERANCE = 0.01
PER_CENT = 100
"""A fraction in words ("a fifth") may be given as 0.2 of one or as 20 per cent."""
LARGEST_FREE_COUNT = 12
"""Counts of everyday things ("two figures") that gold does not ask for cost nothing up to here."""


def compare(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    """Add one article to the tally."""
    compare_claims(piece, text, output, tally)
    compare_figures(piece, text, output, tally)
    compare_dates(piece, text, output, tally)
    compare_mentions(piece, text, output, tally)
    compare_territory(piece, text, output, tally)


# claims
def compare_claims(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold, given = piece.of("claim"), [claim for claim in output["claims"] if claim["reported"]]
    wanted = [words_in(text, places(row["content"], text)) for row in gold]
    found = [words_in(text, claim["content"]) for claim in given]
    pairs = paired(len(gold), len(given), lambda i, j: len(wanted[i] & found[j]) / max(1, len(wanted[i] | found[j])))
    for i, row in enumerate(gold):
        if not row.get("optional"):
            is_found = i in pairs and half_of_longer(wanted[i], found[pairs[i]])
            compare_claim(piece.name, row, given[pairs[i]] if is_found else None, text, tally)
    answered = {pairs[i] for i, row in enumerate(gold) if i in pairs and not row.get("optional")}
    free = [wanted[i] for i, row in enumerate(gold) if row.get("optional")]
    for j, claim in enumerate(given):
        if j in answered:
            tally.note_given("claims")
        elif not any(half_of_longer(words, found[j]) for words in free):
            tally.note_given("claims", f"{piece.name}: {shown(claim, text)}")


def compare_claim(name: str, row: Row, claim: Row | None, text: str, tally: Tally) -> None:
    words = f"{name}: {row['source']} {row['content'][0]!r}, given {claim and shown(claim, text)}"
    is_whole = claim is not None and same_source(row, claim, text)
    tally.note("claims found", claim is not None, words)
    tally.note("claims with source", is_whole, words)
    if claim is not None:
        for measure, is_right in [*saying_facets(row, claim), *(source_facets(row, claim) if is_whole else ())]:
            tally.note(measure, is_right, words)


def shown(claim: Row, text: str) -> str:
    content, source = (" … ".join(text[start:end] for start, end in claim[key]) for key in ("content", "source"))
    keys = ("source_kind", "source_name", "source_count", "part_of", "quote_type", "modality", "rule_code")
    return f"[{source}] {content[:120]!r} { ({key: claim[key] for key in keys}) }"


def same_source(row: Row, claim: Row, text: str) -> bool:
    """Say whether a claim's source words are those of the gold row, in its short or its wide form."""
    found = words_in(text, claim["source"])
    if not row["source"]:
        return not found
    forms = (row["source"], row.get("source_wide", row["source"]))
    return any(half_of_longer(words_in(text, places(form, text)), found) for form in forms)


def saying_facets(row: Row, claim: Row) -> list[tuple[str, bool]]:
    """Compare what else gold says of how a claim was made."""
    said = claim["said_on"] or {"start": None, "end": None}
    facets = {
        "quote": ("claims' quote type", claim["quote_type"]),
        "negated": ("claims' negation", claim["negated"]),
        "modality": ("claims' modality", claim["modality"]),
        "said": ("claims' day", [said["start"], said["end"]]),
    }
    return [(measure, row[key] == value) for key, (measure, value) in facets.items() if key in row]


def source_facets(row: Row, claim: Row) -> list[tuple[str, bool]]:
    """Compare what gold says of the source; asked only where the source words are right."""
    facets = []
    if "kind" in row:
        facets.append(("sources' kind", claim["source_kind"] == row["kind"]))
    if "name" in row:
        facets.append(("sources' name", is_named(row, claim["source_entity"], claim["source_name"])))
    if "count" in row:
        facets.append(("sources' count", claim["source_count"] == row["count"]))
    for key, column in (("access", "access_basis"), ("reason", "anonymity_reason"), ("part_of", "part_of")):
        if key in row:
            facets.append(("sources' circumstances", close_words(row[key], claim[column])))
    if "chain" in row:
        facets.append(("sources' chain", same_chain(row["chain"], claim["chain"])))
    return facets


def is_named(row: Row, entity: str | None, name: str | None) -> bool:
    return entity in one_or_more(row.get("entity", [])) or plain(row.get("name")) == plain(name) != ""


def same_chain(wanted: list[list[str | None]], given: list[Row]) -> bool:
    """Say whether a chain goes the same way: the same roles, and the same name wherever gold has one."""
    if [role for role, _ in wanted] != [hop["role"] for hop in given]:
        return False
    hops = zip(wanted, given, strict=True)
    return all(name is None or plain(name) == plain(hop["name"]) for (_, name), hop in hops)


# figures
def compare_figures(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold, given = piece.of("figure"), output["figures"]
    spans = [place(row["surface"], text) for row in gold]

    def fit(i: int, j: int) -> float:
        return overlaps(given[j], spans[i]) * (1.0 + same_value(gold[i], given[j]))

    pairs = paired(len(gold), len(given), fit)
    for i, row in enumerate(gold):
        if not row.get("optional"):
            compare_figure(piece.name, row, given[pairs[i]] if i in pairs else None, tally)
    answered = {pairs[i] for i, row in enumerate(gold) if i in pairs and not row.get("optional")}
    free = [span for row in piece.of("claim") for span in places(row["source"], text)]
    free += [(item["start"], item["end"]) for item in output["dates"]]
    for j, figure in enumerate(given):
        if j in answered:
            tally.note_given("figures")
        elif j not in pairs.values() and not is_small(figure) and not any(overlaps(figure, span) for span in free):
            tally.note_given("figures", f"{piece.name}: {text[figure['start'] : figure['end']]!r}")


def compare_figure(name: str, row: Row, figure: Row | None, tally: Tally) -> None:
    words = f"{name}: {row['surface']!r}, given {figure}"
    is_found = figure is not None and same_value(row, figure)
    tally.note("figures found", is_found, words)
    if figure is None or not is_found:
        return
    if "unit" in row:
        is_fraction = (figure["unit"], row["unit"]) == ("1", "%")
        tally.note("figures' unit", is_fraction or figure["unit"] in one_or_more(row["unit"]), words)
    if "bound" in row:
        tally.note("figures' bound", figure["bound"] == row["bound"], words)
    if "approx" in row:
        tally.note("figures' approximation", figure["approximate"] == row["approx"], words)
    if "of" in row:
        tally.note("figures' base", close_words(row["of"], (figure["of"] or "").removeprefix("of ")), words)


def is_small(figure: Row) -> bool:
    ends = [end for end in (figure["low"], figure["high"]) if end is not None]
    return figure["quantity_kind"] in ("count", "other") and max(ends) <= LARGEST_FREE_COUNT


def same_value(row: Row, figure: Row) -> bool:
    if "like" in row:
        return figure["comparison"] in one_or_more(row["like"])
    times = PER_CENT if figure["unit"] == "1" and row.get("unit") == "%" else 1
    low, high = (None if end is None else end * times for end in (figure["low"], figure["high"]))
    return close(row.get("low"), low) and close(row.get("high"), high)


# dates and mentions
def compare_dates(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    for row in piece.of("date"):
        if not row.get("optional"):
            span = place(row["surface"], text)
            given = [item["interval"] for item in output["dates"] if overlaps(item, span)]
            words = f"{piece.name}: {row['surface']!r}, given {given}"
            tally.note("dates found", [row["first"], row["last"]] in given, words)


def compare_mentions(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    for row in piece.of("mention"):
        if row.get("optional"):
            continue
        span = place(row["surface"], text)
        given = [item for item in output["mentions"] if overlaps(item, span)]
        words = f"{piece.name}: {row['surface']!r}, given {given}"
        if "metonym" in row:
            tally.note("mentions' metonymy", any(item["metonym"] == row["metonym"] for item in given), words)
        else:
            is_found = any(is_named(row, item["entity_id"], item["name"]) for item in given)
            tally.note("mentions found", is_found, words)


# territory
def compare_territory(piece: Piece, text: str, output: Row, tally: Tally) -> None:
    gold, given = piece.of("territory"), output["territory"]
    answers = [answers_to(row, place(row["evidence"], text), given) for row in gold]
    taken: set[int] = set()
    for row, groups in zip(gold, answers, strict=True):
        if row.get("optional"):
            continue
        group = next((group for group in groups if not taken & set(group)), ())
        taken |= set(group)
        compare_statement(piece.name, row, [given[j] for j in group], tally)
        if group:
            tally.note_given("territory")
    free = {
        j for row, groups in zip(gold, answers, strict=True) if row.get("optional") for group in groups for j in group
    }
    for j, record in enumerate(given):
        if j not in taken | free:
            tally.note_given("territory", f"{piece.name}: {text[record['start'] : record['end']]!r} {record}")


def compare_statement(name: str, row: Row, records: list[Row], tally: Tally) -> None:
    words = f"{name}: {row['evidence']!r} {row['regions']}, given {records}"
    tally.note("territory found", bool(records), words)
    if records and "status" in row:
        tally.note("territory's status", all(record["status"] == row["status"] for record in records), words)
    if records and "as_of" in row:
        days = [[record["as_of"]["start"], record["as_of"]["end"]] for record in records]
        tally.note("territory's day", all(day == row["as_of"] for day in days), words)


def answers_to(row: Row, span: Span, given: list[Row]) -> list[tuple[int, ...]]:
    """Give the records that state what a gold row does: one for all its regions, or one for each of them."""
    fits = [j for j, record in enumerate(given) if overlaps(record, span) and same_statement(row, record)]
    whole = [(j,) for j in fits if set(given[j]["regions"]) == set(row["regions"])]
    single = {given[j]["regions"][0]: j for j in fits if len(given[j]["regions"]) == 1}
    each = tuple(single[region] for region in row["regions"] if region in single)
    return whole + ([each] if len(each) == len(row["regions"]) > 1 else [])


def same_statement(row: Row, record: Row) -> bool:
    share, area = row.get("share", [None, None]), row.get("area", [None, None])
    return (
        sort_of(row.get("measure", record["measure"])) == sort_of(record["measure"])
        and row.get("controller", record["controller"]) == record["controller"]
        and close(share[0], record["share_low"])
        and close(share[1], record["share_high"])
        and close(area[0], record["area_km2_low"], AREA_TOLERANCE)
        and close(area[1], record["area_km2_high"], AREA_TOLERANCE)
    )


def sort_of(measure: str) -> str:
    return "gain" if measure == "advance" else measure
