"""Through whom a claim came: outlets and platforms that a sentence names beside the source.

Here belong the words that make an outlet a relay ("told CNN", "in an interview with", "on Telegram", "via foreign
media"). The order of the hops stands in `chain.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipelines.entities.outlets import known_outlet, outlet_entity_id
from pipelines.model import Attribution, Hop, Source, Span
from pipelines.text.source_words import table
from pipelines.text.story import Story, is_inside

_TELLS = r"(?P<words>(?:has |had |have )?(?:report(?:s|ed)?|writes|wrote|says|said|quote[sd]|cite[sd]))\b"
_AFTER = re.compile(rf"(?:['’]s)?\s+(?:news agency\s+|newspaper\s+)?{_TELLS}")
_GOES_ON = re.compile(rf",?\s+(?:\w+ly\s+)?{_TELLS}")
_INSERTED = re.compile(r"(?:\s+news agency)?,\s+")
"""Between an outlet and its citing: "Reuters, citing two officials, reported"."""
_CITING = re.compile(r"\b(?:citing|cites|cited|quoting|quotes|quoted|referring|reference)\b", re.IGNORECASE)
_GENERIC_NAME = re.compile(
    r"(?:the\s+)?(?:(?:american|british|foreign|german|international|local|russian|several|social|some|state|state-run"
    r"|ukrainian|us|western)\s+)+(?:media(?: outlets)?|press|outlets|newspapers?|tv|television|news agenc(?:y|ies))\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?P<words>(?:reports?\s+)?(?:via|citing|through|told|to|by|with reference to|with))\s+"
    rf"(?P<name>{_GENERIC_NAME.pattern})",
    re.IGNORECASE,
)
_TOLD = r"\b(?P<words>told|spoke to|spoke with|speaking to|in an interview with|in comments to)\s+"
_OUTLET_NOUN = (
    r"(?:news\s+)?(?:agency|newspaper|paper|broadcaster|outlet|channel|magazine|network|publication|website|site)\b"
)
_SHORT = re.compile(rf"{_TOLD}(?P<name>the\s+{_OUTLET_NOUN})", re.IGNORECASE)
_UNLISTED = re.compile(
    rf"{_TOLD}(?:the\s+)?(?P<name>(?:[A-ZÀ-Þ][\w’'-]*\s+){{1,4}}?)(?:(?:public|state|local|daily|radio|tv|TV)\s+){{0,3}}{_OUTLET_NOUN}"
)
"""An outlet that no table has, by the noun behind its name: "told the Harbour Echo newspaper"."""
_MEDIA = ("edia", "ress", "utlet", "paper", "tv", "TV", "elevision", "agenc", "Agenc")
_OUTLETS = ("agency", "paper", "broadcaster", "outlet", "channel", "magazine", "network", "publication", "site")
"""Parts of words that the two patterns for media ask for: without one of them they need not run."""
_SPAN_BEFORE = 70
_REACH = 400


def relays_of(story: Story, number: int, source: Source) -> list[Hop]:
    """Give the relays that the sentence of an attribution names for it, in the order of the text."""
    attribution = story.attributions[number]
    anchor = attribution.cue or attribution.source
    if not anchor:
        return []
    start, end = story.sentence_at(anchor[0][0])
    span = (max(start, anchor[0][0] - _REACH), max(min(end, anchor[0][1] + _REACH), anchor[0][1]))
    if not story.outlets_in(span) and not any(story.has_any(words, span) for words in _relay_words()):
        return []
    hops = list(_named(story, number, span, source))
    for found in (_platforms, _generic, _short, _unlisted):
        hops += (hop for hop in found(story, span) if _tells_of(story, number, hop.spans[0][0]))
    return sorted(hops, key=lambda hop: hop.spans)


def outlet(name: str) -> Source:
    """Give an outlet as a source; "foreign media" is one without a name."""
    if _GENERIC_NAME.fullmatch(name):
        return Source("outlet", None, name, anonymity_class="anonymous")
    known = known_outlet(name)
    return Source("outlet", known["name"] if known else name, name, outlet_entity_id(name))


def _named(story: Story, number: int, span: Span, source: Source) -> Iterator[Hop]:
    attribution = story.attributions[number]
    for mention in story.outlets_in(span):
        place = (mention.start, mention.end)
        if is_inside(mention.start, attribution.content):
            continue
        if source.kind == "outlet" and (
            source.entity_id == mention.entity_id or is_inside(mention.start, attribution.source)
        ):
            continue
        name = mention.name or story.text[mention.start : mention.end]
        cue = _cue_before(story, place) if _is_nearest(story, number, mention.start) else None
        cue = cue or _cue_after(story, attribution, place)
        if cue:
            found = Source("outlet", name, story.text[mention.start : mention.end], mention.entity_id)
            yield Hop("relay", found, cue, (place,))


def _cue_before(story: Story, place: Span) -> str | None:
    match = _before().search(story.text[max(place[0] - _SPAN_BEFORE, 0) : place[0]])
    return " ".join(match["words"].split()) if match else None


def _cue_after(story: Story, attribution: Attribution, place: Span) -> str | None:
    """Give the verb of an outlet that reports the claim: it cites the source, or comes after all of the claim."""
    if attribution.cue and attribution.source and _INSERTED.fullmatch(story.text, place[1], attribution.cue[0][0]):
        goes_on = _GOES_ON.match(story.text, attribution.source[-1][1])
        return goes_on["words"] if goes_on else None
    match = _AFTER.match(story.text, place[1], place[1] + _SPAN_BEFORE)
    if not match or not attribution.source:
        return None
    cites = any(_CITING.search(story.text, start, end) for start, end in attribution.cue)
    follows = all(end <= place[0] for _, end in (*attribution.content, *attribution.source, *attribution.cue))
    return match["words"] if cites or follows else None


def _generic(story: Story, span: Span) -> Iterator[Hop]:
    if not story.has_any(_MEDIA, span):
        return
    for match in _GENERIC.finditer(story.text, *span):
        yield Hop("relay", outlet(match["name"]), match["words"], (match.span("name"),))


def _unlisted(story: Story, span: Span) -> Iterator[Hop]:
    """Give the outlets that only a noun behind a name tells: "told the Harbour Echo newspaper"."""
    if not story.has_any(_OUTLETS, span):
        return
    for match in _UNLISTED.finditer(story.text, *span):
        place = (match.start("name"), match.start("name") + len(match["name"].rstrip()))
        if not any(mention.kind == "outlet" for mention in story.mentions_in(place)):
            yield Hop("relay", outlet(story.text[slice(*place)]), match["words"], (place,))


def _short(story: Story, span: Span) -> Iterator[Hop]:
    """Give the outlet that "told the agency" means: the last one named before."""
    if not story.has_any(_OUTLETS, span):
        return
    for match in _SHORT.finditer(story.text, *span):
        place = match.span("name")
        before = story.outlet_before(place[0])
        if before:
            name = before.name or story.text[before.start : before.end]
            yield Hop("relay", Source("outlet", name, name, before.entity_id), match["words"], (place,))


def _platforms(story: Story, span: Span) -> Iterator[Hop]:
    if not story.has_any(_platform_words(), span):
        return
    for match in _platform().finditer(story.text, *span):
        name = _platform_names()[match["name"]]
        yield Hop("relay", Source("outlet", name, match["name"]), match["words"], (match.span("name"),))


def _tells_of(story: Story, number: int, position: int) -> bool:
    """Tell whether a relay at a place is one of an attribution: not in its content, and nearest to its cue."""
    return not is_inside(position, story.attributions[number].content) and _is_nearest(story, number, position)


def _is_nearest(story: Story, number: int, position: int) -> bool:
    """Tell whether a place belongs to an attribution: in its source, or its cue the nearest of the sentence."""
    attribution = story.attributions[number]
    if not attribution.cue or is_inside(position, attribution.source):
        return True
    cues = story.cue_places()
    place = bisect_left(cues, (position, -1))
    start, end = story.sentence_at(position)
    near = [abs(cue - position) for cue, _ in cues[max(place - 1, 0) : place + 1] if start <= cue < end]
    return abs(attribution.cue[0][0] - position) <= min(near, default=len(story.text))


@cache
def _platform_names() -> dict[str, str]:
    return {row["written"]: row["name"] for row in table("platforms")}


@cache
def _platform_words() -> tuple[str, ...]:
    return tuple(_platform_names())


@cache
def _relay_words() -> tuple[tuple[str, ...], ...]:
    """Give parts of words of which every relay has one, but for the outlets that mentions cover."""
    return _MEDIA, _OUTLETS, _platform_words()


@cache
def _platform() -> re.Pattern[str]:
    names = "|".join(sorted((row["written"] for row in table("platforms")), key=len, reverse=True))
    return re.compile(
        r"\b(?P<words>on|via|through|in an?|in (?:his|her|its|their)|on (?:his|her|its|their|the))\s+"
        rf"(?:[\w’'-]+\s+){{0,2}}?(?P<name>{names})\b(?![\w’'-])"
    )


@cache
def _before() -> re.Pattern[str]:
    phrases = "|".join(row["phrase"].replace(" ", r"\s+") for row in table("relay_phrases"))
    return re.compile(rf"\b(?P<words>{phrases})\s+(?:the\s+)?(?:[\w’'.-]+\s+){{0,2}}?$", re.IGNORECASE)
