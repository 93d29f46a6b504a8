"""The texts of a store, one batch of them in memory at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from dataset.files import read_columns


class Texts(Mapping[str, str]):
    """The texts of a store by article_id; fastest when asked for in the order in which they came."""

    def __init__(self, batches: Sequence[Path]) -> None:
        self._batches = batches
        self._number, self._batch = -1, dict[str, str]()

    @cached_property
    def _where(self) -> dict[str, int]:
        """The batch that each article stands in; looked up only when a text is asked for."""
        return {
            article_id: number
            for number, path in enumerate(self._batches)
            for article_id in read_columns(path, ["article_id"]).column(0).to_pylist()
        }

    def of(self, article_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Give some articles' ids and texts, opening each batch once."""
        wanted: dict[int, list[str]] = {}
        for article_id in article_ids:
            wanted.setdefault(self._where[article_id], []).append(article_id)
        for number in sorted(wanted):
            yield from ((article_id, self[article_id]) for article_id in wanted[number])

    def __getitem__(self, article_id: str) -> str:
        number = self._where[article_id]
        if number != self._number:
            part = read_columns(self._batches[number], ["article_id", "text"])
            self._batch = dict(zip(part.column(0).to_pylist(), part.column(1).to_pylist(), strict=True))
            self._number = number
        return self._batch[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)


class Some(Mapping[str, str]):
    """Some of many texts, by article_id and in their order."""

    def __init__(self, texts: Mapping[str, str], article_ids: Collection[str]) -> None:
        self._texts, self._ids = texts, article_ids

    def __getitem__(self, article_id: str) -> str:
        if article_id not in self._ids:
            raise KeyError(article_id)
        return self._texts[article_id]

    def __iter__(self) -> Iterator[str]:
        return (article_id for article_id in self._texts if article_id in self._ids)

    def __len__(self) -> int:
        return sum(1 for _ in self)
