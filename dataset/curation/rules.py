"""What a decision must keep to, whatever the rows are now: the contract's types and words, known ids, people's rights.

What belongs here: rules that one decision keeps or breaks by itself, each with the reason that a curator reads.
"""

import re
from collections.abc import Iterator
from functools import cache

from dataset.contract.arrow import required_in
from dataset.contract.fields import FIELDS, ID
from dataset.contract.quoting import LONGEST
from dataset.contract.tables import TABLES
from dataset.curation.decision import Decision, DecisionError
from dataset.curation.reviewed import REVIEWED, Reviewed
from dataset.reference.load import entities_table, parts_of, rows

SOURCE_KINDS = ("person", "government", "organisation", "outlet", "document", "anonymous_group", "unattributed")
PER_UNITS = ("s", "min", "h", "d", "wk", "mo", "a")
"""UCUM's units of time, of which a rate may be."""
_TIMEX = re.compile(r"[0-9X]{4}(?:-[0-9A-Z]{1,4}){0,2}(?:T[0-9:X]+)?|(?:PAST|PRESENT|FUTURE)_REF")
_UNIT = re.compile(r"%|\{[^\W\d_][\w' -]{0,60}\}|[A-Za-z0-9./*\[\]_'-]{1,30}")
_MET_OUTLET = "gl:outlet-"
"""Begins the ids of outlets that no reference table has: whether there is one shows where the rows are."""


def check(decision: Decision) -> None:
    """Raise DecisionError, with the reason, where a decision cannot be taken."""
    if problem := next(problems(decision), None):
        raise DecisionError(problem)


def problems(decision: Decision) -> Iterator[str]:
    """Give what is wrong with a decision, each in words for whoever took it."""
    reviewed = REVIEWED.get(decision.table_name)
    if reviewed is None:
        yield f"table_name: {decision.table_name!r} is not reviewed; these are: {', '.join(REVIEWED)}"
        return
    yield from _of_form(decision, reviewed)
    yield from _of_said(decision, reviewed)
    match decision.decision:
        case "correct":
            yield from _of_correction(decision, reviewed)
        case "merge":
            yield from _of_merge(decision, reviewed)
        case _ if decision.new:
            yield f"new: {decision.decision} changes no column; correct does"


def _of_form(decision: Decision, reviewed: Reviewed) -> Iterator[str]:
    if not re.fullmatch(ID, decision.row_id):
        yield f"row_id: {decision.row_id!r} is no id: 16 of the digits 0-9 and a-f"
    if decision.decision not in reviewed.decisions:
        hint = _INSTEAD.get((decision.table_name, decision.decision), f"one of {', '.join(reviewed.decisions)}")
        yield f"decision: {decision.decision!r} is not for {decision.table_name}: {hint}"
    for name, words in (("reason", decision.reason), ("decided_by", decision.decided_by)):
        if len(words) > LONGEST or not (words.isprintable() or not words):
            yield f"{name}: give one line of at most {LONGEST} letters"
    if not decision.reason and decision.decision != "confirm":
        yield "reason: say why, in a few words"
    if not decision.decided_by:
        yield "decided_by: say who decided"


_INSTEAD = {
    ("sources", "reject"): "merge it into the right source, or reject the claims that are none",
    ("figures", "merge"): "reject one of the two",
    ("territory", "merge"): "reject one of the two",
}


def _of_said(decision: Decision, reviewed: Reviewed) -> Iterator[str]:
    if strange := sorted(decision.said.keys() - set(reviewed.said)):
        yield f"said: {', '.join(strange)} is not reviewed; these are: {', '.join(reviewed.said)}"
    needed = {*reviewed.editable, *decision.new} & set(reviewed.editable) - (set(reviewed.drifting) - set(decision.new))
    if missing := [name for name in reviewed.said if name in needed and name not in decision.said]:
        yield f"said: lacks {', '.join(missing)}, without which nobody can tell later whether the row is still the same"
    for name in reviewed.shown:
        if len(decision.said.get(name) or "") > LONGEST:
            yield f"said: {name} has over {LONGEST} letters: only what is published of a row stands here"


def _of_merge(decision: Decision, reviewed: Reviewed) -> Iterator[str]:
    if decision.new.keys() != {reviewed.key}:
        yield f'new: a merge names the row that is kept, and no more: {{"{reviewed.key}": "…"}}'
        return
    kept = decision.new[reviewed.key]
    if not isinstance(kept, str) or not re.fullmatch(ID, kept) or kept == decision.row_id:
        yield f"new: {kept!r} is not the id of another row"


def _of_correction(decision: Decision, reviewed: Reviewed) -> Iterator[str]:
    if not decision.new:
        yield "new: a correction changes at least one column; confirm changes none"
    for name, value in decision.new.items():
        if refusal := reviewed.refusal(name):
            yield f"new: {name} cannot be corrected: {refusal}"
        elif name in decision.said and decision.said[name] == value:
            yield f"new: {name} is what the row says already"
        else:
            yield from _of_value(decision.table_name, name, value)
    whole = {**decision.said, **decision.new}
    for low, high in TABLES[decision.table_name].ordered:
        first, last = whole.get(low), whole.get(high)
        if first is not None and last is not None and first > last:
            yield f"new: {low} would be greater than {high}"
    if decision.table_name == "sources":
        yield from _of_people(decision)


def _of_value(table: str, name: str, value: object) -> Iterator[str]:
    """Hold one new value against the contract, and against what is known of ids, words and units."""
    field = FIELDS[name]
    if value is None or value == []:
        if name in required_in(TABLES[table]) or name == "region_ids":
            yield f"new: {name} cannot be empty"
        return
    allowed = _ALLOWED.get((table, name), field.allowed)
    if allowed and value not in allowed:
        yield f"new: {name}: {value!r} is none of {', '.join(allowed)}"
    if field.pattern and not (isinstance(value, str) and re.search(field.pattern, value)):
        yield f"new: {name}: {value!r} has not the form {field.pattern}"
    if isinstance(value, int | float) and not (_or(field.low, value) <= value <= _or(field.high, value)):
        yield f"new: {name}: {value:g} is not between {field.low} and {field.high}"
    if isinstance(value, str) and not (value.isprintable() and value == value.strip() and len(value) <= LONGEST):
        yield f"new: {name}: give one line of at most {LONGEST} letters"
    if (form := _FORMS.get(name)) and not form.fullmatch(str(value)):
        yield f"new: {name}: {value!r} is not in the form that the dictionary gives"
    for entity in value if isinstance(value, list) else [value]:
        if name in ("entity_id", "share_of_entity_id", "region_ids") and not _is_known(name, str(entity)):
            yield f"new: {name}: {entity!r} is not known (dataset/reference)"


_ALLOWED = {("sources", "kind"): SOURCE_KINDS, ("figures", "per_unit"): PER_UNITS}
_FORMS = {"said_value": _TIMEX, "as_of_value": _TIMEX, "unit_code": _UNIT}


def _or(bound: float | None, value: float) -> float:
    return value if bound is None else bound


def _is_known(name: str, entity: str) -> bool:
    if name == "region_ids":
        return entity in _entities() and entity not in _composites()
    return entity in _entities() or entity.startswith(_MET_OUTLET)


@cache
def _entities() -> frozenset[str]:
    return frozenset(str(row["entity_id"]) for row in entities_table())


@cache
def _composites() -> frozenset[str]:
    return frozenset(row["region_id"] for row in rows("regions") if parts_of(row) and row["region_id"] != "UA")


def _of_people(decision: Decision) -> Iterator[str]:
    """Whom an article does not name stays unnamed, and so does a private person: nobody finds out who they are."""
    new, said = decision.new, decision.said
    if said.get("anonymity_class") != "named" and (
        new.get("name") or new.get("entity_id") or new.get("anonymity_class") == "named"
    ):
        yield (
            "new: whom an article does not name stays unnamed; where it names the source in another place, correct "
            "the claim's source_id"
        )
    elif new.get("name") and said.get("name") is None and not (new.get("entity_id") or said.get("entity_id")):
        yield "new: a name that is withheld is not given here; a person of public life has an entity_id"
