"""How well pages are read, held against development pages that are no part of the project: floors that do not go down.

A floor is rounded down from what was measured. One page of these (a stub before a paywall) is refused on purpose.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

EVAL = Path(__file__).parents[3] / "shared" / "eval"
FLOORS = {
    "aeb body shingles": 0.96,
    "funev body shingles": 0.96,
    "funt body shingles": 0.965,
    "traf segments": 0.945,
    "funt title": 0.87,
    "traf title": 0.86,
    "funt date": 0.95,
    "traf date": 0.99,
    "funt authors": 0.82,
}
"""One of the 24 days of `funt` names the fourth of May on a page that was fetched on the fifth of April."""


@pytest.mark.slow
def test_real_pages_come_out_as_well_as_before(tmp_path):
    if not (EVAL / "pages_dev").exists():
        pytest.skip("the development pages are not part of the project")
    index, found, scores = EVAL / "pages_dev" / "index.jsonl", tmp_path / "found.jsonl", tmp_path / "scores.json"
    run = subprocess.run(
        [sys.executable, "-m", "pipelines", "pages", str(index), str(found)], capture_output=True, text=True
    )
    refused = run.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in refused] == ["paywall"], refused
    scorer = [sys.executable, str(EVAL / "score_pages.py"), str(found), "--json", str(scores)]
    subprocess.run(scorer, check=True, capture_output=True)
    measured = {name: score["value"] for name, score in json.loads(scores.read_text()).items()}
    assert {name: measured[name] for name, floor in FLOORS.items() if measured[name] < floor} == {}
