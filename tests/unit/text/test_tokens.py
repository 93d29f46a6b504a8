"""Words, numbers and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.tokens import tokens_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained.", ["It", "rained", "."], id="words"),
        pytest.param("Orr’s boat, they've", ["Orr", "’s", "boat", ",", "they", "'ve"], id="clitics"),
        pytest.param("He didn’t go", ["He", "didn’t", "go"], id="negation-stays"),
        pytest.param("Mr. Orr and Sen. Hale", ["Mr.", "Orr", "and", "Sen.", "Hale"], id="titles"),
        pytest.param("the U.S. Army", ["the", "U.S.", "Army"], id="initials"),
        pytest.param("Dana R. Orr", ["Dana", "R.", "Orr"], id="middle-initial"),
        pytest.param("70-80 at 9:42", ["70-80", "at", "9:42"], id="numbers"),
        pytest.param("Harbor.Az said.Then", ["Harbor.Az", "said", ".", "Then"], id="full-stop-inside"),
        pytest.param("(R-Ky.) No. 2", ["(", "R-Ky.", ")", "No.", "2"], id="state-and-number"),
        pytest.param("so — but...", ["so", "—", "but", "..."], id="marks"),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens_in(text)[0] == expected


def test_offsets_between_two_points() -> None:
    text = "It rained here."
    assert tokens_in(text, 3, 9) == (["rained"], [3], [9])


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    words, starts, ends = tokens_in(text)
    assert words == [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert "".join("".join(words).split()) == "".join(text.split())
