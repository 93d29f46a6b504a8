"""The house as a newcomer finds it: its top level, its generated texts, its sizes, and what must not stand in it."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from dataset.__main__ import problems

ROOT = Path(__file__).parents[2]
TOP = {"pyproject.toml", "README.md", "LICENSE", "pipelines", "assets", "expectations", "tests", "dataset"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FORBIDDEN = re.compile(r"utils|helpers|misc", re.IGNORECASE)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout: what is tracked cannot be told")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_the_top_level_is_fixed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} == TOP, "beside these only hidden files"


def test_generated_texts_are_fresh_and_fields_are_used() -> None:
    assert not problems()


def test_no_lock_file_and_nothing_of_a_run_is_tracked() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert not [name for name in names if name == "uv.lock" or name.startswith(("dataset/work/", "dataset/releases/"))]


def test_names_say_what_belongs_in_them() -> None:
    assert not [path for path in tracked() if FORBIDDEN.search(path.stem)]


PYTHON = [
    path
    for floor in ("dataset", "pipelines", "expectations", "assets")
    for path in sorted((ROOT / floor).rglob("*.py"))
]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_can_be_read_at_once(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    is_table = path.name in ("fields.py", "tables.py") and path.parent.name == "contract"
    assert is_table or source.count("\n") <= LONGEST_FILE, f"over {LONGEST_FILE} lines: split it by sense"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines: split it"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_module_says_what_belongs_in_it(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "begin with a docstring"


def tables() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".csv"]


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tables_are_plain_and_rows_are_whole(path: Path) -> None:
    import csv

    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    widths = {len(row) for row in rows}
    assert len(widths) == 1, f"rows of different widths: {widths}"
    assert len(set(map(tuple, rows))) == len(rows), "a row stands twice"
