"""Where quotations begin and end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.quotes import quotations_in


def quoted(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in quotations_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We left,” he said.", ["We left,"], id="curly"),
        pytest.param('"We left," he said. "It rained."', ["We left,", "It rained."], id="straight"),
        pytest.param("''We left,'' he said.", ["We left,"], id="doubled-apostrophes"),
        pytest.param("``We left,'' he said.", ["We left,"], id="backticks"),
        pytest.param("«We left», he said.", ["We left"], id="angle"),
        pytest.param("„We left“, he said.", ["We left"], id="low-high"),
        pytest.param("He said ‘we left’.", ["we left"], id="single-curly"),
        pytest.param("He said 'we left'.", ["we left"], id="single-straight"),
        pytest.param("The workers’ and Orr's boat isn’t old.", [], id="apostrophes"),
        pytest.param("It's 6'2\" tall.", [], id="feet-and-inches"),
        pytest.param("“He said ‘no’ twice.”", ["He said ‘no’ twice.", "no"], id="nested"),
        pytest.param("''He said, 'No,''' she said.", ["He said, 'No,'", "No,"], id="three-apostrophes"),
        pytest.param('“We left," he said.', ["We left,"], id="mixed-marks"),
        pytest.param("“We left.\n\n“It rained.”", ["We left.", "It rained."], id="over-paragraphs"),
        pytest.param("“We left, he said.", ["We left, he said."], id="unclosed"),
        pytest.param("“” and “ ”", [], id="empty"),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_depth_and_closing() -> None:
    outer, inner = quotations_in("“He said ‘no’ twice.”")
    assert (outer.depth, outer.is_closed, outer.outer) == (0, True, (0, 21))
    assert (inner.depth, inner.is_closed) == (1, True)
    assert not quotations_in("“It rained.\n\nThey left.")[0].is_closed


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("aB ,.\"“”‘’'«»„`\n"), max_size=60))
def test_any_text_gives_quotations_inside_it(text: str) -> None:
    found = quotations_in(text)
    assert list(found) == sorted(found, key=lambda quotation: (quotation.outer[0], -quotation.outer[1]))
    for quotation in found:
        assert 0 <= quotation.outer[0] < quotation.start < quotation.end <= quotation.outer[1] <= len(text)
