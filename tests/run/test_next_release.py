"""From one release to the next: what makes a new version, and what `changes` says of it."""

from collections import Counter

import pytest
from graph_place import GraphPlace
from invented_pieces import BRIDGE, FERRIES, FIRST

from dataset.contract.tables import TABLES
from dataset.release.verify import verify
from dataset.store import Store, StoreMixed


def causes(place):
    return {row["cause"] for row in place.rows("changes")}


def test_one_more_article_makes_one_more_version(own):
    (first,) = own.versions
    old = own.latest.tables
    before = {row["article_id"] for row in own.rows("articles")}
    own.put({"bridge.txt": BRIDGE})
    run = own.run_well()
    assert run.is_new
    assert own.versions == [first, f"{first}.1"]
    (new,) = {row["article_id"] for row in own.rows("articles")} - before
    rows = own.rows("changes")
    added = {row["row_id"] for row in rows if (row["table_name"], row["change"]) == ("articles", "added")}
    assert added == {new}
    assert causes(own) == {"new_article"}
    assert all(row["columns_changed"] for row in rows if row["change"] == "modified")
    counted = Counter((row["table_name"], row["change"]) for row in rows)
    for name in ("articles", "sources", "claims", "claim_chain", "figures", "mentions", "territory", "entities"):
        grown = own.latest.tables[name].num_rows - old[name].num_rows
        assert grown == counted[name, "added"] - counted[name, "removed"], name
    text = (own.latest.folder / "CHANGES.md").read_text()
    assert f"since {first}" in text
    assert "an article is new" in text
    assert not verify(own.latest.folder, own.store.texts()).problems


@pytest.mark.usefixtures("unchecked")
def test_an_edited_article_is_a_new_version_of_the_same_work(own):
    before = {row["article_id"]: row for row in own.rows("articles")}
    own.put({"ferries.txt": FERRIES.replace("38 of the 52", "39 of the 52")})
    assert own.run_well().is_new
    after = {row["article_id"]: row for row in own.rows("articles")}
    (new,) = after.keys() - before.keys()
    old = after[new]["supersedes"]
    assert before[old]["work_id"] == after[new]["work_id"]
    assert causes(own) == {"article_edited"}
    works = {row["work_id"] for row in own.rows("changes") if row["table_name"] == "articles"}
    assert works == {after[new]["work_id"]}
    for name in ("claims", "figures", "mentions"):
        read_in = {row["article_id"] for row in own.rows(name)}
        assert new in read_in, name
        assert old not in read_in, f"{name} has rows of a version that was superseded"


def test_the_ids_of_an_edited_article_lead_to_those_of_its_new_version(own):
    old = {name: own.rows(name) for name in ("claims", "figures", "mentions")}
    own.put({"ferries.txt": FERRIES.replace("38 of the 52", "39 of the 52").replace("PORT HESK - ", "PORT HESK. ")})
    own.run_well()
    moved = {(row["table_name"], row["old_id"]): row["new_id"] for row in own.rows("id_history")}
    ferries = {row["article_id"] for row in own.rows("articles") if row["supersedes"]}
    assert len(ferries) == 1
    for name, rows in old.items():
        key = TABLES[name].key[0]
        now = {row[key]: row for row in own.rows(name)}
        gone = [row for row in rows if row[key] not in now]
        assert gone, name
        for row in gone:
            heir = now[moved[name, row[key]]]
            assert heir["article_id"] in ferries
            if name == "claims":
                assert (heir["source_id"], heir["rule_code"]) == (row["source_id"], row["rule_code"])


@pytest.mark.usefixtures("unchecked")
def test_copied_touched_and_removed_files_change_nothing(own):
    own.put({"copy-of-ferries.txt": FERRIES})
    (own.inbox / "grain.txt").touch()
    (own.inbox / "land.txt").unlink()
    assert not own.run_well().is_new


@pytest.mark.usefixtures("unchecked")
def test_the_same_inbox_gives_the_same_tables_anywhere(own, fresh):
    again = GraphPlace(fresh.root / "elsewhere", fresh.root / "elsewhere" / "inbox")
    again.put(dict(reversed(FIRST.items())))
    again.run_well()
    assert again.content() == own.content()


@pytest.mark.usefixtures("unchecked")
def test_the_sample_is_never_released_among_own_articles(own):
    sample = GraphPlace(own.root)
    run = sample.run()
    assert not run.succeeded
    assert all("sample" in words for words in run.failures.values()), run.failures
    assert not run.result.asset_materializations_for_node("released")
    assert len(own.store.texts()) == len(FIRST), "articles of the sample are in the store"


@pytest.mark.usefixtures("unchecked")
def test_own_articles_are_never_kept_among_the_samples(sample, tmp_path):
    place, _ = sample
    texts = len(place.store.texts())
    own = GraphPlace(place.root, tmp_path / "inbox")
    own.put(FIRST)
    run = own.run()
    assert not run.succeeded
    assert len(place.store.texts()) == texts
    assert len(place.versions) == 1


def test_a_store_says_whose_articles_it_holds(own):
    with pytest.raises(StoreMixed, match="own"), Store(own.store.root, "sample").alone():
        raise AssertionError
