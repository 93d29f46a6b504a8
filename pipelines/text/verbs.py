"""Which words belong to a verb: its auxiliaries, negations and adverbs."""

from pipelines.text.passages import Passage
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
    PERSONAL,
    PREPOSITION,
    RELATIVE,
)

HAVE = frozenset(["have", "has", "had", "having", "'ve", "haven't", "hasn't", "hadn't"])
BE = frozenset(
    ["be", "been", "being", "am", "is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "'re", "'m"]
)


def is_helper(passage: Passage, k: int) -> bool:
    """Tell whether a token belongs to the verb after it: auxiliary, negation, adverb."""
    kind, word = passage.kinds[k], passage.lower[k]
    if word == "'s":
        return k > 0 and bool(passage.kinds[k - 1] & (PERSONAL | RELATIVE))
    if kind & (AUXILIARY | MODAL | NEGATION):
        return not (kind & NAME)
    if word in ("since", "long", "now", "both", "all", "each") and k > 0 and passage.lower[k - 1] in HAVE:
        return True
    if (
        not kind & ADVERB
        or kind & (NAME | DETERMINER | PREPOSITION)
        or word in ("so", "there", "here", "however", "meanwhile", "all", "half")
    ):
        return False
    return not (
        k > 0
        and passage.lower[k - 1] == ","
        and word.endswith("ly") is False
        and word in ("indeed", "instead", "therefore")
    )
