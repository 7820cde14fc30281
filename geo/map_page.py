"""Writes a map as one HTML file that needs nothing else: assets and data inlined, under a strict policy by hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from geo.errors import AtlasError

SCRIPTS: Final = ("vendor/leaflet.js", "vendor/atlas-map.js")
STYLES: Final = ("vendor/atlas-map.css",)
BASEMAP: Final = {
    "countries": "basemap/countries.json",
    "admin1": "basemap/admin1.json",
    "labels": "basemap/labels.json",
}

_PACKAGE_ROOT: Final = Path(__file__).resolve().parent.parent
_STATIC_FOLDERS: Final = (_PACKAGE_ROOT / "webapp" / "static", _PACKAGE_ROOT / "static")
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPES: Final = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&{}\u2028\u2029"})


class MapAssetsError(AtlasError, FileNotFoundError):
    """Say that the map's browser assets are not built, or not fit to be inlined."""


def static_folder() -> Path:
    """Return the folder of the built assets: in the wheel inside webapp, in a checkout beside it.

    Raises
    ------
    MapAssetsError
        Where neither holds them.
    """
    for folder in _STATIC_FOLDERS:
        if (folder / SCRIPTS[-1]).is_file():
            return folder
    raise MapAssetsError("The map's browser assets are not built: run `make setup`.")


@cache
def read_asset(name: str) -> str:
    """Return the text of a built asset, by its path below the static folder."""
    path = static_folder() / name
    if not path.is_file():
        raise MapAssetsError(f"The map's asset {name} is missing: run `make setup`.")
    return path.read_text(encoding="utf-8")


def script_safe_json(text: str) -> str:
    r"""Return the same JSON value in a form that may stand inside a script element and meets no template.

    In its strings, ``< > & { }`` and the two line separators become ``\u`` escapes; outside of strings JSON has none
    but single braces.
    """
    return _JSON_STRING.sub(lambda match: match.group().translate(_ESCAPES), text)


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline script or style, with the source expression that lets it pass the policy."""

    tag: str
    content: str

    @property
    def allowed(self) -> str:
        """Return the CSP hash of the content."""
        digest = hashlib.sha256(self.content.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    @property
    def html(self) -> str:
        """Return the element. Its content must not end it early."""
        if f"</{self.tag}" in self.content.lower() or "<!--" in self.content:
            raise MapAssetsError(f"An asset for a <{self.tag}> element holds markup that would end it.")
        return f"<{self.tag}>{self.content}</{self.tag}>"


def content_security_policy(inlines: list[Inline]) -> str:
    """Return the policy that runs these scripts and styles and nothing else, and makes no request."""

    def allowed(tag: str) -> str:
        return " ".join(inline.allowed for inline in inlines if inline.tag == tag)

    return (
        f"default-src 'none'; script-src {allowed('script')}; style-src {allowed('style')}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def json_element(name: str, text: str) -> str:
    """Return a JSON text as the inert script element that the map's code looks for."""
    return f'<script type="application/json" data-atlas-source="{name}">{script_safe_json(text)}</script>'


def assemble_page(body: str, script: str, events_json: str) -> str:
    """Return the whole page: the body and script that Folium rendered, the assets, the basemap and the events."""
    styles = [Inline("style", read_asset(name)) for name in STYLES]
    scripts = [Inline("script", text) for text in (*map(read_asset, SCRIPTS), script)]
    data = [json_element("events", events_json), *_basemap_elements()]
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en" class="atlas-page">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy(styles + scripts)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<title>Conflict Atlas</title>',
            *(style.html for style in styles),
            "</head>\n<body>",
            body,
            *data,
            *(inline.html for inline in scripts),
            "</body>\n</html>\n",
        )
    )


@cache
def _basemap_elements() -> tuple[str, ...]:
    return tuple(json_element(name, read_asset(path)) for name, path in BASEMAP.items())
