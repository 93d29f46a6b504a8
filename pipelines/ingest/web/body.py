"""The bytes of an answer: read raw up to a cap, and decompressed, one layer, up to the same cap.

Nothing of this trusts a header: the length is counted, and what is compressed is told by its first bytes too.
"""

import zlib
from collections.abc import AsyncIterator

from pipelines.ingest.web.failures import Failed, Reason

GZIP = b"\x1f\x8b"
ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


async def raw_body(chunks: AsyncIterator[bytes], limit: int, *, may_cut: bool = False) -> bytes:
    """Give the bytes of an answer as they came; raises Failed `too_large` where there are more than `limit`.

    With `may_cut` the first `limit` bytes are given instead.
    """
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            if may_cut:
                return bytes(body[:limit])
            raise Failed(Reason.TOO_LARGE, f"has more than {limit} bytes")
    return bytes(body)


def decompressed(data: bytes, encoding: str, limit: int, *, may_cut: bool = False) -> bytes:
    """Give the bytes under one layer of compression, that of the header or that of a file sent as it lies.

    Raises Failed: `bad_encoding` for another encoding, more than one layer or damaged data, `truncated` for data that
    ends too early, `too_large` for more than `limit` bytes. With `may_cut` there is no such limit: the first bytes
    are given.
    """
    named = encoding.strip().lower()
    if named not in ENCODINGS:
        raise Failed(Reason.BAD_ENCODING, "comes in a content encoding that was not asked for")
    if named in ("", "identity"):
        named = "gzip" if data.startswith(GZIP) else ""
    if not named or not data:
        return data
    # servers send deflate with and without the zlib header that the standard asks for; some call plain bytes gzip
    if named in ("gzip", "x-gzip") and not data.startswith(GZIP):
        raise Failed(Reason.BAD_ENCODING, "is said to be gzip and is not")
    plain = _inflated(data, named, limit, may_cut)
    if plain.startswith(GZIP):
        raise Failed(Reason.BAD_ENCODING, "is compressed more than once")
    return plain


def _inflated(data: bytes, named: str, limit: int, may_cut: bool) -> bytes:
    plain, rest = bytearray(), data
    while rest:
        machine = zlib.decompressobj(_window(named, rest))
        try:
            plain += machine.decompress(rest, limit + 1 - len(plain))
        except zlib.error as error:
            raise Failed(Reason.BAD_ENCODING, "is damaged under its compression") from error
        if len(plain) > limit:
            if may_cut:
                return bytes(plain[:limit])
            raise Failed(Reason.TOO_LARGE, f"has more than {limit} bytes when decompressed")
        if not machine.eof:
            if may_cut:
                return bytes(plain)
            raise Failed(Reason.TRUNCATED, "ends in the middle of its compressed data")
        # a gzip file may have several members; what else stands behind the last one is ignored, as browsers do
        rest = machine.unused_data if machine.unused_data.startswith(GZIP) and named != "deflate" else b""
    return bytes(plain)


def _window(named: str, data: bytes) -> int:
    if named != "deflate":
        return zlib.MAX_WBITS | 16
    has_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
