from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.synthetic_events import synthetic_rows
from webapp import wording


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2017-09-05", "2017-09-05", "5 September 2017"),
        ("2017-09-03", "2017-09-05", "3–5 September 2017"),
        ("2017-08-30", "2017-09-05", "30 August – 5 September 2017"),
        ("2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2017-09-01", "2017-09-30", "September 2017"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2014-01-01", "2017-12-31", "2014–2017"),
        ("2017-01-01", "9999-12-31", "2017–9999"),
        (None, None, ""),
        ("2017-09-05", None, "5 September 2017"),
    ],
)
def test_intervals_are_worded_briefly(first: str | None, last: str | None, words: str) -> None:
    assert wording.days(first, last) == words


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org/a?b#c", "HTTPS://EXAMPLE.ORG/"])
def test_web_addresses_are_linked(address: str) -> None:
    assert wording.is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:x",
        "data:text/html,x",
        "http:",
        "//x.y",
        "http://[",
        "ftp://x.y",
        "https://a b",
        "\x01https://a.b",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert not wording.is_web_address(address)


def test_codes_become_words_and_unknown_ones_stand_for_themselves() -> None:
    assert wording.label("where_prec", 4) == "province"
    assert wording.label("where_prec", 99) == "99"
    assert wording.label("where_prec", None) == ""
    assert wording.notice("saved").startswith("Saved")
    assert wording.notice("<script>") == ""
    assert wording.country("SY") == "Syria"


@pytest.mark.parametrize(
    ("killed", "injured", "words"),
    [
        (0, 0, "nobody killed or injured"),
        (None, 0, "nobody injured"),
        (0, 4, "4 injured, nobody killed"),
        (3, 0, "3 killed, nobody injured"),
        (3, 4, "3 killed, 4 injured"),
        (None, None, ""),
    ],
)
def test_tolls_say_when_nobody_was_hurt(killed: int | None, injured: int | None, words: str) -> None:
    row = synthetic_rows(1)[0]
    told = dict.fromkeys(("fatalities_low", "fatalities_best", "fatalities_high"), killed)
    known: dict[str, Any] = {**told, "fatalities_civilians": None, "fatalities_military": None, "injured": injured}
    assert wording.toll(replace(row, **known)) == words
