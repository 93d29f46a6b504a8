"""Rows for review as tasks of Label Studio, and its results as decisions.

`labelling.xml` is the labelling interface that goes with the tasks. Results are read from Label Studio's own form of
export, `JSON`: a list of tasks, each with its data and its annotations.
https://labelstud.io/guide/task_format, https://labelstud.io/guide/predictions
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dataset.curation.decision import DecisionError, written
from dataset.curation.results import Result
from dataset.curation.tasks import Task

CONFIG = Path(__file__).parent / "labelling.xml"
NO_WORDS = "(no words of an article go with this row)"
_CONTROL = "context"
"""What the answers are tied to: the text that is shown."""


def tasks_json(tasks: Iterable[Task]) -> str:
    """Give tasks as a file to import into a project of Label Studio."""
    return json.dumps([_task(one) for one in tasks], ensure_ascii=False, indent=1) + "\n"


def _task(one: Task) -> dict[str, Any]:
    words = one.context.words or NO_WORDS
    marks = [
        {
            "id": f"{label}-{number}",
            "from_name": "words",
            "to_name": _CONTROL,
            "type": "labels",
            "value": {
                "start": _utf16(words, start),
                "end": _utf16(words, end),
                "text": words[start:end],
                "labels": [label],
            },
        }
        for number, (start, end, label) in enumerate(one.context.marks)
    ]
    choice = {
        "id": "decision",
        "from_name": "decision",
        "to_name": _CONTROL,
        "type": "choices",
        "value": {"choices": ["confirm"]},
    }
    return {
        "data": {
            "row": one.row,
            "why": "; ".join(one.why),
            "title": one.title or "",
            "context": words,
            "said": json.loads(written(one.said)),
        },
        "predictions": [
            {"model_version": one.extractor or "groundline", "score": one.confidence or 0.0, "result": [*marks, choice]}
        ],
    }


def _utf16(words: str, place: int) -> int:
    """Give a place in code points as Label Studio counts it: in code units of UTF-16, as browsers do."""
    return len(words[:place].encode("utf-16-le", "surrogatepass")) // 2


def results_of(text: str) -> Iterator[Result]:
    """Give the results in a file that Label Studio exported as JSON; tasks without an annotation have none.

    Raises DecisionError where it is no such file.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"is no JSON: {error}") from None
    if not isinstance(found, list):
        raise DecisionError("is no list of tasks: export from Label Studio as JSON")
    for number, task in enumerate(found, start=1):
        yield from _results_of(task, f"task {number}")


def _results_of(task: object, where: str) -> Iterator[Result]:
    if not isinstance(task, dict) or not isinstance(task.get("annotations"), list):
        raise DecisionError(f"{where}: has no annotations: export from Label Studio as JSON, and not as JSON-MIN")
    data = task.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("row"), str) or not isinstance(data.get("said"), dict):
        raise DecisionError(f"{where}: its data are not those of a task that was exported here")
    for annotation in task["annotations"]:
        if not isinstance(annotation, dict) or not isinstance(annotation.get("result"), list):
            raise DecisionError(f"{where}: an annotation has no result")
        if not annotation.get("was_cancelled") and (answers := _answers(annotation["result"], where)):
            yield Result(
                where,
                data["row"],
                json.dumps(data["said"]),
                answers.get("decision", ""),
                answers.get("new", ""),
                answers.get("reason", ""),
                _who(annotation.get("completed_by")),
                str(annotation.get("updated_at") or annotation.get("created_at") or ""),
            )


def _answers(result: Iterable[object], where: str) -> dict[str, str]:
    """Give the words of each answer by the name of its control; labels of words are no answers."""
    found: dict[str, str] = {}
    for part in result:
        value = part.get("value") if isinstance(part, Mapping) else None
        if not isinstance(part, Mapping) or not isinstance(value, Mapping):
            raise DecisionError(f"{where}: a result has no value")
        words = value.get("choices") if part.get("type") == "choices" else value.get("text")
        if part.get("type") in ("choices", "textarea"):
            lines = words if isinstance(words, list) else [words]
            if any(not isinstance(line, str) for line in lines):
                raise DecisionError(f"{where}: an answer is no text")
            found[str(part.get("from_name"))] = "\n".join(map(str, lines))
    return found


def _who(completed_by: object) -> str:
    """Give who made an annotation, as far as the export tells: an address, or a number."""
    if isinstance(completed_by, Mapping):
        completed_by = completed_by.get("email") or completed_by.get("id")
    if completed_by is None:
        return ""
    return completed_by if isinstance(completed_by, str) else f"Label Studio {completed_by}"
