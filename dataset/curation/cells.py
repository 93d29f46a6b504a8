"""Cells of a CSV file that a person opens in a spreadsheet: written so that none is run as a formula, and read back.

`dataset/release/sheet.py` does the same to whole columns of a release; here a cell comes back as it was.
"""

import re

_FORMULA = re.compile(r"'*[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for a formula, with the apostrophes that stand in front already."""


def cell(words: str) -> str:
    """Give a cell's words with an apostrophe in front of what a spreadsheet would run."""
    return f"'{words}" if _FORMULA.match(words) else words


def words_of(cell: str) -> str:
    """Give the words of a cell, without the apostrophe that `cell` put in front."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
