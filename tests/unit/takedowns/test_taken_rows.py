"""What of an article's rows goes, and what is covered, where somebody or a claim of it is taken down."""

import pytest

from pipelines.takedowns.names import called, names_of
from pipelines.takedowns.rows_of_article import Touched, values_of_article, withheld_rows

TEXT = "Mira Toll said that 40 ships had left Hesk. Two officials said that Toll lied about 9 ships. Rill said no."
NAMED = [(0, 9), (68, 72)]


def source(source_id, kind="person", name=None, entity_id=None, part_of=None, **words):
    empty = dict.fromkeys(("description", "access_basis", "anonymity_reason"))
    return {
        "source_id": source_id,
        "kind": kind,
        "name": name,
        "entity_id": entity_id,
        "part_of": part_of,
        **empty,
    } | words


def claim(claim_id, source_id, content, source_spans=(), parent=None, event=None):
    spans = {"content_spans": [content], "source_spans": list(source_spans), "cue_spans": []}
    return {"claim_id": claim_id, "source_id": source_id, "parent_claim_id": parent, "said_at_event": event} | spans


def hop(claim_id, number, source_id, spans=(), cue=None):
    return {"claim_id": claim_id, "hop": number, "source_id": source_id, "spans": list(spans), "cue": cue}


def passage(key, row_id, span, **more):
    return {key: row_id, "char_start": span[0], "char_end": span[1], "claim_id": None, **more}


def figure(row_id, span, **more):
    return passage("figure_id", row_id, span, share_of=None, unresolved_reason=None, **more)


def land(row_id, span, **more):
    return passage("territory_id", row_id, span, region_text=None, extent_text=None, **more)


def taken(one, entities=frozenset(), **tables):
    """Give what goes and what is published instead, by table, of one article `a` with such rows."""
    names = ("sources", "claims", "claim_chain", "figures", "mentions", "territory")
    read = {name: {"a": tables.get(name, [])} for name in names}
    found = {name: (ids, instead) for name, ids, instead in withheld_rows({"a": one}, read, entities)}
    return {name: ids for name, (ids, _) in found.items()}, {name: instead for name, (_, instead) in found.items()}


def named(**more):
    return Touched(names=called({"mira toll"}), named=NAMED, **more)


class TestValuesOfAnArticle:
    TOLL = names_of(["Mira Toll"])

    @pytest.mark.parametrize(
        ("given", "instead"),
        [
            pytest.param({"title": "Mira Toll speaks"}, {"title": "████ ████ speaks"}, id="title"),
            pytest.param({"authors": ("By Mira Toll", "Tam Orr")}, {"authors": ["Tam Orr"]}, id="byline"),
            pytest.param({"url": "https://x.example/mira-toll"}, {"url": None, "url_basis": None}, id="address"),
            pytest.param({"title": None, "authors": (), "url": None}, {}, id="nothing-there"),
            pytest.param({"title": "A lamp", "authors": ("Tam Orr",), "url": "https://x.example"}, {}, id="not-named"),
        ],
    )
    def test_lose_the_name(self, given, instead):
        assert values_of_article(Touched(**given, names=self.TOLL)) == instead

    def test_stay_where_only_a_claim_is_taken_down(self):
        assert values_of_article(Touched("Mira Toll speaks", claimed=[(0, 5)])) == {}


class TestClaims:
    def test_go_that_quote_the_name(self):
        gone, _ = taken(named(), sources=[source("s")], claims=[claim("c", "s", (60, 91)), claim("d", "s", (93, 99))])
        assert gone["claims"] == {"c"}

    def test_go_of_which_any_step_is_the_person(self):
        rows = {"sources": [source("toll", name="Mira Toll"), source("rill", name="Rill")],
                "claims": [claim("c", "rill", (93, 99)), claim("d", "rill", (93, 99))],
                "claim_chain": [hop("c", 0, "toll"), hop("d", 0, "rill")]}  # fmt: skip
        gone, _ = taken(named(), **rows)
        assert gone["claims"] == {"c"}
        assert gone["sources"] == {"a/toll"}

    def test_go_of_an_unnamed_person_who_is_the_one_by_the_words_of_a_claim(self):
        rows = {
            "sources": [source("she")],
            "claims": [claim("c", "she", (20, 42), [(0, 9)]), claim("d", "she", (93, 99))],
        }
        gone, _ = taken(named(), **rows)
        assert gone["claims"] == {"c", "d"}, "her other claims are hers as well"

    @pytest.mark.parametrize("kind", ["anonymous_group", "organisation"])
    def test_of_a_group_stay_but_those_that_name_the_one(self, kind):
        rows = {"sources": [source("group", kind)],
                "claims": [claim("c", "group", (20, 42), [(0, 9)]), claim("d", "group", (93, 99))]}  # fmt: skip
        gone, _ = taken(named(), **rows)
        assert gone["claims"] == {"c"}

    def test_go_of_an_entity_that_is_the_one(self):
        rows = {"sources": [source("q", entity_id="Q1")], "claims": [claim("c", "q", (93, 99))]}
        gone, _ = taken(named(), frozenset({"Q1"}), **rows)
        assert (gone["claims"], gone["sources"]) == ({"c"}, {"a/q"})

    def test_that_stood_in_one_that_goes_stand_in_none(self):
        rows = {"sources": [source("s")], "claims": [claim("c", "s", (0, 42)), claim("d", "s", (93, 99), parent="c")]}
        _, instead = taken(named(), **rows)
        assert instead["claims"] == {"d": {"parent_claim_id": None}}

    def test_keep_their_other_words_without_the_name(self):
        rows = {"sources": [source("s")], "claims": [claim("d", "s", (93, 99), event="a talk with Mira Toll")],
                "claim_chain": [hop("d", 0, "s", cue="told Toll")]}  # fmt: skip
        _, instead = taken(named(), **rows)
        assert instead["claims"]["d"] == {"said_at_event": "a talk with ████ ████"}
        assert instead["claim_chain"]["d/0"] == {"cue": "told ████"}


class TestPassages:
    @pytest.mark.parametrize(
        ("span", "is_gone"),
        [
            pytest.param((20, 28), True, id="in-it"),
            pytest.param((0, 21), True, id="over-its-start"),
            pytest.param((0, 20), False, id="right-before"),
            pytest.param((42, 50), False, id="right-behind"),
        ],
    )
    def test_go_at_the_words_of_a_claim_that_is_taken_down(self, span, is_gone):
        rows = {"figures": [figure("f", span)], "territory": [land("t", span)],
                "mentions": [passage("mention_id", "m", span, entity_id="UA")]}  # fmt: skip
        gone, _ = taken(Touched(claimed=[(20, 42)]), **rows)
        assert (gone["figures"], gone["territory"]) == (({"f"}, {"t"}) if is_gone else (set(), set()))
        assert gone["mentions"] == set(), "a place is named whoever says what of it"

    def test_go_where_the_name_stands(self):
        rows = {"figures": [figure("f", (60, 70)), figure("g", (93, 99))],
                "mentions": [passage("mention_id", "m", (68, 72), entity_id=None)]}  # fmt: skip
        gone, _ = taken(named(), **rows)
        assert (gone["figures"], gone["mentions"]) == ({"f"}, {"m"})

    def test_of_an_entity_go_wherever_they_are(self):
        rows = {"mentions": [passage("mention_id", "m", (93, 99), entity_id="Q1")]}
        assert taken(Touched(), frozenset({"Q1"}), **rows)[0]["mentions"] == {"m"}

    def test_point_to_nothing_that_goes(self):
        rows = {"sources": [source("s")], "claims": [claim("c", "s", (0, 42))],
                "figures": [figure("f", (84, 91), claim_id="c"), figure("g", (60, 70))],
                "territory": [land("t", (84, 91), claim_id="c", figure_id="g")]}  # fmt: skip
        _, instead = taken(named(), **rows)
        assert instead["figures"] == {"f": {"claim_id": None}}
        assert instead["territory"] == {"t": {"claim_id": None, "figure_id": None}}

    def test_keep_their_other_words_without_the_name(self):
        rows = {"figures": [figure("f", (93, 99)) | {"share_of": "ships of Mira Toll"}],
                "territory": [land("t", (93, 99)) | {"extent_text": "all but Toll's field"}]}  # fmt: skip
        _, instead = taken(named(), **rows)
        assert instead["figures"] == {"f": {"share_of": "ships of ████ ████"}}
        assert instead["territory"] == {"t": {"extent_text": "all but ████'s field"}}


class TestSources:
    def test_go_with_the_last_of_their_claims(self):
        rows = {"sources": [source("s", "anonymous_group"), source("t", "anonymous_group")],
                "claims": [claim("c", "s", (0, 42)), claim("d", "t", (93, 99))]}  # fmt: skip
        assert taken(named(), **rows)[0]["sources"] == {"a/s"}

    def test_stay_of_which_a_part_still_speaks(self):
        rows = {"sources": [source("all", "anonymous_group"), source("two", "anonymous_group", part_of="all")],
                "claims": [claim("d", "two", (93, 99)), claim("c", "all", (0, 42))]}  # fmt: skip
        assert taken(named(), **rows)[0]["sources"] == set()

    def test_that_are_parts_in_a_ring_are_looked_through_once(self):
        rows = {"sources": [source("one", "anonymous_group", part_of="two"),
                            source("two", "anonymous_group", part_of="one")],
                "claims": [claim("d", "one", (93, 99))]}  # fmt: skip
        assert taken(named(), **rows)[0]["sources"] == set()

    def test_are_described_without_the_name(self):
        rows = {"sources": [source("s", "anonymous_group", description="aides of Mira Toll", access_basis="saw Toll")],
                "claims": [claim("d", "s", (93, 99))]}  # fmt: skip
        _, instead = taken(named(), **rows)
        assert instead["sources"]["a/s"] == {"description": "aides of ████ ████", "access_basis": "saw ████"}

    def test_of_another_article_are_others(self):
        read = {"sources": {"a": [source("s", name="Mira Toll")], "b": [source("s", name="Mira Toll")]}}
        read |= {name: {} for name in ("claims", "claim_chain", "figures", "mentions", "territory")}
        found = {name: ids for name, ids, _ in withheld_rows({"a": named()}, read, frozenset())}
        assert found["sources"] == {"a/s"}
