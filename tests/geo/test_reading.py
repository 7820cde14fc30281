"""Reading what people really have: old encodings, odd heads, pages full of navigation, very long lines."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.errors import ReadError
from geo.extractor import Extractor
from geo.models import Document
from geo.readers import parse_day, read_bytes, read_text

ENGLISH = "Shells hit the city’s east on Sunday – “like rain”, residents said… Nobody had warned them. " * 3
FRENCH = "Des tirs d’obus ont frappé l’est de la ville, où l’hôpital a été touché. Le général s’est tu. " * 3
RUSSIAN = "Обстрел города продолжался всю ночь, сообщили местные жители. Разрушены три дома. " * 3
ARABIC = "قصفت القوات الحكومية مدينة درعا البلد يوم الأحد وقتل مدنيان. " * 3
ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Two dead as shells hit market in Saraqib | The Northern Courier</title>
<meta property="og:site_name" content="The Northern Courier">
<meta property="og:title" content="Two dead as shells hit market in Saraqib">
<meta property="og:url" content="https://courier.example/world/saraqib-market">
<meta property="article:published_time" content="2019-07-22T08:15:00+02:00">
<link rel="canonical" href="https://courier.example/world/saraqib-market">
<script>var tracking = "Damascus";</script><style>.a { color: red }</style></head>
<body><header><a href="/">The Northern Courier</a><nav><ul><li><a href="/world">World</a></li>
<li><a href="/paris">Paris fashion week</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Two dead as shells hit market in Saraqib</h1><p class="by">By our correspondent</p>
<p>Two people were killed and eight wounded on Sunday when shells hit a market in the town of Saraqib, rescue workers
said. The fire came from positions held by the Syrian army, they added.</p>
<p>“We heard three explosions,” a grocer told this paper by telephone. “Then there was nothing but dust.”</p>
<p>The army did not comment. It has said before that it strikes only armed groups in Idlib province.</p>
</article><aside><h2>Most read</h2><a href="/1">Ten recipes from Beirut</a></aside></main>
<footer>© The Northern Courier, London. <a href="/cookies">We use cookies</a></footer></body></html>"""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16"),
        pytest.param(
            FRENCH, "cp1252", marks=pytest.mark.xfail(strict=True, reason="taken for cp1250: ů where ù stands")
        ),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-16"),
        (ARABIC, "utf-8"),
        (ARABIC, "cp1256"),
    ],
)
def test_text_of_any_usual_encoding(text: str, encoding: str) -> None:
    (document,) = read_bytes(text.encode(encoding), "report.txt")
    assert document.text == text
    assert document.media_type == "text/plain"


def test_an_article_is_taken_out_of_its_page() -> None:
    (document,) = read_bytes(ARTICLE.encode(), "page.html")
    assert document.title == "Two dead as shells hit market in Saraqib"
    assert document.publisher == "The Northern Courier"
    assert document.url == "https://courier.example/world/saraqib-market"
    assert document.date == date(2019, 7, 22)
    assert "shells hit a market in the town of Saraqib" in document.text
    for boilerplate in ("Paris", "Beirut", "cookies", "tracking", "Damascus", "<p>"):
        assert boilerplate not in document.text


def test_an_event_of_a_page_has_its_day(extractor: Extractor) -> None:
    (document,) = read_bytes(ARTICLE.encode(), "page.html")
    events = extractor.parse(document).events
    told = next(event for event in events if event.quote.startswith("Two people were killed"))
    assert told.date_start == date(2019, 7, 21)
    assert (told.casualties.best, told.casualties.injured) == (2, 8)


def test_headline_and_lead_are_one_event(extractor: Extractor) -> None:
    (document,) = read_bytes(ARTICLE.encode(), "page.html")
    events = extractor.parse(document).events
    assert [event.quote[:10] for event in events].count("Two people") == 1
    assert not any(event.quote.startswith("Two dead") for event in events)


@pytest.mark.xfail(strict=True, reason="what a witness heard and what an army says of its habits are read as events")
def test_a_report_of_one_event_has_one(extractor: Extractor) -> None:
    (document,) = read_bytes(ARTICLE.encode(), "page.html")
    events = extractor.parse(document).events
    assert len(events) == 1
    assert events[0].date_start == date(2019, 7, 21)


@pytest.mark.parametrize(
    ("source", "text", "title"),
    [
        ("# Homs\n\nShells hit.", "# Homs\n\nShells hit.", "Homs"),
        ("---\ntitle: Homs\n---\nShells hit.", "Shells hit.", "Homs"),
        ("---\ntitle: 12\ndate: 2012-05-03 10:00:00\n---\nShells hit.", "Shells hit.", "12"),
        ("---\n---\nShells hit.", "Shells hit.", "Shells hit."),
        ("---\nunknown: [1, 2]\n---\nShells hit.", "Shells hit.", "Shells hit."),
        ("Shells hit.\n\n---\n\nMore.", "Shells hit.\n\n---\n\nMore.", "Shells hit."),
    ],
)
def test_heads_of_markdown(source: str, text: str, title: str) -> None:
    (document,) = read_bytes(source.encode(), "report.md")
    assert document.text == text
    assert document.title == title


@pytest.mark.parametrize(
    "source", ["---\ntitle: [\n---\nx", "---\na: b: c\n---\nx", "---\ndate: never\n---\nx", "---\ntitle: x\n---\n\n"]
)
def test_a_head_that_is_wrong_is_said(source: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(source.encode(), "report.md")
    assert "report.md" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("bad", ["{oops", "[]", "5", '{"text": 5}', '{"text": "  "}', "[" * 100_000])
def test_a_bad_line_is_named(bad: str) -> None:
    lines = f'{{"text": "Shells hit Homs."}}\n\n{bad}\n'
    with pytest.raises(ReadError, match=r"archive\.jsonl, line 3") as caught:
        read_bytes(lines.encode(), "archive.jsonl")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\x00\x00\x00"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_nothing_is_not_a_document(data: bytes, name: str) -> None:
    with pytest.raises(ReadError, match="no ") as caught:
        read_bytes(data, name)
    assert name in str(caught.value)


@pytest.mark.parametrize("name", ["a.exe", "a", "a.", ".txt.gz", "archive.tar"])
def test_an_unknown_suffix_names_the_known_ones(name: str) -> None:
    with pytest.raises(ReadError, match="suffix") as caught:
        read_bytes(b"Shells hit Homs.", name)
    assert all(suffix in str(caught.value) for suffix in (".txt", ".md", ".html", ".jsonl"))


def test_a_very_long_line_is_read(extractor: Extractor) -> None:
    text = "Shells hit Homs. " * 3_000
    (document,) = read_bytes(text.encode(), "long.txt")
    assert len(document.text) == len(text)
    assert len(document.title) <= 200
    last = [one for one in extractor.parse(document).mentions if one.kind == "place"][-1]
    assert document.text[last.start : last.end] == "Homs"


def test_several_articles_stay_one_document(extractor: Extractor) -> None:
    text = (
        "BEIRUT, March 3, 2014 — Shells hit Homs on Sunday.\n\n"
        "KYIV, Feb. 25, 2022 — A missile struck Kharkiv on Thursday.\n"
    )
    document = read_text(text)
    days = {event.place.name: event.date_start for event in extractor.parse(document).events if event.place}
    assert document.date == date(2014, 3, 3)
    assert days == {"Homs": date(2014, 3, 2), "Kharkiv": date(2022, 2, 24)}


def test_what_overrides_and_what_does_not() -> None:
    line = json.dumps({"text": "Shells hit Homs.", "title": "Own", "date": "2012-05-03"}).encode()
    (kept,) = read_bytes(line, "a.jsonl", title="", date=None)
    (given,) = read_bytes(line, "a.jsonl", title="Given", date=date(2013, 1, 1))
    assert (kept.title, kept.date) == ("Own", date(2012, 5, 3))
    assert (given.title, given.date) == ("Given", date(2013, 1, 1))
    assert kept.id == given.id
    with pytest.raises(TypeError, match="colour"):
        read_bytes(line, "a.jsonl", colour="red")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("", None),
        ("2017-09-11", date(2017, 9, 11)),
        ("2017-09-11T23:59:59+02:00", date(2017, 9, 11)),
        (date(2017, 9, 11), date(2017, 9, 11)),
    ],
)
def test_days(value: object, day: date | None) -> None:
    assert parse_day(value, "here") == day
    with pytest.raises(ReadError, match="here"):
        parse_day("11 September", "here")


def test_the_bytes_are_kept_and_give_the_id() -> None:
    first, again, other = (read_bytes(data, "a.txt")[0] for data in (b"Homs.\r\n", b"Homs.\r\n", b"Homs.\n"))
    assert (first.text, first.original) == ("Homs.\n", b"Homs.\r\n")
    assert first == again
    assert first.id != other.id
    assert isinstance(first, Document)
