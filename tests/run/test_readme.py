"""The README stays true: its queries run on a release, its commands exist, its links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LATEST = "dataset/releases/latest"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_sql_runs_and_finds_rows(sample):
    place, _ = sample
    (query,) = blocks("sql")
    assert duckdb.sql(query.replace(LATEST, str(place.latest.folder))).fetchall()


def test_the_python_runs_and_prints_rows(sample):
    place, _ = sample
    (program,) = blocks("python")
    program = program.replace(LATEST, str(place.latest.folder))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "rows x 4 columns" in done.stdout


def test_every_command_is_known():
    commands = re.findall(r"python -m (dataset|pipelines) ([a-z]+)", README)
    assert ("dataset", "verify") in commands
    for package, command in commands:
        asked = [sys.executable, "-m", package, command, "--help"]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{package} {command}: {done.stderr}"


def test_every_file_that_is_named_is_there():
    named = re.findall(r"`((?:dataset|pipelines|expectations|assets|tests)/[\w./]*)`", README)
    made_by_a_run = ("dataset/work", "dataset/releases")
    missing = [name for name in named if not name.startswith(made_by_a_run) and not (ROOT / name).exists()]
    assert named
    assert not missing


def test_every_variable_is_read_somewhere():
    files = ("dataset/places.py", "pipelines/ingest/web/settings.py", "pipelines/ingest/web/specs.py")
    source = "".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    for variable in set(re.findall(r"`(GROUNDLINE_[A-Z_]+)`", README)):
        assert variable in source, variable
