"""Which addresses are taken down: an address in all its variants, or a domain with everything below it.

Two addresses are the same here whatever their scheme, `www.`, slash at the end, fragment and tracking parameters.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from dataset.curation.takedowns import HASHED, TakeDown, hashed
from pipelines.ingest.identity import canonical_url


def address_key(written: str) -> str | None:
    """Give the form of an address that is compared and hashed: `news.example/a?id=1`; None for what is no address."""
    url = canonical_url(written if "://" in written else f"https://{written}")
    if url is None:
        return None
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{domain_key(parts.netloc)}{unquote(parts.path).rstrip('/')}{query}"


def domain_key(written: str) -> str:
    """Give the form of a domain that is compared and hashed: `news.example`, without `www.` and port."""
    host = written.strip().lower().split("://")[-1].split("/")[0].split(":")[0].rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses and domains that are taken down, by their keys or the hashes of these."""

    urls: frozenset[str]
    domains: frozenset[str]

    def hold(self, address: str | None) -> bool:
        """Say whether an address is one of them, or below one of the domains."""
        key = address_key(address) if address and (self.urls or self.domains) else None
        if key is None:
            return False
        labels = domain_key(key).split(".")
        parents = (".".join(labels[first:]) for first in range(len(labels)))
        return _is_in(key, self.urls) or any(_is_in(parent, self.domains) for parent in parents)


def _is_in(key: str, known: Collection[str]) -> bool:
    return key in known or hashed(key) in known


def addresses_of(found: Iterable[TakeDown]) -> Addresses:
    """Give the addresses and domains of a list."""
    found = list(found)
    urls = {_key(one, address_key) for one in found if one.kind == "url"}
    domains = {_key(one, domain_key) for one in found if one.kind == "domain"}
    return Addresses(frozenset(filter(None, urls)), frozenset(filter(None, domains)))


def _key(one: TakeDown, key: Callable[[str], str | None]) -> str | None:
    return one.value if one.value.startswith(HASHED) else key(one.value)
