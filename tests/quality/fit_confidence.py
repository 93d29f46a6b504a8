"""Fit the confidence of each construction to the project's own gold and write it into `pipelines/text/rules.csv`.

Run it from the root of the project after a change of the grammar:

    uv run python tests/quality/fit_confidence.py

Gold is the sample's (`dataset/sample/gold`) and the sentences of `constructions.jsonl`, nothing else. A claim is right
where content and source words are gold's. All constructions lend `PRIOR` claims to each group of the table, and the
group lends as many to each construction (Laplace's smoothing with a prior), so that one that gold does not have takes
after its group. Confidence is the lower end of Wilson's interval of this share at each step: what gold shows to be
right at the least, so that few examples never make a construction sure.
"""

import csv
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "quality")]

from gold import Piece, places  # noqa: E402
from reading import PIECES, ingested, output_of  # noqa: E402
from tally import half_of_longer, paired, words_in  # noqa: E402

from pipelines.text.attribution import attributions_in  # noqa: E402
from pipelines.text.quotes import quotations_in  # noqa: E402
from pipelines.text.sentences import sentences_in  # noqa: E402

RULES = ROOT / "pipelines" / "text" / "rules.csv"
SENTENCES = ROOT / "tests" / "quality" / "constructions.jsonl"
PRIOR = 4.0
"""Claims that a group is worth where gold has few of a construction."""
Z = 1.28
"""Standard deviations that the true share lies below its estimate at most, nine times out of ten."""
Words = set[int] | frozenset[int]


@dataclass
class Count:
    """Claims given and right, by construction."""

    given: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def note(self, rule_code: str, is_right: bool) -> None:
        self.given[rule_code] += 1
        self.right[rule_code] += is_right


def table() -> list[dict[str, str]]:
    """Give the rows of `rules.csv`."""
    with RULES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counted() -> Count:
    """Count over all of the project's own gold."""
    count = Count()
    for piece in PIECES.values():
        _count_piece(piece, count)
    for line in SENTENCES.read_text("utf-8").splitlines():
        _count_sentence(json.loads(line), count)
    return count


def _count_piece(piece: Piece, count: Count) -> None:
    text, gold = ingested(piece.name).document.text, piece.of("claim")
    given = [claim for claim in output_of(piece.name)["claims"] if claim["reported"]]
    wanted = [words_in(text, places(row["content"], text)) for row in gold]
    found = [words_in(text, claim["content"]) for claim in given]
    pairs = {j: i for i, j in paired(len(gold), len(given), lambda i, j: _jaccard(wanted[i], found[j])).items()}
    for j, claim in enumerate(given):
        row = gold[pairs[j]] if j in pairs and half_of_longer(wanted[pairs[j]], found[j]) else None
        if row is None or not row.get("optional"):
            source = words_in(text, claim["source"])
            forms = [] if row is None else [row["source"], row.get("source_wide", row["source"])]
            is_right = any(_same(words_in(text, places(form, text)), source) for form in forms)
            count.note(claim["rule_code"], is_right)


def _count_sentence(row: dict[str, object], count: Count) -> None:
    text, gold = str(row["text"]), row["attributions"]
    assert isinstance(gold, list)
    wanted = [tuple(words_in(text, item[role]) for role in ("content", "source")) for item in gold]
    for one in attributions_in(text, sentences_in(text), quotations_in(text), ()):
        content, source = words_in(text, one.content), words_in(text, one.source)
        is_right = any(_same(theirs, content) and _same(whose, source) for theirs, whose in wanted)
        count.note(one.rule_code, is_right)


def _jaccard(one: Words, other: Words) -> float:
    return len(one & other) / max(1, len(one | other))


def _same(one: Words, other: Words) -> bool:
    return (not one and not other) or half_of_longer(one, other)


def fitted() -> dict[str, float]:
    """Give the confidence of each construction of the table, to two places."""
    count, rows = counted(), table()
    overall = sum(count.right.values()) / sum(count.given.values())
    found = {}
    for row in rows:
        members = [other["rule_code"] for other in rows if other["group"] == row["group"]]
        group = at_least(sum(count.right[one] for one in members), sum(count.given[one] for one in members), overall)
        code = row["rule_code"]
        found[code] = round(at_least(count.right[code], count.given[code], group), 2)
    return found


def at_least(right: int, given: int, prior: float) -> float:
    """Give the lower end of Wilson's interval of a share that is smoothed by a prior."""
    n = given + PRIOR
    share = (right + PRIOR * prior) / n
    middle, half = share + Z**2 / (2 * n), Z * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return (middle - half) / (1 + Z**2 / n)


def main() -> None:
    """Write the table anew, and print what it rests on."""
    confidence, count, rows = fitted(), counted(), table()
    with RULES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["rule_code", "group", "confidence", "example"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"confidence": f"{confidence[row['rule_code']]:.2f}"} for row in rows)
    for row in rows:
        code = row["rule_code"]
        print(f"{code:20} {row['group']:10} {confidence[code]:.2f}  {count.right[code]} of {count.given[code]}")


if __name__ == "__main__":
    main()
