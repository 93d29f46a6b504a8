"""Lines of a compressed file: whole over the joints of its members, and lost only where it is damaged."""

import gzip
import io
import random

import pytest

from pipelines.ingest.archives.joined import Joined

NOISE = random.Random(1)
LINES = [b"line %d %s\n" % (number, NOISE.randbytes(40).hex().encode()) for number in range(6)]


def read(data, limit=1_000):
    joined, found = Joined(io.BytesIO(data)), []
    while line := joined.readline(limit):
        found += [problem.reason_code for problem in joined.problems]
        joined.problems.clear()
        found.append(int(line.split()[1]))
    return found + [problem.reason_code for problem in joined.problems]


def spoilt(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


ONE, TWO = gzip.compress(b"".join(LINES[:3])), gzip.compress(b"".join(LINES[3:]))
TEXT = b"".join(LINES)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(gzip.compress(TEXT), [0, 1, 2, 3, 4, 5], id="one-member"),
        pytest.param(gzip.compress(TEXT.rstrip()), [0, 1, 2, 3, 4, 5], id="no-line-end-at-the-end"),
        pytest.param(ONE + TWO, [0, 1, 2, 3, 4, 5], id="two-members"),
        pytest.param(gzip.compress(TEXT[:77]) + gzip.compress(TEXT[77:]), [0, 1, 2, 3, 4, 5], id="joint-in-a-line"),
        pytest.param(ONE + TWO[:-12], [0, 1, 2, 3, 4, "truncated"], id="cut-off"),
        pytest.param(ONE[:-12] + TWO, ["damaged", 4, 5], id="damaged-member"),
        pytest.param(ONE + b"garbage" + TWO, [0, 1, 2, "damaged", 4, 5], id="garbage-between"),
        pytest.param(TEXT, ["damaged"], id="not-compressed"),
        pytest.param(b"", [], id="nothing"),
    ],
)
def test_lines_come_whole_or_are_told_as_lost(data, found):
    assert read(data) == found


def test_a_long_line_comes_in_pieces():
    joined = Joined(io.BytesIO(gzip.compress(b"a" * 2_500 + b"\nb\n")))
    assert [len(joined.readline(1_000)) for _ in range(5)] == [1_000, 1_000, 501, 2, 0]


def test_a_bomb_is_told():
    joined = Joined(io.BytesIO(gzip.compress(b"a" * (120 << 20), 9) + gzip.compress(b"torn\nb\n")))
    sizes = []
    while line := joined.readline(1 << 20):
        sizes.append(len(line))
    assert sum(sizes) < 100 << 20
    assert [problem.reason_code for problem in joined.problems] == ["too_large"]
