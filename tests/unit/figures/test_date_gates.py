"""What is passed over before any pattern of dates is tried begins no expression, whatever the patterns come to say."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures import date_patterns
from pipelines.figures.date_tokens import kind_characters

LOOK_BEHIND = re.compile(r"\(\?<[=!][^)]*\)")
OTHER = kind_characters()["OTHER"]


@pytest.mark.parametrize("rule", date_patterns.PATTERNS)
@settings(max_examples=60, derandomize=True, deadline=None)
@given(data=st.data())
def test_every_expression_is_tried(rule, data):
    form = LOOK_BEHIND.sub("", date_patterns._in_characters(date_patterns.PATTERNS[rule]))
    pattern = re.compile(form)
    given_kinds = data.draw(st.from_regex(rf"\A(?:{form})", alphabet="".join(kind_characters().values())))
    alone = given_kinds[: pattern.match(given_kinds).end()] + OTHER
    for kinds in (given_kinds, *([alone] if pattern.match(alone) else ())):
        assert date_patterns._first().match(kinds), kinds
