from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.models import Document
from geo.settings import load_settings
from webapp import create_app
from webapp.security import CONTENT_SECURITY_POLICY

FILLED = {
    "document_id": "x",
    "event_id": "x",
    "draft_id": "x",
    "place_id": "x",
    "format_name": "csv",
    "edit_id": 1,
    "group_id": 1,
    "run_id": 1,
    "number": 1,
    "start": 1,
    "actor_id": "x",
    "other_id": "x",
    "job_id": "x",
    "upload_id": "x",
    "report_id": "x",
    "name": "x",
    "filename": "x",
}
WRITES = (
    "/add",
    "/add/x/save",
    "/documents/x/delete",
    "/documents/x/choices",
    "/documents/x/theatre",
    "/documents/theatre",
    "/documents/x/edits/1/undo",
    "/api/documents/x/choices",
    "/events/x/status",
    "/gazetteer/new",
    "/gazetteer/delete/user:x",
    "/gazetteer/merge/user:x",
    "/gazetteer/history/1/undo",
    "/add/events",
    "/add/events/x/apply",
    "/gazetteer/import",
    "/gazetteer/packs",
    "/gazetteer/packs/remove/x",
    "/gazetteer/unknown/alias",
    "/gazetteer/regeocode",
    "/gazetteer/regeocode/1/apply",
)


def test_every_route_answers_with_all_security_headers(app: Flask, client: FlaskClient) -> None:
    routes = _routes(app)
    assert len(routes) > 30
    for method, address in routes:
        with client.open(address, method=method) as answer:
            assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, address
            assert answer.headers["X-Content-Type-Options"] == "nosniff", address
            assert answer.headers["Referrer-Policy"] == "no-referrer", address
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
            assert answer.status_code < 500, address


def _routes(app: Flask) -> list[tuple[str, str]]:
    with app.test_request_context() as context:
        build = context.url_adapter.build if context.url_adapter else pytest.fail("no adapter")
        return [
            (method, build(rule.endpoint, {name: FILLED[name] for name in rule.arguments}, method=method))
            for rule in app.url_map.iter_rules()
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]


def test_policy_allows_no_inline_and_no_other_origin() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.invalid"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.invalid"},
    ],
)
def test_writes_from_other_sites_are_refused(client: FlaskClient, address: str, headers: dict[str, str]) -> None:
    answer = client.post(address, headers=headers)
    assert answer.status_code == 403
    assert b"another site" in answer.data


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}, {}]
)
def test_writes_from_our_own_pages_pass_the_check(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/add", headers=headers)
    assert answer.status_code == 400
    assert b"Paste a text or choose" in answer.data


@pytest.mark.parametrize("host", ["evil.invalid", "127.0.0.1.evil.invalid", "localhost.evil.invalid:8000", "10.0.0.1"])
def test_unknown_hosts_are_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/documents", headers={"Host": host})
    assert answer.status_code == 421
    assert b"Open the app by the address" in answer.data


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000"])
def test_loopback_hosts_are_answered(client: FlaskClient, host: str) -> None:
    answer = client.get("/add", headers={"Host": host})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_configured_hosts_are_answered_and_keep_their_origin(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = tmp_path_factory.mktemp("lan") / "atlas.sqlite"
    settings = load_settings({"database": database, "trusted_hosts": "one.example, Atlas.LAN"})
    client = create_app(settings).test_client()
    answer = client.get("/add", headers={"Host": "atlas.lan:8000"})
    assert answer.status_code == 200
    # Without it a browser on plain HTTP would send "Origin: null" with our own forms.
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cors_is_closed_and_no_cookie_is_set(client: FlaskClient, report: Document) -> None:
    for address in ("/", "/api/events.geojson", f"/documents/{report.id}", "/health"):
        answer = client.get(address, headers={"Origin": "http://evil.invalid"})
        assert "Access-Control-Allow-Origin" not in answer.headers, address
        assert "Set-Cookie" not in answer.headers, address
