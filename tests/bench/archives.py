"""How fast web archives are read, in how much memory, beside trafilatura alone over the same pages.

    uv run python tests/bench/archives.py [MEGABYTES] [FOLDER]

Makes a `.warc` of so many MB (default 50) in FOLDER (default a temporary one): the texts of the corpus beside the
project, or of the sample where there is none, in pages of some 100 KB with menus and scripts, no two the same. It is
put through the whole of ingestion, once with the filter of the web and once without, and trafilatura alone reads every
hundredth page in this process before and after. Pages a second are of the clock; the cores work together.
"""

import gzip
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from measured import Memory

from dataset.store import Store
from pipelines.ingest.archives.archived_page import body_in
from pipelines.ingest.archives.records import Position, records_in
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.into_store import in_all, ingest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "articles_large.jsonl.gz"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
ANYTHING = '{"about_the_war": false, "languages": null}'
EVERY = 100
MENU = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(40))
ASIDE = "".join(f'<div class="teaser"><a href="/other/{n}">Another headline, number {n}</a></div>' for n in range(30))
SCRIPT = "<script>window.settings = {" + ",".join(f'"key{n}": "value {n}"' for n in range(3_000)) + "};</script>"
STYLE = "<style>" + "".join(f".class-{n} {{ margin: {n}px; color: #333; }}" for n in range(300)) + "</style>"


def texts() -> list[str]:
    """Give the texts that the pages are made of."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def pages(given: list[str]) -> Iterator[bytes]:
    """Give pages without end, no two the same: whole texts, and pieces of them in another order."""
    chosen = random.Random(1)
    number = 0
    while True:
        for text in given:
            number += 1
            parts = [part for part in text.split("\n") if part.strip()]
            if number > len(given):
                chosen.shuffle(parts)
            body = "".join(f"<p>{part}</p>" for part in [*parts, f"This is page {number} of its archive."])
            yield (
                f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>{STYLE}'
                f'<meta property="article:published_time" content="2024-05-0{number % 9 + 1}T08:00:00Z"></head><body>'
                f"<nav><ul>{MENU}</ul></nav><article><h1>Page {number}</h1>{body}</article><aside>{ASIDE}</aside>"
                f"{SCRIPT}<footer>All rights reserved</footer></body></html>"
            ).encode()


def make(path: Path, megabytes: int) -> int:
    """Write an archive, and give how many pages are in it."""
    size = count = 0
    with path.open("wb") as file:
        for page in pages(texts()):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            header = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
                f"WARC-Target-URI: https://news{count % 50}.example.org/{count}\r\n"
                f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            size += file.write(header.encode() + block + b"\r\n\r\n")
            count += 1
            if size >= megabytes * 1_000_000:
                return count
    raise AssertionError("pages have no end")


def measure(inbox: Path, pages_count: int, name: str) -> None:
    """Put the inbox through ingestion into a fresh store, and print what it took."""
    with tempfile.TemporaryDirectory() as place, Memory() as memory:
        store, since = Store(Path(place) / "store"), time.perf_counter()
        counts = in_all(ingest({"inbox": read_inbox(inbox, store.archives)}, store, datetime.now(UTC), lambda _: None))
        took = time.perf_counter() - since
    print(
        f"{name:24} {pages_count / took:8.1f} pages/s {took:8.1f} s   this process {memory.own} MB, largest worker "
        f"{memory.largest_other} MB   {', '.join(f'{key} {count:,}' for key, count in counts.items() if count)}"
    )


def trafilatura_alone(archive: Path) -> None:
    """Let trafilatura read every hundredth page, whose envelope is taken off before the clock starts."""
    from trafilatura import bare_extraction

    with archive.open("rb") as file:
        records = enumerate(records_in(file, archive.stat().st_size, False, Position()))
        bodies = [body_in(record.block).decode() for number, record in records if number % EVERY == 0]
    bare_extraction(bodies[0])
    since, before = time.perf_counter(), time.process_time()
    for body in bodies:
        bare_extraction(body, include_comments=False)
    took, busy = time.perf_counter() - since, time.process_time() - before
    print(f"{'trafilatura alone':24} {len(bodies) / took:8.1f} pages/s, {len(bodies) / busy:.1f} of one core")


def main() -> None:
    """Measure all."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as temporary:
        inbox = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        inbox.mkdir(exist_ok=True)
        archive, wish = inbox / "bench.warc", inbox / "bench.warc.meta.json"
        count = make(archive, megabytes)
        print(f"{archive.stat().st_size / 1e6:.0f} MB, {count:,} pages, {os.cpu_count()} cores")
        since = time.perf_counter()
        with archive.open("rb") as file:
            records = sum(1 for _ in records_in(file, archive.stat().st_size, False, Position()))
        print(f"{'records only':24} {records / (time.perf_counter() - since):8.1f} records/s")
        trafilatura_alone(archive)
        measure(inbox, count, "filter of the web")
        trafilatura_alone(archive)
        wish.write_text(ANYTHING, encoding="utf-8")
        measure(inbox, count, "no filter")
        trafilatura_alone(archive)


if __name__ == "__main__":
    main()
