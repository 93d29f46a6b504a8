"""Pages a second: all that is read of a page, against trafilatura alone on the same bytes, in one run.

    uv run python tests/bench/pages.py [INDEX.jsonl]

INDEX has an `html` file a line (gzip or plain) and its `url`; without one, the invented page of the tests is read.
"""

import gzip
import json
import sys
import time
from pathlib import Path

import trafilatura

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "ingest" / "pages"))
from invented_pages import BODY, json_ld, page

from pipelines.ingest.found import Unreadable
from pipelines.ingest.pages.page import found_in_page

ROUNDS = 3


def pages_of(index):
    """Give the bytes and the address of each page of an index."""
    if index is None:
        return [(page(json_ld(**{"@type": "NewsArticle", "headline": "Harbour closed"}), BODY * 5), None)] * 50
    rows = [json.loads(line) for line in Path(index).read_text(encoding="utf-8").splitlines()]
    raw = ((Path(index).parent / row["html"]).read_bytes() for row in rows)
    data = [gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in raw]
    return list(zip(data, [row.get("url") or None for row in rows], strict=True))


def seconds(read, pages):
    """Give the processor's seconds for each page, the best of some rounds."""
    best = [float("inf")] * len(pages)
    for _ in range(ROUNDS):
        for number, one in enumerate(pages):
            start = time.process_time()
            read(*one)
            best[number] = min(best[number], time.process_time() - start)
    return best


def ours(data, url):
    """Read a page as the pipeline does."""
    try:
        found_in_page(data, url)
    except Unreadable:
        return


def main():
    """Print both speeds, their ratio, and the slowest page."""
    pages = pages_of(sys.argv[1] if len(sys.argv) > 1 else None)
    ours(*pages[0])  # loads the libraries
    rows = {
        "groundline": seconds(ours, pages),
        "trafilatura, body alone": seconds(
            lambda data, _: trafilatura.bare_extraction(data, include_comments=False, with_metadata=False), pages
        ),
        "trafilatura, with metadata": seconds(
            lambda data, url: trafilatura.bare_extraction(data, url=url, include_comments=False, with_metadata=True),
            pages,
        ),
    }
    own = sum(rows["groundline"])
    print(f"{len(pages)} pages, best of {ROUNDS} rounds each")
    for name, times in rows.items():
        rate = len(pages) / sum(times)
        print(f"{name:28} {rate:6.1f} pages/s   {sum(times) / own:4.2f} of the time   slowest {max(times):.2f} s")


if __name__ == "__main__":
    main()
