"""Which language a text is in: told at once where it is plain, by the detector where it is not."""

import pytest

from pipelines.text.language import language_of

ENGLISH = "The council of the town voted to close the bridge, and the ferry to the island stays in the harbour. "
RUSSIAN = "Совет города решил закрыть мост до весны, и паром на остров пока остаётся в гавани, сообщил мэр. "
UKRAINIAN = "Міська рада вирішила закрити міст до весни, і паром на острів поки що лишається в гавані, каже мер. "
BULGARIAN = "Общинският съвет реши да затвори моста до пролетта, а фериботът до острова остава в пристанището засега. "
BELARUSIAN = "Гарадскі савет вырашыў закрыць мост да вясны, і паром на востраў пакуль застаецца ў гавані, кажа мэр. "
GERMAN = "Der Rat der Stadt will die Brücke bis zum Frühling schließen, und die Fähre bleibt vorerst im Hafen. "


@pytest.mark.parametrize("times", [pytest.param(2, id="short"), pytest.param(60, id="long")])
@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        pytest.param(ENGLISH, "en", id="english"),
        pytest.param(RUSSIAN, "ru", id="russian"),
        pytest.param(UKRAINIAN, "uk", id="ukrainian"),
        pytest.param(BULGARIAN, "bg", id="bulgarian"),
        pytest.param(BELARUSIAN, "be", id="belarusian"),
        pytest.param(GERMAN, "de", id="german"),
    ],
)
def test_a_text_of_any_length_is_in_its_language(sentence: str, language: str, times: int) -> None:
    assert language_of(sentence * times) == language


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        pytest.param(ENGLISH * 4, UKRAINIAN * 40, id="english-above-ukrainian"),
        pytest.param(ENGLISH * 4, RUSSIAN * 40, id="english-above-russian"),
    ],
)
def test_a_first_paragraph_in_english_makes_no_english_text(first: str, rest: str) -> None:
    assert language_of(f"{first}\n\n{rest}") != "en"


def test_a_short_text_in_russian_letters_is_no_text_too_short_to_tell() -> None:
    assert language_of("Паромы на остров вчера не ходили из-за шторма, сообщил порт. " * 3) == "ru"


@pytest.mark.parametrize("text", ["", "1945 – 2024, 100 %", "The bridge is closed."])
def test_too_few_letters_tell_no_language(text: str) -> None:
    assert language_of(text) == "und"
