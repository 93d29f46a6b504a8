"""Whether the words beside a name make it a person's: they speak, they have an age or an office.

Here belongs what can be read off the few words before and behind a name; offices stand in `titles.csv`.
"""

import re

from pipelines.entities.words import words_of

SAYS = "added|adds|argued|argues|asked|believes|explained|noted|said|says|thinks|told|tells|tweeted|warned|wrote|writes"
SPEAKS = re.compile(rf" (?:{SAYS})\b")
SPOKEN = re.compile(rf"\b(?:{SAYS}|according to) $")
AGE = re.compile(r", (?:aged )?\d\d(?:,|\.(?:\s|$)| and\b)|,? \(\d\d\)|, an? \d\d-year-old\b")
APPOSED = re.compile(
    r", (?:(?:an?|the|its|his|her|their|our|former) )?((?:[\w'-]+ ){0,5}?[\w'-]+)"
    r"(?= (?:at|for|from|in|of|on|who|with)\b|[,.;)])"
)
REACH = 20


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Tell whether a name speaks, or is spoken of as one who does: "said Example"."""
    return bool(SPEAKS.match(text, end) or SPOKEN.search(text, max(0, start - REACH), start))


def describes_a_person(text: str, end: int) -> bool:
    """Tell whether an age or an office stands in apposition behind a name: ", 42,", ", a professor at"."""
    if AGE.match(text, end):
        return True
    apposed = APPOSED.match(text, end)
    if apposed is None:
        return False
    head = apposed[1].rpartition(" ")[2]
    return head.islower() and head in words_of("titles", "title")
