"""The texts and descriptions that come with every release, each from the contract and from what the release holds."""

import json
from typing import Any

from dataset.contract.dictionary import dictionary
from dataset.release.about import ABSTRACT, AUTHORS, LICENCE_ID, TITLE, About
from dataset.release.card import card
from dataset.release.croissant import croissant
from dataset.release.datapackage import data_package

DOCUMENTS = ("DICTIONARY.md", "LICENSE.md", "CITATION.cff", "README.md", "datapackage.json", "croissant.json")
"""The files of these texts."""

LICENCE = """# Licence of these data

The dataset is published under the Creative Commons Attribution 4.0 International licence (CC BY 4.0):
https://creativecommons.org/licenses/by/4.0/

You may copy, change and use it for any purpose, also commercially, if you name the source (`CITATION.cff` says how)
and say what you changed.

**Covered** is what Groundline made: the tables and their structure, ids, offsets, readings, figures in their
normalised form, checks, and the documentation.

**Not covered** are words quoted from articles (the columns `title`, `content`, `cue`, `source_text`, `surface`,
`evidence` and others that give an article's words). They stay their authors' and publishers'; they are short
quotations, there so that a reading can be checked against its article. Facts are nobody's property. Names and codes of
places and entities come from public registers and keep these registers' terms.

There is no warranty. A row says what an article attributes to a source, and not that it is so.
"""


def documents(about: About) -> dict[str, bytes]:
    """Give the texts of a release by file name."""
    texts = (
        dictionary(),
        LICENCE,
        citation(about),
        card(about),
        _json(data_package(about)),
        _json(croissant(about)),
    )
    return {name: text.encode() for name, text in zip(DOCUMENTS, texts, strict=True)}


def citation(about: About) -> str:
    """Give CITATION.cff (Citation File Format 1.2.0) of a release."""
    return f"""cff-version: 1.2.0
message: If you use these data, please cite this version of them.
type: dataset
title: "{TITLE}"
abstract: >-
  {ABSTRACT}
authors:
  - name: {AUTHORS}
version: "{about.version}"
date-released: "{about.made_on}"
license: {LICENCE_ID}
"""


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
