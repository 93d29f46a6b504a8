"""Who is a private person."""

import pytest
from marked import claims_in

from pipelines.text.privacy import is_private


@pytest.mark.parametrize(
    ("words", "private"),
    [
        pytest.param("Olena Marchuk, a resident of Kharkiv,", True, id="resident"),
        pytest.param("Olena Marchuk", True, id="only-a-name"),
        pytest.param("Olena Marchuk, a nurse at the city hospital,", True, id="employee"),
        pytest.param("Mayor Olena Marchuk", False, id="office"),
        pytest.param("Olena Marchuk, a military analyst,", False, id="apposed-role"),
        pytest.param("Anna Korol", False, id="entity"),
        pytest.param("a resident of Kharkiv", False, id="no-name"),
        pytest.param("Reuters", False, id="outlet"),
    ],
)
def test_is_private(words: str, private: bool) -> None:
    assert is_private(claims_in(f"{{S:{words}}} {{C:said}} {{X:no}}.")[0].source) is private


def test_a_role_that_the_text_gives_elsewhere_counts() -> None:
    marked = "{S1:Olena Marchuk} {C1:said} {X1:no}. {S2:Governor Olena Marchuk} {C2:added} {X2:so}."
    assert not any(is_private(claim.source) for claim in claims_in(marked))
