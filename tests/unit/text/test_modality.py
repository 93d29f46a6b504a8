"""How a content is put: modality and negation."""

import pytest

from pipelines.text.modality import modality_of


@pytest.mark.parametrize(
    ("cue", "content", "modality"),
    [
        pytest.param("said", "the bridge was closed", "asserted", id="plain"),
        pytest.param("said", "the truce might hold", "possible", id="might"),
        pytest.param("said", "in May the port was closed", "asserted", id="month-of-may"),
        pytest.param("said", "May was cold", "asserted", id="may-first"),
        pytest.param("said", "Kyiv must leave the alliance", "demanded", id="must"),
        pytest.param("urged", "the council to act", "demanded", id="urged"),
        pytest.param("denied", "that its troops had crossed the river", "denied", id="denied"),
        pytest.param("ruled out", "making concessions", "denied", id="ruled-out"),
        pytest.param("vowed", "to end the blockade", "intended", id="vowed"),
        pytest.param("said", "it is ready to sign", "intended", id="ready-to"),
        pytest.param("said", "if the offer fails, fighting would go on", "conditional", id="if-would"),
        pytest.param("asked", "why the port was closed", "asserted", id="a-question-is-no-demand"),
        pytest.param("does not rule out", "a truce", "possible", id="denial-denied"),
        pytest.param("said", "a possible truce was discussed", "asserted", id="possible-before-a-noun"),
        pytest.param("said", "it is possible to stop", "possible", id="possible-behind-a-verb"),
        pytest.param("said", "fighting would go on", "asserted", id="would-of-reported-speech"),
        pytest.param("said", "the plan, which may change, was agreed", "asserted", id="relative-clause-is-not-main"),
        pytest.param("said", "while talks may fail, the border is open", "asserted", id="leading-clause-is-not-main"),
        pytest.param("expressed readiness", "to the ministers for their help", "asserted", id="to-with-noun"),
    ],
)
def test_modality(cue: str, content: str, modality: str) -> None:
    assert modality_of(cue, content)[0] == modality


@pytest.mark.parametrize(
    ("cue", "content", "negated"),
    [
        pytest.param("said", "it was not true", True, id="not"),
        pytest.param("said", "it didn't happen", True, id="contraction"),
        pytest.param("said", "it didn’t happen", True, id="curly-contraction"),
        pytest.param("said", "no one was hurt", True, id="no-one"),
        pytest.param("said", "there is no plan", True, id="there-is-no"),
        pytest.param("did not say", "the port was closed", True, id="cue"),
        pytest.param("said", "the town, which had not been hit before, was shelled", False, id="relative-clause"),
        pytest.param("said", "they fight not only for the town", False, id="not-only"),
        pytest.param("said", "they would leave if nothing came", False, id="if-clause-behind"),
        pytest.param("said", "if nothing came, they would leave", False, id="if-clause-in-front"),
        pytest.param("said", "the north was calm", False, id="plain"),
        pytest.param("denied", "that the port was closed", False, id="denial-is-a-modality"),
    ],
)
def test_negation(cue: str, content: str, negated: bool) -> None:
    assert modality_of(cue, content)[1] is negated
