"""Which addresses may be asked for: of URLs before a request, of IP addresses before a connection.

Nothing is resolved and nothing connected here. The networks that are nobody's public host stand in
`special_networks.csv`; configuration may name some of them as allowed, as tests do with loopback.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

from pipelines.ingest.identity import canonical_url, is_public
from pipelines.ingest.web.failures import Failed, Reason

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
"""Ports at which public sites serve the web; the others belong to other services."""
_CONTROL = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")


def networks_in(written: str) -> tuple[Network, ...]:
    """Give the networks of a comma-separated list, `127.0.0.0/8, ::1/128`; raises ValueError for what is none."""
    return tuple(ip_network(part.strip()) for part in written.split(",") if part.strip())


@cache
def _special() -> tuple[tuple[Network, str], ...]:
    with (Path(__file__).parent / "special_networks.csv").open(encoding="utf-8", newline="") as file:
        return tuple((ip_network(row["network"]), row["what"]) for row in csv.DictReader(file))


def why_refused(address: Address, allowed: Sequence[Network] = ()) -> str | None:
    """Say why no connection is made to an address, None where one may be made.

    An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as itself. `allowed` are the networks that
    configuration names.
    """
    if any(address in network for network in allowed):
        return None
    inner = _embedded(address)
    if inner is not None:
        return why_refused(inner, allowed)
    for network, what in _special():
        if address in network:
            return what
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return "no public IPv6 address"
    return None


def _embedded(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour if address in _6TO4 else None


def check_connection(written: str, port: int, allowed: Sequence[Network]) -> None:
    """Raise Failed where no connection may be made to an address, as text, and a port."""
    try:
        address = ip_address(written)
    except ValueError:
        raise Failed(Reason.REFUSED_ADDRESS, "the host resolved to no IP address") from None
    why = why_refused(address, allowed)
    if why is not None:
        raise Failed(Reason.REFUSED_ADDRESS, f"the host's address is not public: {why}")
    if port not in PORTS and not any(address in network for network in allowed):
        raise Failed(Reason.REFUSED_PORT, f"port {port} is none of the web's")


def requestable(url: str, base: str | None = None) -> str:
    """Give an address as it is asked for: absolute, its host in ASCII, without a fragment.

    Raises Failed for other schemes than http and https, for credentials, and for what is no address.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Failed(Reason.BAD_URL, "is no web address") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise Failed(Reason.REFUSED_SCHEME, "leads to a scheme other than http and https")
    if "@" in parts.netloc:
        raise Failed(Reason.BAD_URL, "holds credentials")
    if not host or any(letter.isspace() or not letter.isprintable() for letter in parts.netloc):
        raise Failed(Reason.BAD_URL, "has no host")
    netloc = _ascii(host) if port is None else f"{_ascii(host)}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, _visible(parts.path or "/"), _visible(parts.query), ""))


def _ascii(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise Failed(Reason.BAD_URL, "its host is no name") from None


def _visible(part: str) -> str:
    """Percent-encode what an HTTP request line cannot hold."""
    encoded = part.encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if 0x20 < byte < 0x7F else f"%{byte:02X}" for byte in encoded)


def entry_url(written: str, base: str, allowed: Sequence[Network] = ()) -> str | None:
    """Give the canonical address of a feed's entry, None where it is no page of a public host.

    A number as the host is public only where configuration names its network; a name must be written as it is
    resolved, and not in letters that only look so.
    """
    try:
        url = canonical_url(urljoin(base, written.strip()))
    except ValueError:
        return None
    host = urlsplit(url).hostname or "" if url else ""
    if url is None or unicodedata.normalize("NFKC", host) != host or _CONTROL.search(url):
        return None
    if (urlsplit(url).port or 80) in PORTS and is_public(url):
        return url
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return url if any(address in network for network in allowed) else None


def host_of(url: str) -> str:
    """Give the host of an address: what is asked one request at a time."""
    return (urlsplit(url).hostname or "").lower()


def without_query(url: str) -> str:
    """Give an address without its query, as reports may name it."""
    return url.split("?")[0].split("#")[0]
