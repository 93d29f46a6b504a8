"""Who a source is: kind and name, pronouns, titles, short names, bodies, parties that speak together."""

import pytest
from marked import claims_in

CAST = "Kremlin spokesman Viktor Hald met Mayor Anna Korol. "


@pytest.mark.parametrize(
    ("marked", "kind", "name"),
    [
        pytest.param(
            "{S:Kremlin spokesman Viktor Hald} {C:said} {X:no}.", "person", "Viktor Hald", id="title-and-name"
        ),
        pytest.param(
            "{S:Viktor Hald, the Kremlin spokesman,} {C:said} {X:no}.", "person", "Viktor Hald", id="apposition"
        ),
        pytest.param(
            "{S:the Kremlin spokesman, Viktor Hald,} {C:said} {X:no}.", "person", "Viktor Hald", id="name-apposed"
        ),
        pytest.param(CAST + "{S:He} {C:said} {X:no}.", "person", "Viktor Hald", id="he-agrees"),
        pytest.param(CAST + "{S:She} {C:said} {X:no}.", "person", "Anna Korol", id="she-agrees"),
        pytest.param(CAST + "{S:The spokesman} {C:said} {X:no}.", "person", "Viktor Hald", id="by-role"),
        pytest.param(CAST + "{S:The mayor} {C:said} {X:no}.", "person", "Anna Korol", id="by-other-role"),
        pytest.param("The two ministries met. {S:They} {C:said} {X:no}.", "government", None, id="they-of-ministries"),
        pytest.param("The books were old. {S:They} {C:say} {X:no}.", "document", None, id="they-of-books"),
        pytest.param("The two leaders met. {S:They} {C:said} {X:no}.", "anonymous_group", None, id="they-of-people"),
        pytest.param(
            "The Harbour Institute stands by {S:its} {C:claim} {X:that it fell}.",
            "organisation",
            "Harbour Institute",
            id="its",
        ),
        pytest.param("{S:Olena Marchuk} {C:said} {X:no}.", "person", "Olena Marchuk", id="name-by-shape"),
        pytest.param("{S:Ms. Marchuk} {C:said} {X:no}.", "person", "Marchuk", id="address-is-no-name"),
        pytest.param("{S:Moscow} {C:said} {X:no}.", "government", "Government of Russia", id="metonym"),
        pytest.param("{S:Ukraine} {C:said} {X:no}.", "government", "Government of Ukraine", id="country-speaks"),
        pytest.param(
            "{S:The Defence Ministry of Ukraine} {C:said} {X:no}.",
            "government",
            "Defence Ministry of Ukraine",
            id="ministry",
        ),
        pytest.param("{S:the coast guard service} {C:said} {X:no}.", "government", None, id="body-without-name"),
        pytest.param(
            "{S:Experts at the Harbour Institute} {C:said} {X:no}.",
            "organisation",
            "Harbour Institute",
            id="experts-of",
        ),
        pytest.param(
            "{S:Harbour Institute estimates} {C:show} {X:no}.", "organisation", "Harbour Institute", id="figures-of"
        ),
        pytest.param("{S:Reuters} {C:reported} {X:no}.", "outlet", "Reuters", id="outlet"),
        pytest.param("{S:The Reuters news agency} {C:said} {X:no}.", "outlet", "Reuters", id="outlet-in-a-phrase"),
        pytest.param("{C:according to} {S:a poll by Reuters}, {X:no}.", "document", None, id="poll"),
        pytest.param("{C:according to} {S:open-source data}, {X:no}.", "document", None, id="data"),
        pytest.param("{S:residents} {C:said} {X:no}.", "anonymous_group", None, id="plural-people"),
        pytest.param("{S:a source} {C:said} {X:no}.", "anonymous_group", None, id="one-source"),
        pytest.param("{S:Ukrainian officials} {C:said} {X:no}.", "anonymous_group", None, id="side-and-group"),
        pytest.param("{S:Hald's aides} {C:said} {X:no}.", "anonymous_group", None, id="possessor-is-no-speaker"),
        pytest.param("{X:The road is} {C:reportedly} {X:closed}.", "unattributed", None, id="hedge"),
        pytest.param(
            "{S:a spokesman for the city hospital} {C:said} {X:no}.", "organisation", None, id="unnamed-spokesman"
        ),
    ],
)
def test_kind_and_name(marked: str, kind: str, name: str | None) -> None:
    source = claims_in(marked)[-1].source
    assert (source.kind, source.name) == (kind, name)


def test_a_headline_is_resolved_forward() -> None:
    headline, _ = claims_in(
        "{S1:Russian leader}{C1::} {X1:No}\n\nRussian President Viktor Hald {S2:himself} {C2:said} {X2:so}."
    )
    assert headline.source.name == "Viktor Hald"


def test_a_pronoun_after_a_quotation_is_not_who_is_named_in_it() -> None:
    claims = claims_in('{S1:Viktor Hald} {C1:said} {X1:so}. "{X2:I met Anton Bely there}," {S2:he} {C2:added}.')
    assert claims[1].source.name == "Viktor Hald"


def test_two_parties_are_counted() -> None:
    source = claims_in("{S:Russia and Ukraine} {C:said} {X:no}.")[0].source
    assert (source.kind, source.stated_count) == ("government", 2)


def test_two_parties_are_a_plural() -> None:
    claims = claims_in("{S1:Viktor Hald and Anna Korol} {C1:said} {X1:no}. {S2:They} {C2:added} {X2:so}.")
    assert claims[1].source.description == "Viktor Hald and Anna Korol"


def test_a_body_is_known_again_by_a_part_of_its_words() -> None:
    claims = claims_in("{S1:The Interior Ministry} {C1:said} {X1:no}. {S2:The ministry} {C2:added} {X2:so}.")
    assert claims[0].source == claims[1].source


def test_it_is_the_body_that_spoke() -> None:
    claims = claims_in("{S1:The Interior Ministry} {C1:said} {X1:no}. {S2:It} {C2:added} {X2:so}.")
    assert claims[1].source.description == "The Interior Ministry"


INSTITUTE = "Harbour Institute"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        pytest.param(f"Data of the {INSTITUTE} came. {{S:The institute}} {{C:said}} {{X:no}}.", INSTITUTE, id="noun"),
        pytest.param(
            f"Data of the {INSTITUTE} came. The institute's own figure is higher. {{X:It fell}}, {{S:it}} {{C:said}}.",
            INSTITUTE,
            id="owner-of-a-document",
        ),
        pytest.param(f"The {INSTITUTE} moved. {{S:An institute}} {{C:said}} {{X:no}}.", None, id="another-one"),
        pytest.param(f"The {INSTITUTE} moved. {{S:The port institute}} {{C:said}} {{X:no}}.", None, id="more-words"),
        pytest.param(
            f"The {INSTITUTE} moved. {{S:The Institute for Fair Weather}} {{C:said}} {{X:no}}.",
            None,
            id="name-of-its-own",
        ),
    ],
)
def test_a_noun_is_the_body_before_in_whose_name_it_stands(marked: str, name: str | None) -> None:
    assert claims_in(marked)[-1].source.name == name


def test_the_fullest_mention_describes_all_claims_of_a_person() -> None:
    claims = claims_in("{S1:Hald} {C1:said} {X1:no}. Kremlin spokesman Viktor Hald left. {S2:Hald} {C2:added} {X2:so}.")
    assert {claim.source.description for claim in claims} == {"Kremlin spokesman Viktor Hald"}


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    claims = claims_in('"{X1:We stay}," {S1:Anna Korol} {C1:said}. "{X2:Nobody leaves.}"')
    assert claims[1].source.name == "Anna Korol"


def test_a_noun_after_an_adjective_is_no_government() -> None:
    assert claims_in("{S:A Russian blogger} {C:claimed} {X:no}.")[0].source.kind == "anonymous_group"


def test_a_complement_tells_whose_president() -> None:
    marked = "Ukraine's President Anna Korol met Russian President Viktor Hald. "
    marked += "{S:The president of Ukraine} {C:said} {X:no}."
    assert claims_in(marked)[0].source.name == "Anna Korol"


def test_of_two_with_one_role_the_one_who_speaks_is_meant() -> None:
    marked = (
        "{S1:President Anna Korol} {C1:said} {X1:no} of President Viktor Hald. {S2:The president} {C2:added} {X2:so}."
    )
    assert claims_in(marked)[1].source.name == "Anna Korol"


def test_we_in_a_report_is_not_known_to_be_the_outlet() -> None:
    source = claims_in("{S:We} {C:believe} {X:no}.", outlet="Harbour News")[0].source
    assert (source.kind, source.name) == ("person", None)


def test_it_is_what_the_sentence_before_begins_with() -> None:
    marked = "{S1:Reuters} {C1:reported} {X1:no}.\n\nThe Harbour Institute was careful. {S2:It} {C2:said} {X2:so}."
    assert claims_in(marked)[1].source.name == "Harbour Institute"


def test_a_short_name_is_the_outlet_before() -> None:
    names = (("The Harbour Post", "outlet", "gl:harbour-post", "The Harbour Post"),)
    marked = "{S1:The Harbour Post} {C1:reported} {X1:no}. {S2:The Post} {C2:said} {X2:so}."
    assert claims_in(marked, names=names)[1].source.entity_id == "gl:harbour-post"


@pytest.mark.parametrize(
    ("marked", "kind", "name"),
    [
        pytest.param("{S:the visit} {C:began} {X:early}.", "unattributed", None, id="thing"),
        pytest.param("{S:voted for the mayor} {C:support} {X:it}.", "unattributed", None, id="verb"),
        pytest.param("{S:Unconfirmed} {C::} {X:no}.", "unattributed", None, id="heading"),
        pytest.param("{S:HIGHLIGHTS} {C::} {X:no}.", "unattributed", None, id="capitals"),
        pytest.param("{S:milbloggers} {C:said} {X:no}.", "anonymous_group", None, id="unlisted-people"),
        pytest.param("{S:Everyone} {C:said} {X:no}.", "anonymous_group", None, id="everyone"),
        pytest.param("{S:Ukranews} {C:reported} {X:no}.", "outlet", "Ukranews", id="outlet-by-its-word"),
        pytest.param("{S:Russian state media} {C:said} {X:no}.", "outlet", None, id="media-have-no-name"),
        pytest.param(
            "{S:Ambassador to the Harbour Institute Anna Korol} {C:said} {X:no}.",
            "person",
            "Anna Korol",
            id="name-behind-a-complement",
        ),
        pytest.param(
            "{S:the spokesman for Mayor Anna Korol} {C:said} {X:no}.", "government", None, id="spokesman-for-somebody"
        ),
        pytest.param(
            "{S:a legal expert and head of the Harbour Institute} {C:said} {X:no}.",
            "anonymous_group",
            None,
            id="two-roles-are-one-person",
        ),
        pytest.param("{S:Viktor Hald and Anna Korol} {C:said} {X:no}.", "person", None, id="two-names-are-no-name"),
        pytest.param("{S:The Interior Ministry closed} {C:said} {X:no}.", "government", None, id="verb-behind-a-body"),
        pytest.param("{S:The minister of defence} {C:said} {X:no}.", "person", None, id="minister-is-no-ministry"),
        pytest.param("{S:https://example.org/a) A blogger} {C:said} {X:no}.", "anonymous_group", None, id="address"),
    ],
)
def test_caution(marked: str, kind: str, name: str | None) -> None:
    source = claims_in(marked)[-1].source
    assert (source.kind, source.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("By Viktor Hald\n\n{S:I} {C:think} {X:so}.", "Viktor Hald", id="byline"),
        pytest.param("By Viktor Hald and Anna Korol\n\n{S:We} {C:think} {X:so}.", None, id="two-authors"),
        pytest.param(
            "Notes\nViktor Hald: Hello. I came late. Anna Korol: {S:I} {C:think} {X:so}.", "Anna Korol", id="turn"
        ),
        pytest.param("Notes\nViktor Hald: Hello. Question: {S:I} {C:think} {X:so}.", None, id="question-ends-a-turn"),
        pytest.param("{S:I} {C:think} {X:so}.", None, id="nobody-told"),
    ],
)
def test_the_first_person(text: str, name: str | None) -> None:
    assert claims_in(text)[-1].source.name == name


def test_a_role_of_another_field_is_not_meant() -> None:
    marked = "IMF chief economist Viktor Hald spoke. {S:The country's new space chief} {C:said} {X:no}."
    assert claims_in(marked)[0].source.name is None


def test_she_is_the_unnamed_spokeswoman_and_nobody_named_before() -> None:
    marked = "Mayor Anna Korol left. {S1:A spokeswoman for the Interior Ministry} {C1:said} {X1:no}. "
    claims = claims_in(marked + "{S2:She} {C2:added} {X2:so}.")
    assert claims[1].source == claims[0].source


def test_they_far_from_any_speaker_stay_unresolved() -> None:
    marked = "{S1:The Interior Ministry} {C1:said} {X1:no}. " + "It rained. " * 8
    assert claims_in(marked + "{S2:They} {C2:added} {X2:so}.")[1].source.name is None


def test_in_which_he_is_who_is_named_right_before() -> None:
    marked = "{S1:Anton Bely} {C1:praised} {X1:it} in remarks made by Viktor Hald in which {S2:he} {C2:said} {X2:no}."
    assert claims_in(marked)[1].source.name == "Viktor Hald"


def test_the_government_of_a_country_is_its_entity() -> None:
    source = claims_in("{S:the Ukrainian government} {C:said} {X:no}.")[0].source
    assert source.entity_id == "gl:government-of-ukraine"


def test_a_relative_pronoun_without_a_speaker_before_it_names_nobody() -> None:
    marked = "{S1:A report} {C1:said} {X1:no}. Use a browser {S2:that} {C2:supports} {X2:video}."
    assert claims_in(marked)[1].source.kind == "unattributed"
