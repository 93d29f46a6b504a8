"""Who the words of a text stand for, while it is being read: one referent for each person, body or group.

Here belong the shape and how it becomes a `Source`; who refers to whom is decided in `cast.py`, `groups.py` and
`sources.py`.
"""

from dataclasses import dataclass, field

from pipelines.model import Source


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something that speaks, with all that the text has told of it so far."""

    kind: str
    name: str | None = None
    description: str | None = None
    entity_id: str | None = None
    anonymity_class: str = "named"
    stated_count: int | None = None
    access_basis: str | None = None
    anonymity_reason: str | None = None
    part_of: "Referent | None" = None
    gender: str = ""
    is_plural: bool = False
    nouns: set[str] = field(default_factory=set)
    """The head nouns by which it was called: source, official."""
    roles: set[str] = field(default_factory=set)
    """The classes of the roles the text gives it: head_of_state."""
    sides: set[str] = field(default_factory=set)
    """Entities of the countries and governments that its words name."""

    def describe(self, words: str) -> None:
        """Keep the words as the description where they are fuller than what is known."""
        if self.description is None or len(words) > len(self.description):
            self.description = words

    def as_source(self, stated_count: int | None) -> Source:
        """Give the record, with the count that the words in one place state."""
        return Source(
            kind=self.kind,
            name=self.name,
            description=self.description,
            entity_id=self.entity_id,
            anonymity_class=self.anonymity_class,
            stated_count=stated_count,
            access_basis=self.access_basis,
            anonymity_reason=self.anonymity_reason,
            part_of=self.part_of.as_source(self.part_of.stated_count) if self.part_of else None,
        )


def is_compatible(sides: set[str], others: set[str]) -> bool:
    """Tell whether two sets of sides can be one referent's: where both are known they share one."""
    return not sides or not others or bool(sides & others)
