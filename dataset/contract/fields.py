"""Every column of the published tables, once.

What belongs here: a column's type, meaning, unit, allowed values, pattern and range, true in every table that has it.
What is true of one table only (its key, what it points to, what it requires) stands in `tables.py`.
"""

from dataset.contract import expected, open_words, words
from dataset.contract.model import Field

ID = r"^[0-9a-f]{16}$"
ENTITY = r"^(?:[A-Z]{2}(?:-[A-Za-z0-9-]+)?|Q[0-9]+|geonames:[0-9]+|gl:[a-z0-9-]+)$"
SHA256 = r"^[0-9a-f]{64}$"

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        # keys
        Field(
            "article_id", "id", "One version of one article: made from work_id and the hash of its text.", pattern=ID
        ),
        Field(
            "work_id",
            "id",
            "An article through all its versions: made from its canonical URL, or from outlet, title and day.",
            pattern=ID,
        ),
        Field(
            "source_id",
            "id",
            "Who speaks: one id for a named source in the whole dataset, one per story for an anonymous group.",
            pattern=ID,
        ),
        Field(
            "claim_id",
            "id",
            "One attributed claim: made from the article and the spans of content, source and cue.",
            pattern=ID,
        ),
        Field("statement_id", "id", "The same for the same claim in several articles.", pattern=ID),
        Field("figure_id", "id", "One stated quantity: made from the article and its span.", pattern=ID),
        Field("mention_id", "id", "One mention: made from the article and its span.", pattern=ID),
        Field("territory_id", "id", "One statement about control of land.", pattern=ID),
        Field(
            "entity_id",
            "text",
            "ISO 3166-2 for first-level regions, ISO 3166-1 for countries, else a Wikidata Q-id, "
            "else geonames:ID, else a project id gl:SLUG.",
            pattern=ENTITY,
        ),
        Field(
            "region_id",
            "text",
            "ISO 3166-2 code of a region, or a project's code for a composite of regions.",
            pattern=ENTITY,
        ),
        Field("input_id", "id", "One input that could not be read: made from its origin and its bytes.", pattern=ID),
        Field(
            "story_id",
            "id",
            "The same for all articles that are copies or versions of each other, directly or through others: made "
            "from the article of the story that was read first.",
            pattern=ID,
        ),
        # articles
        Field("supersedes", "id", "The article_id of the version before, where there is one.", pattern=ID),
        Field(
            "url", "text", "The article's canonical address, without tracking parameters.", pattern=r"^https?://\S+$"
        ),
        Field("url_basis", "code", "Which layer gave url.", allowed=words.URL_BASES),
        Field("outlet_id", "text", "The entity that published the article.", pattern=ENTITY),
        Field("title", "text", "The article's headline."),
        Field("title_basis", "code", "Which layer gave title.", allowed=words.TITLE_BASES),
        Field("authors", "texts", "Names in the byline, in order."),
        Field("authors_basis", "code", "Which layer gave authors.", allowed=words.LAYERS),
        Field("published_at", "moment", "When the article was published; null when unknown.", unit="UTC"),
        Field("published_precision", "code", "How exactly published_at is known.", allowed=words.PRECISIONS),
        Field(
            "published_basis",
            "code",
            "Which layer gave published_at.",
            allowed=words.PUBLISHED_BASES,
        ),
        Field("published_written", "text", "The date of publication as it was written where it was read."),
        Field(
            "published_zone",
            "text",
            "The offset from UTC that published_written names; null where it names none and only the day is known.",
            pattern=r"^[+-]\d\d:\d\d$",
        ),
        Field("retrieved_at", "moment", "When Groundline first read this version.", unit="UTC"),
        Field(
            "language",
            "code",
            "BCP 47 code of the text's language; und when it cannot be told.",
            pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$",
        ),
        Field("language_basis", "code", "Which layer gave language.", allowed=words.LANGUAGE_BASES),
        Field(
            "text_sha256",
            "text",
            "SHA-256 of the UTF-8 of the normalised text, as normaliser names the rules.",
            pattern=SHA256,
        ),
        Field(
            "normaliser",
            "code",
            "The rules by which the text was normalised before offsets were counted (METHOD).",
            allowed=words.NORMALISERS,
        ),
        Field("text_chars", "count", "Length of the normalised text.", unit="code points", low=0),
        Field("text_basis", "code", "What gave the text.", allowed=words.TEXT_BASES),
        Field(
            "extraction_agreement",
            "number",
            "How far two readers of the page took the same: twice the runs of four words that both took over the runs "
            "of both; null where no two were asked. Below 0.9 a text more often lacks a part, or has one too many.",
            low=0,
            high=1,
        ),
        Field(
            "copy_of",
            "id",
            "The article_id of the article from which this one has at least half of its words (METHOD); a version of "
            "the same work is no copy.",
            pattern=ID,
        ),
        Field("copy_basis", "code", "What says that copy_of came first.", allowed=words.COPY_BASES),
        Field("via_outlet_id", "text", "The entity of the outlet that the article credits.", pattern=ENTITY),
        Field("rights", "code", "What may be quoted.", allowed=words.RIGHTS),
        # sources
        Field(
            "kind",
            "code",
            "What sort of thing it is.",
            allowed=words.KINDS,
        ),
        Field("name", "text", "The name in English; null where there is none or where it is withheld."),
        Field("description", "text", "The words by which the article describes the source."),
        Field(
            "anonymity_class",
            "code",
            "Whether the source is named, and if not, what is said of it.",
            allowed=words.ANONYMITY,
        ),
        Field("stated_count", "count", "How many people the article says the source is.", low=1),
        Field("access_basis", "text", 'Why the source would know, in the article\'s words ("familiar with …").'),
        Field("anonymity_reason", "text", "Why the source is not named, in the article's words."),
        Field("part_of", "id", "The source_id of the larger group that this one is a part of.", pattern=ID),
        Field("claims_count", "count", "Number of claims of this source.", low=0),
        # claims
        Field(
            "independent_count",
            "count",
            "In how many stories the statement (statement_id) stands: the articles that have it, copies and versions "
            "of each other counted once. Nobody checked whether they have it from each other in other words.",
            low=1,
        ),
        Field("parent_claim_id", "id", "The claim_id of the claim in whose content this claim stands.", pattern=ID),
        Field("is_reported", "flag", "False for attitudes, promises and plans that are no report of something said."),
        Field("content", "text", "What is claimed, in the article's words, as far as rights allow; null beyond that."),
        Field(
            "content_sha256",
            "text",
            "SHA-256 of the UTF-8 of the whole content, spans joined by one space.",
            pattern=SHA256,
        ),
        Field("content_spans", "spans", "Where the content stands in the article's text.", unit="code points"),
        Field("cue", "text", "The words that carry the source over: said, according to; null where there are none."),
        Field("cue_spans", "spans", "Where the cue stands in the article's text.", unit="code points"),
        Field("source_text", "text", "The words that name the source in this place; null where there are none."),
        Field("source_spans", "spans", "Where the source stands in the article's text.", unit="code points"),
        Field(
            "quote_type",
            "code",
            "How much of the content stands in quotation marks.",
            allowed=words.QUOTES,
        ),
        Field(
            "modality",
            "code",
            "How the content is put.",
            allowed=words.MODALITIES,
        ),
        Field("is_negated", "flag", "Whether the main clause of the content, or the cue, is negated."),
        Field("said_first_on", "day", "First day on which it may have been said."),
        Field("said_last_on", "day", "Last day on which it may have been said."),
        Field("said_precision", "code", "How exactly the day of saying is known.", allowed=words.PRECISIONS),
        Field("said_value", "text", "What the text gives where no day follows from it, as TIMEX3: XXXX-11-07."),
        Field("said_at_event", "text", "The occasion on which it was said, in the article's words."),
        Field("topics", "texts", "What it is about: words of a short list.", words=open_words.TOPICS),
        Field("confidence", "number", "How sure the extractor is that the row is right.", low=0, high=1),
        Field(
            "rule_code",
            "text",
            "The construction that found the claim.",
            pattern=r"^[a-z0-9][a-z0-9-]*$",
            words=open_words.RULES,
        ),
        Field("extractor", "text", "Name and version of the extractor.", pattern=r"^[a-z-]+/\S+$"),
        Field("review_status", "code", "Whether a person has looked at the row.", allowed=words.REVIEWS),
        # claim_chain
        Field("hop", "count", "Place in the chain, from 0, the publisher.", low=0),
        Field(
            "role",
            "code",
            "What the source does at this place of the chain.",
            allowed=words.ROLES,
        ),
        Field(
            "spans",
            "spans",
            "Where the words of this place of the chain stand in the article's text.",
            unit="code points",
        ),
        # figures
        Field("char_start", "count", "First code point in the article's text.", unit="code points", low=0),
        Field("char_end", "count", "One past the last code point in the article's text.", unit="code points", low=1),
        Field("surface", "text", "The words as they stand in the article."),
        Field(
            "value_low", "number", "Lower end of the value in the unit given; null when only an upper end is stated."
        ),
        Field(
            "value_high", "number", "Upper end of the value in the unit given; null when only a lower end is stated."
        ),
        Field("unit_code", "text", "UCUM, ISO 4217, or a counted noun in the singular in braces."),
        Field("unit_name", "text", "The unit in plain words, singular."),
        Field(
            "quantity_kind",
            "code",
            "What is measured.",
            allowed=words.QUANTITIES,
        ),
        Field(
            "bound",
            "code",
            "Which ends of the value are stated, and whether they are in it.",
            allowed=words.BOUNDS,
        ),
        Field("is_approximate", "flag", "Whether the text says about, nearly, some …"),
        Field("si_low", "number", "value_low in si_unit."),
        Field("si_high", "number", "value_high in si_unit."),
        Field("si_unit", "text", "The coherent SI unit, as UCUM."),
        Field("per_unit", "text", "The unit of time of a rate, as UCUM."),
        Field("share_of", "text", "The words that name what a share is a share of."),
        Field("share_of_entity_id", "text", "The entity that a share is a share of.", pattern=ENTITY),
        Field("comparison_entity_id", "text", "The entity in whose size the amount is given.", pattern=ENTITY),
        Field("comparison_factor", "number", "How many times that size."),
        Field(
            "unresolved_reason",
            "text",
            "Why no value follows from the words: the size of a place whose area is not known, or whose name several "
            "share.",
        ),
        Field("as_of_first_on", "day", "First day for which it holds."),
        Field("as_of_last_on", "day", "Last day for which it holds."),
        Field("as_of_precision", "code", "How exactly the day for which it holds is known.", allowed=words.PRECISIONS),
        Field("as_of_value", "text", "What the text gives where no day follows from it, as TIMEX3: XXXX-11-07."),
        Field("as_of_basis", "code", "Where that day comes from.", allowed=words.AS_OF_BASES),
        # mentions
        Field("is_metonym", "flag", 'Whether a place\'s name stands for its government ("Moscow said").'),
        # entities and regions
        Field("names_uk", "texts", "Names in Ukrainian."),
        Field("names_ru", "texts", "Names in Russian."),
        Field("aliases", "texts", "Other names in Latin script, old and Russian spellings among them."),
        Field("wikidata_id", "text", "Wikidata Q-id, where verified.", pattern=r"^Q[0-9]+$"),
        Field("iso_3166_2", "text", "ISO 3166-2 code.", pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$"),
        Field("katottg", "text", "Code in Ukraine's register of territories, KATOTTG.", pattern=r"^UA[0-9]{17}$"),
        Field("geonames_id", "count", "Id in GeoNames.", low=1),
        Field(
            "country_code",
            "text",
            "ISO 3166-1 code of the country that it belongs to, internationally recognised.",
            pattern=r"^[A-Z]{2}$",
        ),
        Field("lat", "number", "Latitude, WGS 84.", unit="degrees", low=-90, high=90),
        Field("lon", "number", "Longitude, WGS 84.", unit="degrees", low=-180, high=180),
        Field("name_uk", "text", "The name in Ukrainian."),
        Field("name_ru", "text", "The name in Russian."),
        Field("parts", "texts", "The regions that a composite consists of; empty for a region that is no composite."),
        Field("official_area_km2", "number", "Official area, bays and estuaries included.", unit="km²", low=0),
        Field("area_basis", "code", "What sort of area it is.", allowed=words.AREA_BASES),
        Field("area_source", "text", "Where the area was read."),
        Field("valid_from", "day", "First day from which the region exists in this form; null for since before 2014."),
        Field("valid_to", "day", "Last day on which the region existed in this form; null for still."),
        # territory
        Field("evidence", "text", "The words that state it, as far as rights allow; null beyond that."),
        Field("region_ids", "texts", "The regions it is about, parts and never composites; UA for all of Ukraine."),
        Field("region_text", "text", "The words that name the land."),
        Field("controller", "code", "Who holds, gains or loses the land.", allowed=words.CONTROLLERS),
        Field(
            "measure",
            "code",
            "What is stated of the land.",
            allowed=words.MEASURES,
        ),
        Field(
            "status",
            "code",
            "Whether it is reported as fact, claimed by a side, proposed or denied.",
            allowed=words.STATUSES,
        ),
        Field("share_low_pct", "number", "Lower end of the share of the regions' area.", unit="%", low=0, high=100),
        Field("share_high_pct", "number", "Upper end of the share of the regions' area.", unit="%", low=0, high=100),
        Field("area_low_km2", "number", "Lower end of the area.", unit="km²", low=0),
        Field("area_high_km2", "number", "Upper end of the area.", unit="km²", low=0),
        Field("extent_text", "text", "The words for how much, where there is no number."),
        Field("scope_crimea", "code", "Whether Crimea is in the area meant.", allowed=words.SCOPES),
        Field("layer", "code", "What counts as held.", allowed=words.LAYERS_OF_CONTROL),
        # territory_checks
        Field(
            "against",
            "code",
            "What the statement is checked against.",
            allowed=words.AGAINST,
        ),
        Field("against_id", "text", "The row or entity that it is checked against."),
        Field("expected_low", "number", "Lower end of what the other side implies, in unit_code."),
        Field("expected_high", "number", "Upper end of what the other side implies, in unit_code."),
        Field("denominator_km2", "number", "The area that shares are taken of.", unit="km²", low=0),
        Field("denominator_basis", "text", "Which area that is."),
        Field("tolerance", "number", "Part of the expected value by which the statement may miss it.", low=0, high=1),
        Field("verdict", "code", "Whether it adds up.", allowed=words.VERDICTS),
        Field("reason", "text", "Why, in words."),
        # control_series
        Field("on_day", "day", "The day."),
        Field("measured_low_km2", "number", "Lowest area that measured series give.", unit="km²", low=0),
        Field("measured_high_km2", "number", "Highest area that measured series give.", unit="km²", low=0),
        Field("measured_by", "texts", "The measured series."),
        # quarantine
        Field("origin", "text", "A file's name or a URL without its query, never a path of the machine."),
        Field(
            "reason_code",
            "code",
            "Why it could not be read.",
            allowed=open_words.REASONS,
        ),
        Field("bytes", "count", "Size of the input.", unit="bytes", low=0),
        Field("sha256", "text", "SHA-256 of the input's bytes; null where they could not be read.", pattern=SHA256),
        Field("seen_at", "moment", "When it was first seen.", unit="UTC"),
        # ingest_health
        Field("run_at", "moment", "When the run of ingestion began.", unit="UTC"),
        Field("stream", "code", "Where the inputs came from.", allowed=words.STREAMS),
        Field(
            "outcome",
            "text",
            "What came of the inputs.",
            pattern="^(?:tried|new|edited|unchanged|copied|passed_over|quarantined(?:_[a-z0-9_]+)?)$",
            words=words.OUTCOMES,
        ),
        Field("inputs_count", "count", "How many inputs.", low=0),
        # feed_health
        Field("feed_url", "text", "The address of the feed."),
        Field("feed_kind", "code", "Its form.", allowed=words.FEED_KINDS),
        Field("is_in_use", "flag", "Whether it is read in every round: switched on by hand, or proven by a fetch."),
        Field("tried_at", "moment", "When it was last asked for.", unit="UTC"),
        Field("succeeded_at", "moment", "When it last answered with entries, or that nothing changed.", unit="UTC"),
        Field("new_entry_at", "moment", "When it last brought an entry that was new.", unit="UTC"),
        Field("entries_count", "count", "Entries when it was last read.", low=0),
        Field("usual_entries_count", "count", "Entries that it usually has.", low=0),
        Field("failures_in_a_row", "count", "Failed tries since it last succeeded.", low=0),
        Field("failure_code", "text", "Why the last try failed; null where it did not."),
        Field("is_alarm", "flag", "Whether it gave entries before and gives none, or keeps failing: look at it."),
        Field("alarm", "text", "What to look at, in words."),
        # quality
        Field("table_name", "text", "The table."),
        Field("expectation", "text", "What was expected, by its name.", words=expected.MEANINGS),
        Field(
            "column_name",
            "text",
            "The column or columns; * for the whole table. A name that no table has was computed for the check: "
            "X_resolves says whether X stands in the table that it points to, X_at_spans has the words of the text at "
            "the row's spans, X_of_entity is X where it is a share of an entity, is_unit and unit_area_km2 are of "
            "regions that are no composites.",
        ),
        Field("is_passed", "flag", "Whether it held."),
        Field("observed", "text", "What was seen, in numbers; never the content of a row."),
        Field("unexpected_count", "count", "Rows that did not meet it.", low=0),
        Field("rows_count", "count", "Rows that were looked at.", low=0),
        # reviews
        Field("decision", "code", "What people decided about the row.", allowed=words.DECISIONS),
        Field(
            "is_in_force",
            "flag",
            "Whether the decision is applied; it is not where its row has changed since or is gone.",
        ),
        Field("expired_because", "code", "Why the decision is not applied.", allowed=words.EXPIRED),
        Field("decided_at", "moment", "When it was decided.", unit="UTC"),
        Field("kept_id", "id", "The id of the row that the row was merged into.", pattern=ID),
        Field("effect", "code", "What decisions do to the row that the machine gives.", allowed=words.EFFECTS),
        Field("columns_curated", "texts", "The columns in which the row is not as the machine gives it."),
        Field(
            "machine_sha256",
            "texts",
            "For each of columns_curated, the first 16 hex digits of the SHA-256 of what the machine has there.",
        ),
        # changes
        Field(
            "row_id",
            "text",
            "The key of the row, parts joined by a slash; of a taken-down entity whose id spells a name, a hash of it.",
        ),
        Field("change", "code", "What happened to the row.", allowed=words.CHANGES),
        Field("columns_changed", "texts", "The columns whose values differ."),
        Field(
            "cause",
            "code",
            "Why.",
            allowed=words.CAUSES,
        ),
        # id_history
        Field("old_id", "text", "The id as it was: no row of the table has it in this release."),
        Field("next_id", "text", "The id that came after it, which may have moved on since."),
        Field(
            "new_id",
            "text",
            "The id that it has in this release, however often it moved; null where what it stood for is gone as well.",
        ),
        Field(
            "move_reason",
            "code",
            "Why the id is another one.",
            allowed=words.MOVES,
        ),
        Field("last_version", "text", "The last release that had the old id."),
    )
}
