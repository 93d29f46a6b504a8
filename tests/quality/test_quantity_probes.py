"""One sentence for each known error of quantity readers, written for the project; all of them must come out right.

`quantities_probes.jsonl` gives the value and unit of each figure; a point is also right for a one-sided bound.
"""

import json
from pathlib import Path

import pytest

from pipelines.figures.dates import dates_in
from pipelines.figures.quantities import figures_in

PROBES = [
    json.loads(line) for line in Path(__file__).with_name("quantities_probes.jsonl").read_text("utf-8").splitlines()
]
SAME_UNITS = {"people": "person", "-": None}


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe["doc_id"])
def test_every_probe_is_right(probe):
    figures = [
        figure for figure in figures_in(probe["text"], dates_in(probe["text"], None)) if not figure.comparison_entity_id
    ]
    wanted = probe["quantities"]
    assert len(figures) == len(wanted), figures
    for figure, quantity in zip(figures, wanted, strict=True):
        assert figure.start < quantity["num_end"]
        assert quantity["num_start"] < figure.end
        low = figure.high if figure.low is None else figure.low
        high = figure.low if figure.high is None else figure.high
        assert (low, high) == (pytest.approx(quantity["low"]), pytest.approx(quantity["high"]))
        name = figure.unit_name.lower() if figure.unit_name else None
        assert name == SAME_UNITS.get(quantity["unit"], quantity["unit"])
