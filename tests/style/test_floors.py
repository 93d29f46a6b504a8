"""The four floors: imports point one way, and each library is met where it belongs."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = {
    "dataset": {"dataset"},
    "pipelines": {"dataset", "pipelines"},
    "expectations": {"dataset", "expectations"},
    "assets": {"dataset", "pipelines", "expectations", "assets"},
}
ONLY_IN = {
    "dagster": ("assets/",),
    "duckdb": ("dataset/large_tables.py",),
    "great_expectations": ("expectations/gx.py",),
    "matplotlib": ("expectations/report/plots.py",),
    "aiohttp": ("pipelines/ingest/web/",),
    "feedparser": ("pipelines/ingest/web/",),
    "protego": ("pipelines/ingest/web/",),
    "socket": ("pipelines/ingest/web/",),
    "sqlite3": ("pipelines/ingest/web/",),
    "ray": ("pipelines/cluster.py",),
    "httpx": (),
    "requests": (),
    "urllib.request": (),
    "obstore": ("dataset/release/", "pipelines/ingest/bucket.py"),
    "pyarrow.parquet": ("dataset/",),
}
"""Libraries that may be imported in these places only; each other place has a floor that knows less."""
LOOK_AT_THE_CLOCK = ("assets/", "dataset/__main__.py", "pipelines/__main__.py")
"""Where the time comes in: with a run, or with a command."""
CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns")
MODULES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor: name the whole module"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def wrong_floors(floor: str, source: str) -> set[str]:
    return {name for name in imports_of(source) if name.split(".")[0] in FLOORS.keys() - FLOORS[floor]}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    floor = name_of(path).split("/")[0]
    wrong = wrong_floors(floor, path.read_text(encoding="utf-8"))
    assert not wrong, f"{floor} may import only {sorted(FLOORS[floor])}: move what needs {sorted(wrong)} a floor up"


def test_a_wrong_direction_is_seen() -> None:
    assert wrong_floors("dataset", "from pipelines.claims import read") == {"pipelines.claims", "pipelines.claims.read"}
    assert wrong_floors("expectations", "def f():\n    import pipelines.rows") == {"pipelines.rows"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_are_met_where_they_belong(path: Path) -> None:
    name = name_of(path)
    imported = imports_of(path.read_text(encoding="utf-8"))
    for library, places in ONLY_IN.items():
        if any(one == library or one.startswith(f"{library}.") for one in imported):
            assert name.startswith(tuple(places)), f"{library} may be imported in {places or 'no place'} only"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if not name_of(path).startswith(LOOK_AT_THE_CLOCK)], ids=name_of
)
def test_time_comes_in_as_an_argument(path: Path) -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & set(CLOCKS), "only assets and commands may look at the clock: take the time as an argument"


def test_packages_hold_a_docstring_and_no_code() -> None:
    for path in ROOT.rglob("*/__init__.py"):
        if path.relative_to(ROOT).parts[0] in FLOORS:
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1, f"{name_of(path)}: a docstring and no code"
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
