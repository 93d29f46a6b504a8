"""An S3 server on loopback, and what it holds; one request at a time, so that compare-and-swap is what it says."""

import logging
import threading
import urllib.request
from dataclasses import dataclass

import obstore
from obstore.store import S3Store

SECRETS = ("AKIDOFNOBODY", "a-secret-that-must-not-be-shown")
"""The credentials with which the tests ask it."""


@dataclass(frozen=True)
class Bucket:
    """An empty bucket on the server."""

    address: str
    environment: dict

    @property
    def store(self) -> S3Store:
        name = self.address.removeprefix("s3://")
        return S3Store(name, client_options={"allow_http": True}, retry_config={"max_retries": 0}, config={
            "aws_endpoint": self.environment["AWS_ENDPOINT_URL"],
            "aws_access_key_id": SECRETS[0],
            "aws_secret_access_key": SECRETS[1],
            "aws_region": "us-east-1",
        })  # fmt: skip

    @property
    def files(self) -> dict[str, bytes]:
        """Give all objects by path."""
        paths = [one["path"] for batch in obstore.list(self.store) for one in batch]
        return {path: bytes(obstore.get(self.store, path).bytes()) for path in paths}


class Server:
    """A moto server in a thread of this process."""

    def __init__(self):
        from moto.server import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import make_server

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        application = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, application, threaded=False)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self.buckets = 0
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def bucket(self) -> Bucket:
        self.buckets += 1
        name = f"bucket-{self.buckets}"
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/{name}", method="PUT")).close()
        environment = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": SECRETS[0],
            "AWS_SECRET_ACCESS_KEY": SECRETS[1],
            "AWS_REGION": "us-east-1",
            "AWS_ALLOW_HTTP": "true",
        }
        return Bucket(f"s3://{name}", environment)
