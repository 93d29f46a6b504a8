"""Copies among the store's articles: signatures and counted pairs are kept, so that a run opens only what is new.

A text is opened once for its signature and once more where another may be its copy; no more than some of them are in
memory at a time. What is kept follows from the texts alone, so a run that was killed costs what it had not yet kept.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.memory import give_back
from dataset.store import COMMON, SIGNATURE, Store
from pipelines.copies.places import Place, places_of, sketches_of
from pipelines.copies.reports import COLUMNS, reports_from
from pipelines.copies.sequences import sequences_of, sketch_of
from pipelines.version import signing_fingerprint

SEQUENCES_AT_ONCE = 10_000_000
"""Sequences of texts that are held at once while pairs are counted: 80 MB."""

Pair = tuple[str, str]


def places_in(store: Store, without: Collection[str] = ()) -> dict[str, Place]:
    """Give the place of each article of the store, by article_id, keeping what was found out about texts.

    Articles `without` which it is to be are not among the others. Raises StoreBusy where another run holds the store.
    """
    with store.alone():
        sign_new(store)
        inputs = store.inputs(list(COLUMNS))
        if without:
            left_out = pa.array(sorted(without), pa.string())
            inputs = inputs.filter(pc.invert(pc.is_in(inputs.column("article_id"), value_set=left_out)))
        reports = reports_from(inputs)
        sketches = sketches_of(reports, store.signatures(signing_fingerprint()))  # which are large: not held any longer
        give_back()
        sizes = zip(reports.firsts, sketches.sequences.tolist(), strict=True)
        return places_of(reports, sketches, Counter(store, {reports.article_ids[first]: size for first, size in sizes}))


def sign_new(store: Store) -> int:
    """Keep the signature of each text that has none yet, and give how many these were."""
    done = store.signatures(signing_fingerprint(), ["article_id"]).column(0)
    count = 0
    for batch in store.input_batches(["article_id", "text"], without=done):
        store.add_signatures(signing_fingerprint(), signatures_of(*batch.columns))
        count += batch.num_rows
    return count


def signatures_of(article_ids: pa.ChunkedArray, texts: pa.ChunkedArray) -> pa.Table:
    """Give the signatures of some texts, as `dataset.store.SIGNATURE` has them."""
    sizes, sketches = list[int](), list[np.ndarray]()
    for text in texts:
        sequences = sequences_of(text.as_py())
        sizes.append(len(sequences))
        sketches.append(sketch_of(sequences))
    offsets = np.cumsum([0, *map(len, sketches)])
    hashes = pa.array(np.concatenate([np.empty(0, np.uint64), *sketches]))
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), hashes)
    return pa.table([article_ids, pa.array(sizes, pa.int64()), lists], schema=SIGNATURE)


class Counter:
    """Counts the sequences that pairs of texts have in common, each pair once: what was counted is kept.

    `sizes` says how many sequences a text has, by the first article that has it.
    """

    def __init__(self, store: Store, sizes: Mapping[str, int]) -> None:
        self.store, self.texts, self.sizes = store, store.texts(), sizes

    def __call__(self, pairs: Sequence[Pair]) -> Sequence[int]:
        """Give how many sequences the texts of each pair of articles have in common."""
        wanted = pa.Table.from_arrays([pa.array([pair[side] for pair in pairs], pa.string()) for side in (0, 1)], _PAIR)
        known = self.store.common(signing_fingerprint())
        is_new = pc.is_null(pc.index_in(_key(wanted), value_set=_key(known)))
        for rows in self._counted(wanted.filter(is_new)):
            self.store.add_common(signing_fingerprint(), rows)
        known = self.store.common(signing_fingerprint())
        return known.column("sequences").take(pc.index_in(_key(wanted), value_set=_key(known))).to_pylist()

    def _counted(self, pairs: pa.Table) -> Iterator[pa.Table]:
        """Count pairs, so many at once as their texts may be in memory."""
        for part in self._parts(list(zip(*(pairs.column(name).to_pylist() for name in _PAIR), strict=True))):
            sequences = {one: sequences_of(text) for one, text in self.texts.of({one for pair in part for one in pair})}
            common = [len(np.intersect1d(sequences[one], sequences[other], assume_unique=True)) for one, other in part]
            yield pa.table([*map(pa.array, zip(*part, strict=True)), pa.array(common)], schema=COMMON)

    def _parts(self, pairs: list[Pair]) -> Iterator[list[Pair]]:
        part, held, size = list[Pair](), set[str](), 0
        for pair in pairs:
            new = set(pair) - held
            size += sum(self.sizes[one] for one in new)
            if part and size > SEQUENCES_AT_ONCE:
                yield part
                part, held, size = [], set(), sum(self.sizes[one] for one in pair)
            part.append(pair)
            held |= set(pair)
        if part:
            yield part


_PAIR = ["later", "earlier"]


def _key(pairs: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(pairs.column("later"), pairs.column("earlier"), "")
