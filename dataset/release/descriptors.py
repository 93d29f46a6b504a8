"""The texts that come with every release: dictionary, licence, citation."""

from dataset.contract.dictionary import dictionary

DOCUMENTS = ("DICTIONARY.md", "LICENSE.md", "CITATION.cff")
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


def documents(version: str, made_on: str) -> dict[str, bytes]:
    """Give the texts by file name for a version made on a day (YYYY-MM-DD)."""
    texts = (dictionary(), LICENCE, citation(version, made_on))
    return {name: text.encode() for name, text in zip(DOCUMENTS, texts, strict=True)}


def citation(version: str, made_on: str) -> str:
    """Give CITATION.cff (Citation File Format 1.2.0) of a version made on a day (YYYY-MM-DD)."""
    return f"""cff-version: 1.2.0
message: If you use these data, please cite this version of them.
type: dataset
title: "Groundline: who says what about Russia's war on Ukraine"
abstract: >-
  News about Russia's war on Ukraine as attributed claims, sources, figures and territory statements, each with its
  place in the article it was read in.
authors:
  - name: The Groundline contributors
version: "{version}"
date-released: "{made_on}"
license: CC-BY-4.0
"""
