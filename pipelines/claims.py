"""One article in, all its rows out: the layers in their order.

Here stands the composition and nothing else; what a layer knows stands in its folder, how its records become the
columns of the contract in `rows.py`, and how they are printed for `extract` in `extract.py`.
"""

from pipelines.entities.match import mentions_in
from pipelines.entities.resolve import resolved, with_bases
from pipelines.figures.asof import with_as_of
from pipelines.figures.dates import dates_in
from pipelines.figures.quantities import figures_in
from pipelines.model import Article, Document, Reading
from pipelines.rows import Rows, rows_from
from pipelines.territory.statements import statements_in
from pipelines.text.attribution import attributions_in
from pipelines.text.language import language_of
from pipelines.text.quotes import quotations_in
from pipelines.text.sentences import sentences_in
from pipelines.text.speakers import claims_of

READ = ("en", "und")
"""Languages that the grammar reads: English, and what is too short to tell."""


def read(document: Document) -> Reading:
    """Read one document through all layers; each sees what the ones before it found."""
    language = document.language or language_of(document.text)
    if language.split("-")[0] not in READ:
        return Reading(document, language, (), (), (), (), ())
    text, day = document.text, document.published
    sentences, quotations = sentences_in(text), quotations_in(text)
    dates = dates_in(text, day)
    figures = with_as_of(text, figures_in(text, dates), sentences, dates, day)
    mentions = resolved(document, mentions_in(text))
    figures = with_bases(figures, mentions)
    attributions = attributions_in(text, sentences, quotations, mentions)
    claims = claims_of(document, sentences, attributions, mentions, figures, dates)
    territory = statements_in(text, sentences, mentions, figures, dates, claims, day)
    return Reading(document, language, dates, figures, mentions, claims, territory)


def rows_of(article: Article) -> Rows:
    """Give all rows of one article, by table; nothing in them depends on any other article."""
    return rows_from(article, read(article.document))
