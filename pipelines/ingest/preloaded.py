"""What every worker needs, loaded once in the process that workers are forked from. Nothing else belongs here."""

import htmldate  # noqa: F401
import trafilatura  # noqa: F401

from pipelines.ingest.pages import page  # noqa: F401
from pipelines.text.language import language_of

language_of("The bridge stays closed until the winter, said the mayor of the town, and so does the ferry. " * 3)
