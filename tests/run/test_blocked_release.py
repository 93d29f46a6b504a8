"""What must not be released is not: rows that fall short, an extractor that fails, a folder that another run holds."""

import fcntl

import pyarrow as pa
import pytest
from graph_place import GraphPlace
from invented_pieces import BRIDGE, FERRIES, FIRST, GRAIN, LAND

import pipelines.outcome
import pipelines.tables
from expectations.run import Outcome


def with_value(table, name, value):
    """Give a table with one value put into the first row of a column."""
    column = table.column(name).to_pylist()
    assert column, "there is no row to spoil"
    column[0] = value
    return table.set_column(table.column_names.index(name), name, pa.array(column, table.schema.field(name).type))


def spoilt(monkeypatch, table, **values):
    """Let the rows of a table come out with wrong values in the first one."""
    made = getattr(pipelines.tables, table)

    def make(*arguments):
        rows = pa.concat_tables(made(*arguments))
        for name, value in values.items():
            rows = with_value(rows, name, value)
        return iter([rows])

    monkeypatch.setattr(pipelines.tables, table, make)


def fails(table, *_):
    """Stand in for checks of which each fails."""
    row = {"table_name": table.name, "expectation": "any", "column_name": "any", "is_passed": False}
    return Outcome(table.name, [row], {"any": []})


def state(place):
    return {path.relative_to(place.releases): path.read_bytes() for path in place.releases.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("table", "values", "expectation"),
    [
        pytest.param("territory", {"share_high_pct": 140.0}, "between", id="share-over-all"),
        pytest.param("claims", {"source_id": "0" * 16}, "source_id_resolves", id="source-nobody-knows"),
        pytest.param("figures", {"surface": "words of nobody"}, "surface_stands_at_its_span", id="surface-elsewhere"),
    ],
)
def test_a_row_that_falls_short_blocks_the_release(own, monkeypatch, table, values, expectation):
    before = state(own)
    own.put({"bridge.txt": BRIDGE})
    with monkeypatch.context() as patched:
        spoilt(patched, table, **values)
        run = own.run()
    assert not run.succeeded
    assert list(run.failed_checks) == [table]
    assert expectation in run.failed_checks[table]
    assert "words of nobody" not in run.failed_checks[table], "failing rows are named by their keys only"
    assert not run.result.asset_materializations_for_node("released")
    assert state(own) == before


@pytest.mark.usefixtures("unchecked")
def test_the_next_good_run_goes_on_after_a_blocked_one(own, monkeypatch):
    own.put({"bridge.txt": BRIDGE})
    with monkeypatch.context() as patched:
        patched.setattr("expectations.run.checked", fails)
        assert own.run().failed_checks.keys() >= {"articles"}, "what nothing has changed is not checked again"
    assert own.run_well().is_new
    assert {row["cause"] for row in own.rows("changes")} == {"new_article"}


@pytest.mark.usefixtures("unchecked")
def test_rows_in_another_form_than_the_contracts_are_not_even_kept(own, monkeypatch):
    own.put({"land.txt": LAND.replace("99 per cent", "98 per cent")})  # so that there is something to make again
    monkeypatch.setattr("assets.territory.check_rows", lambda *_: iter([[{"territory_id": "x"}]]))
    kept = own.store.table_path("territory_checks").read_bytes()
    run = own.run()
    assert list(run.failures) == ["territory_checks"]
    assert "columns differ" in run.failures["territory_checks"]
    assert own.store.table_path("territory_checks").read_bytes() == kept


def failing_on(monkeypatch, *words):
    """Let the extractor fail on the articles that hold one of these words."""
    read = pipelines.outcome.read

    def broken(document):
        if any(word in document.text for word in words):
            raise ZeroDivisionError(f"no luck with {document.text}")
        return read(document)

    monkeypatch.setattr(pipelines.outcome, "read", broken)


@pytest.mark.usefixtures("unchecked")
def test_an_article_that_the_extractor_fails_on_stops_no_other(fresh, own, monkeypatch):
    fresh.put({**FIRST, "bridge.txt": BRIDGE})
    place = GraphPlace(fresh.root / "with-failure", fresh.inbox)
    failing_on(monkeypatch, "bridge over the Hesk")
    run = place.run_well()
    (row,) = place.rows("quarantine")
    (failed,) = {one["article_id"] for one in place.rows("articles")} - {
        one["article_id"] for one in own.rows("articles")
    }
    assert (row["reason_code"], row["origin"]) == ("extractor_failed", failed)
    assert "ZeroDivisionError" in row["reason"]
    assert "no luck" not in run.log, "an error's words may be the article's"
    expected, found = own.content(), place.content()
    assert {name for name in expected if expected[name] != found[name]} <= {
        "articles", "quarantine", "quality", "entities", "sources"
    }  # fmt: skip
    assert {one["article_id"] for one in place.rows("claims")} == {one["article_id"] for one in own.rows("claims")}


@pytest.mark.usefixtures("unchecked")
def test_an_extractor_that_fails_on_many_makes_no_release(fresh, monkeypatch):
    fresh.put({f"{number}.txt": f"Piece {number}\n\n{GRAIN}" for number in range(5)} | {"land.txt": LAND})
    with monkeypatch.context() as patched:
        failing_on(patched, "grain")
        run = fresh.run()
    assert list(run.failures) == ["readings"]
    assert "the extractor failed on 5 of 6 articles" in run.failures["readings"]
    assert not fresh.versions


@pytest.mark.usefixtures("unchecked")
def test_a_mended_extractor_reads_again_what_the_broken_one_failed_on(own, monkeypatch):
    own.put({"bridge.txt": BRIDGE})
    with monkeypatch.context() as patched:
        failing_on(patched, "bridge over the Hesk")
        own.run_well()
    assert len(own.rows("quarantine")) == 1
    for module in ("extract", "ingest", "reference"):
        monkeypatch.setattr(f"assets.{module}.reading_fingerprint", lambda: "mended-code-0000")
    run = own.run_well()
    assert run.metadata("readings")["articles_read"] == len(FIRST) + 1
    assert not own.rows("quarantine")


@pytest.mark.parametrize(
    ("lock", "step", "message"),
    [
        pytest.param("store/.lock", "ingested", "another run is adding to the store", id="store"),
        pytest.param("releases/.lock", "released", "another run is publishing", id="releases"),
    ],
)
@pytest.mark.usefixtures("unchecked")
def test_a_place_that_another_run_holds_is_left_to_it(own, lock, step, message):
    own.put({"ferries.txt": FERRIES.replace("38", "40")})
    before = state(own)
    with open(own.root / lock, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        run = own.run()
    assert list(run.failures) == [step]
    assert message in run.failures[step]
    assert state(own) == before


@pytest.mark.usefixtures("unchecked")
def test_an_empty_inbox_makes_no_empty_release(fresh):
    fresh.inbox.mkdir(parents=True, exist_ok=True)
    run = fresh.run()
    assert not run.succeeded
    assert not fresh.versions


@pytest.mark.parametrize(
    ("engine", "words"),
    [pytest.param("steam", "GROUNDLINE_ENGINE: 'steam' is no engine", id="unknown")],
)
def test_an_engine_that_cannot_be_used_fails_the_reading_and_says_so(fresh, engine, words):
    run = fresh.run(only=["readings"], GROUNDLINE_ENGINE=engine)
    assert words in run.failures["readings"]
    assert "Traceback" not in run.failures["readings"]
