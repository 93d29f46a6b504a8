"""Great Expectations, imported here and nowhere else, quiet and offline.

The import takes several times as long as Dagster's: whoever needs a check imports `expectations.run` inside the
function that runs it, never at the top of a module.
"""

import gc
import os

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import Expectation

PARTIAL = 5
"""How many rows that fail are named; gathering all of them takes forty times as long."""

gc.freeze()
"""What is there by now stays, most of it modules: looking for garbage need not go through it each time."""

__all__ = ["Expectation", "gxe", "validated"]


def validated(
    name: str, frame: pd.DataFrame, expectations: list[Expectation], key: list[str]
) -> ExpectationSuiteValidationResult:
    """Hold a frame against expectations; rows that fail are named by their key columns only.

    The frame is let go: Great Expectations remembers its last context, and what it holds refers to itself.
    """
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
    try:
        return batch.validate(
            gx.ExpectationSuite(name=name, expectations=expectations),
            result_format={
                "result_format": "SUMMARY",
                "partial_unexpected_count": PARTIAL,
                "unexpected_index_column_names": key,
            },
        )
    finally:
        context.data_sources.delete("tables")
        del asset, batch
        gc.collect()
