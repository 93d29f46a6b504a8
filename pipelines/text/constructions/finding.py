"""What a construction finds in a passage, before it becomes an attribution with offsets."""

from dataclasses import dataclass, field

from pipelines.text.clauses import Range
from pipelines.text.passages import Passage


@dataclass(slots=True)
class Finding:
    """One attribution in tokens of its passage."""

    rule_code: str
    content: list[Range]
    cue: list[Range]
    source: list[Range]
    is_reported: bool = True
    is_thought: bool = False
    """True for what somebody thinks: inside a claim that is no report of its own."""
    continued: list[tuple[Passage, Range]] = field(default_factory=list)
    """Tokens of later passages that go on with the content."""
    runs_on: bool = False
    """True where the content goes on to the end of the paragraph: in a transcript."""
    is_quoting: bool = False
    """True where a quotation of the next paragraph may go on with it."""
    awaits_next: bool = False
    """True where the content is the next passage: "She replied:" at the end of a paragraph."""
