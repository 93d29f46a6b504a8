"""Latin spellings of Ukrainian and Russian names."""

import pytest

from pipelines.entities.transliterate import spellings_of, transliterated


@pytest.mark.parametrize(
    ("name", "system", "expected"),
    [
        pytest.param("Запоріжжя", "uk-national", "Zaporizhzhia", id="ya-inside"),
        pytest.param("Єнакієве", "uk-national", "Yenakiieve", id="ye-at-the-start"),
        pytest.param("Згурівка", "uk-national", "Zghurivka", id="zgh"),
        pytest.param("Кам'янське", "uk-national", "Kamianske", id="apostrophe"),
        pytest.param("Миколаїв", "uk-bgn", "Mykolayiv", id="bgn"),
        pytest.param("Николаев", "ru-bgn", "Nikolayev", id="russian-ye-after-a-vowel"),
        pytest.param("Харьков", "ru-bgn", "Kharkov", id="soft-sign"),
        pytest.param("A1", "ru-bgn", "A1", id="latin-stays"),
    ],
)
def test_transliterated(name, system, expected):
    assert transliterated(name, system) == expected


def test_an_unknown_system_is_an_error():
    with pytest.raises(ValueError, match="no romanisation 'iso-9'"):
        transliterated("Київ", "iso-9")


def test_spellings_come_from_both_names():
    assert spellings_of("Миколаїв", "Николаев") == ("Mykolaiv", "Mykolayiv", "Nikolayev", "Nikolaev")
    assert spellings_of(None, None) == ()
