"""Records that the layers make by the thousand: nobody changes them, and they are cheap to make.

A frozen dataclass sets each field by a call that asks whether it may, so that a record of seven fields takes six times
as long to make as one that could be changed. Here the type checker asks instead: to mypy a record is a frozen
dataclass, while it runs it is a plain one, compared and hashed by its fields.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from collections.abc import Callable
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Make a class a record; takes what the type checker is told, as `dataclass` does."""
        return dataclass(slots=slots, unsafe_hash=frozen)
