"""The app factory: settings and parts in, a Flask app out."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from flask import Flask
from flask_smorest import Api

from gazetteer.online import OnlineGeocoder
from gazetteer.packs import Packs
from geo.features import unknown_place
from geo.gazetteers import open_gazetteer
from geo.online import open_geocoder
from geo.regeocoding import Regeocoder
from geo.settings import Settings, load_settings
from geo.store import open_store
from webapp import places, wording
from webapp.actor_changes import actor_changes
from webapp.assets import asset_url, close_unsent, static_folder
from webapp.drafts import DraftStore
from webapp.errors import log_failure, register_error_handlers
from webapp.jobs import Jobs
from webapp.numbers import StoredNumber
from webapp.pages import (
    about,
    actor_editor,
    actor_history,
    actors,
    add,
    api,
    api_places,
    copies,
    corrections,
    documents,
    duplicates,
    event_import,
    events,
    export,
    gazetteer,
    health,
    online,
    packs,
    place_editor,
    place_history,
    place_import,
    place_merging,
    regeocoding,
    unknown_names,
    unlisted_actors,
    unsure_places,
    why,
    work,
)
from webapp.pages import map as map_page
from webapp.paging import is_under
from webapp.place_changes import field_changes
from webapp.plans import ImportPlans
from webapp.private_files import PrivateFiles
from webapp.responses import CompressedCache
from webapp.security import LOOPBACK_HOSTS, register_security
from webapp.services import EXTENSION, LazyExtractor, Services
from webapp.uploads import UploadStore

NAVIGATION: Final = (
    ("map.index", "Map"),
    ("events.index", "Events"),
    ("duplicates.index", "Duplicates"),
    ("documents.index", "Documents"),
    ("add.form", "Add"),
    ("gazetteer.index", "Gazetteer"),
    ("actors.index", "Actors"),
    ("export.index", "Export"),
    ("about.index", "About"),
)
_PAGES: Final = (
    map_page,
    add,
    event_import,
    copies,
    documents,
    corrections,
    why,
    events,
    duplicates,
    gazetteer,
    place_editor,
    place_merging,
    place_history,
    place_import,
    packs,
    unknown_names,
    unsure_places,
    regeocoding,
    actors,
    actor_editor,
    actor_history,
    unlisted_actors,
    work,
    online,
    export,
    about,
    health,
)
_HOUR_S: Final = 60 * 60
_FORM_FIELD_MARGIN_BYTES: Final = 64 * 1024


class AtlasApp(Flask):
    """Flask, but an unforeseen error is logged by its class and place only: its message may hold article text."""

    def log_exception(self, exc_info: object) -> None:
        """Log an unforeseen error without its message."""
        if isinstance(exc_info, tuple) and isinstance(exc_info[1], BaseException):
            log_failure(exc_info[1])


def _version() -> str:
    try:
        return version("conflict-atlas")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unreleased"


def create_app(settings: Settings | None = None) -> Flask:
    """Make an app with one store, one gazetteer and one extractor, which is loaded when it is first needed."""
    settings = settings or load_settings()
    geocoder = open_geocoder(settings)  # first, for it refuses settings that cannot work
    app = AtlasApp("webapp", static_folder=str(static_folder()), static_url_path="/static")
    _configure(app, settings)
    register_security(app)
    app.after_request(close_unsent)
    app.extensions[EXTENSION] = _open_services(settings)
    _register_pages(app)
    register_error_handlers(app)
    _register_template_names(app, geocoder)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=settings.upload_bytes + _FORM_FIELD_MARGIN_BYTES,
        MAX_FORM_MEMORY_SIZE=settings.upload_bytes,
        MAX_FORM_PARTS=settings.upload_files + 50,
        ATLAS_TRUSTED_HOSTS=_trusted_hosts(settings),
        API_TITLE="Conflict Atlas",
        API_VERSION=_version(),
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.logger.setLevel(getattr(logging, settings.log_level))
    app.url_map.converters["int"] = StoredNumber
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _trusted_hosts(settings: Settings) -> frozenset[str]:
    further = (name.strip() for name in settings.trusted_hosts.split(","))
    return frozenset(name.lower() for name in (*LOOPBACK_HOSTS, settings.host, *further) if name)


def _open_services(settings: Settings) -> Services:
    store = open_store(settings.database, busy_seconds=settings.busy_seconds)
    atlas, installed = open_gazetteer(settings, store.user_places), Packs(settings.packs)
    lifetime_s = settings.draft_hours * _HOUR_S

    def private_files(what: str) -> PrivateFiles:
        folder = settings.database.with_name(f"{settings.database.name}.{what}")
        return PrivateFiles(folder, lifetime_s, f".{what}")

    return Services(
        settings=settings,
        gazetteer=atlas,
        store=store,
        extractor=LazyExtractor(atlas, settings.spacy_model),
        drafts=DraftStore(settings.database.with_name(settings.database.name + ".drafts"), lifetime_s),
        cache=CompressedCache(),
        packs=installed,
        uploads=UploadStore(private_files("uploads")),
        plans=ImportPlans(),
        jobs=Jobs(private_files("work")),
        regeocoder=Regeocoder(store, atlas, settings=settings),
    )


def _register_pages(app: Flask) -> None:
    for page in _PAGES:
        app.register_blueprint(page.blueprint)
    described = Api(app)
    for part in (api, api_places):
        described.register_blueprint(part.blueprint)


def _register_template_names(app: Flask, geocoder: OnlineGeocoder | None) -> None:
    app.jinja_env.globals.update(
        actor_changes=actor_changes,
        actor_navigation=actors.NAVIGATION,
        asked_online=geocoder.address.host if geocoder else "",
        asset_url=asset_url,
        field_changes=field_changes,
        gazetteer_navigation=places.NAVIGATION,
        gazetteer_overview=places.OVERVIEW,
        is_under=is_under,
        is_web_address=wording.is_web_address,
        navigation=NAVIGATION,
        unknown_place=unknown_place,
        place_actions=places.ACTIONS,
        version=_version(),
        wording=wording,
    )
