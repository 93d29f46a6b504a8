"""The page as a whole: the verdict, and its sections in order.

It shows counts and names of columns, outlets, regions and reasons, never the words of an article; everything that comes
from outside is escaped, and nothing on it needs a script or the network. A new section is a line of SECTIONS.
"""

from collections.abc import Callable
from html import escape

from dataset.release.opened import Compared
from expectations.report import checked, copies, coverage, distributions, intake, land, precision, since
from expectations.report.markup import STYLE
from expectations.report.verdict import verdict

SECTIONS: tuple[tuple[str, str, Callable[[Compared], str]], ...] = (
    ("checked", "What was checked", checked.section),
    ("held-back", "What was held back", checked.held_back),
    ("since", "What moved since the release before", since.section),
    ("coverage", "What it covers", coverage.section),
    ("land", "Land", land.section),
    ("copies", "Copies and stories", copies.section),
    ("reviews", "What people found", precision.section),
    ("spreads", "How the rows are spread", distributions.section),
    ("intake", "How the articles came", intake.section),
)
"""Anchor, heading, and what gives the body as HTML."""


def report(compared: Compared) -> str:
    """Give the page of a release; the same tables give the same bytes."""
    title = f"Groundline {compared.version}: quality report"
    contents = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for anchor, name, _ in SECTIONS)
    parts = [f'<section id="{a}"><h2>{escape(name)}</h2>{body(compared)}</section>' for a, name, body in SECTIONS]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>\n<main>'
        f"<h1>{escape(title)}</h1>\n{verdict(compared)}\n<nav><ul>{contents}</ul></nav>\n"
        + "\n".join(parts)
        + "\n</main>\n</body></html>\n"
    )
