"""The job with its inbox in an object store and its releases sent there: what comes back is what a folder gives."""

import json

import obstore
from graph_place import GraphPlace

from dataset.release.download import get
from dataset.release.verify import verify

ARTICLE = {
    "url": "https://gazette.example/lamps",
    "outlet": "Hesk Gazette (invented)",
    "title": "(Invented) Lamps",
    "published": "2025-02-03",
    "text": "Talvonia does not exist. The mayor of Hesk, Silva Tenn, said on Monday that 40 lamps were broken.",
}


def test_from_a_bucket_to_a_bucket(s3, tmp_path, monkeypatch):
    bucket = s3.bucket()
    obstore.put(bucket.store, "inbox/2025/lamps.jsonl", json.dumps(ARTICLE).encode())
    here, there = GraphPlace(tmp_path / "here", tmp_path / "inbox"), GraphPlace(tmp_path / "there")
    here.put({"2025/lamps.jsonl": json.dumps(ARTICLE)})
    here.run_well()
    places = {"GROUNDLINE_INBOX": f"{bucket.address}/inbox", "GROUNDLINE_PUBLISH": f"{bucket.address}/releases"}
    run = there.run(**bucket.environment, **places)
    assert run.succeeded, run.failures
    assert there.content() == here.content()
    assert there.rows("figures")[0]["surface"] == "40 lamps"
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    back = get(places["GROUNDLINE_PUBLISH"], tmp_path / "back", None, print)
    assert not verify(back, there.store.texts()).problems
    again = there.run("ingest", **bucket.environment, **places)
    assert again.metadata("ingested")["new"] == 0
