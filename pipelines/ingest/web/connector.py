"""Connections that go to public addresses only: each address is checked at the moment its socket is made.

aiohttp has public hooks for both steps: a resolver, whose answers are checked before any of them is used, and a
socket factory, which is handed the very address that is connected to next, also where the URL has a number for a host.
So what is checked is what is connected to (pinned), whatever the name resolves to a moment later. httpx offers neither
without reaching into its transport, nor a deadline for a whole request.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from pipelines.ingest.web.addresses import Network, check_connection
from pipelines.ingest.web.failures import Failed, Reason

CONNECT_SECONDS = 10.0
LONGEST_LINE = 16_384
LONGEST_HEADER = 32_768
MOST_HEADERS = 256
"""Caps of an answer's head: the largest heads of real sites, policies of many kilobytes, stay far below."""
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple]


class _Refused(OSError):
    """A failure in the form in which it comes through the connector."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(errno.EACCES, str(failed))
        self.failed = failed


class _PublicResolver(AbstractResolver):
    """Resolves names, and refuses a name as soon as one of its addresses is not public."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = allowed
        self._system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._system.resolve(host, port, family)
        for one in found:
            try:
                check_connection(one["host"], port, self._allowed)
            except Failed as failed:
                raise _Refused(failed) from None
        return found

    async def close(self) -> None:
        await self._system.close()


@asynccontextmanager
async def web_session(user_agent: str, allowed: Sequence[Network]) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session without cookies, proxies, redirects or decompression, that connects to public addresses only.

    `allowed` are the networks that configuration names beside them.
    """

    def checked_socket(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        try:
            check_connection(str(address[0]), int(address[1]), allowed)
        except Failed as failed:
            raise _Refused(failed) from None
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        resolver=_PublicResolver(allowed),
        socket_factory=checked_socket,
        use_dns_cache=False,
        force_close=True,  # a connection serves one request: an address is never older than its check
        limit=0,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        auto_decompress=False,
        trust_env=False,
        max_line_size=LONGEST_LINE,
        max_field_size=LONGEST_HEADER,
        max_headers=MOST_HEADERS,
    ) as session:
        yield session


def failure_of(error: Exception) -> Failed:
    """Give the failure that an error of aiohttp stands for; raises the error again where it is none of the network."""
    inner = getattr(error, "os_error", None)
    match error:
        case Failed():
            return error
        case aiohttp.ClientConnectorError() if isinstance(inner, _Refused):
            return inner.failed
        case aiohttp.ClientConnectorDNSError():
            return Failed(Reason.DNS, "the host's name is not known")
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return Failed(Reason.TLS, "the host's certificate or encryption is not right")
        case TimeoutError() | asyncio.TimeoutError():
            return Failed(Reason.TIMEOUT, "took too long")
        case aiohttp.ClientPayloadError():
            return Failed(Reason.TRUNCATED, "ended before it was whole")
        case aiohttp.InvalidURL():
            return Failed(Reason.BAD_URL, "is no web address")
        case aiohttp.ClientResponseError():
            return Failed(Reason.BAD_RESPONSE, "answered with no proper HTTP, or a head too large")
        case aiohttp.ClientError() | OSError():
            return Failed(Reason.CONNECTION, "the connection failed or broke")
    raise error
