"""Web archives as the tests make them: records of invented pages, whole and broken."""

import gzip
import zlib

TEXT = (
    "The council of Hesk said on Monday that the ferry to Ukraine would sail again from the first of the month. "
    "The mayor called the new timetable a step forward, and asked the harbour to keep the old pier open until then. "
)


def page(number, text=TEXT, head=""):
    body = "".join(f"<p>{text} This is part {part} of report {number}.</p>" for part in range(4))
    return (
        f'<!doctype html><html lang="en"><head><title>Report {number}</title>{head}</head>'
        f"<body><article><h1>Report {number}</h1>{body}</article></body></html>"
    ).encode()


def response(body, status="200 OK", kind="text/html; charset=utf-8", more=""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n"
    return head.encode() + body


def record(number, block, length=None, kind="response", more="", date="2024-05-06T07:08:09Z"):
    """Give a record; `length` is what it claims, where that is not the truth."""
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news{number % 3}.example.org/{number}\r\n"
        f"WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n{more}"
        f"Content-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def records(count, first=0):
    return [record(number, response(page(number))) for number in range(first, first + count)]


def members(given):
    return b"".join(gzip.compress(one, 1) for one in given)


def bomb(megabytes):
    """Give a gzip member that expands a thousand times, and begins like a record."""
    head = record(99, b"", length=megabytes << 20)[:-4]
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head + response(b"")), *(packer.compress(b"a" * (1 << 20)) for _ in range(megabytes))]
    return b"".join([*parts, packer.flush()])
