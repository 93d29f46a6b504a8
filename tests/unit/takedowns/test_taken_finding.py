"""What a list of take-downs takes out of a store: whole articles, rows of others, entities, inputs."""

import pytest
from taken_pieces import EXTRACTOR, TEXT, article, down, fill

from dataset.contract.ids import make_id
from dataset.curation.takedowns import (
    DecisionError,
    fingerprint_of,
    hashed,
    keep_takedowns,
    kept_takedowns,
    load_takedowns,
)
from dataset.curation.withheld import NOTHING, keep_withheld, kept_withheld
from dataset.store import Store
from pipelines.takedowns.finding import claims_nowhere, listed, withheld_by
from pipelines.takedowns.listing import hidden

ONE, TWO = article("one"), article("two", text="Talvonia does not exist. Mayor Anto Rill said that 3 boats had sunk.")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def withheld(store, *lines):
    return withheld_by(list(lines), store, EXTRACTOR)


def claims_of(store, given):
    rows = store.rows_read(EXTRACTOR, "claims").to_pylist()
    return {row["content"]: row["claim_id"] for row in rows if row["article_id"] == given["article_id"]}


def test_an_empty_list_takes_nothing_and_is_no_lineage(store):
    assert withheld(store) == NOTHING
    assert fingerprint_of([]) == ""


def test_a_list_has_one_fingerprint_in_any_order():
    one, two = down("person", "Orla Venn"), down("domain", "x.example")
    assert fingerprint_of([one, two]) == fingerprint_of([two, one]) != fingerprint_of([one])


def test_a_person_whom_nobody_names_takes_nothing(store):
    fill(store, ONE)
    found = withheld(store, down("person", "Nobody Atall"))
    assert (found.rows, found.values) == ({}, {})
    assert found.fingerprint


@pytest.mark.parametrize("value", ["Orla Venn", hidden("person", "ORLA VENN")], ids=["name", "hash"])
def test_a_person_takes_rows_of_the_articles_that_have_the_name(store, value):
    fill(store, ONE, TWO)
    found = withheld(store, down("person", value))
    assert not found.articles
    assert found.of("claims") == {one for words, one in claims_of(store, ONE).items() if "40 ships" in words}
    assert {one.split("/")[0] for one in found.of("sources")} == {ONE["article_id"]}


def test_a_person_of_the_reference_tables_is_looked_for_by_all_names_and_takes_the_entity():
    by_alias = listed([down("person", "Sergey Lavrov")])
    by_hash = listed([down("person", hidden("person", "Sergey Lavrov"))])
    assert len(by_alias.entities) == 1
    assert by_alias.entities == by_hash.entities
    for found in (by_alias, by_hash):
        assert found.names.name("Sergei Lavrov")
        assert found.names.name("said Lavrov")


def test_a_place_of_the_reference_tables_is_no_person():
    assert not listed([down("person", "Kyiv")]).entities


class TestAddresses:
    @pytest.mark.parametrize(
        ("where", "address"),
        [
            pytest.param({"url": "https://x.example/a"}, "https://x.example/a", id="url"),
            pytest.param({"origin": "https://x.example/feed"}, "https://x.example/feed", id="where-it-came-from"),
        ],
    )
    def test_take_every_version_of_the_article(self, store, where, address):
        versions = article("three", **where), article("three", text=f"{TEXT} Corrected.")
        fill(store, ONE, *versions)
        found = withheld(store, down("url", address))
        assert found.articles == {one["article_id"] for one in versions}

    def test_are_not_the_names_of_files(self, store):
        fill(store, article("x.example"))
        assert not withheld(store, down("domain", "x.example.txt")).articles


class TestOutlets:
    NAMED = article("three", outlet="Orla Venn News", text="Talvonia does not exist. It said that 5 lamps were lit.")

    @pytest.mark.parametrize("value", ["Orla Venn", hidden("person", "Orla Venn")], ids=["name", "hash"])
    def test_that_name_somebody_go_with_their_articles_and_ids(self, store, value):
        fill(store, TWO, self.NAMED)
        found = withheld(store, down("person", value))
        assert found.articles == {self.NAMED["article_id"]}
        assert found.of("entities") == {"gl:outlet-orla-venn-news"}

    def test_that_are_only_credited_go_too(self, store):
        credited = article("four", via="Orla Venn News", text="Talvonia does not exist.")
        fill(store, credited)
        found = withheld(store, down("person", "Orla Venn"))
        assert found.articles == {credited["article_id"]}
        assert found.of("entities") == {"gl:outlet-orla-venn-news"}

    def test_of_others_stay(self, store):
        fill(store, article("five", outlet="Venn News", text="Talvonia does not exist."))
        assert withheld(store, down("person", "Orla Venn")).rows == {}


class TestClaims:
    def test_go_by_id_and_by_hash(self, store):
        fill(store, ONE, TWO)
        claim = next(one for words, one in claims_of(store, ONE).items() if "40 ships" in words)
        for value in (claim, hashed(claim)):
            assert withheld(store, down("claim", value)).of("claims") == {claim}
            assert claims_nowhere([down("claim", value)], store) == []

    def test_go_at_the_same_words_of_other_versions(self, store):
        later = article("one", text=f"Hesk. {TEXT}")
        fill(store, ONE, later)
        ids = [next(c for words, c in claims_of(store, one).items() if "40 ships" in words) for one in (ONE, later)]
        assert withheld(store, down("claim", ids[0])).of("claims") == set(ids)

    def test_go_still_when_no_reading_has_them_any_more(self, store):
        fill(store, ONE)
        claim = next(one for words, one in claims_of(store, ONE).items() if "40 ships" in words)
        withheld(store, down("claim", claim))
        for path in (store.root / "readings").rglob("*.parquet"):
            path.unlink()
        assert claims_nowhere([down("claim", claim)], store) == []

    def test_that_stand_nowhere_are_told_as_the_list_has_them(self, store):
        fill(store, ONE)
        lost = [down("claim", "0" * 16), down("claim", hashed("1" * 16))]
        found = [*lost, down("person", "Orla Venn")]
        withheld_by(found, store, EXTRACTOR)
        assert claims_nowhere(found, store) == [one.value for one in lost]


class TestQuarantine:
    def put(self, store, origin, reason="it is empty"):
        row = {"input_id": make_id(origin), "origin": origin, "reason_code": "empty", "reason": reason, "bytes": 0,
               "sha256": "0" * 64, "seen_at": ONE["retrieved_at"]}  # fmt: skip
        store.update_quarantine([row], set(), set())
        return row["input_id"]

    @pytest.mark.parametrize(
        ("origin", "reason"),
        [
            pytest.param("https://x.example/a", "it is empty", id="from-there"),
            pytest.param("orla-venn.txt", "it is empty", id="a-name-in-the-files-name"),
            pytest.param("a.txt", "no text of Orla Venn", id="a-name-in-the-reason"),
        ],
    )
    def test_inputs_go_that_come_from_there_or_name_somebody(self, store, origin, reason):
        given, _ = self.put(store, origin, reason), self.put(store, "x.example.txt")
        found = withheld(store, down("domain", "x.example"), down("person", "Orla Venn"))
        assert found.of("quarantine") == {given}

    def test_an_article_that_goes_takes_what_failed_on_it(self, store):
        gone = article("three", url="https://x.example/a")
        fill(store, gone)
        given = self.put(store, gone["article_id"], "the extractor failed")
        assert withheld(store, down("domain", "x.example")).of("quarantine") == {given}


def test_what_is_withheld_comes_back_as_it_was_kept(store):
    fill(store, ONE)
    found = withheld(store, down("person", "Orla Venn"))
    assert kept_withheld(store) == NOTHING
    keep_withheld(store, found)
    assert kept_withheld(store) == found


class TestTheList:
    HEAD = "kind,value,reason_code,requested_on,decided_by\n"
    LINE = "person,Orla Venn,privacy,2025-03-01,desk\n"

    def load(self, folder, words):
        (folder / "takedowns.csv").write_bytes(words if isinstance(words, bytes) else words.encode())
        return load_takedowns(folder)

    def test_comes_back_as_it_was_kept(self, store, tmp_path):
        assert load_takedowns(tmp_path) == kept_takedowns(store) == []
        found = self.load(tmp_path, f"\ufeff{self.HEAD}{self.LINE}claim,{'a' * 16},legal,2025-03-01,'=1\n")
        assert [one.decided_by for one in found] == ["desk", "=1"]
        keep_takedowns(store, found)
        assert kept_takedowns(store) == found

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            pytest.param(b"\xff\xfe", "no CSV in UTF-8", id="no-text"),
            pytest.param(HEAD + 'person,"Orla', "no CSV in UTF-8", id="open-quote"),
            pytest.param("", "line 1: the columns are", id="empty"),
            pytest.param("kind,value\n", "line 1: the columns are", id="head"),
            pytest.param(HEAD + "person,Orla Venn\n", "line 2: has 2 cells", id="cells"),
            pytest.param(HEAD + LINE.replace("person", "Person"), "line 2: the kind is none of", id="kind"),
            pytest.param(HEAD + LINE.replace("privacy", "whim"), "the reason_code is none of", id="reason"),
            pytest.param(HEAD + LINE.replace("Orla Venn", " "), "the value is empty", id="no-value"),
            pytest.param(HEAD + LINE.replace("Orla Venn", "Orla" * 513), "too long", id="long"),
            pytest.param(HEAD + LINE.replace("Orla Venn", "sha256:" + "A" * 64), "64 hex digits", id="hash"),
            pytest.param(HEAD + LINE.replace("person,Orla Venn", "claim,Orla"), "no claim_id", id="claim"),
            pytest.param(HEAD + LINE.replace("desk", ""), "nobody decided it", id="nobody"),
            pytest.param(HEAD + LINE.replace("2025-03-01", "1 March"), "requested_on is no day", id="day"),
            pytest.param(HEAD + LINE + LINE.replace("desk", ""), "line 3: nobody", id="second-line"),
        ],
    )
    def test_with_a_wrong_line_is_refused_without_repeating_it(self, tmp_path, words, message):
        with pytest.raises(DecisionError, match=message) as error:
            self.load(tmp_path, words)
        assert "Orla" not in str(error.value)
