"""Names in a text: the gazetteer's and those that show by their shape."""

from pipelines.model import Mention


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Give the mentions of a text in order, longest match first, none inside another."""
    return ()
