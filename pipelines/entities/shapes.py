"""Names that no table has, by their shape: people by title and given name, places and bodies by the word they end in.

Here belongs what the capitals of a text and the words beside them tell; what a known name means stands in
`resolve.py`. The words that decide stand in the tables beside this file, read by `words.py`.
"""

from collections.abc import Iterator
from functools import cache

from pipelines.entities.apposition import describes_a_person, is_spoken_of
from pipelines.entities.gazetteer import candidates
from pipelines.entities.runs import Word, runs_in
from pipelines.entities.words import body_kinds, given_names, is_title, no_names, place_ends, words_of
from pipelines.record import record

SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
LONGEST_NAME = 4
MOST_TITLES = 6
LONGEST_RUN = 3
SHORTEST_SURNAME = 2
SURNAME_TOO = frozenset(("Bay", "Castle", "Forest", "Lake", "Lane", "Park", "Point", "Street"))
"""Words of places that are surnames too: after a sure given name alone they end a person's name."""


@record(frozen=True, slots=True)
class Shape:
    """A name that shows by its shape."""

    start: int
    end: int
    kind: str
    reason: str
    """title, given-name, apposition, place-word, compass-word, body-word."""


@cache
def _telling() -> frozenset[str]:
    """Give the words of which a run holds one where it names something by its own words."""
    before = words_of("place_words", "word", "before", "position")
    titles = words_of("titles", "title")
    return before | place_ends() | titles | {f"{title}." for title in titles} | {*given_names(), *body_kinds()}


def shapes_in(text: str) -> list[Shape]:
    """Give people, places and bodies that show by their shape, in order; they may touch known names."""
    return [shape for run in runs_in(text) if _may_name(run, text) for shape in _shapes_of(run, text)]


def _may_name(run: list[Word], text: str) -> bool:
    if len(run) < 2:
        return False
    if not _telling().isdisjoint([word.text for word in run]):
        return True
    return text.startswith((",", " ("), run[-1].end) or _follows_title(text, run[0].start)


def _shapes_of(run: list[Word], text: str) -> Iterator[Shape]:
    at = 0
    while at < len(run):
        shape, after = _shape_at(run, at, text)
        if shape:
            yield shape
        at = after


def _shape_at(run: list[Word], at: int, text: str) -> tuple[Shape | None, int]:
    for reader in (_place, _titled, _given, _body, _apposed):
        shape, after = reader(run, at, text)
        if shape:
            return shape, after
    return None, at + 1


Found = tuple[Shape | None, int]
NOTHING: Found = (None, 0)


def _spanning(run: list[Word], first: int, after: int, kind: str, reason: str) -> Found:
    return Shape(run[first].start, run[after - 1].end, kind, reason), after


def _place(run: list[Word], at: int, text: str) -> Found:
    """Read "Example County", "Lake Example" from `at` on."""
    before, ends = words_of("place_words", "word", "before", "position"), place_ends()
    if run[at].text in before and at + 1 < len(run) and not _is_name_of_else(run[at + 1].text):
        after = at + 3 if at + 2 < len(run) and run[at + 2].text in ends else at + 2
        return _spanning(run, at, after, "place", "place-word")
    for after in (at + 2, at + 3):
        if after > len(run):
            break
        if run[after - 1].text in ends and not is_title(run[at].text):
            if after == at + 2 and run[at + 1].text in SURNAME_TOO and given_names().get(run[at].text) == "sure":
                break
            return _spanning(run, at, after, "place", "place-word")
        if _is_name_of_else(run[after - 1].text):
            break
    return NOTHING


def _titled(run: list[Word], at: int, text: str) -> Found:
    """Read the name behind a title: "Mayor Jane Example", "spokesman John Example"."""
    first = at
    if is_title(run[at].text):
        first = at + 1
        while first < len(run) and first - at < MOST_TITLES and is_title(run[first].text):
            first += 1
    elif at > 0 or not _follows_title(text, run[0].start):
        return NOTHING
    after = _name_end(run, first)
    is_small = first == at
    if after < first + 1 + is_small or _ends_a_place_or_body(run, first, after):
        return NOTHING
    if after == first + 1 and (len(run[first].text) < SHORTEST_SURNAME or run[first].text.isupper()):
        return NOTHING
    return _spanning(run, first, after, "person", "title")


def _given(run: list[Word], at: int, text: str) -> Found:
    """Read a name that begins with a given name: "Jane Example", "John Q. Example Jr."."""
    use = given_names().get(run[at].text)
    if not use or (at > 0 and run[at - 1].text in ("St.", "San", "Santa", "Saint", "Fort", "Port", "Mount")):
        return NOTHING
    after = _name_end(run, at)
    if after < at + 2 or _ends_a_place_or_body(run, at, after):
        return NOTHING
    if use == "ambiguous" and not (len(run) == after and _is_meant(run, at, text)):
        return NOTHING
    return _spanning(run, at, after, "person", "given-name")


def _is_meant(run: list[Word], at: int, text: str) -> bool:
    """Tell whether a name that begins like a place's is a person's: by its surname, or by what the text says of it."""
    if run[-1].text in words_of("surnames", "name"):
        return True
    return not run[-1].is_last and (is_spoken_of(text, run[at].start, run[-1].end) or _is_apposed(run, at, text))


def _apposed(run: list[Word], at: int, text: str) -> Found:
    """Read a whole run that the words behind it describe as a person: "Zork Example, a professor at"."""
    if at > 0 or not 2 <= len(run) <= LONGEST_RUN or candidates(run[0].text) or not _is_apposed(run, at, text):
        return NOTHING
    if any(word.text in given_names() for word in run[1:]) or _is_country(run[-1].text):
        return NOTHING
    return _spanning(run, at, len(run), "person", "apposition")


def _is_country(word: str) -> bool:
    return any(entry.feature == "country" for entry in candidates(word))


def _is_apposed(run: list[Word], at: int, text: str) -> bool:
    if run[-1].is_last or any(_is_name_of_else(word.text) for word in run[at:]):
        return False
    return describes_a_person(text, run[-1].end)


def _name_end(run: list[Word], first: int) -> int:
    after = first
    while after < len(run) and after - first < LONGEST_NAME and not _is_name_of_else(run[after].text):
        after += 1
        if run[after - 1].is_last:
            break
    if after < len(run) and after > first and run[after].text in SUFFIXES:
        after += 1
    return after


def _ends_a_place_or_body(run: list[Word], first: int, after: int) -> bool:
    if after < len(run) and not run[after - 1].is_last:
        return run[after].text in place_ends() or (run[after].text in body_kinds() and after - first < 3)
    return False


def _body(run: list[Word], at: int, text: str) -> Found:
    """Read a body by its last word: "Example Ministry", "Ministry of Example"."""
    kinds, ending = body_kinds(), words_of("body_words", "word")
    for after in range(at + 2, min(len(run), at + 5) + 1):
        word = run[after - 1]
        if word.text in kinds and (after == len(run) or run[after].text not in kinds):
            if is_title(run[at].text):
                return NOTHING
            while after < len(run) and not run[after - 1].is_last and run[after].text in ending:
                after += 1
            return _spanning(run, at, after, kinds[word.text], "body-word")
        if word.is_last:
            break
    return NOTHING


def _follows_title(text: str, start: int) -> bool:
    space = text.rfind(" ", max(0, start - 20), start - 1)
    return text[start - 1 : start] == " " and text[space + 1 : start - 1] in words_of("titles", "title")


def _is_name_of_else(word: str) -> bool:
    """Tell whether a word ends a person's name: it belongs to a place, a body, a day or a month."""
    return (word in place_ends() and word not in SURNAME_TOO) or word in no_names() or is_title(word)
