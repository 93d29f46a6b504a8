"""What the tests let a worker do with a chunk. Imports no more than a worker needs."""

import os
import signal
import time

from pipelines.outcome import outcome_of


def slowly(chunk):
    """Read a chunk so slowly that somebody can be killed meanwhile."""
    time.sleep(0.2)
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
