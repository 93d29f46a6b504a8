"""Object stores and web servers by their address: `s3://`, `gs://`, `az://`, `http://`, `https://`, `file://`.

Credentials come from the environment, as the stores' own tools name them (AWS_ACCESS_KEY_ID and so on), never from an
address. What the store's library says when it fails is not passed on: it quotes addresses with their signatures.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dataset.release.manifest import ReleaseError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

WRITABLE = ("s3", "gs", "az")
READABLE = (*WRITABLE, "http", "https", "file")
_CLIENT: Mapping[str, Any] = {"timeout": "2h", "read_timeout": "60s", "connect_timeout": "10s"}
_RETRIES: Mapping[str, Any] = {"max_retries": 4}
_STATUS = re.compile(r"status code: ([0-9]{3})")


def is_address(name: str) -> bool:
    """Say whether a name is an address, and not a path of this machine."""
    return "://" in name


def checked(address: str, schemes: tuple[str, ...]) -> str:
    """Give an address that has one of the schemes and no credentials in it; raises ReleaseError where it has."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ReleaseError("the address cannot be read") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ReleaseError("an address holds no credentials and no query: credentials come from the environment")
    if parts.scheme not in schemes:
        raise ReleaseError(f"{address}: give a folder or an address that begins with {', '.join(schemes)}")
    return address.rstrip("/")


def open_store(address: str, schemes: tuple[str, ...] = READABLE) -> "ObjectStore":
    """Open the store of an address; raises ReleaseError where it cannot be one. Nothing is asked of it as yet."""
    from obstore.store import from_url

    address = checked(address, schemes)
    is_plain = address.startswith("http://") or os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("true", "1")
    options: Any = {**_CLIENT, "allow_http": is_plain}
    retries: Any = _RETRIES
    with in_our_words(address):
        if address.startswith("file:"):
            return from_url(address)
        return from_url(address, client_options=options, retry_config=retries)


@contextlib.contextmanager
def in_our_words(address: str) -> Iterator[None]:
    """Raise ReleaseError for what a store's library raises, without its words.

    What is not there (FileNotFoundError), is there already (AlreadyExistsError) or is another one by now
    (PreconditionError) is for the caller to handle.
    """
    from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

    try:
        yield
    except (FileNotFoundError, AlreadyExistsError, PreconditionError):
        raise
    except (BaseError, OSError) as error:
        raise ReleaseError(f"{address}: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    kind, words = type(error).__name__, str(error)
    if kind in ("PermissionDeniedError", "UnauthenticatedError", "PermissionError"):
        return "the store refuses: are the credentials in the environment, and are they allowed to do this?"
    if match := _STATUS.search(words):
        return f"the store answers with HTTP status {match[1]}"
    if "error sending request" in words:
        return "the store cannot be reached"
    return f"the store failed ({kind})"
