"""What the tests of workers let a worker do. Imports little, since each new worker imports it."""

import os
import signal
import time

from pipelines.ingest.found import Unreadable


def act(item):
    """Do what an item says, in a worker."""
    match item:
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "fill":
            return len([bytes(50_000_000) for _ in range(20)])
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "long":
            return "x" * 2_000_000
        case "deep":
            return act(["deep"]) if item else None
        case ["deep"]:
            return act(item)
        case "fail":
            raise KeyError("words of the input")
        case "refuse":
            raise Unreadable("no_text", "holds nothing", 7)
        case "pid":
            return os.getpid()
    return item


def burn(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return seconds


class Absent:
    """Something that can be loaded on the caller's side only."""

    def __reduce__(self):
        return getattr, (Absent, "not_there_at_all")
