"""Text that was encoded twice is read back, and text that only looks a little like it is left alone."""

import pytest

from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Unreadable
from pipelines.ingest.mojibake import encoded_once

RUSSIAN = "Мост через реку закрыт, сообщил губернатор региона. Откроют его весной, добавил он. "
GERMAN = "Die Brücke über den Fluß bleibt für Größeres geschlossen, erklärte der Bürgermeister von Köln für später. "


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        pytest.param(RUSSIAN, "latin-1", id="cyrillic-as-latin-1"),
        pytest.param(GERMAN, "windows-1252", id="german-as-windows-1252"),
        pytest.param(GERMAN + "“Nie”, sagte sie – nie. ", "latin-1", id="quotation-marks"),
    ],
)
def test_text_encoded_twice_comes_back(text, read_as):
    doubled = text.encode().decode(read_as)
    assert decoded(doubled.encode()) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RUSSIAN, id="cyrillic"),
        pytest.param(GERMAN, id="german"),
        pytest.param("SÃO PAULO, 5 Â°C, £5: " + GERMAN, id="an-odd-pair-or-two"),
        pytest.param("plain", id="ascii"),
    ],
)
def test_other_text_is_left_alone(text):
    assert encoded_once(text) == text


def test_what_cannot_be_read_back_is_refused():
    lost = RUSSIAN.encode().decode("latin-1").replace("\xd0\xbe", "\xd0\xd0\xbe") * 3
    with pytest.raises(Unreadable, match="encoded twice"):
        encoded_once(lost)
