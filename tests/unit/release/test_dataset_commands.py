"""`python -m dataset publish` and `get` as a person runs them; and what they never print."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from object_store import SECRETS
from small_releases import add

ROOT = Path(__file__).parents[3]


@pytest.fixture
def releases(tmp_path):
    add(tmp_path / "releases", "2025.12.05", "first")
    return tmp_path / "releases"


def run(releases, *arguments, **environment):
    (releases.parent / "inbox").mkdir(exist_ok=True)
    places = {"GROUNDLINE_INBOX": str(releases.parent / "inbox"), "GROUNDLINE_RELEASES": str(releases)}
    return subprocess.run(
        [sys.executable, "-m", "dataset", *map(str, arguments)],
        env={"PATH": os.environ["PATH"], **places, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_release_goes_out_and_comes_back(releases, tmp_path, s3):
    bucket = s3.bucket()
    out = run(releases, "publish", bucket.address, **bucket.environment)
    assert (out.returncode, out.stdout.splitlines()[-1]) == (0, f"{bucket.address}: 2025.12.05 published"), out.stderr
    again = run(releases, "publish", bucket.address, **bucket.environment)
    assert (again.returncode, again.stdout) == (0, f"{bucket.address}: has all releases already\n")
    back = run(releases, "get", "--from", bucket.address, "--to", tmp_path / "mine", **bucket.environment)
    assert back.returncode == 0, back.stderr
    assert (tmp_path / "mine/latest/NOTE.md").read_text() == "first"
    assert not any(
        secret in words for secret in SECRETS for one in (out, again, back) for words in (one.stdout, one.stderr)
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        pytest.param(["publish", "s3://no-such-bucket"], {}, "no such bucket", id="no-bucket"),
        pytest.param(
            ["publish", "s3://bucket"], {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "cannot be reached", id="no-server"
        ),
        pytest.param(["publish", "s3://bucket"], {"AWS_ALLOW_HTTP": "false"}, "store failed", id="no-plain-http"),
        pytest.param(["publish", f"s3://{SECRETS[0]}:{SECRETS[1]}@bucket"], {}, "no credentials", id="in-the-address"),
        pytest.param(["publish", f"az://box?sig={SECRETS[1]}"], {}, "no credentials", id="in-the-query"),
        pytest.param(["publish", "http://news.example"], {}, "s3, gs, az", id="web-server"),
        pytest.param(["get", "--from", "s3://no-such-bucket", "--to", "mine"], {}, "no index.json", id="get-nothing"),
    ],
)
def test_failures_are_said_in_a_line_without_credentials(releases, s3, arguments, environment, message):
    failed = run(releases, *arguments, **{**s3.bucket().environment, **environment})
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith("error: ")
    assert failed.stderr.count("\n") == 1
    assert message in failed.stderr
    assert not any(secret in failed.stderr for secret in SECRETS)


def test_what_publishing_needs_is_loaded_only_then():
    heavy = "{'obstore', 'moto', 'duckdb', 'polars', 'frictionless', 'mlcroissant'}"
    program = f"import sys, dataset.__main__, dataset.release.publish; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
