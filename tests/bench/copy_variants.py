"""A collection with known copies and known others, made from articles: what `copies.py` measures methods on.

Copies are variants of one article of each kind that the press makes: abridged, cut to a wire's lead under another
outlet's furniture, reordered, read with an extractor's noise, lightly reworded, carried by many at once. Others look
like copies and are none: bulletins of one outlet after one template, articles that quote the same statement, articles
that share nothing but their outlet's furniture. Nothing here is measured; no text is kept.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "articles_large.jsonl.gz"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
FEWEST_WORDS = 120
OUTLETS = 40
Vary = Callable[[random.Random, str], str]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """One article of the collection."""

    number: int
    outlet: str
    text: str
    family: int
    """The same for an article and its copies."""
    kind: str
    """What it is: `background`, the kind of copy, or the kind of look-alike."""


def bases(count: int, seed: int = 1) -> list[str]:
    """Give so many articles without copies among them: the corpus' own, else invented ones in the sample's words."""
    rng = random.Random(seed)
    if not CORPUS.exists():
        return [invented(rng) for _ in range(count)]
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if FEWEST_WORDS <= len(text.split()) <= 3_000]
    rng.shuffle(texts)
    found, seen = list[str](), set[tuple[str, ...]]()
    for text in texts:
        words = _WORD.findall(text.casefold())
        sequences = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
        if len(sequences & seen) < 0.1 * len(sequences):
            found.append(text)
            seen |= sequences
        if len(found) == count:
            break
    return found


def invented(rng: random.Random) -> str:
    """Give an article of invented sentences; some words are in every one, most in few, as in any language."""
    vocabulary = _vocabulary()
    paragraphs = []
    for _ in range(rng.randint(5, 14)):
        sentences = []
        for _ in range(rng.randint(1, 4)):
            words = [
                vocabulary[min(int(rng.paretovariate(0.6)), len(vocabulary)) - 1] for _ in range(rng.randint(8, 28))
            ]
            sentences.append(" ".join(words).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def _vocabulary() -> list[str]:
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))).split()
    plain = sorted({word.strip(".,“”\"'()—:;").lower() for word in words} - {""})
    return [*plain, *(f"{one}{other}" for one, other in zip(plain, reversed(plain), strict=True))]


def collection(size: int = 100, seed: int = 7) -> list[Piece]:
    """Give the collection: `size` families of each kind, and as many background articles as all of them."""
    return list(_Maker(size, seed).pieces())


class _Maker:
    def __init__(self, size: int, seed: int) -> None:
        self.size, self.rng = size, random.Random(seed)
        self.texts = bases(size * 16 + OUTLETS + 200, seed)
        self.rng.shuffle(self.texts)
        self.furniture = [self._furniture(self.texts.pop()) for _ in range(OUTLETS)]
        self.number, self.family = 0, 0

    def pieces(self) -> Iterator[Piece]:
        made = [*self._background(), *self._copies(), *self._popular(), *self._bulletins(), *self._quoting()]
        self.rng.shuffle(made)
        yield from made

    def _furniture(self, text: str) -> tuple[str, str]:
        words = text.split()
        top, end = self.rng.randint(4, 14), self.rng.randint(25, 140)
        return " ".join(words[:top]), " ".join(words[top : top + end])

    def _piece(self, text: str, family: int, kind: str, outlet: int | None = None) -> Piece:
        number = self.rng.randrange(OUTLETS) if outlet is None else outlet
        top, end = self.furniture[number]
        self.number += 1
        return Piece(self.number, f"outlet {number}", f"{top}\n\n{text}\n\n{end}", family, kind)

    def _new(self) -> tuple[str, int]:
        self.family += 1
        return self.texts.pop(), self.family

    def _background(self) -> Iterator[Piece]:
        for _ in range(self.size * 3):
            yield self._piece(*self._new(), "background")

    def _copies(self) -> Iterator[Piece]:
        for kind, vary in VARIANTS.items():
            for _ in range(self.size):
                text, family = self._new()
                yield self._piece(text, family, "background")
                yield self._piece(vary(self.rng, text), family, kind)

    def _popular(self) -> Iterator[Piece]:
        """Stories of an agency that many outlets carry, each in its own way."""
        for _ in range(self.size // 20):
            text, family = self._new()
            yield self._piece(text, family, "background")
            for outlet in self.rng.sample(range(OUTLETS), 20):
                vary = self.rng.choice([abridged(0.3), abridged(0.6), reordered, noisy, whole])
                yield self._piece(vary(self.rng, text), family, "carried by 20", outlet)

    def _bulletins(self) -> Iterator[Piece]:
        """Bulletins of one outlet after one template: some of it stays, the rest is another day's."""
        for days in (2, 5, 30):
            for _ in range(max(1, self.size // days // 2)):
                template, outlet = self.texts.pop(), self.rng.randrange(OUTLETS)
                for _ in range(days):
                    self.family += 1
                    yield self._piece(new_figures(self.rng, template), self.family, f"figures, {days} days", outlet)
                template, outlet = self.texts.pop(), self.rng.randrange(OUTLETS)
                for _ in range(days):
                    self.family += 1
                    text = new_sentences(self.rng, template)
                    yield self._piece(text, self.family, f"template, {days} days", outlet)

    def _quoting(self) -> Iterator[Piece]:
        """Articles that were written apart and give the same statement in full."""
        for _ in range(self.size // 2):
            quoted = " ".join(self.texts.pop().split()[: self.rng.randint(25, 90)])
            for _ in range(3):
                text, family = self._new()
                lines = paragraphs_of(text)
                lines.insert(self.rng.randrange(len(lines) + 1), f"“{quoted}”")
                yield self._piece("\n\n".join(lines), family, "same quotation")


def paragraphs_of(text: str) -> list[str]:
    """Give the paragraphs of a text; one that has few is cut at its sentences."""
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if len(lines) >= 4 else re.split(r"(?<=[.!?])\s+", text)


def whole(_rng: random.Random, text: str) -> str:
    return text


def abridged(share: float) -> Vary:
    """Cut to a share of its words, from the front, with some paragraphs within left out."""

    def vary(rng: random.Random, text: str) -> str:
        lines, wanted = paragraphs_of(text), share * len(text.split())
        kept, words = list[str](), 0
        for line in lines:
            if words >= wanted:
                break
            if kept and rng.random() < 0.2:
                continue
            kept.append(line)
            words += len(line.split())
        return "\n".join(kept)

    return vary


def wire_lead(rng: random.Random, text: str) -> str:
    """The lead of a wire and the outlet's own lines behind it, half as long."""
    lead = abridged(rng.uniform(0.3, 0.7))(rng, text)
    own = invented(rng).split()[: len(lead.split()) // 2]
    return f"{lead}\n{' '.join(own)}"


def reordered(rng: random.Random, text: str) -> str:
    lines = paragraphs_of(text)
    rng.shuffle(lines)
    return "\n".join(lines)


def noisy(rng: random.Random, text: str) -> str:
    """As an extractor reads it: lines of navigation and captions between, paragraphs lost."""
    lines = [line for line in paragraphs_of(text) if rng.random() > 0.15] or [text]
    for _ in range(max(1, len(lines) // 3)):
        lines.insert(rng.randrange(len(lines) + 1), " ".join(invented(rng).split()[: rng.randint(2, 14)]))
    return "\n".join(lines)


def reworded(share: float) -> Vary:
    """Every so many words another one."""

    def vary(rng: random.Random, text: str) -> str:
        words = text.split()
        return " ".join(f"{word[::-1]}a" if rng.random() < share else word for word in words)

    return vary


def new_figures(rng: random.Random, text: str) -> str:
    """The same sentences with other figures and other names: every number and a fifth of the words."""
    words = [str(rng.randint(1, 999)) if any(map(str.isdigit, word)) else word for word in text.split()]
    return " ".join(
        f"{word[::-1]}{rng.choice('aeiou')}{rng.randint(0, 9)}" if rng.random() < 0.06 else word for word in words
    )


def new_sentences(rng: random.Random, text: str) -> str:
    """A template's sentences with as many of another day between."""
    lines = paragraphs_of(text)[:6]
    for _ in range(len(lines)):
        lines.insert(rng.randrange(len(lines) + 1), " ".join(invented(rng).split()[:25]))
    return "\n".join(lines)


VARIANTS = {
    "whole, other furniture": whole,
    "abridged to 70 %": abridged(0.7),
    "abridged to 50 %": abridged(0.5),
    "abridged to 30 %": abridged(0.3),
    "wire lead and own lines": wire_lead,
    "reordered": reordered,
    "extractor noise": noisy,
    "5 % reworded": reworded(0.05),
    "10 % reworded": reworded(0.10),
}
"""The kinds of copies."""
