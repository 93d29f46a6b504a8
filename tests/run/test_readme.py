"""The README stays true: its queries run on a release, its commands exist, its links lead somewhere."""

import functools
import http.server
import re
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LATEST = "dataset/releases/latest"


HOST = re.compile(r"https://data\.example\.org/releases/[0-9.]+")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


class Web(http.server.SimpleHTTPRequestHandler):
    """Gives files and parts of them, as web servers do."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        wanted = re.fullmatch(r"bytes=([0-9]*)-([0-9]*)", self.headers.get("Range", ""))
        if not wanted:
            super().do_GET()
            return
        whole = Path(self.translate_path(self.path)).read_bytes()
        first, last = wanted.groups()
        start = int(first) if first else max(0, len(whole) - int(last))
        end = int(last) + 1 if first and last else len(whole)
        part = whole[start:end]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(whole)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)


@pytest.fixture
def web(sample):
    """The sample's release behind a web server on loopback."""
    handler = functools.partial(Web, directory=str(sample[0].latest.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("query", blocks("sql"), ids=lambda query: query.splitlines()[0])
def test_the_sql_runs_and_finds_rows(sample, query):
    place, _ = sample
    assert duckdb.sql(query.replace(LATEST, str(place.latest.folder))).fetchall()


PRINTED = {
    "# pandas: the claims of": "rows x 4 columns",
    "# polars\nimport polars as pl\n\nprint(pl.read": "asserted",
    "# pandas\nfrom glob": "asserted",
    "# pandas, the flat": "{claims} {claims}",
    "# polars\nimport polars as pl\n\nprint(pl.scan": "{claims}",
}
"""How each program of the README begins, and what it prints on the sample."""


@pytest.mark.parametrize(("start", "printed"), PRINTED.items(), ids=lambda words: words.splitlines()[-1])
def test_the_python_runs_and_prints_rows(sample, web, start, printed):
    place, _ = sample
    (program,) = (block for block in blocks("python") if block.startswith(start))
    program = HOST.sub(web, program.replace(LATEST, str(place.latest.folder)))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.format(claims=place.latest.manifest.rows["claims"]) in done.stdout


def test_all_python_is_run_and_what_is_not_run_says_so():
    assert len(blocks("python")) == len(PRINTED)
    assert all(
        "not run by the tests" in block for block in [*blocks("r"), *blocks("sh")] if "duckdb" in block or "<-" in block
    )
    assert blocks("r")


def test_every_command_is_known():
    commands = re.findall(r"python -m (dataset|pipelines) ([a-z]+)", README)
    assert ("dataset", "verify") in commands
    for package, command in commands:
        asked = [sys.executable, "-m", package, command, "--help"]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{package} {command}: {done.stderr}"


def test_every_file_that_is_named_is_there():
    named = re.findall(r"`((?:dataset|pipelines|expectations|assets|tests)/[\w./]*)`", README)
    not_in_a_checkout = ("dataset/work", "dataset/releases", "dataset/curation/own")
    missing = [name for name in named if not name.startswith(not_in_a_checkout) and not (ROOT / name).exists()]
    assert named
    assert not missing


def test_every_variable_is_read_somewhere():
    files = (
        "dataset/memory.py",
        "dataset/places.py",
        "pipelines/engine.py",
        "pipelines/ingest/web/settings.py",
        "pipelines/ingest/web/specs.py",
    )
    source = "".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    for variable in set(re.findall(r"`(GROUNDLINE_[A-Z_]+)`", README)):
        assert variable in source, variable
