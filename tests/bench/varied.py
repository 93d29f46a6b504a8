"""Articles without end, varied from the sample's: other names, other figures, other order, other words; copies too.

What belongs here: the making of synthetic articles for benchmarks, as an inbox's `.jsonl` has them. Sentences keep
their form (cues, units, words of control, function words), so that they are read as the sample's are; most other words
are exchanged for words of the same ending, so that two articles share no more than articles do. A fifth are copies of
one of the last articles before them: whole or abridged, by another outlet, some with a credit. The same number gives
the same articles. Whether they are good news is nobody's business: no share of what is found in them means anything.
"""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
KEPT = ("text/cues", "text/verbs", "text/function_words", "text/word_sets", "text/source_heads", "text/offices",
        "figures/unit_names", "figures/number_words", "figures/bounds", "figures/date_words", "figures/date_tense",
        "territory/control_words", "territory/land_words", "entities/metonym_words")  # fmt: skip
"""Tables whose words carry the form of a sentence."""
MEDIAN, SPREAD = 11, 0.7
"""Sentences of an article: about 1,600 bytes on average, as in news corpora."""
COPIES, NEAR = 0.2, 500
OUTLETS = 400
BEGIN = date(2024, 1, 1)
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")
_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.,]\d)")


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Give so many articles: `url`, `outlet`, `title`, `published`, `language`, `text`."""
    rng, last = random.Random(seed), list[dict[str, str]]()
    for number in range(count):
        made = _copy(rng, number, rng.choice(last)) if last and rng.random() < COPIES else _new(rng, number)
        last = [*last[-NEAR + 1 :], made]
        yield made


def _new(rng: random.Random, number: int) -> dict[str, str]:
    size = max(3, min(120, round(rng.lognormvariate(0, SPREAD) * MEDIAN)))
    sentences = [_varied(rng, rng.choice(sentences_of_sample())) for _ in range(size)]
    breaks = [" " if rng.random() < 0.6 else "\n\n" for _ in sentences]
    text = "".join(one + other for one, other in zip(sentences, breaks, strict=True)).strip()
    return _article(rng, number, text, sentences[0][:90])


def _copy(rng: random.Random, number: int, other: dict[str, str]) -> dict[str, str]:
    paragraphs = other["text"].split("\n\n")
    kept = paragraphs[: rng.randint(max(1, (2 * len(paragraphs)) // 3), len(paragraphs))]
    credit = [f"{other['outlet']} reported this first."] if rng.random() < 0.3 else []
    return _article(rng, number, "\n\n".join([*kept, *credit]), other["title"])


def _article(rng: random.Random, number: int, text: str, title: str) -> dict[str, str]:
    outlet = min(int(rng.paretovariate(0.7)), OUTLETS)
    return {
        "url": f"https://outlet{outlet}.example.org/{number}",
        "outlet": f"Outlet {outlet} (synthetic)",
        "title": title,
        "published": (BEGIN + timedelta(days=number % 700)).isoformat(),
        "language": "en",
        "text": text,
    }


def _varied(rng: random.Random, sentence: str) -> str:
    known = names()

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word in known:
            return rng.choice(known[word])
        if word[0].isupper() or word in kept_words() or rng.random() < 0.05:
            return word
        return rng.choice(vocabulary()[word[-2:]])

    return _FIGURE.sub(lambda match: _figure(rng, match[0]), _WORD.sub(other, sentence))


def _figure(rng: random.Random, written: str) -> str:
    """Give a figure as long as another, and as many places behind the point; years and days stay what they are."""
    digits = written.replace(",", "").partition(".")[0]
    if (len(digits) == 4 and "," not in written) or len(digits) <= 2:
        return written if len(digits) == 4 or int(digits) <= 31 else str(rng.randint(32, 99))
    return re.sub(r"\d", lambda _: str(rng.randint(1, 9)), written)


@cache
def sentences_of_sample() -> list[str]:
    """Give the sentences of the sample's articles."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    for path in sorted(SAMPLE.glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [" ".join(one.split()) for text in texts for one in text.split("\n\n")]
    return [one for words in paragraphs for one in _SENTENCE.split(words) if 30 < len(one) < 500]


@cache
def vocabulary() -> dict[str, list[str]]:
    """Give words by their last two letters: the sample's, and made ones of its word stems."""
    words = sorted({word for one in sentences_of_sample() for word in _WORD.findall(one) if word[0].islower()})
    stems = sorted({word[:-2] for word in words if len(word) > 5})
    found = defaultdict(list)
    for number, word in enumerate(words):
        found[word[-2:]] += [word, *(stems[(number * 31 + step * 17) % len(stems)] + word[-2:] for step in range(8))]
    return found


@cache
def kept_words() -> frozenset[str]:
    """Give the words that stay what they are."""
    found = set()
    for name in KEPT:
        with open(ROOT / "pipelines" / f"{name}.csv", encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                found |= {word for cell in row[:3] for word in cell.split()}
    return frozenset(found)


@cache
def names() -> dict[str, list[str]]:
    """Give by each surname, given name and place those that may stand for it."""
    surnames, given = (_column(f"pipelines/entities/{name}.csv", 0) for name in ("surnames", "given_names"))
    places = [name for name in _column("dataset/reference/place_names.csv", 1) if _WORD.fullmatch(name)]
    return {one: kind for kind in (surnames, given, places) for one in kind}


def _column(path: str, number: int) -> list[str]:
    with open(ROOT / path, encoding="utf-8", newline="") as lines:
        return [row[number] for row in list(csv.reader(lines))[1:] if _WORD.fullmatch(row[number])]
