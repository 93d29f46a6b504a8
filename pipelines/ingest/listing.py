"""What an inbox looks like from outside, without reading it: enough to tell whether anything in it changed."""

import hashlib
from pathlib import Path

from pipelines.ingest.files import Entry, entries_in


def listing_sha256(inbox: Path) -> str:
    """Give a SHA-256 over the names, sizes and times of change of the inbox's files."""
    lines = "\n".join(_line(entry) for entry in entries_in(inbox))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def _line(entry: Entry) -> str:
    try:
        state = entry.path.lstat()
    except OSError as error:
        return f"{entry.name} {error.errno}"
    return f"{entry.name} {state.st_size} {state.st_mtime_ns}"
