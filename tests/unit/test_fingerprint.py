"""Fingerprints: the same for the same files, another for any change of a name or a byte."""

from dataset.fingerprint import CODE, fingerprint


def test_any_change_of_a_name_or_a_byte_shows(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "one.csv").write_text("a,b\n")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "notes.txt").write_text("no table")
    assert fingerprint(tmp_path) == first
    (tmp_path / "sub" / "one.csv").write_text("a,c\n")
    second = fingerprint(tmp_path)
    (tmp_path / "sub" / "one.csv").rename(tmp_path / "sub" / "two.csv")
    assert len({first, second, fingerprint(tmp_path)}) == 3


def test_only_what_is_named_counts(tmp_path):
    (tmp_path / "one.py").write_text("1")
    (tmp_path / "two.py").write_text("2")
    first = fingerprint(tmp_path, ["one.py"], CODE)
    (tmp_path / "two.py").write_text("3")
    assert fingerprint(tmp_path, ["one.py"], CODE) == first


def test_a_missing_folder_is_as_good_as_an_empty_one(tmp_path):
    assert fingerprint(tmp_path / "none") == fingerprint(tmp_path)
