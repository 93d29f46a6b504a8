"""Where sentences and paragraphs end."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.sentences import paragraphs_in, sentences_in


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained. They left.", ["It rained.", "They left."], id="two"),
        pytest.param("Mr. Orr met Gen. Hale. They left.", ["Mr. Orr met Gen. Hale.", "They left."], id="titles"),
        pytest.param("The U.S. Army left. Rain fell.", ["The U.S. Army left.", "Rain fell."], id="initials-inside"),
        pytest.param("He is in the U.S. The ship left.", ["He is in the U.S.", "The ship left."], id="initials-at-end"),
        pytest.param("It rose 4.5 percent. It fell.", ["It rose 4.5 percent.", "It fell."], id="decimal"),
        pytest.param("On Nov. 7 it rained. So?", ["On Nov. 7 it rained.", "So?"], id="month"),
        pytest.param("J. P. Orr left. Why?", ["J. P. Orr left.", "Why?"], id="single-letters"),
        pytest.param("“It rained.” They left.", ["“It rained.”", "They left."], id="closing-mark"),
        pytest.param("“Who?” asked Orr.", ["“Who?” asked Orr."], id="small-letter-after"),
        pytest.param("A title\nIt rained.", ["A title", "It rained."], id="line-break"),
        pytest.param("It rained on\nthe town.", ["It rained on\nthe town."], id="hard-wrapped"),
        pytest.param("It fell.The road shut.", ["It fell.", "The road shut."], id="lost-space"),
        pytest.param("Harbour.Az was late.", ["Harbour.Az was late."], id="name-with-a-dot"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n ", [], id="blank"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_paragraphs_end_at_blank_lines_and_before_capitals() -> None:
    text = "One\ntwo.\nThree.\n\nfour"
    assert [text[start:end] for start, end in paragraphs_in(text)] == ["One\ntwo.", "Three.", "four"]


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from('aB .?!"”’\n…5U'), max_size=80))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = sentences_in(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
