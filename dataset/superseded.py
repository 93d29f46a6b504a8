"""What older code left in a store: read, signed or counted anew by now, and removed so that the store does not grow.

The work of one code before the present is kept, for who goes back to it.
"""

import os
import shutil
from pathlib import Path

from dataset.store import Store

KINDS = ("readings", "signatures", "common", "unquoted")
"""Folders of the store in which each code has a folder of its own."""
_LEAVING = ".leaving"


def forget_older(store: Store, present: tuple[str, ...]) -> list[str]:
    """Remove what code wrote that is older than the code before the present, and give the names of what is gone.

    `present` are the fingerprints in use. To be called by who holds the store, when all there is has been read. A run
    that is killed meanwhile leaves folders whole, or under a name that nobody reads, and the next call removes them.
    """
    gone = []
    for kind in KINDS:
        for folder in _older(store.root / kind, present):
            leaving = folder if folder.name.startswith(_LEAVING) else folder.with_name(f"{_LEAVING}.{folder.name}")
            os.rename(folder, leaving)
            shutil.rmtree(leaving)
            gone.append(f"{kind}/{folder.name}")
    return gone


def _older(folder: Path, present: tuple[str, ...]) -> list[Path]:
    """Give the folders to remove: those left half-removed, and all that are not in use but the newest of them."""
    found = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    left = [path for path in found if path.name.startswith(_LEAVING)]
    others = [path for path in found if path not in left and path.name not in present]
    return left + sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[1:]
