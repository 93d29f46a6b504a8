"""Every surface form leads to one entity, or to a rule that decides between its candidates."""

from pipelines.entities.gazetteer import candidates, country_of, entries, region_parts


def test_each_form_leads_to_one_entity_or_to_candidates_that_a_rule_orders():
    """Places that share a name are told apart in `places.py`, in the order of their weight where nothing else helps."""
    for surface, found in entries().items():
        assert len({entry.entity_id for entry in found}) == len(found), surface
        weights = [entry.weight for entry in found]
        assert weights == sorted(weights, reverse=True), surface


def test_forms_of_one_kind_only_share_their_name_with_places():
    """People, bodies, outlets and weapons have no second meaning among themselves."""
    for surface, found in entries().items():
        named = [entry for entry in found if entry.kind not in ("place", "region", "demonym")]
        assert len(named) <= 1, (surface, named)


def test_a_curly_apostrophe_is_the_straight_one():
    assert candidates("Donetsk People’s Republic") == candidates("Donetsk People's Republic") != ()


def test_parts_of_regions():
    assert region_parts()["UA-donbas"] == ("UA-09", "UA-14")
    assert region_parts()["UA-14"] == ("UA-14",)
    assert len(region_parts()["UA"]) == 27


def test_the_country_of_governments_places_and_regions():
    assert country_of("gl:government-of-russia") == "RU"
    assert country_of("geonames:703448") == "UA"
    assert country_of("UA-14") == "UA"
    assert country_of("Q7184") is None
    assert country_of(None) is None
