"""The unit tables hold what pint computes, and units are found in every usual spelling."""

import re

import pint
import pytest

from pipelines.figures.units import currency_before, rate_after, unit_after, units_by_code

SHARES = {"percentage": 0.01, "per mille": 0.001}
PINT_NAMES = {
    "celsius": "degree_Celsius",
    "fahrenheit": "degree_Fahrenheit",
    "tonne": "metric_ton",
    "pound-mass": "pound",
    "barrel": "oil_barrel",
    "electronvolt": "electron_volt",
    "month": "year / 12",
    "year": "julian_year",
    "decade": "10 * julian_year",
    "century": "100 * julian_year",
    "pound per square inch": "psi",
    "acre": "43560 * international_foot ** 2",
}
REGISTRY = pint.UnitRegistry()


def pint_name(name: str) -> str:
    """Give the name as pint writes it: "square kilometre" is kilometre ** 2."""
    if name in PINT_NAMES:
        return PINT_NAMES[name]
    name = re.sub(r"\b(?:square|cubic) (\w+)", lambda m: f"{m[1]} ** {2 if m[0][0] == 's' else 3}", name)
    name = name.replace("nautical mile", "nautical_mile").replace(" per ", " / ")
    return (
        re.sub(r"(?<=[a-z]) (?=[a-z])", " * ", name)
        .replace("kilotonne", "kilometric_ton")
        .replace("megatonne", "megametric_ton")
    )


@pytest.mark.parametrize(
    "unit", [unit for unit in units_by_code().values() if unit.si_unit], ids=lambda unit: unit.code
)
def test_the_si_value_is_what_pint_computes(unit):
    if unit.name in SHARES:
        assert unit.si_factor == SHARES[unit.name]
        return
    expression = pint_name(unit.name)
    for value in (1.0, 20.0):
        computed = (
            REGISTRY.Quantity(value, expression) if unit.si_offset else value * REGISTRY.parse_expression(expression)
        )
        assert unit.in_si(value) == pytest.approx(computed.to_base_units().magnitude, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("5 square kilometres", "km2", id="british-spelling"),
        pytest.param("5 square kilometers", "km2", id="american-spelling"),
        pytest.param("5 sq km", "km2", id="short-form"),
        pytest.param("5km²", "km2", id="symbol-attached"),
        pytest.param("5-kilometre", "km", id="hyphened"),
        pytest.param("5 per cent", "%", id="per-cent"),
        pytest.param("5%", "%", id="per-cent-sign"),
        pytest.param("5 percentage points", "{percentage_point}", id="percentage-points"),
        pytest.param("5 km/h", "km/h", id="speed"),
        pytest.param("5 °C", "Cel", id="temperature"),
        pytest.param("5 million", None, id="scale-word-is-no-unit"),
        pytest.param("5 Danish crowns", "DKK", id="currency-of-two-words"),
        pytest.param("5€", "EUR", id="currency-sign-behind"),
    ],
)
def test_the_unit_behind_a_number_is_found(text, code):
    found = unit_after(text, 1, len(text))
    assert (found.unit.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("$5", "USD", id="dollar-sign"),
        pytest.param("A$5", "AUD", id="dollar-with-country"),
        pytest.param("A $5", "USD", id="article-is-no-country"),
        pytest.param("HK $5", "HKD", id="country-apart"),
        pytest.param("EUR 5", "EUR", id="iso-code"),
        pytest.param("in 5", None, id="no-currency"),
    ],
)
def test_the_currency_before_a_number_is_found(text, code):
    found = currency_before(text, text.index("5"))
    assert (found.unit.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(" a day", "day", id="a-day"),
        pytest.param(" per month", "month", id="per-month"),
        pytest.param("-a-day", "day", id="hyphened"),
        pytest.param(" a barrel", "barrel", id="a-barrel"),
        pytest.param(" a year earlier", None, id="time-of-comparison"),
        pytest.param(" a house", None, id="no-rate"),
    ],
)
def test_the_base_of_a_rate_is_found(text, name):
    found = rate_after(text, 0, len(text))
    assert (found.unit.name if found else None) == name
