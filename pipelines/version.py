"""Which extractor this is: the name and version that rows carry, and the fingerprints by which readings are kept.

The version is for people and moves when a reader should know. A fingerprint is made from the code and the tables, so
that no change of them can be forgotten.
"""

from functools import cache
from importlib.metadata import version
from pathlib import Path

from dataset.fingerprint import CODE, fingerprint
from dataset.reference.load import FOLDER

EXTRACTOR = f"groundline/{version('groundline')}"

_HERE = Path(__file__).parent
_INGESTING = ("ingest", "text", "entities", "model.py")
_PAGES = ("htmldate", "lxml", "resiliparse", "trafilatura")
"""Libraries that find the article of a page."""
_READING = ("text", "figures", "entities", "territory", "claims.py", "model.py", "privacy.py", "rows.py")


@cache
def ingesting_fingerprint() -> str:
    """Give what the code is that makes an article of a file: files that other code read are read again."""
    return f"{fingerprint(_HERE, _INGESTING, (*CODE, '.toml'))}-{fingerprint(FOLDER)}-{'-'.join(map(version, _PAGES))}"


@cache
def reading_fingerprint() -> str:
    """Give the name under which readings are kept: what the layers that read text are, and the reference tables."""
    return f"{fingerprint(_HERE, _READING, CODE)}-{fingerprint(FOLDER)}"


@cache
def signing_fingerprint() -> str:
    """Give the name under which signatures of texts are kept: what the code that makes them is."""
    return fingerprint(_HERE, ("copies/sequences.py",), CODE)


@cache
def rights_fingerprint() -> str:
    """Give the name under which is kept what may not be quoted: what the code is that reckons it, and its limits."""
    limits = fingerprint(FOLDER.parent, ("contract/quoting.py",), CODE)
    return f"{fingerprint(_HERE, ('rights.py', 'unquoted.py'), CODE)}-{limits}"


@cache
def code_fingerprint() -> str:
    """Give the fingerprint of all code that makes rows, for the lineage of a release."""
    return fingerprint(_HERE, suffixes=CODE)
