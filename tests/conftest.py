"""What tests of several floors share: an object store on loopback."""

import pytest
from object_store import Server


@pytest.fixture(scope="session")
def s3():
    """An S3 server on loopback that gives buckets."""
    return Server()
