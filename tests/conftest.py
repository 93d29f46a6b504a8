"""What tests of several floors share: an object store on loopback."""

import pytest
from object_store import Server


@pytest.fixture(scope="session")
def s3():
    """An S3 server on loopback that gives buckets."""
    return Server()


@pytest.fixture
def bucket(s3, monkeypatch):
    """An empty bucket that the environment has the credentials for."""
    found = s3.bucket()
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found
