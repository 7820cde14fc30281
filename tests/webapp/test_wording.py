from __future__ import annotations

import pytest

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
