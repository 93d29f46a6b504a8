"""What follows from the contract: one suite a table, made while running and never stored.

Columns in order, what is required, allowed words, patterns, ranges, the key, ordered pairs, and that each id stands
in the table it points to (`frames.py` adds a column that says whether it does).
"""

from dataset.contract.arrow import required_in
from dataset.contract.fields import FIELDS
from dataset.contract.model import Field, Table
from expectations.frames import is_list, resolves
from expectations.gx import Expectation, gxe

NUMBERS = ("number", "count")


def suite(table: Table) -> list[Expectation]:
    """Give the expectations of a table that follow from the contract."""
    plain = [FIELDS[name] for name in table.columns if not is_list(name)]
    found: list[Expectation] = [
        gxe.ExpectColumnValuesToNotBeNull(column=name)
        for name in table.columns
        if name in required_in(table) and not is_list(name)
    ]
    for field in plain:
        found += _of_field(field)
    found.append(_key(table))
    found += [_ordered(low, high) for low, high in table.ordered]
    found += [_resolving(name) for name in (*table.points_to, *table.points_by)]
    return found


def _of_field(field: Field) -> list[Expectation]:
    found: list[Expectation] = []
    if field.allowed:
        found.append(gxe.ExpectColumnValuesToBeInSet(column=field.name, value_set=list(field.allowed)))
    if field.pattern:
        found.append(gxe.ExpectColumnValuesToMatchRegex(column=field.name, regex=field.pattern))
    if field.kind in NUMBERS and (field.low is not None or field.high is not None):
        found.append(gxe.ExpectColumnValuesToBeBetween(column=field.name, min_value=field.low, max_value=field.high))
    return found


def _key(table: Table) -> Expectation:
    if len(table.key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=table.key[0])
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(table.key))


def _ordered(low: str, high: str) -> Expectation:
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=high, column_B=low, or_equal=True, ignore_row_if="either_value_is_missing"
    )


def _resolving(name: str) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(column=resolves(name), value_set=[True])
