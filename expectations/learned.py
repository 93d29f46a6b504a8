"""What the data taught us: expectations that no column states by itself, each with the reason it exists."""

from collections.abc import Mapping
from typing import Any, Literal

from expectations.gx import Expectation, gxe

Ignored = Literal["both_values_are_missing", "either_value_is_missing", "neither"] | dict[Any, Any]


class SurfaceStandsAtItsSpan(gxe.ExpectColumnPairValuesToBeEqual):
    """Quoted words are the article's own: a reader with the article must find them where the row says.

    A row whose offsets were counted in another text (bytes, or before white space was stripped) looks right and is
    worthless.
    """

    ignore_row_if: Ignored = "both_values_are_missing"


class HashIsOfTheWords(gxe.ExpectColumnPairValuesToBeEqual):
    """Where rights cut the content, its hash is all that a reader can check it by."""

    column_A: str = "content_sha256"
    column_B: str = "sha256_at_spans"
    ignore_row_if: Ignored = "both_values_are_missing"


class SpansLieInTheArticle(gxe.ExpectColumnPairValuesAToBeGreaterThanB):
    """Python cuts a span beyond the end without a word, so an empty quotation would pass for a right one."""

    column_A: str = "article_chars"
    column_B: str = "spans_end"
    or_equal: bool = True


class SpansAreNotEmpty(gxe.ExpectColumnPairValuesAToBeGreaterThanB):
    """An empty span equals the empty words at any place, and would pass every other check."""

    column_A: str = "char_end"
    column_B: str = "char_start"


class NothingIsSaidAfterItsArticle(gxe.ExpectColumnPairValuesAToBeGreaterThanB):
    """A day of saying after the day of publication is a date resolved in the wrong direction."""

    column_A: str = "published_on"
    column_B: str = "said_first_on"
    or_equal: bool = True
    ignore_row_if: Ignored = "either_value_is_missing"


class SharesOfLandAreShares(gxe.ExpectColumnValuesToBeBetween):
    """ "Rose by 130 per cent" is a percentage and no share; of a region nobody can hold more than all of it."""

    min_value: float = 0
    max_value: float = 100


class OldIdsAreGone(gxe.ExpectColumnValuesToBeInSet):
    """An id that has a row needs no history; a row about it would send a reader away from what is there."""

    column: str = "old_id_is_gone"


def learned(name: str) -> list[Expectation]:
    """Give the learned expectations of a table."""
    return list(_LEARNED.get(name, ()))


def _quoting(*columns: str) -> list[Expectation]:
    return [SurfaceStandsAtItsSpan(column_A=name, column_B=f"{name}_at_spans") for name in columns]


_LEARNED: Mapping[str, list[Expectation]] = {
    "claims": [
        *_quoting("content", "cue", "source_text"),
        HashIsOfTheWords(),
        SpansLieInTheArticle(),
        NothingIsSaidAfterItsArticle(),
    ],
    "figures": [
        *_quoting("surface"),
        SpansLieInTheArticle(),
        SpansAreNotEmpty(),
        SharesOfLandAreShares(column="value_low_of_entity"),
        SharesOfLandAreShares(column="value_high_of_entity"),
    ],
    "mentions": [*_quoting("surface"), SpansLieInTheArticle(), SpansAreNotEmpty()],
    "territory": [*_quoting("evidence"), SpansLieInTheArticle(), SpansAreNotEmpty()],
    "id_history": [OldIdsAreGone(value_set=[True])],
}
