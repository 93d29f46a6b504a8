"""Records of a web archive: each whole one is given, each damaged place is told, and nothing else is lost."""

import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warc_pieces import bomb, members, record, records, response

from pipelines.ingest.archives.archived_page import fields_of
from pipelines.ingest.archives.records import HEADER_LIMIT, Position, records_in

FIVE = records(5)
LONG = record(9, b"x" * 50, length=400)
HUGE = gzip.compress(record(9, b"x", length=10**15))
PACKED = [gzip.compress(one, 1) for one in FIVE]


def read(data, is_gzip=False, start=None):
    """Give what an archive holds: the number in the address of each record, and the reason of each damaged place."""
    found = list(records_in(io.BytesIO(data), len(data), is_gzip, start or Position()))
    return [one.problem.reason_code if one.problem else int(fields_of(one.header)["warc-target-uri"].rpartition("/")[2])
            for one in found]  # fmt: skip


def spoilt(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("data", "is_gzip"),
    [
        pytest.param(b"".join(FIVE), False, id="plain"),
        pytest.param(b"".join(FIVE).replace(b"\r\n\r\nWARC", b"\r\n\r\n\r\n\nWARC"), False, id="empty-lines-between"),
        pytest.param(b"\r\n".join(FIVE).rstrip(), False, id="no-line-at-the-end"),
        pytest.param(b"".join(PACKED), True, id="a-member-a-record"),
        pytest.param(gzip.compress(b"".join(FIVE)), True, id="one-member"),
        pytest.param(gzip.compress(b"".join(FIVE[:3])) + gzip.compress(b"".join(FIVE[3:])), True, id="two-members"),
    ],
)
def test_whole_archives_are_read_whole(data, is_gzip):
    assert read(data, is_gzip) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(FIVE[0] + record(9, response(b"x" * 500), length=99) + FIVE[1], [0, "damaged", 1], id="too-short"),
        pytest.param(FIVE[0] + LONG + FIVE[1] + FIVE[2], [0, "damaged", 1, 2], id="too-long"),
        pytest.param(record(9, b"x", length=10**15) + FIVE[1], ["truncated", 1], id="a-petabyte"),
        pytest.param(record(9, b"x", length=-5) + FIVE[1], ["damaged", 1], id="negative"),
        pytest.param(record(9, b"x", length="9" * 5000) + FIVE[1], ["damaged", 1], id="no-number-of-this-world"),
        pytest.param(record(9, b"x", length="1\r\nContent-Length: 9") + FIVE[1], ["damaged", 1], id="two-lengths"),
        pytest.param(record(9, b"x").replace(b"Content-Length", b"X") + FIVE[1], ["damaged", 1], id="no-length"),
        pytest.param(b"WARC/1.0\r\nX: " + b"a" * 3 * HEADER_LIMIT + b"\r\n\r\n" + FIVE[0], ["damaged", 0], id="header"),
        pytest.param(b"garbage" * 999 + b"\n" + FIVE[0], ["damaged", 0], id="garbage-in-front"),
        pytest.param(FIVE[0] + b"garbage" * 999 + b"\n" + FIVE[1], [0, "damaged", 1], id="garbage-between"),
        pytest.param(FIVE[0] + FIVE[1][:-900], [0, "truncated"], id="cut-off"),
        pytest.param(FIVE[0] + FIVE[1][:30], [0, "damaged"], id="cut-off-in-a-header"),
        pytest.param(b"\x00" * 5000, ["damaged"], id="zeros"),
    ],
)  # fmt: skip
def test_a_plain_archive_goes_on_behind_damage(data, found):
    assert read(data) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"".join(PACKED)[:-40], [0, 1, 2, 3, "truncated"], id="cut-off"),
        pytest.param(PACKED[0] + spoilt(PACKED[1], 200) + PACKED[2], [0, "damaged", 2], id="in-a-member"),
        pytest.param(PACKED[0] + spoilt(PACKED[1], 0) + PACKED[2], [0, "damaged", 2], id="at-a-members-beginning"),
        pytest.param(PACKED[0] + spoilt(PACKED[1], len(PACKED[1]) - 6) + PACKED[2], [0, "damaged", 2], id="checksum"),
        pytest.param(PACKED[0] + b"garbage" * 20_000 + PACKED[1], [0, "damaged", 1], id="garbage-between"),
        pytest.param(PACKED[0] + b"\x1f\x8b\x08no" + PACKED[1], [0, "damaged", 1], id="a-false-beginning"),
        pytest.param(PACKED[0] + gzip.compress(b"words") + PACKED[1], [0, "damaged", 1], id="no-record"),
        pytest.param(PACKED[0] + HUGE + PACKED[1], [0, "damaged", 1], id="length"),
        pytest.param(PACKED[0] + bomb(400) + PACKED[1], [0, "too_large", 1], id="bomb"),
        pytest.param(b"".join(FIVE), ["damaged"], id="not-compressed"),
        pytest.param(random.Random(1).randbytes(10_000), ["damaged"], id="random"),
    ],
)  # fmt: skip
def test_a_compressed_archive_goes_on_at_the_next_member(data, found):
    assert read(data, is_gzip=True) == found


@pytest.mark.parametrize("is_gzip", [False, True], ids=["plain", "compressed"])
@pytest.mark.parametrize("is_single", [False, True], ids=["members", "one-member"])
def test_reading_goes_on_from_any_record(is_gzip, is_single):
    data = b"".join(FIVE) if not is_gzip else gzip.compress(b"".join(FIVE)) if is_single else b"".join(PACKED)
    positions = [one.position for one in records_in(io.BytesIO(data), len(data), is_gzip, Position())]
    for number, position in enumerate(positions, start=1):
        assert read(data, is_gzip, position) == [0, 1, 2, 3, 4][number:]


@settings(max_examples=150)
@given(st.data())
def test_any_spoilt_archive_comes_to_an_end_and_keeps_what_is_far_from_the_damage(data):
    whole = members(records(12))
    at = data.draw(st.integers(0, len(whole) - 1))
    rest = data.draw(st.binary(max_size=40))
    found = read(whole[:at] + rest + whole[at + len(rest) :], is_gzip=True)
    numbers = [one for one in found if isinstance(one, int)]
    assert numbers == sorted(set(numbers))
    # a name spoilt in a member is found by its checksum, so that no wrong number can be among them
    assert len(numbers) >= 10
