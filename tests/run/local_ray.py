"""A Ray cluster on loopback with worker processes of its own, that a run finds by its address."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
CORES = 3


class LocalRay:
    """The cluster: `ray start` in a process group of its own."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # sockets lie in it: their paths are to be short
        self.address = f"127.0.0.1:{_free_port()}"
        self.from_outside = f"ray://127.0.0.1:{_free_port()}"
        self.environment = {
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": secrets.token_hex(32),
            "RAY_USAGE_STATS_ENABLED": "0",
        }
        ray = Path(sys.executable).parent / "ray"
        self._log = open(Path(self.folder) / "start.log", "w+b")  # noqa: SIM115 - as long as the cluster
        self._process = subprocess.Popen(
            [ray, "start", "--head", "--block", *self._options()],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **self.environment, "PYTHONPATH": str(HERE), "RAY_worker_niceness": "0"},
        )
        self._wait()

    def _options(self) -> list[str]:
        given = {
            "node-ip-address": "127.0.0.1",
            "port": self.address.rpartition(":")[2],
            "ray-client-server-port": self.from_outside.rpartition(":")[2],
            "min-worker-port": 0,
            "max-worker-port": 0,
            "num-cpus": CORES,
            "include-dashboard": "false",
            "temp-dir": self.folder,
            "object-store-memory": 100_000_000,
        }
        return [f"--{name}={value}" for name, value in given.items()]

    def _wait(self) -> None:
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and self._process.poll() is None:
            if b"Ray runtime started" in self.said:
                return
            time.sleep(0.2)
        self.stop()
        raise RuntimeError("Ray did not start")

    @property
    def said(self) -> bytes:
        return Path(self._log.name).read_bytes()

    def stop(self) -> None:
        """End the cluster's processes, and nobody else's."""
        family = below(self._process.pid)
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
        for pid in family:
            with_care(pid)
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def with_care(pid: int) -> None:
    """End a process that may be gone."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def below(pid: int) -> list[int]:
    """Give all processes below one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found[1:]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
