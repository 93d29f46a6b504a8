"""Whose side an entity is on, and who held which office when."""

import pytest

from pipelines.text.sides import country_of, government, office_of


@pytest.mark.parametrize(
    ("entity_id", "country"),
    [
        pytest.param("UA-63", "UA", id="region"),
        pytest.param("RU", "RU", id="country"),
        pytest.param("gl:kremlin", "RU", id="government"),
        pytest.param("gl:government-of-ukraine", "UA", id="government-of-a-country"),
        pytest.param("gl:no-such-entity", None, id="unknown"),
        pytest.param(None, None, id="none"),
    ],
)
def test_country(entity_id: str | None, country: str | None) -> None:
    assert country_of(entity_id) == country


def test_a_country_speaks_for_its_government() -> None:
    assert government("UA") == ("gl:government-of-ukraine", "Government of Ukraine")
    assert government("gl:kremlin") is None


@pytest.mark.parametrize(
    ("entity_id", "year", "is_held"),
    [
        pytest.param("Q6279", 2022, True, id="in-office"),
        pytest.param("Q6279", 2026, False, id="afterwards"),
        pytest.param("Q6279", None, False, id="ended-and-no-year"),
        pytest.param("Q22686", 2022, False, id="another-held-it"),
        pytest.param("Q22686", 2025, True, id="successor"),
        pytest.param("Q7747", None, True, id="no-end-known"),
    ],
)
def test_offices_have_years(entity_id: str, year: int | None, is_held: bool) -> None:
    office = office_of(entity_id, year)
    assert (office is not None and office.startswith("president")) is is_held
