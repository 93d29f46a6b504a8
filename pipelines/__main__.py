"""The command line of the pipelines: `python -m pipelines COMMAND`.

extract IN OUT | pages INDEX OUT | feeds | takedown KIND VALUE
"""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipelines.extract import extract

_ERRORS = "surrogateescape"
"""What is no UTF-8 is told of by its line, and stops no other."""


@contextlib.contextmanager
def opened(name: str, mode: str) -> Iterator[IO[str]]:
    """Open a file by name, `-` for standard input or output."""
    if name == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        stream.reconfigure(encoding="utf-8", errors=_ERRORS, newline="\n")  # type: ignore[union-attr]
        yield stream
    else:
        with open(name, mode, encoding="utf-8", errors=_ERRORS, newline="\n") as file:
            yield file


def main() -> int:
    """Run the command; give 0, 1 where lines were left out, 2 where a file cannot be opened or a setting is wrong."""
    parser = argparse.ArgumentParser(prog="python -m pipelines", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("extract", help="read documents, one JSON object a line, and print what they say")
    command.add_argument("input", metavar="IN", help="JSON lines with doc_id and text; - for standard input")
    command.add_argument("output", metavar="OUT", help="JSON lines; - for standard output")
    command.set_defaults(run=lambda given: _convert(given, lambda lines: extract(lines, sys.stderr)))
    command = commands.add_parser("pages", help="read web pages that an index names, and print what they say")
    command.add_argument("input", metavar="INDEX", help="JSON lines with doc_id, html (a file beside it) and url")
    command.add_argument("output", metavar="OUT", help="JSON lines; - for standard output")
    command.set_defaults(run=_pages)
    command = commands.add_parser("feeds", help="try the feeds that are not in use yet, and print how all fare")
    command.set_defaults(run=_feeds)
    command = commands.add_parser("takedown", help="print the value of a take-down in a form that does not repeat it")
    command.add_argument("kind", choices=("url", "domain", "claim", "person"))
    command.add_argument("value")
    command.set_defaults(run=_takedown)
    arguments = parser.parse_args()
    return arguments.run(arguments)


def _pages(arguments: argparse.Namespace) -> int:
    from pipelines.ingest.pages.command import pages  # what a command alone needs is loaded by it alone

    return _convert(arguments, lambda lines: pages(lines, Path(arguments.input).parent, sys.stderr))


def _feeds(_arguments: argparse.Namespace) -> int:
    from pipelines.ingest.web.probe import probe

    return probe(datetime.now(UTC), print)


def _takedown(arguments: argparse.Namespace) -> int:
    from pipelines.takedowns.listing import hidden

    value = hidden(arguments.kind, arguments.value)
    print(value or f"this is no {arguments.kind}", file=sys.stdout if value else sys.stderr)
    return 0 if value else 2


def _convert(arguments: argparse.Namespace, lines_of: Callable[[Iterator[str]], Iterator[str | None]]) -> int:
    """Write the lines that come of an input's lines; None is one that was left out."""
    try:
        with opened(arguments.input, "r") as source, opened(arguments.output, "w") as target:
            left_out = 0
            for line in lines_of(source):
                left_out += line is None
                if line is not None:
                    target.write(line + "\n")
    except OSError as error:
        print(f"cannot open {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 1 if left_out else 0


if __name__ == "__main__":
    sys.exit(main())
