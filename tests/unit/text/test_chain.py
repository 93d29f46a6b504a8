"""The way a claim came: publisher, relays, sources, speaker."""

import pytest
from marked import claims_in

from pipelines.model import Claim


def hops(claim: Claim) -> list[tuple[str, str | None]]:
    return [(hop.role, hop.source.name or hop.source.description) for hop in claim.chain]


@pytest.mark.parametrize(
    ("marked", "relays"),
    [
        pytest.param("{S:Anna Korol} {C:told} CNN that {X:no}.", ["CNN"], id="told"),
        pytest.param("{S:Anna Korol} {C:said} in an interview with CNN that {X:no}.", ["CNN"], id="interview"),
        pytest.param("{S:Anna Korol} {C:wrote} on Telegram that {X:no}.", ["Telegram"], id="platform"),
        pytest.param("{S:Anna Korol} {C:told} Russian media that {X:no}.", ["Russian media"], id="media-without-name"),
        pytest.param("{X:No}, Reuters reported, {C:citing} {S:two officials}.", ["Reuters"], id="citing"),
        pytest.param(
            "Reuters, {C:citing} {S:two officials}, reported that {X:no}.", ["Reuters"], id="citing-before-its-verb"
        ),
        pytest.param("Reuters {C:cited} {S:two officials} as saying {X:no}.", ["Reuters"], id="cited-as-saying"),
        pytest.param("{X:No}, {C:according to} {S:five aides who spoke to Reuters}.", ["Reuters"], id="relative"),
        pytest.param("Reuters was there. {S:Two officials} {C:told} the agency {X:no}.", ["Reuters"], id="the-agency"),
        pytest.param("{S:Anna Korol} {C:said} {X:she had told CNN the truth}.", [], id="content-is-no-relay"),
        pytest.param("{S1:Hald} {C1:told} CNN {X1:no}, while {S2:Korol} {C2:said} {X2:yes}.", [], id="other-claim"),
        pytest.param(
            "{S:Anna Korol} {C:told} the Harbour Echo newspaper {X:no}.", ["Harbour Echo"], id="outlet-by-its-noun"
        ),
        pytest.param("{X:No}, {C:according to} {S:a report from Reuters}.", ["Reuters"], id="document-of-an-outlet"),
        pytest.param(
            "According to Russian media, {S:Anna Korol} {C:said} {X:no}.", ["Russian media"], id="once-for-one-name"
        ),
        pytest.param(
            "{X:The dam held}, {S:the ministry} {C:said in a report} that was quoted by Reuters.",
            ["Reuters"],
            id="relative-behind-the-cue",
        ),
        pytest.param(
            "{X:The dam held}, {C:according to} {S:documents reviewed by Reuters}.", ["Reuters"], id="who-has-seen-it"
        ),
        pytest.param("{S:Anna Korol} {C:said} {X:no}.", [], id="none"),
    ],
)
def test_relays(marked: str, relays: list[str]) -> None:
    claim = claims_in(marked, outlet="Harbour News")[-1]
    assert [name for role, name in hops(claim) if role == "relay"] == relays


def test_a_claim_in_a_claim_has_the_outer_speaker_before_it() -> None:
    marked = "{X1:{S2<1:Korol} {C2:insists} that {X2:ports must open}}, {C1:according to} {S1:five aides}."
    outer, inner = claims_in(marked, outlet="Harbour News", via="foreign media")
    start = [("publisher", "Harbour News"), ("relay", "foreign media"), ("source", "five aides")]
    assert hops(outer) == start
    assert hops(inner) == [*start, ("speaker", "Anna Korol")]


def test_a_publisher_that_reports_its_own_article_stands_once() -> None:
    marked = "{X1:{X2<1:No}, {C2:said} {S2:Korol}}, {S1:Reuters} {C1:reports}."
    assert hops(claims_in(marked, outlet="Reuters")[1]) == [("publisher", "Reuters"), ("speaker", "Anna Korol")]


def test_a_publisher_that_is_the_speaker_stands_once_before_whom_it_has_it_from() -> None:
    (claim,) = claims_in("{X:No}, {S:Harbour News} {C:reports}.", outlet="Harbour News", via="foreign media")
    assert hops(claim) == [("publisher", "Harbour News"), ("relay", "foreign media")]
    assert claim.chain[0].cue == "reports"


def test_a_ring_of_parents_ends() -> None:
    marked = "{S1<2:Korol} {C1:said} {X1:no}. {S2<1:Hald} {C2:said} {X2:so}."
    assert len(claims_in(marked)) == 2


def test_the_last_hop_is_who_the_claim_is_of() -> None:
    marked = "{S1:Reuters} {C1:reported} that {X1:{S2<1:Reuters} {C2:said} {X2:no}}."
    for claim in claims_in(marked, outlet="Reuters"):
        assert claim.chain[-1].source == claim.source
