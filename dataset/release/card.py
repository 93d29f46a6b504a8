"""`README.md` of a release: its dataset card, with the front matter that Hugging Face reads.

What belongs here: what a reader must know before the first query, and where the rest stands. Columns are explained in
DICTIONARY.md with their weaknesses, decisions in METHOD.md; the card does not say them again.
"""

from dataset.contract import flat
from dataset.contract.known import measured_table
from dataset.contract.tables import TABLES
from dataset.release.about import (
    ABSTRACT,
    AUTHORS,
    CAVEAT,
    KEYWORDS,
    LICENCE_ID,
    LICENCE_NAME,
    LICENCE_URL,
    TITLE,
    About,
)

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_MORE = "1M<n<10M"
NOT_SAID = (
    "Whoever made this release named no contact (the setting `GROUNDLINE_CONTACT`): write to whoever publishes it "
    "where you found it."
)
REQUESTS = (
    "Write there too to have an article, a claim or a person's name left out: the list of take-downs (`METHOD.md`) "
    "removes them from the next release. Say which row it is by its id, or which address."
)


def card(about: About) -> str:
    """Give the card of a release in Markdown."""
    return "\n".join(["---", *_front_matter(about), "---", "", *_body(about), ""])


def _front_matter(about: About) -> list[str]:
    lines = [f'pretty_name: "{TITLE}"', f"license: {LICENCE_ID.lower()}", "language:", "- en", "tags:"]
    lines += [f"- {keyword.lower().replace(' ', '-')}" for keyword in KEYWORDS]
    lines += ["size_categories:", f"- {_size(about.rows['claims'])}", "configs:"]
    for name in sorted(about.rows, key=lambda name: name != "claims"):
        lines += [f"- config_name: {name}", f'  data_files: "{name}.*parquet"']
        lines += ["  default: true"] if name == "claims" else []
    return lines


def _size(rows: int) -> str:
    return next((name for limit, name in _SIZES if rows < limit), _MORE)


def _body(about: About) -> list[str]:
    lines = [f"# {TITLE}", "", f"{ABSTRACT} {CAVEAT}", ""]
    lines += [f"Version {about.version}, made on {about.made_on}.", "", "## Tables", ""]
    lines += ["| table | rows | one row is |", "| --- | ---: | --- |"]
    lines += [f"| `{name}` | {rows:,} | {TABLES[name].meaning} |" for name, rows in about.rows.items()]
    lines += ["", _FILES, "", "## Limitations", "", _LIMITS, "", "## Measured", "", _MEASURED, ""]
    lines += [measured_table(is_whole=False), "", "## Licence", ""]
    lines += [f"[{LICENCE_NAME}]({LICENCE_URL}); words quoted from articles stay their publishers' (`LICENSE.md`).", ""]
    lines += ["## How to cite", "", f"{AUTHORS}: {TITLE}. Version {about.version}, {about.made_on}. `CITATION.cff` has"]
    lines += ["the same for reference managers; name the version, since every version stays as it is.", ""]
    lines += ["## Contact", "", about.contact or NOT_SAID, "", REQUESTS]
    return lines


_FILES = f"""Each table is `NAME.parquet`, or `NAME.YYYY-MM.parquet` by month of publication where it is large:
`NAME.*parquet` finds either. `{flat.NAME}.csv` has the claims for a spreadsheet, a line each. `DICTIONARY.md` explains
every column, `METHOD.md` how a row is decided, `CHANGES.md` what differs from the version before, `quality.html` what
was checked and what is covered. `manifest.json` has size and SHA-256 of every file, and a hash of each table's
content."""
_MEASURED = (
    "Of the code that read the articles, on other projects' gold; F1 in per cent unless it says otherwise. `METHOD.md` "
    "has more, and `quality.html` what was checked of this release."
)
_LIMITS = """- Rows are read by a machine. `confidence` says how sure it is, `rule_code` by which rule, `review_status`
  whether a person has looked at the row. `DICTIONARY.md` says of each column in what it is known to be weak.
- The articles are those that whoever made the release had. They are no sample of anything, and counts of claims measure
  coverage as well as the world.
- Words are quoted within limits, so that long claims are cut or left out; offsets and hashes lead to them in the
  article.
- Anonymous sources stay anonymous, and private people are published by description only. Do not try to find out who
  they are."""
