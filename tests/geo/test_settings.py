from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from geo.errors import SettingError
from geo.settings import SETTINGS, Setting, Settings, load_settings

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting: Setting) -> None:
    (line,) = [line for line in DOCUMENTATION.splitlines() if f"`{setting.env}`" in line]
    assert setting.help in line
    assert setting.type is Path or f"`{setting.default}`" in line or setting.default == ""


def test_documentation_names_no_other_setting() -> None:
    assert set(re.findall(r"`(CONFLICT_ATLAS_[A-Z_]+)`", DOCUMENTATION)) == {setting.env for setting in SETTINGS}
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_defaults_fit_their_own_rules() -> None:
    defaults = load_settings({}, {})
    assert load_settings({setting.name: str(getattr(defaults, setting.name)) for setting in SETTINGS}, {}) == defaults
    assert (defaults.port, defaults.host, defaults.upload_bytes) == (8000, "127.0.0.1", 10_485_760)


def test_overrides_win_over_the_environment() -> None:
    environment = {"CONFLICT_ATLAS_PORT": "9000", "CONFLICT_ATLAS_HOST": "::1", "CONFLICT_ATLAS_THEATRE": ""}
    settings = load_settings({"port": 1234, "host": None}, environment)
    assert (settings.port, settings.host, settings.theatre) == (1234, "::1", "")


def test_paths_begin_at_home() -> None:
    settings = load_settings({}, {"CONFLICT_ATLAS_DATABASE": "~/atlas.sqlite"})
    assert settings.database == Path.home() / "atlas.sqlite"
    assert isinstance(load_settings({"database": "x"}, {}).database, Path)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("CONFLICT_ATLAS_PORT", "http", "'http' is not of type int"),
        ("CONFLICT_ATLAS_PORT", "-1", "-1 is below 0"),
        ("CONFLICT_ATLAS_UPLOAD_BYTES", "0", "0 is below 1"),
        ("CONFLICT_ATLAS_DRAFT_HOURS", "nan", "nan is below"),
        ("CONFLICT_ATLAS_LOG_LEVEL", "loud", "'loud' is not one of DEBUG"),
    ],
)
def test_bad_values_name_their_variable(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingError, match=f"{variable}: {message}") as caught:
        load_settings({}, {variable: value})
    assert isinstance(caught.value, ValueError)


def test_unknown_settings_are_named() -> None:
    with pytest.raises(SettingError, match="no setting is called 'colour'; there are: database"):
        load_settings({"colour": "red"}, {})
    assert not hasattr(load_settings({}, {}), "colour")
