"""Where quotations begin and end, in all typographies."""

from pipelines.model import Quotation


def quotations_in(text: str) -> tuple[Quotation, ...]:
    """Give the quotations of a text in order of their start."""
    return ()
