"""The closed words of the tables, each list once, every word with what it means.

What belongs here: words that a column of `fields.py` may have, for a reader who never sees the code. The order of a
list is the one in which it is shown. Words of columns that may grow without notice (topics, constructions,
expectations) are explained here too, and are no limit.
"""

from collections.abc import Mapping

Words = Mapping[str, str]

PRECISIONS: Words = {
    "instant": "to the minute or second",
    "hour": "to the hour",
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
    "quarter": "to the quarter of a year",
    "season": "to the season: spring is March to May, and so on",
    "year": "to the year",
    "decade": "to the decade",
    "unknown": "not known",
}
AS_OF_BASES: Words = {
    "clause": "a date in the same clause",
    "sentence": "a date elsewhere in the same sentence",
    "article": "no date is stated: the day of the article's publication",
    "none": "nothing tells, or the article has no day either",
}
_METADATA = "what came with the article (a feed's entry, a line of JSON, a file beside it)"
_JSON_LD = "the page's JSON-LD"
_META = "the page's meta elements"
_ELEMENT = "elements of the page that readers see"
_SITE_RULE = "a rule for the site"
_TEXT = "the article's own words"
_FEED = "the feed's entry, where the page itself has none"
LAYERS: Words = {
    "metadata": _METADATA,
    "site-rule": _SITE_RULE,
    "json-ld": _JSON_LD,
    "meta": _META,
    "element": _ELEMENT,
    "text": _TEXT,
}
TITLE_BASES: Words = {**LAYERS, "feed": _FEED}
URL_BASES: Words = {
    "metadata": "the address that came with the article, or that it was fetched from",
    "json-ld": _JSON_LD,
    "meta": _META,
    "element": "a link element of the page",
}
PUBLISHED_BASES: Words = {
    "metadata": _METADATA,
    "site-rule": _SITE_RULE,
    "json-ld": _JSON_LD,
    "meta": _META,
    "time-element": "a time element of the page",
    "url": "a date in the address",
    "text": _TEXT,
    "htmldate": "the library htmldate, which looks for a likely day all over the page",
    "feed": _FEED,
    "none": "nothing: the day is not known",
}
LANGUAGE_BASES: Words = {
    "metadata": _METADATA,
    "json-ld": _JSON_LD,
    "meta": _META,
    "element": "an attribute of the page",
    "text": "a detector's answer on the article's own words",
    "feed": _FEED,
}
NORMALISERS: Words = {
    "text/1": "line ends become LF, a byte order mark goes, NUL and unpaired surrogates become U+FFFD"
}
TEXT_BASES: Words = {
    "given": "the input was text",
    "site-rule": _SITE_RULE,
    "trafilatura": "the library trafilatura, on the page",
    "resiliparse": "the library resiliparse, where trafilatura found under 200 characters",
    "json-ld": _JSON_LD,
}
COPY_BASES: Words = {
    "credit": "this article credits the other's outlet",
    "published": "the other was published earlier",
    "order": "neither tells: the other is first by the end of its period of publication, then by reading",
}
RIGHTS: Words = {
    "open": "everything may be quoted",
    "quote": "280 code points a row, and 40 % of an article in all",
}
KINDS: Words = {
    "person": "one person, named or described",
    "government": "a state body: government, ministry, army, court, city hall, the European Union's bodies",
    "organisation": "a body that is no state's: party, company, charity, think tank, union",
    "outlet": "a newspaper, agency, broadcaster, channel",
    "document": "a report, law, poll, letter, recording that is said to say something",
    "anonymous_group": "people whom the article does not name, one of them too (“a source”, “two officials”)",
    "unattributed": "nobody is said to say it (“reportedly”, a passive)",
    "place": "a city, village, river, sea, or a country as a place",
    "region": "a first-level region, or a composite of such",
    "country": "a country, in the list of entities",
    "weapon": "a type of weapon or vehicle",
    "demonym": "a word for what belongs to a place (“Ukrainian”)",
}
ANONYMITY: Words = {
    "named": "by a name, or a body or document that can be told from others",
    "anonymous": "nothing is said of who it is",
    "partially_anonymous": "a role or place is said, which fits several people",
    "unofficial": "outside any office: experts, residents, witnesses, soldiers' relatives",
    "official_non_political": "in an office that is not political: military, police, intelligence, rescue workers",
    "official_political": "in a political office, or an official of a stated country",
}
QUOTES: Words = {
    "direct": "all of it stands in quotation marks",
    "indirect": "none of it does",
    "mixed": "a part of it does",
}
MODALITIES: Words = {
    "asserted": "it is so, was so or will be so",
    "possible": "it may be so",
    "conditional": "it would be so, if",
    "intended": "the source means to do it",
    "demanded": "the source wants it, asks for it or says that it must be",
    "denied": "the source says that it is not so, by a verb of denying",
}
REVIEWS: Words = {
    "machine": "nobody has",
    "confirmed": "it stays as the machine read it",
    "corrected": "a column is another one since",
}
ROLES: Words = {
    "publisher": "the outlet that published the article",
    "relay": "an outlet, document or person that passed the claim on",
    "source": "people or a document that tell of what others say, think or do, where the chain ends with them",
    "speaker": "the one whose claim it is",
}
QUANTITIES: Words = {
    "share": "a part of something, in per cent",
    "area": "of land or another surface",
    "length": "a distance, height, depth, range",
    "money": "an amount in a currency",
    "count": "things or people",
    "duration": "how long",
    "mass": "a weight",
    "speed": "a distance in a time",
    "temperature": "in degrees",
    "age": "of a person",
    "other": "another measure: power, volume, energy …",
}
BOUNDS: Words = {
    "point": "one value",
    "range": "both ends are stated, and in it",
    "at_least": "the lower end is stated, and in it",
    "at_most": "the upper end is stated, and in it",
    "more_than": "the lower end is stated, and not in it",
    "less_than": "the upper end is stated, and not in it",
}
AREA_BASES: Words = {
    "official": "as the state gives it, bays and estuaries included",
    "sum_of_parts": "the sum of its parts' official areas",
}
CONTROLLERS: Words = {
    "RU": "Russia, with the forces that it leads",
    "UA": "Ukraine",
    "contested": "both fight for it, or the article leaves it open",
}
MEASURES: Words = {
    "control": "how much is held",
    "peak_control": "how much was held at the most",
    "gain": "how much was taken",
    "loss": "how much was lost",
    "transfer": "how much is to change hands by agreement",
    "advance": "how far or how much an army moved forward",
}
STATUSES: Words = {
    "reported": "the article states it as a fact, or a source that speaks for neither side does",
    "claimed": "a side claims it, or somebody who speaks for one",
    "proposed": "it is proposed, demanded or planned",
    "denied": "it is denied, or said not to have come about",
}
SCOPES: Words = {
    "included": "the words count it in",
    "excluded": "the words leave it out",
    "unstated": "the words do not tell",
}
LAYERS_OF_CONTROL: Words = {
    "control": "land that is held",
    "assessed_advances": "land in which an army was seen to move, as the ISW maps it, held or not",
    "claimed": "land that a side says it holds",
    "unstated": "the words do not tell",
}
AGAINST: Words = {
    "complement": "the official area of its regions: a share and an area must agree, and none is more than all",
    "partner": "the other side's share or area of the same land in the same article",
    "comparison": "what else the article says, where an amount is given as the size of something",
    "other_statement": "the last statement of another article about the same land within 31 days",
    "measured_series": "a series that somebody measured and a maintainer supplied",
}
VERDICTS: Words = {
    "consistent": "it adds up, within the tolerance",
    "inconsistent": "it does not",
    "uncheckable": "something is missing that nobody should guess; reason says what",
}
STREAMS: Words = {"inbox": "files that lay in a folder", "web": "pages that feeds name"}
OUTCOMES: Words = {
    "tried": "all of them",
    "new": "articles that were not there",
    "edited": "a new version of an article that was there",
    "unchanged": "articles that were there as they are",
    "copied": "those of the new and edited ones that are copies of another article",
    "passed_over": "what an archive or feed holds beside what is wanted of it; not among those tried",
    "quarantined": "what could not be read; quarantined_ with a reason_code counts those of one reason",
}
FEED_KINDS: Words = {"rss": "RSS", "atom": "Atom", "sitemap": "a sitemap for news"}
CHANGES: Words = {
    "added": "it was not there before",
    "modified": "a column has another value",
    "removed": "it is there no more",
}
DECISIONS: Words = {
    "confirm": "the row is right as the machine gives it",
    "correct": "a column is wrong, and has another value now",
    "reject": "there should be no such row, and there is none now",
    "merge": "it is another row once more: what pointed to it points to the one that is kept",
    "follows": "nobody decided on the row itself, but on one that it depends on",
}
EFFECTS: Words = {
    "none": "the row is as the machine gives it, or there is none",
    "modified": "columns have other values",
    "removed": "the row is not published",
    "added": "the row is there only because of decisions about others",
}
EXPIRED: Words = {
    "gone": "the row is not there any more",
    "changed": "the row says something else by now",
    "unknown_id": "there is nothing with the id that it gives",
    "publisher": "an outlet that publishes articles follows from the reference data, and is not merged",
    "kept_is_gone": "the row that it is merged into is rejected, or merged into it",
    "across_stories": "an unnamed source is not joined with one of another story",
    "other_article": "a claim is merged into one of its own article only",
    "unknown_unit": "no unit has the code that it gives",
}
CAUSES: Words = {
    "new_article": "an article is new",
    "article_edited": "an article was edited",
    "article_withdrawn": "an article is gone",
    "extractor": "the code that reads articles is another one",
    "reference_data": "the reference data are other ones",
    "curation": "people decided",
    "contract": "the table has another shape",
    "take_down": "somebody asked to have something taken down",
}
MOVES: Words = {
    "article_edited": "the article was edited",
    "work_changed": "the article's address, or what else it is known by, was read anew",
    "reread": "the article was read anew, by other code or with other reference data",
    "story_changed": "its story is another one, as for unnamed groups",
    "identified": "it got an entity, or another one",
    "merged": "people decided that it is the same as another row",
}
