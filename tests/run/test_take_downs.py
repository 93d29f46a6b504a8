"""What was asked to be taken down leaves no trace in the next release, nor does what comes in later."""

import json
import re

import pytest
from graph_place import GraphPlace

from dataset.contract.tables import TABLES
from dataset.curation.withheld import NOTHING
from dataset.release.verify import verify
from pipelines.takedowns.listing import hidden

HARBOUR = """(Invented) Harbour master Ilka Marr warns of ice
Hesk Gazette (invented), 3 February 2025
By Tam Orrel

Talvonia does not exist, and neither does anybody in this article.

PORT HESK - The transport minister, Ilka Marr, said on Monday that 38 of the 52 boats need new engines. Marr told
reporters that the repair would cost 14 million dollars.

“We will not send anybody out in boats that leak,” Doran Veshti, the head of the sailors' union, said. He denied that
Marr had asked him. Between 60 and 70 per cent of his members would vote against the plan, Veshti said.

“The ferries are safe,” said a spokesman for Ilka Marr. She will speak in Hesk again, the spokesman said.
"""
QUARRY = """(Invented) A quarry closes
Coast Courier (invented), 4 February 2025

Talvonia does not exist, and neither does its quarry.

HESK - The owner of the quarry, Anto Rill, said on Tuesday that 900 people would lose their work. Rill said that the
machines were sold for 3 million dollars.
"""
LATER = """(Invented) The minister goes
Coast Courier (invented), 9 February 2025

Talvonia does not exist.

HESK - Transport Minister Ilka Marr said on Sunday that she would leave. “Ilka Marr has earned her rest,” Doran Veshti,
the head of the sailors' union, said. He said that 12 boats were ready.
"""
VARIANT = "http://gazette.example/2025/ilka-marr-warns/?utm_source=x#top"
HEAD = "kind,value,reason_code,requested_on,decided_by\n"


def line(kind, value):
    return f"{kind},{value},privacy,2025-03-01,desk\n"


def article(name, text, url):
    title, _, rest = text.partition("\n")
    outlet = rest.partition(" (")[0]
    return {"url": url, "outlet": outlet, "title": title, "published": "2025-02-03", "text": text, "authors": [name]}


FIRST = {
    "harbour.jsonl": json.dumps(article("Ilka Marr", HARBOUR, "https://www.gazette.example/2025/ilka-marr-warns")),
    "quarry.jsonl": json.dumps(article("Sela Brandt", QUARRY, "https://news.coast.example/quarry?id=7")),
}


@pytest.fixture
def place(tmp_path, unchecked) -> GraphPlace:
    place = GraphPlace(tmp_path, tmp_path / "inbox")
    place.put(FIRST)
    place.curation.mkdir()
    place.run_well()
    return place


def take_down(place, *lines):
    (place.curation / "takedowns.csv").write_text(HEAD + "".join(lines))
    return place.run_well()


def words_of(place, run):
    """Give all words of the latest release, its texts and pages among them, and of the run."""
    files = [path.read_bytes() for path in place.latest.folder.iterdir() if path.suffix != ".parquet"]
    rows = json.dumps([place.rows(name) for name in TABLES], default=str, ensure_ascii=False)
    return b"\n".join(files).decode() + rows + run.log


def around(word, words):
    """Give a word with those around it, where it is there."""
    found = re.search(rf"\b{word}\b", words)
    return words[max(0, found.start() - 200) : found.end() + 100] if found else ""


def causes(place):
    return {(row["table_name"], row["change"], row["cause"]) for row in place.rows("changes")}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("Ilka  MARR", id="by-name", marks=pytest.mark.slow),
        pytest.param(hidden("person", "Ilka Marr"), id="by-the-hash-of-the-name"),
    ],
)
def test_a_person_is_named_nowhere(place, value):
    before = words_of(place, place.run_well())
    assert "Ilka Marr" in before, "the test shows nothing"
    claims = {row["claim_id"]: row for row in place.rows("claims")}
    run = take_down(place, line("person", value))
    after = words_of(place, run)
    for name in ("Ilka", "Marr", "ilka-marr", "ilka marr"):
        assert not around(name, after)
    assert {cause for *_, cause in causes(place)} == {"take_down"}
    kept = [row for row in place.rows("claims") if row["claim_id"] in claims]
    assert any("60 and 70" in (row["content"] or "") for row in kept), "more went than names them"
    assert len(kept) < len(claims)
    assert len(place.rows("articles")) == 2
    (harbour,) = [row for row in place.rows("articles") if row["title"] and "█" in row["title"]]
    assert (harbour["url"], harbour["authors"]) == (None, [])
    assert not verify(place.latest.folder, place.store.texts()).problems
    place.put({"later.txt": LATER})
    after = words_of(place, place.run_well())
    assert "12 boats" in after
    assert not around("Ilka", after) + around("Marr", after)


def test_a_person_of_the_reference_tables_has_no_row(place):
    text = "(Invented) Talks\nHesk Gazette (invented), 5 February 2025\n\nSergei Lavrov said that talks would go on."
    place.put({"talks.txt": text + "\n\nTalvonia does not exist. Lavrov said that 40 people had come.\n"})
    assert "Lavrov" in words_of(place, place.run_well())
    run = take_down(place, line("person", "Sergey Lavrov"))
    assert not around("Lavrov", words_of(place, run))


@pytest.mark.parametrize(
    ("kind", "value", "gone"),
    [
        pytest.param("url", VARIANT, "harbour", id="variant", marks=pytest.mark.slow),
        pytest.param("url", hidden("url", "gazette.example/2025/ilka-marr-warns"), "harbour", id="hash-of-an-address"),
        pytest.param("domain", "coast.example", "quarry", id="subdomain", marks=pytest.mark.slow),
        pytest.param("domain", hidden("domain", "Coast.Example"), "quarry", id="hash-of-a-domain"),
    ],
)
def test_an_article_goes_with_all_that_follows_from_it(place, kind, value, gone):
    words = {
        "harbour": ("Veshti", "ilka-marr", "Hesk Gazette"),
        "quarry": ("900 people", "Sela Brandt", "Coast Courier"),
    }
    before = place.rows("articles")
    run = take_down(place, line(kind, value))
    after = words_of(place, run)
    for word in words.pop(gone):
        assert not around(word, after)
    for word in next(iter(words.values())):
        assert word in after, word
    assert len(place.rows("articles")) == len(before) - 1
    assert {(change, cause) for _, change, cause in causes(place)} == {("removed", "take_down")}
    place.put({"again.jsonl": FIRST[f"{gone}.jsonl"].replace("on Monday", "at noon").replace("Tuesday", "Friday")})
    assert not place.run_well().is_new, "another version of it came back"


def test_an_address_with_another_query_is_another_article(place):
    (place.curation / "takedowns.csv").write_text(HEAD + line("url", "https://news.coast.example/quarry?id=8"))
    assert not place.run_well().is_new


def test_a_claim_goes_in_every_version_of_its_article(place):
    (claim,) = [row for row in place.rows("claims") if "900 people" in (row["content"] or "")]
    run = take_down(place, line("claim", claim["claim_id"]))
    assert "900 people" not in words_of(place, run)
    assert {cause for *_, cause in causes(place)} == {"take_down"}
    assert ("claims", "removed", "take_down") in causes(place)
    assert any("3 million" in (row["content"] or "") for row in place.rows("claims"))
    place.put({"quarry.jsonl": FIRST["quarry.jsonl"].replace("HESK - The", "HESK (Invented wire) - Yes. The")})
    assert place.run_well().is_new
    assert "900 people" not in words_of(place, run)
    assert not [row for row in place.rows("claims") if "900 people" in (row["content"] or "")]


def test_what_is_taken_off_the_list_comes_back(place):
    before = place.content()
    take_down(place, line("domain", "coast.example"))
    assert take_down(place).is_new
    assert place.content() == before


def test_a_wrong_line_stops_the_run_and_is_not_repeated(place):
    (place.curation / "takedowns.csv").write_text(HEAD + line("nobody", "Ilka Marr"))
    run = place.run()
    assert not run.succeeded
    (words,) = run.failures.values()
    assert "takedowns.csv, line 2: the kind is none of" in words
    assert "Marr" not in words


def test_what_a_decision_would_bring_back_stops_the_release(place, monkeypatch):
    monkeypatch.setattr("assets.reference.kept_withheld", lambda _store: NOTHING)
    place.put({"later.txt": LATER})
    (place.curation / "takedowns.csv").write_text(HEAD + line("person", "Sergey Lavrov"))
    run = place.run()
    assert not run.succeeded
    (words,) = run.failures.values()
    assert "still named in: entities.name" in words
    assert "Lavrov" not in words
