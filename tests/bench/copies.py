"""Which method finds copies best, and at what cost: several beside each other on the same made collection.

Run it from the root of the project; MinHash takes part where it is installed:

    uv run --with datasketch python tests/bench/copies.py [FAMILIES OF EACH KIND] [SEED]

The collection is made by `copy_variants.py`. `recall` is the share of variants that end in one story with what they
were made of, `precision` the share of the articles called copies whose origin is of their own family, `pairs` the same
for all pairs. On 28 November 2026, 2,615 articles of the corpus, 100 families of each kind, seed 7:

    method                               precision  pairs  recall
    the project's                            1.000  1.000   0.981
    sketch of every 4th, frequent in six     0.914  0.866   0.744   (the method before: 20 times the time)
    all pairs, exact, furniture counted      0.311  0.177   0.920
    MinHash 64 bands of 2, then exact        0.377  0.200   0.913   (datasketch, 28 times the time)

It is the furniture that decides: MinHash finds the candidates, but half of a text in common is no copy where the half
is an outlet's footer or template.

Other seeds give 0.973 to 0.981. Sketches of the 32, 48, 64 and 128 lowest sequences found 0.972, 0.981, 0.978 and
0.982 (seed 9): 48 is kept. Two holders of a sequence do as well as four.
"""

import importlib
import importlib.util
import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from copy_variants import VARIANTS, Piece, collection  # noqa: E402

from pipelines.copies.candidates import candidates, compared  # noqa: E402
from pipelines.copies.contained import CONTAINED, FEWEST, are_copies, is_likely  # noqa: E402
from pipelines.copies.sequences import Hashes, sequences_of, sketch_of  # noqa: E402
from pipelines.copies.sketches import sketches_from  # noqa: E402

Pair = tuple[int, int]
KINDS = (*VARIANTS, "carried by 20")
EVERY, FREQUENT, WHOLLY, EARLIEST = 4, 6, 0.9, 16
"""Of the method before: part of the sequences in its sample, texts from which one is frequent, …"""


def common(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def ours(pieces: list[Piece], sequences: list[Hashes]) -> set[Pair]:
    """Give the pairs that the project calls copies; each article is of another day of a month."""
    outlets = {name: number for number, name in enumerate(dict.fromkeys(piece.outlet for piece in pieces))}
    sketches = [sketch_of(one) for one in sequences]
    told = sketches_from(
        np.concatenate(sketches),
        np.array([len(one) for one in sketches]),
        {
            "sequences": [len(one) for one in sequences],
            "outlets": [outlets[piece.outlet] for piece in pieces],
            "works": range(len(pieces)),
            "days": [number * 7 % 30 for number in range(len(pieces))],
        },
    )
    pairs = candidates(told)
    pairs, counted = compared(told, pairs, is_likely)
    shared = np.array([common(sequences[one], sequences[other]) for one, other in pairs])
    return {(earlier, later) for later, earlier in pairs.where(are_copies(told, pairs, counted, shared))}


def contained(pairs: Iterable[Pair], sequences: list[Hashes]) -> set[Pair]:
    """Give the pairs of which one has half of the shorter one's sequences, furniture counted."""
    found = set()
    for one, other in pairs:
        shared = common(sequences[one], sequences[other])
        if shared >= max(FEWEST, CONTAINED * min(len(sequences[one]), len(sequences[other]))):
            found.add((min(one, other), max(one, other)))
    return found


def all_pairs(_pieces: list[Piece], sequences: list[Hashes]) -> set[Pair]:
    """Give the exact pairs, whatever it costs."""
    holders = defaultdict(list)
    for number, one in enumerate(sequences):
        for value in one.tolist():
            holders[value].append(number)
    shared = Counter(pair for held in holders.values() for pair in itertools.combinations(held, 2))
    return contained((pair for pair, count in shared.items() if count >= FEWEST), sequences)


def sampled(_pieces: list[Piece], sequences: list[Hashes]) -> set[Pair]:
    """Give the pairs of the method before: every fourth sequence leads to candidates, frequent ones do not count."""
    samples = [one[one % np.uint64(EVERY) == 0] for one in sequences]
    values, counts = np.unique(np.concatenate(samples), return_counts=True)
    frequent, holders, found = values[counts >= FREQUENT], defaultdict(list), set()
    for later, sample in enumerate(samples):
        for earlier in {holder for value in sample.tolist() for holder in holders[value]}:
            if _is_copy(sequences[later], sequences[earlier], frequent):
                found.add((earlier, later))
        for value in sample.tolist():
            if len(holders[value]) < EARLIEST:
                holders[value].append(later)
    return found


def _is_copy(one: Hashes, other: Hashes, frequent: Hashes) -> bool:
    shorter = min(one, other, key=len)
    both = np.intersect1d(one, other, assume_unique=True)
    if len(both) < max(FEWEST, CONTAINED * len(shorter)):
        return False
    own = np.setdiff1d(shorter[shorter % np.uint64(EVERY) == 0], frequent, assume_unique=True)
    shared = common(own, both)
    return len(both) >= WHOLLY * len(shorter) or (shared > 0 and shared >= CONTAINED * len(own))


def minhash(_pieces: list[Piece], sequences: list[Hashes]) -> set[Pair]:
    """Give the pairs that MinHash, 64 bands of 2, finds, and of which one contains half of the other."""
    peer = importlib.import_module("datasketch")
    index, found = peer.MinHashLSH(num_perm=128, params=(64, 2)), set[Pair]()
    for number, one in enumerate(sequences):
        made = peer.MinHash(num_perm=128, hashfunc=lambda value: value)
        made.update_batch((one & np.uint64(0xFFFFFFFF)).tolist())
        found.update((earlier, number) for earlier in index.query(made))
        index.insert(number, made)
    return contained(found, sequences)


METHODS: dict[str, Callable[[list[Piece], list[Hashes]], set[Pair]]] = {
    "the project's": ours,
    "sketch of every 4th, frequent in six": sampled,
    "all pairs, exact, furniture counted": all_pairs,
    "MinHash 64 bands of 2, then exact": minhash,
}


def row(name: str, pieces: list[Piece], pairs: set[Pair], seconds: float) -> None:
    """Print how right a method is, and what it finds of each kind."""
    leader = list(range(len(pieces)))

    def first(one: int) -> int:
        while leader[one] != one:
            one = leader[one]
        return one

    origin: dict[int, int] = {}
    for earlier, later in sorted(pairs):
        origin.setdefault(later, earlier)
        low, high = sorted((first(earlier), first(later)))
        leader[high] = low
    family = [piece.family for piece in pieces]
    made_of = {piece.family: number for number, piece in enumerate(pieces) if piece.kind == "background"}
    told, found = Counter(piece.kind for piece in pieces), Counter[str]()
    for number, piece in enumerate(pieces):
        found[piece.kind] += piece.kind in KINDS and first(number) == first(made_of[piece.family])
    wrong = Counter(pieces[later].kind for later, earlier in origin.items() if family[later] != family[earlier])
    precision = 1 - wrong.total() / max(1, len(origin))
    of_pairs = sum(family[one] == family[other] for one, other in pairs) / max(1, len(pairs))
    recall = sum(found[kind] for kind in KINDS) / sum(told[kind] for kind in KINDS)
    print(f"{name:38} {precision:9.3f} {of_pairs:6.3f} {recall:7.3f} {seconds:8.1f} s")
    print("    found:", ", ".join(f"{kind} {found[kind]}/{told[kind]}" for kind in KINDS if told[kind]))
    print("    wrong:", ", ".join(f"{kind} {count}/{told[kind]}" for kind, count in wrong.most_common(6)) or "none")


def main() -> None:
    """Print the table."""
    size, seed = (int(value) for value in [*sys.argv[1:], *("100", "7")[len(sys.argv) - 1 :]])
    pieces = collection(size, seed)
    begun = time.process_time()
    sequences = [sequences_of(piece.text) for piece in pieces]
    print(f"{len(pieces):,} articles; their sequences: {time.process_time() - begun:.1f} s\n")
    print(f"{'method':38} {'precision':>9} {'pairs':>6} {'recall':>7} {'time':>8}")
    for name, method in METHODS.items():
        if method is minhash and importlib.util.find_spec("datasketch") is None:
            print(f"{name:38} datasketch is not installed")
            continue
        begun = time.process_time()
        pairs = method(pieces, sequences)
        row(name, pieces, pairs, time.process_time() - begun)


if __name__ == "__main__":
    main()
