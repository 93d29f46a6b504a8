"""What the tests let a worker do with a chunk. Imports no more than a worker needs."""

import contextlib
import os
import signal
import time

from pipelines.outcome import outcome_of


def waiting(chunk):
    """Read a chunk; the first to read `Wait PATH` says there who it is, and waits to be killed."""
    for article in chunk:
        word, path, *_ = article.document.text.split()
        if word == "Wait":
            with contextlib.suppress(FileExistsError), open(path, "x") as file:
                file.write(f"{os.getpid()}\n")
                file.flush()
                time.sleep(600)
    return [outcome_of(article) for article in chunk]


def acting(chunk):
    """Read a chunk, and do what its texts say to whoever reads them."""
    for article in chunk:
        match article.document.text.split()[0]:
            case "Kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "Fault":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "Leave":
                os._exit(3)
    return [outcome_of(article) for article in chunk]


def failing(chunk):
    """Fail as the code of a worker does that is not an extractor's."""
    raise LookupError(f"no luck with {len(chunk)} articles")


def spinning(chunk):
    """Never end."""
    while chunk:
        pass
