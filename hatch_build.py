"""Build hook: a wheel holds the static files and the built assets, and is refused where they have not been built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = (
    "gazetteer/data/gazetteer.sqlite",
    "gazetteer/data/names.automaton",
    "static/basemap/labels.json",
    "static/vendor/atlas-map.js",
)


class BuiltFiles(BuildHookInterface[Any]):
    """Maps ``static`` into the ``webapp`` package; an editable install reads it from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check that everything is built, and add it."""
        if version == "editable":
            return
        missing = [name for name in BUILT if not (Path(self.root) / name).exists()]
        if missing:
            raise FileNotFoundError(f"run `make setup` before building a wheel; missing: {', '.join(missing)}")
        build_data["force_include"]["static"] = "webapp/static"
