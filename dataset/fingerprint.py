"""Fingerprints of files: the same for the same content, another for any change, so that no change can be forgotten."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

TABLES = (".csv",)
CODE = (".py", ".csv")


def fingerprint(root: Path, names: Iterable[str] = (".",), suffixes: Collection[str] = TABLES) -> str:
    """Give the first 16 hex digits of a SHA-256 over names and content of files below a folder.

    `names` are the files and folders of it that count; files of other suffixes do not. A missing one counts as empty.
    """
    digest = hashlib.sha256()
    for name in names:
        start = root / name
        for path in sorted([start] if start.is_file() else start.rglob("*")):
            if path.suffix in suffixes and path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]
