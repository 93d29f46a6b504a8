"""Bytes of a text file to words: UTF-8 first, then byte order marks, then the older code pages, else no text.

A code page is believed when the words come out well formed in it: letters of one script, small ones after the first.
That tells windows-1251 from KOI8 (which swaps the case) and from windows-1252 (which mixes the scripts) on a few
words, gives the same answer every time, and takes no guess where none is safe.
"""

import codecs
import re

from pipelines.ingest.found import Unreadable
from pipelines.ingest.mojibake import encoded_once

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose mark its own begins with."""
_SIGNATURES = (
    *(b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04"),
    *(b"\x1f\x8b", b"BZh", b"\x7fELF", b"\xd0\xcf\x11\xe0"),
)
_CYRILLIC = ("windows-1251", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_WESTERN = ("windows-1252", "windows-1250", "windows-1254")
"""Both in order of preference where two read a text equally well."""
_AS_BROWSERS_READ = {
    **dict.fromkeys(("ascii", "iso8859-1"), "windows-1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "euc_kr": "cp949",
    "iso8859-9": "windows-1254",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
"""Encodings whose names stand, on the web, for larger ones."""
_SAMPLE = 65_536
_MOST_CONTROLS = 0.05
"""Share of control characters above which bytes are no text."""
_LEAST_WELL_FORMED = 0.9
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_LETTER = re.compile(rb"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_FAMILIAR = "\u00a0«»§©\u00ad°·£€№™‰\u2010-\u2026\u2039\u203a\u05be\u060c\u061b\u061f\u3000-\u303f\uff00-\uffef"
_SYMBOL = re.compile(rf"[^\x00-\x7f\w\s{_FAMILIAR}]")
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_ONE_SCRIPT = re.compile(rf"(?:(?![ÐÞðþÿ])[{_LATIN}])+$|[\u0400-\u052f]+$|[^{_LATIN}\u0400-\u052f]+$")
"""Icelandic letters are what stray bytes look like: a text in them is left to people."""


def decoded(data: bytes, *declared: str | None) -> str:
    """Give the text of a file's bytes; `declared` are names of encodings that came with it or stand in it.

    Raises Unreadable: `binary` for what is no text, `encoding` for text in no encoding that can be told.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    if data.startswith(_SIGNATURES):
        raise Unreadable("binary", "begins like a file of another kind")
    try:
        text = _utf8(data)
    except UnicodeDecodeError:
        text = None
    if text is not None and not _is_binary(data):
        return encoded_once(text)
    wide = _without_mark(data)
    if wide is not None:
        return wide
    if _is_binary(data):
        raise Unreadable("binary", "is no text: too many control characters")
    return _by_code_page(data, *declared)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"has the mark of {encoding} and breaks it at byte {error.start}") from error


def _utf8(data: bytes) -> str:
    """Decode UTF-8; a last character that is cut off becomes U+FFFD."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or error.start < len(data) - 3:
            raise
        return data[: error.start].decode("utf-8") + "\ufffd"


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample)


def _without_mark(data: bytes) -> str | None:
    """Give the text of UTF-16 that lacks its mark: the zero bytes, or the high bytes, stand on one side only."""
    if len(data) % 2 or not _is_binary(data):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        # read on the wrong side, a space is U+2000 and letters are rare signs: real text has blanks and no unnamed ones
        blanks = sample.count(" ") + sample.count("\n")
        if blanks * 50 > len(sample) and "\0" not in sample and _well_formed(sample) >= _LEAST_WELL_FORMED:
            return text
    return None


def _by_code_page(data: bytes, *declared: str | None) -> str:
    """Decode by the code page in which the words are best formed; at a tie a declared one, then the one detected."""
    best, best_score = None, 0.0
    # a page has a byte for a letter, so the sample begins where the first one beyond ASCII stands
    first = match.start() if (match := _HIGH.search(data)) else 0
    pages = _CYRILLIC if _has_foreign_words(data, first) else _WESTERN
    hints = [name for hint in (*declared, _detected(data)) for name in _known(hint)]
    for name in dict.fromkeys([*hints, *pages]):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _well_formed(text[first : first + _SAMPLE])
        if score > best_score:
            best, best_score = text, score
    if best is None or best_score < _LEAST_WELL_FORMED:
        raise Unreadable("encoding", "is no UTF-8, and its encoding cannot be told with confidence")
    return best


def _has_foreign_words(data: bytes, first: int) -> bool:
    """Say whether the bytes beyond ASCII make up whole words, and are not single letters among others."""
    sample = data[first : first + _SAMPLE]
    words = _HIGH_RUN.findall(sample)
    share = sum(map(len, words)) / max(1, len(_HIGH.findall(sample)))
    return share > 0.5 and (len(words) > 1 or not _LETTER.search(data))


def _detected(data: bytes) -> str | None:
    """Give the encoding that a detector of many scripts takes the bytes for."""
    from resiliparse.parse.encoding import detect_encoding

    return str(detect_encoding(data, max_len=2 * _SAMPLE))


def _known(declared: str | None) -> list[str]:
    """Give the declared encoding as codecs know it, Latin-1 as browsers read it; empty for none and for no text."""
    try:
        name = codecs.lookup(declared.strip()).name if declared else "utf-8"
        b"a".decode(name)
    except (LookupError, ValueError):
        return []
    if name.startswith(("utf", "unicode", "raw", "idna", "punycode", "charmap", "undefined", "mbcs", "oem")):
        return []
    return [_AS_BROWSERS_READ.get(name, name)]


def _well_formed(text: str) -> float:
    """Give the share of words beyond ASCII that are well formed; signs that news does not use count as ill."""
    words, symbols = [word for word in _WORD.findall(text) if not word.isascii()], len(_SYMBOL.findall(text))
    if not words:
        return 0.0 if symbols else 1.0
    return sum(_is_well_formed(word) for word in words) / (len(words) + symbols)


def _is_well_formed(word: str) -> bool:
    """Say whether a word is in one script and in small letters after the first, or all in capitals or caseless."""
    rest = word[1:]
    return bool(_ONE_SCRIPT.match(word)) and (rest == rest.lower() or word == word.upper())
