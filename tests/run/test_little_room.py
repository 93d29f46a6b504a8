"""A run in little memory gives what one in much gives: rows are then read, sorted and checked a few at a time."""

import shutil

from invented_pieces import BRIDGE


def test_rows_that_have_no_place_in_memory_give_the_same_tables(own, monkeypatch):
    content = own.content()
    for name in ("tables", "made", "checks", "unquoted"):
        shutil.rmtree(own.store.root / name)
    monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)  # no row is sorted in memory
    monkeypatch.setattr("pipelines.readings.ARTICLES", 1)
    monkeypatch.setattr("assets.territory.BLOCK", 1)
    monkeypatch.setattr("expectations.run.SMALL_ROWS", 0)
    run = own.run_well(GROUNDLINE_MEMORY="100 MB")
    assert not run.is_new
    assert own.content() == content
    assert not list(own.store.root.glob(".spill-*"))


def test_how_much_memory_there_is_makes_nothing_anew(own):
    run = own.run_well(GROUNDLINE_MEMORY="300 MB")
    assert run.metadata("claims")["is_kept"]


def test_a_wrong_setting_stops_the_run_by_its_name(own):
    own.put({"bridge.txt": BRIDGE})
    run = own.run(GROUNDLINE_MEMORY="a lot")
    assert not run.succeeded
    assert all("GROUNDLINE_MEMORY: 'a lot' is no amount like 2 GB" in words for words in run.failures.values())
