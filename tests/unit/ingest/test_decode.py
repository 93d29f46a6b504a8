"""Bytes to text: what is decoded, what is told to be binary, what is left to people."""

import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Unreadable

RUSSIAN = "Мост через реку закрыт с понедельника. Губернатор Иванов сообщил об этом — «до весны»."
UKRAINIAN = "Міністр заявив, що її підрозділ відійшов із двох сіл. Ґанок зруйновано — «пізніше відбудуємо»."
GERMAN = "Die Brücke über den Fluss bleibt geschlossen – „bis März“, sagte der Bürgermeister von Köln."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(RUSSIAN, "utf-8", id="utf-8"),
        pytest.param(RUSSIAN, "utf-8-sig", id="utf-8-with-mark"),
        pytest.param(RUSSIAN, "utf-16", id="utf-16-with-mark"),
        pytest.param(RUSSIAN, "utf-32", id="utf-32-with-mark"),
        pytest.param(RUSSIAN, "utf-16-le", id="utf-16-little-endian-without-mark"),
        pytest.param(RUSSIAN, "utf-16-be", id="utf-16-big-endian-without-mark"),
        pytest.param("Bridge closed until spring, says mayor.", "utf-16-le", id="latin-utf-16-without-mark"),
        pytest.param(RUSSIAN, "windows-1251", id="russian-windows-1251"),
        pytest.param("Мост закрыт.", "windows-1251", id="two-words-of-windows-1251"),
        pytest.param("Мост", "windows-1251", id="one-word-of-windows-1251"),
        pytest.param(f"<div class='a'>{'<br/>' * 90}{RUSSIAN}</div>", "windows-1251", id="little-text-in-much-markup"),
        pytest.param(UKRAINIAN, "windows-1251", id="ukrainian-windows-1251"),
        pytest.param(RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"'), "koi8-r", id="russian-koi8-r"),
        pytest.param(RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"'), "cp866", id="russian-dos"),
        pytest.param(GERMAN, "windows-1252", id="german-windows-1252"),
        pytest.param(
            "橋は月曜日から閉鎖されていると市は発表した。市長は春まで続くと述べた。", "euc-jp", id="japanese-euc"
        ),
        pytest.param(
            "市政府周一表示，大桥将关闭至春季。市长在会议后说，维修需要时间。", "gb18030", id="chinese-gb18030"
        ),
        pytest.param(
            "الجسر مغلق منذ يوم الاثنين، قال رئيس البلدية بعد الاجتماع.", "windows-1256", id="arabic-windows-1256"
        ),
        pytest.param(
            "Η γέφυρα είναι κλειστή από τη Δευτέρα, δήλωσε ο δήμαρχος.", "windows-1253", id="greek-windows-1253"
        ),
        pytest.param("It cost £5 – “a record” – in May.", "windows-1252", id="english-with-windows-quotes"),
    ],
)
def test_text_comes_back_as_it_was(text, encoding):
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason_code"),
    [
        pytest.param(b"%PDF-1.7\n some words", "binary", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "binary", id="png"),
        pytest.param(bytes(1000), "binary", id="zeros"),
        pytest.param(bytes(range(256)) * 20, "binary", id="all-bytes"),
        pytest.param(b"hello \xff world, this is text", "encoding", id="one-stray-byte"),
        pytest.param(RUSSIAN.encode() + RUSSIAN.encode("windows-1251"), "encoding", id="two-encodings-in-one"),
        pytest.param(codecs.BOM_UTF16_LE + b"abc", "encoding", id="mark-of-utf-16-and-half-a-character"),
    ],
)
def test_other_bytes_are_refused_with_a_reason(data, reason_code):
    with pytest.raises(Unreadable) as caught:
        decoded(data)
    assert caught.value.reason_code == reason_code


def test_a_last_character_that_is_cut_off_is_marked():
    assert decoded("Мост".encode()[:-1]) == "Мос\ufffd"


def test_a_wrong_declaration_does_not_win():
    assert decoded(RUSSIAN.encode("windows-1251"), "utf-8") == RUSSIAN
    assert decoded(RUSSIAN.encode(), "windows-1251") == RUSSIAN


@pytest.mark.parametrize("declared", ["base64", "rot13", "utf-7", "no such thing", "", "\x00", "idna"])
def test_a_declaration_that_names_no_code_page_is_ignored(declared):
    assert decoded(RUSSIAN.encode("windows-1251"), declared) == RUSSIAN


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(Unreadable):
        decoded(data).encode("utf-8")


def test_a_megabyte_of_one_word_is_no_trouble():
    assert decoded(b"a" * 1_000_000)
    with pytest.raises(Unreadable):
        decoded(b"a" * 1_000_000 + b"\xff\xfe\xff")
