"""What a claim is about."""

import pytest

from pipelines.text.topics import topics_of


@pytest.mark.parametrize(
    ("content", "topics"),
    [
        pytest.param("a truce may hold", ("ceasefire",), id="word"),
        pytest.param("they would freeze the conflict", ("ceasefire",), id="phrase"),
        pytest.param("they negotiated with NATO", ("nato", "negotiations"), id="stem-and-case"),
        pytest.param("12 prisoners were swapped", ("prisoners",), id="plural"),
        pytest.param("this is important", (), id="no-part-of-a-word"),
        pytest.param("", (), id="empty"),
    ],
)
def test_topics(content: str, topics: tuple[str, ...]) -> None:
    assert topics_of(content) == topics
