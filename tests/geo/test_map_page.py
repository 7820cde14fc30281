"""The page in one file: escaping, policy, and the assets that it is made of."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from geo.map_page import Inline, MapAssetsError, assemble_page, content_security_policy, read_asset, script_safe_json

VALUES = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "{{ 6*7777 }}",
    "{% broken",
    "a & b",
    "line\u2028and\u2029paragraph",
    'quote " and \\ backslash \\" both',
    "Ḩamāh حماة 😀",
)


class Elements(HTMLParser):
    """Collect the page's script elements and the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.policy = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = tag == "script"
        if tag == "script":
            self.scripts.append((values, ""))
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)


def parsed(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    return elements


@pytest.mark.parametrize("value", VALUES)
def test_escaped_json_says_the_same(value: str) -> None:
    text = script_safe_json(json.dumps({"key": [value, {value: 1}]}, ensure_ascii=False))
    assert json.loads(text) == {"key": [value, {value: 1}]}
    assert not re.search("[<>&\u2028\u2029]|{{|{%|{#", text)


def test_the_page_holds_the_events_as_inert_json() -> None:
    events = json.dumps({"type": "FeatureCollection", "features": [{"properties": {"quote": VALUES}}]})
    scripts = parsed(assemble_page("<div></div>", "go();", events)).scripts
    data = {attributes["data-atlas-source"]: text for attributes, text in scripts if "data-atlas-source" in attributes}
    assert list(data) == ["events", "countries", "admin1", "labels"]
    assert json.loads(data["events"])["features"][0]["properties"]["quote"] == list(VALUES)
    assert len(json.loads(data["countries"])["countries"]) > 200


def test_the_policy_allows_just_the_scripts_of_the_page() -> None:
    page = parsed(assemble_page("<div></div>", "go();", "{}"))
    running = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in running]
    assert re.findall("script-src ([^;]*)", page.policy) == [" ".join(f"'sha256-{value}'" for value in hashes)]
    assert "unsafe" not in page.policy
    assert page.policy.startswith("default-src 'none';")


@pytest.mark.parametrize("content", ["a</script>", "a</SCRIPT >", "<!-- a"])
def test_markup_that_would_end_a_script_is_refused(content: str) -> None:
    with pytest.raises(MapAssetsError, match="script"):
        _ = Inline("script", content).html
    assert "sha256-" in content_security_policy([Inline("script", content)])


def test_a_missing_asset_names_the_remedy() -> None:
    with pytest.raises(FileNotFoundError, match=r"vendor/none\.js is missing: run `make setup`"):
        read_asset("vendor/none.js")
