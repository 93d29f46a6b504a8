"""The columns of `claims.csv`, the one flat file for spreadsheets, once: a claim a line, made of the published tables.

What belongs here: names, forms and meanings. How the columns follow from the tables is for `dataset/release/sheet.py`.
"""

from dataclasses import dataclass

NAME = "claims"
"""Of the file, before `.csv`."""
HEAD = (
    "One line a claim, for a spreadsheet: UTF-8 with a byte order mark, commas, newest article first. It holds nothing "
    "that the tables do not. Line breaks became spaces, and text that a spreadsheet would take for a formula (it "
    "begins with `=`, `+`, `-` or `@`) has an apostrophe in front: to quote exactly, take the tables. A release of "
    "over a million claims has a file a month, `claims.YYYY-MM.csv`."
)


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """One column of the flat file."""

    name: str
    meaning: str
    kind: str = "string"
    """string, number or boolean, as Table Schema and CSV know them."""


COLUMNS = (
    FlatColumn("claim", "What is claimed, in the article's words as far as its rights allow; empty beyond that."),
    FlatColumn("who", "Who claims it: the name, or the article's description; empty where the article names nobody."),
    FlatColumn("who_is", "What sort of source that is: `sources.kind`."),
    FlatColumn("named", "Whether the source is named, and if not, what is said of it: `sources.anonymity_class`."),
    FlatColumn(
        "through",
        "Through whom the claim came from the source to the article, nearest to the article first; empty where the "
        "article has it from the source.",
    ),
    FlatColumn("quote_type", "How much of the claim stands in quotation marks: direct, mixed, indirect."),
    FlatColumn("modality", "How the claim is put: asserted, possible, conditional, intended, demanded, denied."),
    FlatColumn("is_negated", "Whether the claim is that something is not so.", "boolean"),
    FlatColumn(
        "figures",
        "The quantities in the claim, in the article's words, or value and unit where these may not be quoted; parted "
        "by semicolons.",
    ),
    FlatColumn(
        "land",
        "The land that the claim is about: regions, who holds or takes it, how much; parted by semicolons.",
    ),
    FlatColumn(
        "verdict",
        "Whether what is said of the land adds up, and against what it was held: `territory_checks`.",
    ),
    FlatColumn("said_on", "Day or days on which it was said, or what the text gives where no day follows from it."),
    FlatColumn("published_on", "Day on which the article was published (UTC); month or year where no more is known."),
    FlatColumn("outlet", "Who published the article."),
    FlatColumn("title", "The article's headline."),
    FlatColumn("link", "The article's address."),
    FlatColumn("confidence", "How sure the extractor is that the row is right, 0 to 1.", "number"),
    FlatColumn("review_status", "Whether a person has looked at the row: machine, confirmed, corrected."),
    FlatColumn("claim_id", "The claim in the table `claims`."),
)
