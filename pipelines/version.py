"""Which extractor this is: the name and version that rows carry, and the fingerprint by which readings are kept.

The version is for people and moves when a reader should know. The fingerprint is made from the code and the tables
that read text, so that no change of them can be forgotten.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

EXTRACTOR = f"groundline/{version('groundline')}"

_HERE = Path(__file__).parent
_CODE = ("text", "figures", "entities", "territory", "claims.py", "model.py", "privacy.py", "rows.py")


@cache
def code_fingerprint() -> str:
    """Give the first 16 hex digits of a SHA-256 over the code and tables of the layers that read text."""
    digest = hashlib.sha256()
    for name in _CODE:
        for path in sorted([_HERE / name] if name.endswith(".py") else (_HERE / name).rglob("*")):
            if path.suffix in (".py", ".csv", ".txt"):
                digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def fingerprint() -> str:
    """Give the name under which readings are kept: what the code is, and what the reference tables are."""
    from dataset.reference.load import fingerprint as reference_fingerprint

    return f"{code_fingerprint()}-{reference_fingerprint()[:16]}"
