"""The command that scoring uses: what it reads and writes, line by line, and what it says of lines that are none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from geo.cli import main

SHELLED = {"id": "a", "text": "Syrian troops shelled Homs on Sunday, killing two.", "date": "2017-09-11"}
MOSCOW = {"id": 2, "text": "Moscow said so."}
COMMAND = Path(sys.executable).with_name("conflict-atlas")


def run(records: list[Any], *options: str) -> Result:
    """Run the command on records, or on lines given as they are."""
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return CliRunner().invoke(main, ["parse", *options], input="".join(f"{line}\n" for line in lines))


def output(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_has_the_fields_of_the_contract() -> None:
    result = run([SHELLED])
    (line,) = output(result)
    assert result.exit_code == 0
    assert list(line) == ["id", "mentions", "events", "countries"]
    assert line["id"] == "a"
    for mention in line["mentions"]:
        assert {"kind", "start", "end", "text", "role", "place", "score"} <= set(mention)
        assert SHELLED["text"][mention["start"] : mention["end"]] == mention["text"]
    assert {mention["kind"] for mention in line["mentions"]} == {"place", "actor", "date"}


def test_a_place_has_its_fields() -> None:
    (line,) = output(run([SHELLED]))
    place = next(one for one in line["mentions"] if one["text"] == "Homs")
    assert place["role"] == "location"
    assert list(place["place"]) == ["id", "name", "lat", "lon", "country", "feature_code", "radius_km"]
    assert (place["place"]["name"], place["place"]["country"]) == ("Homs", "SY")
    assert place["place"]["lat"] == pytest.approx(34.73, abs=0.05)
    assert place["place"]["lon"] == pytest.approx(36.72, abs=0.05)


def test_an_event_has_its_fields() -> None:
    (line,) = output(run([SHELLED]))
    (event,) = line["events"]
    assert list(event) == [
        "event_type", "sub_event_type", "date_start", "date_end", "date_prec", "actors", "place", "fatalities",
        "injured", "sentence", "confidence", "claimed_by", "denied_by",
    ]  # fmt: skip
    assert (event["date_start"], event["date_end"], event["date_prec"]) == ("2017-09-10", "2017-09-10", 1)
    assert [list(actor) for actor in event["actors"]] == [["id", "name", "role"]] * len(event["actors"])
    assert list(event["place"]) == ["name", "lat", "lon", "where_prec", "start", "end"]
    toll = event["fatalities"]
    assert (toll["low"], toll["best"], toll["high"]) == (2, 2, 2)
    assert event["sentence"] == {"start": 0, "end": len(SHELLED["text"])}
    assert 0 < event["confidence"] < 1


def test_lines_come_in_order_with_their_ids() -> None:
    identities: list[Any] = [3, "1", None, 2.5, {"a": [1]}, True, "3", -1]
    texts = ["Shells hit Homs.", "Quiet."] * 4
    records = [{"id": identity, "text": text} for identity, text in zip(identities, texts, strict=True)]
    lines = output(run(records * 20))
    assert [line["id"] for line in lines] == identities * 20
    assert [bool(line["mentions"]) for line in lines] == [True, False] * 80


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{oops", "not JSON"),
        ("[1, 2]", '"id" and "text"'),
        ('"text"', '"id" and "text"'),
        ('{"id": 1}', '"id" and "text"'),
        ('{"id": 1, "text": 5}', '"id" and "text"'),
        ('{"id": 1, "text": "x", "date": "yesterday"}', "2017-09-11"),
        ('{"id": 1, "text": "x", "date": "2017-02-30"}', "2017-09-11"),
        ('{"id": 1, "text": "x", "theatre": "SY"}', '["SY"]'),
        ('{"id": 1, "text": "x", "theatre": [1]}', '["SY"]'),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_reported_and_passed_over(bad: str, says: str) -> None:
    result = run([MOSCOW, bad, SHELLED])
    assert result.exit_code == 1
    assert [line["id"] for line in output(result)] == [2, "a"]
    assert "Error: line 2:" in result.stderr
    assert says in result.stderr
    assert "1 of 3 lines could not be read." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_line_does_not_change_the_others() -> None:
    alone, among = run([SHELLED]), run(["{", "", SHELLED, "}"])
    assert among.stdout == alone.stdout
    assert "line 1:" in among.stderr
    assert "line 4:" in among.stderr


def test_nothing_in_nothing_out() -> None:
    for lines in ([], ["", "  "]):
        result = run(lines)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    (line,) = output(run([{"id": 1, "text": ""}]))
    assert line == {"id": 1, "mentions": [], "events": [], "countries": []}


def test_a_file_is_read_as_standard_input_is(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(SHELLED) + "\n", "utf-8")
    from_file = CliRunner().invoke(main, ["parse", str(path)])
    assert from_file.exit_code == 0
    assert from_file.stdout == run([SHELLED]).stdout


@pytest.mark.parametrize(
    ("own", "option", "country"),
    [(None, "LB", "LB"), (None, "LY", "LY"), (["LY"], "LB", "LY"), ([], "LB", "LB"), (["lb"], "LY", "LB")],
)
def test_the_record_s_theatre_comes_before_the_option(own: list[str] | None, option: str, country: str) -> None:
    record = {"id": 1, "text": "Clashes broke out in Tripoli.", "theatre": own}
    (line,) = output(run([record], "--theatre", option))
    (place,) = (one for one in line["mentions"] if one["kind"] == "place")
    assert place["place"]["country"] == country
    assert place["text"] == "Tripoli"


def test_a_theatre_that_is_no_country_is_an_error() -> None:
    result = run([SHELLED], "--theatre", "Atlantis")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Error: theatre: 'Atlantis'" in result.stderr


def test_fast_finds_names_and_no_events() -> None:
    (line,) = output(run([SHELLED], "--fast"))
    assert "Homs" in [mention["text"] for mention in line["mentions"]]
    assert line["events"] == []


def test_explain_adds_candidates_with_reasons() -> None:
    (plain,), (explained,) = output(run([SHELLED])), output(run([SHELLED], "--explain"))
    homs = next(one for one in explained["mentions"] if one["text"] == "Homs")
    assert homs["candidates"][0]["place"] == homs["place"]
    assert homs["candidates"][0]["reasons"]["preferred_name"] > 0
    assert homs["role_reasons"]
    assert explained["countries"] == [{"country": "SY", "share": 1.0}]
    for mention in explained["mentions"]:
        for told in ("candidates", "where_prec", "name_reasons", "role_reasons"):
            mention.pop(told, None)
    assert explained == plain


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["pars"], "Did you mean 'parse'?"),
        (["exprot"], "Did you mean 'export'?"),
        (["qqq"], "Commands: "),
        (["parse", "--thaetre", "SY"], "--theatre"),
        (["parse", "no-such-file.jsonl"], "No such file"),
    ],
)
def test_a_wrong_call_is_put_right(arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_reader_that_stops_early_is_no_error() -> None:
    lines = (json.dumps(SHELLED) + "\n") * 200
    command = f"{COMMAND} parse | head -1"
    done = subprocess.run(["sh", "-c", command], input=lines, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["id"] == "a"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b'{"id": 1, "text": "caf\xe9"}', id="not UTF-8"),
        pytest.param(b'{"id": 1, "text": "a \\ud800 b"}', id="half a surrogate pair in the text"),
        pytest.param(b'{"id": "\\ud800", "text": "a"}', id="half a surrogate pair in the id"),
        pytest.param(b'{"id": 123456789012345678901234567890, "text": "a"}', id="an id over 64 bits"),
    ],
)
def test_odd_bytes_end_no_run(line: bytes) -> None:
    lines = line + b"\n" + json.dumps(SHELLED).encode() + b"\n"
    result = CliRunner().invoke(main, ["parse"], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert output(result)[-1]["id"] == "a"


def test_a_byte_order_mark_is_passed_over() -> None:
    result = CliRunner().invoke(main, ["parse"], input=b"\xef\xbb\xbf" + json.dumps(SHELLED).encode())
    assert result.exit_code == 0
    assert output(result)[0]["id"] == "a"
