import pytest
from loopback import serving

from pipelines.ingest.web.frontier import Frontier


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def other():
    with serving("127.0.0.2") as site:
        yield site


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path) as frontier:
        yield frontier
