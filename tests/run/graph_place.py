"""A place to run the whole graph in, and what a run left there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import dagster as dg
import pyarrow as pa

from assets.definitions import defs
from dataset.release.changes import COMPARED
from dataset.release.content import content_sha256
from dataset.release.index import read_index
from dataset.release.opened import Release, find_release, open_release
from dataset.store import Store

TIMES = {"retrieved_at", "seen_at"}
"""Columns that tell when a run was, and so differ between runs that give the same."""


@dataclass(frozen=True)
class Run:
    """What one run gave."""

    result: dg.ExecuteInProcessResult
    log: str
    """Everything that Dagster kept of it: messages, errors and metadata."""

    @property
    def succeeded(self) -> bool:
        return self.result.success

    @property
    def failures(self) -> dict[str, str]:
        """The words of each step that failed by itself, causes included."""
        found = {}
        for event in self.result.get_step_failure_events():
            data = event.step_failure_data
            words = data.user_failure_data.description if data.user_failure_data else None
            found[event.step_key] = words or data.error.to_string()
        return found

    @property
    def failed_checks(self) -> dict[str, str]:
        """Why each failed check failed, by its table."""
        checks = self.result.get_asset_check_evaluations()
        return {one.asset_key.path[-1]: one.description for one in checks if not one.passed}

    def metadata(self, name: str) -> dict[str, object]:
        """Give what a materialisation told of itself."""
        (event,) = self.result.asset_materializations_for_node(name)
        return {key: value.value for key, value in event.metadata.items()}

    @property
    def is_new(self) -> bool:
        return bool(self.metadata("released")["is_new"])


@dataclass(frozen=True)
class GraphPlace:
    """An inbox, a store and a folder of releases; the sample's inbox where none is named."""

    root: Path
    inbox: Path | None = None

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def store(self) -> Store:
        return Store(self.root / "store")

    @property
    def curation(self) -> Path:
        """What people decided; the folder that comes with the project where there is none."""
        return self.root / "curation"

    @property
    def environment(self) -> dict[str, str]:
        given = {"GROUNDLINE_STORE": str(self.root / "store"), "GROUNDLINE_RELEASES": str(self.releases)}
        if self.curation.is_dir():
            given["GROUNDLINE_CURATION"] = str(self.curation)
        return given if self.inbox is None else {**given, "GROUNDLINE_INBOX": str(self.inbox)}

    def put(self, pieces: Mapping[str, str | bytes]) -> None:
        """Put pieces into the inbox by file name."""
        assert self.inbox is not None
        self.inbox.mkdir(parents=True, exist_ok=True)
        for name, words in pieces.items():
            path = self.inbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words.encode() if isinstance(words, str) else words)

    def run(
        self, job: str = "release", config: dict | None = None, only: list[str] | None = None, **environment: str
    ) -> Run:
        """Run a job in this process, or some assets of it; `config` is the run's own, more settings go by name."""
        bare = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDLINE_")}
        with (
            patch.dict(os.environ, {**bare, **self.environment, **environment}, clear=True),
            dg.DagsterInstance.ephemeral() as instance,
        ):
            result = defs.resolve_job_def(job).execute_in_process(
                config,
                instance=instance,
                asset_selection=[dg.AssetKey(name) for name in only] if only else None,
                raise_on_error=False,
            )
            log = "\n".join(entry.to_json() for entry in instance.all_logs(result.run_id))
        return Run(result, log)

    def run_well(self, **environment: str) -> Run:
        """Run the job `release`, which is to succeed."""
        run = self.run(**environment)
        assert run.succeeded, run.failed_checks or run.failures
        return run

    @property
    def versions(self) -> list[str]:
        index = read_index(self.releases)
        return index.versions if index else []

    @property
    def latest(self) -> Release:
        return open_release(find_release(self.releases))

    def rows(self, name: str) -> list[dict]:
        """Give the rows of a table of the latest release."""
        return self.latest.tables[name].to_pylist()

    def content(self) -> dict[str, str]:
        """Give a hash over each table that speaks of the world in the latest release, times left out."""
        tables = self.latest.tables
        return {name: content_sha256(_without_times(tables[name])) for name in COMPARED}


def _without_times(rows: pa.Table) -> pa.Table:
    return rows.drop_columns([name for name in rows.column_names if name in TIMES])
