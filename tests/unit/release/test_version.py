from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.release.version import VersionError, is_version, next_version, parse

DAY = date(2025, 12, 5)


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        pytest.param([], "2025.12.05", id="first-of-all"),
        pytest.param(["2025.12.04.3"], "2025.12.05", id="first-of-the-day"),
        pytest.param(["2025.12.05"], "2025.12.05.1", id="second-of-the-day"),
        pytest.param(["2025.12.05", "2025.12.05.9", "2025.12.05.10"], "2025.12.05.11", id="numbers-and-not-letters"),
        pytest.param(["2025.12.05.1"], "2025.12.05.2", id="after-a-gap"),
    ],
)
def test_names_the_next_release(existing, expected):
    assert next_version(DAY, existing) == expected


def test_refuses_a_day_before_the_latest_release():
    with pytest.raises(VersionError, match="clock"):
        next_version(DAY, ["2025.12.06"])


@pytest.mark.parametrize(
    "name",
    [
        "",
        "latest",
        "2025.12",
        "2025.13.01",
        "2025.02.30",
        "2025.12.05.0",
        "2025.12.05.01",
        "2025.12.05\n",
        "２０２５.12.05",
    ],
)
def test_refuses_names_that_are_no_versions(name):
    assert not is_version(name)


@settings(max_examples=100)
@given(st.lists(st.integers(0, 3), max_size=8))
def test_names_are_new_and_in_order(days):
    names = []
    for gap in days:
        last = parse(names[-1]).day if names else DAY
        names.append(next_version(last + timedelta(days=gap), names))
    assert names == [str(version) for version in sorted(map(parse, set(names)))]
