"""What every description of a release says of the dataset, once, and what it says of the one release.

What belongs here: words and values that data package, Croissant, card and citation share. Their forms are theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dataset.release.manifest import FileEntry, TableEntry

NAME = "groundline"
TITLE = "Groundline: who says what about Russia's war on Ukraine"
ABSTRACT = (
    "News about Russia's war on Ukraine as attributed claims, sources, figures and territory statements, each with its "
    "place in the article it was read in."
)
CAVEAT = "A row says what an article attributes to a source, and not that it is so."
AUTHORS = "The Groundline contributors"
LICENCE_ID = "CC-BY-4.0"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = ("attribution", "claims", "news", "quantities", "Russo-Ukrainian war", "territorial control")


@dataclass(frozen=True, slots=True)
class About:
    """One release, as its descriptions speak of it."""

    version: str
    made_on: str
    """The day, in UTC, as YYYY-MM-DD."""
    tables: tuple[TableEntry, ...]
    sheets: tuple[FileEntry, ...] = ()
    """The files of `claims.csv`."""
    contact: str | None = None
    """Where whoever made the release can be reached: an address of mail or of a page."""

    @property
    def rows(self) -> Mapping[str, int]:
        """Rows by table."""
        return {table.name: table.rows for table in self.tables}
