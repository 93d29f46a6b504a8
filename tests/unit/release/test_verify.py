import json
from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataset.release import manifest as manifests
from dataset.release.publish import publish
from dataset.release.verify import verify

FILES = ["manifest.json", "claims.parquet", "claims.csv", "croissant.json", "quality.html", "README.md"]


@pytest.fixture
def released(tmp_path, collection):
    return publish(tmp_path, collection.batch(), date(2025, 12, 5)).folder


def places(found):
    return [problem.where for problem in found.problems]


def test_says_what_was_checked(released, collection):
    found = verify(released, collection.texts)
    assert (found.articles, found.articles_with_text, found.problems) == (2, 2, [])
    assert found.files == len(list(released.iterdir()))
    assert "no problem" in str(found)


class InBatches(Mapping):
    """Texts that are read in batches, as the store's are: asked for out of order, each costs a reading."""

    def __init__(self, texts):
        self.texts, self.asked = texts, []

    def __getitem__(self, article_id):
        self.asked.append(article_id)
        return self.texts[article_id]

    def __iter__(self):
        return iter(self.texts)

    def __len__(self):
        return len(self.texts)


def test_reads_the_texts_in_their_own_order(tmp_path, collection, told):
    more = collection.with_articles(*(told(f"no. {number}") for number in range(20)))
    texts = InBatches(more.texts)
    assert publish(tmp_path, more.batch(texts=texts), date(2025, 12, 5)).is_new
    in_order = list(more.texts)
    assert texts.asked == in_order * (len(texts.asked) // len(in_order))


def test_says_how_many_articles_had_no_text(released, collection):
    one, _ = collection.texts.items()
    assert verify(released, dict([one])).articles_with_text == 1
    assert verify(released).articles_with_text == 0


def flip(path, bit):
    flipped = bytearray(path.read_bytes())
    flipped[bit // 8] ^= 1 << bit % 8
    path.write_bytes(flipped)


def test_finds_a_flipped_byte_in_each_file(released):
    for number, path in enumerate(sorted(released.iterdir())):
        whole = path.read_bytes()
        flip(path, 8 * (number * 997 % len(whole)))
        assert path.name in places(verify(released))
        path.write_bytes(whole)
    assert not verify(released).problems


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_finds_a_flipped_bit_in_any_file(released, data):
    path = data.draw(st.sampled_from(sorted(released.iterdir())))
    whole = path.read_bytes()
    flip(path, data.draw(st.integers(0, len(whole) * 8 - 1)))
    assert path.name in places(verify(released))
    path.write_bytes(whole)


def test_finds_a_manifest_made_anew(released):
    manifest = json.loads((released / "manifest.json").read_text())
    other = manifests.read_manifest(released)
    (released / "manifest.json").write_text(manifests.to_json(manifests.dataclasses.replace(other, collection="own")))
    assert manifest["collection"] == "sample"
    assert places(verify(released)) == ["manifest.json"]


@pytest.mark.parametrize("name", FILES)
def test_finds_a_file_that_is_not_there(released, name):
    (released / name).unlink()
    assert name in places(verify(released))


def test_finds_a_file_that_nobody_named(released):
    (released / "more.txt").write_text("more")
    assert places(verify(released)) == ["more.txt"]


def test_finds_a_link_in_place_of_a_file(released, tmp_path):
    (released / "quality.html").rename(tmp_path / "quality.html")
    (released / "quality.html").symlink_to(tmp_path / "quality.html")
    assert places(verify(released)) == ["quality.html"]


def test_finds_a_text_that_is_another_one(released, collection):
    article = collection.articles[0].article_id
    found = verify(released, {**collection.texts, article: collection.texts[article] + "!"})
    assert places(found) == ["articles.text_sha256"]
    assert found.problems[0].rows == (article,)


def test_survives_no_release(tmp_path):
    assert places(verify(tmp_path / "nothing")) == ["manifest.json"]


@pytest.mark.parametrize(
    ("table", "values", "where"),
    [
        pytest.param("mentions", {"surface": "Heaven"}, "mentions.surface", id="surface"),
        pytest.param("mentions", {"char_end": 999}, "mentions.char_start", id="beyond-the-text"),
        pytest.param("mentions", {"char_start": -1}, "mentions.char_start", id="before-the-text"),
        pytest.param("figures", {"char_end": 0}, "figures.char_start", id="ends-before-it-starts"),
        pytest.param("claims", {"content": "7 ships"}, "claims.content", id="content"),
        pytest.param("claims", {"content": "…"}, None, id="content-cut"),
        pytest.param("claims", {"content": None}, None, id="content-withheld"),
        pytest.param("claims", {"content_sha256": "0" * 64}, "claims.content_sha256", id="content-hash"),
        pytest.param("claims", {"cue": "sang"}, "claims.cue", id="cue"),
        pytest.param("claims", {"cue_spans": [[1, 2, 3]]}, "claims.cue_spans", id="span-of-three"),
        pytest.param("claims", {"cue_spans": [[5]]}, "claims.cue_spans", id="span-of-one"),
        pytest.param("claims", {"source_spans": [[0, 999]]}, "claims.source_spans", id="source-beyond-the-text"),
        pytest.param("claim_chain", {"spans": [[0, 999]]}, "claim_chain.spans", id="chain-beyond-the-text"),
        pytest.param(
            "territory", {"evidence": "12 ships left Haven, all of them…"}, "territory.evidence", id="cut-wrongly"
        ),
        pytest.param("claims", {"source_id": "0" * 16}, "claims.source_id", id="no-such-source"),
        pytest.param("territory", {"region_ids": ["gl:haven", "UA-00"]}, "territory.region_ids", id="no-such-region"),
        pytest.param("articles", {"outlet_id": "gl:nobody"}, "articles.outlet_id", id="no-such-outlet"),
        pytest.param("claim_chain", {"claim_id": "0" * 16, "hop": 1}, None, id="chain-of-no-claim"),
    ],
)
def test_finds_rows_that_do_not_lead_where_they_say(tmp_path, collection, monkeypatch, table, values, where):
    monkeypatch.setattr("dataset.release.publish._verify", lambda *_: None)
    if table == "claim_chain" and "claim_id" in values:
        collection = type(collection)(collection.articles[:1])
        where = "claim_chain.claim_id"
    wrong = collection.with_values(table, **values)
    folder = publish(tmp_path, wrong.batch(), date(2025, 12, 5)).folder
    found = places(verify(folder, collection.texts))
    assert (where in found) if where else found == []


@pytest.fixture
def unverified(monkeypatch):
    monkeypatch.setattr("dataset.release.publish._verify", lambda *_: None)


@pytest.mark.usefixtures("unverified")
@pytest.mark.parametrize(
    ("order", "where"),
    [
        pytest.param([2, 0, 1], [], id="not-by-key"),
        pytest.param([0, 1, 1, 2], ["claims.claim_id"], id="twice"),
        pytest.param([1, 0, 2, 1], ["claims.claim_id"], id="twice-and-not-by-key"),
    ],
)
def test_keys_need_not_stand_in_order_but_only_once(tmp_path, collection, told, order, where):
    more = collection.with_articles(told("three"))
    claims = more.tables["claims"]
    batch = more.batch(tables={**more.tables, "claims": claims.take(pa.array(order))})
    found = verify(publish(tmp_path, batch, date(2025, 12, 5)).folder, more.texts)
    assert places(found) == where
    assert all(problem.rows == (claims.column("claim_id")[1].as_py(),) for problem in found.problems)
