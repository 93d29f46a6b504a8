"""The last look for names over what is about to be released."""

import pyarrow as pa
import pytest

from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.curation.takedowns import hashed
from pipelines.takedowns.names import Names, names_of
from pipelines.takedowns.sweep import still_named

TOLL = names_of(["Mira Toll"])
EMPTY = {"names_uk": [], "names_ru": [], "aliases": []}


def entities(**values):
    row = {"entity_id": "gl:lamp", "kind": "person", "name": "Lamp", **EMPTY, **values}
    return {"entities": pa.Table.from_pylist([dict.fromkeys(TABLES["entities"].columns) | row])}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"name": "Mira Toll"}, id="words"),
        pytest.param({"aliases": ["Lamp", "Toll, or Mira J. Toll"]}, id="a-list-of-words"),
        pytest.param({"entity_id": "gl:outlet-mira-toll-news"}, id="an-id-that-spells-it"),
    ],
)
@pytest.mark.parametrize("names", [TOLL, names_of([hashed("mira toll")])], ids=["plain", "hashed"])
def test_who_is_still_named_is_found_and_not_repeated(values, names):
    (found,) = still_named(entities(**values), names)
    assert found.startswith(f"entities.{next(iter(values))}, row ")
    assert "oll" not in found


@pytest.mark.parametrize(
    ("values", "names"),
    [
        pytest.param({"name": "Mira Tollan", "aliases": ["Toll"]}, TOLL, id="others"),
        pytest.param({"name": "Mira Toll"}, Names(), id="nobody-is-taken-down"),
        pytest.param({"name": None}, TOLL, id="no-words"),
    ],
)
def test_nobody_else_is(values, names):
    assert not list(still_named(entities(**values), names))


def test_a_row_whose_key_is_made_of_hashes_is_told_by_its_key():
    row = dict.fromkeys(TABLES["sources"].columns) | {"source_id": make_id("x"), "name": "Mira Toll"}
    assert list(still_named({"sources": pa.Table.from_pylist([row])}, TOLL)) == [f"sources.name, row {make_id('x')}"]
