"""Where this machine keeps things: the inbox, the store, the releases, measured series of control, curation.

The environment names them; the defaults need none and use the sample, whose store, releases and decisions are its own,
so that its rows never mix with real ones.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dataset.release.manifest import ReleaseError
from dataset.release.stores import WRITABLE, checked, is_address

HERE = Path(__file__).parent
CONTACT = "GROUNDLINE_CONTACT"
"""The variable that says whom to write to: it stands in every release, and without it nothing is fetched."""
SAMPLE_INBOX = HERE / "sample" / "inbox"

COPIED_INBOX = "inbox"
"""The folder of the store that has the copy of an inbox in an object store."""
LONGEST_CONTACT = 200


class PlaceError(ValueError):
    """A setting that cannot be used: names the variable and what is wrong with its value."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one collection of articles."""

    inbox: Path | None
    """The folder of files to read; None where articles come from the web alone."""
    store: Path
    releases: Path
    collection: str
    """`sample` for the inbox that ships with the project alone, else `own`."""
    series: Path | None
    """Measured series of control to hold statements against; None where nobody supplies any."""
    curation: Path
    """What people decided about single rows of this collection; nothing where the folder is not there."""
    contact: str | None = None
    """Where whoever makes releases here can be reached; stands in each of them."""
    inbox_address: str | None = None
    """The object store of which `inbox` is the copy; None where it is a folder of its own."""
    publish: str | None = None
    """Where the job sends each release: a folder, or the address of an object store; None where it sends none."""


def places(environment: Mapping[str, str] = os.environ) -> Places:
    """Give the folders that the environment names, or the defaults.

    GROUNDLINE_INBOX: the folder that the main job reads, or the address of an object store, of which the store then has
    a copy; a folder must exist, and is none where unset and GROUNDLINE_CONTACT
    is set: who fetches from the web does not read the sample beside it. GROUNDLINE_STORE: private texts and working
    tables. GROUNDLINE_RELEASES: where versions are published. GROUNDLINE_SERIES: measured series of control; it must
    exist, and is none where unset. GROUNDLINE_CURATION: decisions about single rows; it must exist where it is set.
    GROUNDLINE_CONTACT: an address of mail or of a page. GROUNDLINE_PUBLISH: where releases are sent to, an address or a
    folder. Raises PlaceError for a value that cannot be used.
    """
    contact = _contact(environment)
    address = _address(environment, "GROUNDLINE_INBOX")
    inbox = None if address else _existing(environment, "GROUNDLINE_INBOX") or (None if contact else SAMPLE_INBOX)
    collection = "sample" if inbox is not None and inbox.samefile(SAMPLE_INBOX) else "own"
    if collection == "sample" and contact is not None:
        raise PlaceError(f"{CONTACT}: the sample's articles do not mix with those of the web; name another inbox")
    default_releases = HERE / "releases" if collection == "sample" else HERE / "releases" / collection
    store = _named(environment, "GROUNDLINE_STORE") or HERE / "work" / collection
    releases = _named(environment, "GROUNDLINE_RELEASES") or default_releases
    _check_apart(inbox, store, releases)
    series, curation = (_existing(environment, f"GROUNDLINE_{name}") for name in ("SERIES", "CURATION"))
    default_curation = HERE / "curation" if collection == "sample" else HERE / "curation" / collection
    publish = _target(environment, inbox, store, releases)
    inbox = store / COPIED_INBOX if address else inbox
    return Places(inbox, store, releases, collection, series, curation or default_curation, contact, address, publish)


def _existing(environment: Mapping[str, str], variable: str) -> Path | None:
    path = _named(environment, variable)
    if path is not None and not path.is_dir():
        raise PlaceError(f"{variable}: {path} is not a folder")
    return path


def _contact(environment: Mapping[str, str]) -> str | None:
    value = environment.get(CONTACT)
    if value is not None and not (value.strip() and value.isprintable() and len(value) <= LONGEST_CONTACT):
        raise PlaceError(f"{CONTACT}: give one line, an address of mail or of a page, or leave it unset")
    return value


def _named(environment: Mapping[str, str], variable: str) -> Path | None:
    value = environment.get(variable)
    if value is None:
        return None
    if not value.strip() or "\0" in value:
        raise PlaceError(f"{variable}: is empty; name a folder or leave it unset")
    if "://" in value:
        raise PlaceError(f"{variable}: {value!r} is an address; only folders can be used as yet")
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise PlaceError(f"{variable}: {path} is not a folder")
    return path


def _check_apart(inbox: Path | None, store: Path, releases: Path) -> None:
    """Refuse places inside the inbox (a run would read what it wrote) and store and releases in one folder."""
    for variable, path in (("GROUNDLINE_STORE", store.resolve()), ("GROUNDLINE_RELEASES", releases.resolve())):
        if inbox is not None and path.is_relative_to(inbox.resolve()):
            raise PlaceError(f"{variable}: {path} lies inside the inbox {inbox.resolve()}")
    if store.resolve() == releases.resolve():
        raise PlaceError(f"GROUNDLINE_RELEASES: {releases} is the store; private texts would be published")
    for first, second in ((store, releases), (releases, store)):
        if first.resolve().is_relative_to(second.resolve()):
            raise PlaceError(f"GROUNDLINE_RELEASES: {releases} and GROUNDLINE_STORE: {store} lie inside each other")


def _address(environment: Mapping[str, str], variable: str) -> str | None:
    """Give the address of an object store that a variable names; None where it names none."""
    value = environment.get(variable, "")
    if not is_address(value):
        return None
    try:
        return checked(value, WRITABLE)
    except ReleaseError as error:
        raise PlaceError(f"{variable}: {error}") from None


def _target(environment: Mapping[str, str], *others: Path | None) -> str | None:
    """Give where releases are sent to: an address, or a folder that lies apart from all others."""
    variable = "GROUNDLINE_PUBLISH"
    if address := _address(environment, variable):
        return address
    folder = _named(environment, variable)
    if folder is None:
        return None
    for other in (path.resolve() for path in others if path is not None):
        if folder.resolve().is_relative_to(other) or other.is_relative_to(folder.resolve()):
            raise PlaceError(f"{variable}: {folder} and {other} lie inside each other; name another folder")
    return str(folder)
