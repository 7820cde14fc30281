"""Finding names in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer, GazetteerNotBuiltError
from gazetteer.matcher import NameMatcher


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shelling hit Idlib on Monday.", ["Idlib"]),
        ("Idleb’s countryside", ["Idleb"]),
        ("in Al-Hasakah's north", ["Al-Hasakah"]),
        ("in Hasakah, al-Hasakah and el-Hasakah", ["Hasakah", "al-Hasakah", "el-Hasakah"]),
        ("al-Idlib", ["al-Idlib"]),
        ("DEIR EZ-ZOR and Deir\u00a0ez-Zor", ["DEIR EZ-ZOR", "Deir\u00a0ez-Zor"]),
        ("Deir\nez-Zor", ["Deir\nez-Zor"]),
        ("Daraa al-Balad, Daraa", ["Daraa al-Balad", "Daraa"]),
        ("(Idlib)/Kyiv—Daraa", ["Idlib", "Kyiv", "Daraa"]),
        ("idlib and kyiv", []),
        ("Idlibi Kyivan SubIdlib", []),
        ("في إدلب أمس", ["إدلب"]),
        ("у місті Київ", ["Київ"]),
        ("in southern Lebanon", ["southern Lebanon"]),
        ("in southern lebanon", []),
        ("a Hit on the radio", []),
        ("El Paso", ["El Paso"]),
        ("", []),
    ],
)
def test_names_in_a_text(small: Gazetteer, text: str, found: list[str]) -> None:
    spans = small.match(text)
    assert [text[span.start : span.end] for span in spans] == found
    assert all(small.places_named(span.key) for span in spans)


def test_stop_names_stay_findable(small: Gazetteer) -> None:
    assert [place.country for place in small.places_named("Hit")] == ["IQ"]
    assert small.match("They reached Hit.") == []


def test_offsets_are_code_points_of_the_original(small: Gazetteer) -> None:
    text = "𝕏 “Dar‘ā”…  and\u00a0 Idlib"
    spans = small.match(text)
    assert [text[span.start : span.end] for span in spans] == ["Dar‘ā", "Idlib"]
    assert [span.key for span in spans] == ["dara", "idlib"]


def test_saved_matcher_matches_the_same(tmp_path: Path) -> None:
    built = NameMatcher.of_keys(["homs", "old city of homs"], ["southern syria"])
    built.save(tmp_path / "names.automaton")
    loaded = NameMatcher.load(tmp_path / "names.automaton")
    text = "the Old City of Homs in southern Syria"
    assert loaded.match(text) == built.match(text)
    assert [text[span.start : span.end] for span in loaded.match(text)] == ["Old City of Homs", "southern Syria"]


def test_damaged_automaton_is_named(small_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "gazetteer.sqlite"
    copy.write_bytes(small_path.read_bytes())
    with pytest.raises(GazetteerNotBuiltError, match="make setup"):
        Gazetteer.open(copy)
    (tmp_path / "names.automaton").write_bytes(b"nonsense")
    with pytest.raises(GazetteerNotBuiltError, match=r"names\.automaton"):
        Gazetteer.open(copy)


def test_a_matcher_without_names_finds_nothing() -> None:
    empty = NameMatcher.of_keys(())
    assert empty.match("Idlib") == []
    assert empty.match("") == []
