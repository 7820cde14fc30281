"""Reading files: kinds, encodings, what they say of themselves, and errors that name the place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.errors import ReadError
from geo.readers import known_suffixes, read_bytes, read_path, read_text

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Shells hit Homs - The Example</title>
<meta property="og:title" content="Shells hit Homs"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2012-05-03T10:00:00Z">
<link rel="canonical" href="https://example.org/2012/05/homs"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Shells hit Homs</h1>
<p>Shells hit the city of Homs on Wednesday and killed five people, residents said. The fire came from the east.</p>
<p>Hospitals in the city reported that they had run out of blood. The army did not comment on the attack at all.</p>
</article><footer>Subscribe to our newsletter today</footer></body></html>"""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Shells hit Homs.", "Shells hit Homs."),
        ("\ufeffShells hit Homs.".encode(), "Shells hit Homs."),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"a\x00b", "ab"),
    ],
)
def test_plain_text(data: bytes, text: str) -> None:
    (document,) = read_bytes(data, "report.txt")
    assert document.text == text
    assert document.original == data


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_other_encodings_are_recognised(encoding: str) -> None:
    text = "Обстрел города продолжался всю ночь, сообщили жители. Пострадали пять человек, разрушены дома." * 3
    (document,) = read_bytes(text.encode(encoding), "report.txt")
    assert document.text == text
    assert len(document.id) == 64


def test_markdown_says_what_it_is() -> None:
    data = b'---\ntitle: "Homs"\npublisher: P\ndate: 2012-05-03\nurl: "https://example.org"\n---\n\nShells hit Homs.\n'
    (document,) = read_bytes(data, "report.md")
    assert (document.title, document.publisher, document.date) == ("Homs", "P", date(2012, 5, 3))
    assert document.text == "Shells hit Homs."


def test_a_page_is_read_without_its_frame() -> None:
    (document,) = read_bytes(PAGE.encode(), "page.html")
    assert (document.title, document.publisher, document.date) == ("Shells hit Homs", "The Example", date(2012, 5, 3))
    assert document.url == "https://example.org/2012/05/homs"
    assert "killed five people" in document.text
    assert "newsletter" not in document.text


def test_json_lines() -> None:
    lines = b'{"text": "Shells hit Homs.", "date": "2012-05-03", "title": "A"}\n\n{"text": "Quiet in Aleppo."}\n'
    first, second = read_bytes(lines, "reports.jsonl")
    assert (first.title, first.date) == ("A", date(2012, 5, 3))
    assert (second.title, second.date) == ("Quiet in Aleppo.", None)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdfx", b"x", "suffix"),
        ("a.txt", b"  \n", "no text"),
        ("a.md", b"---\ntitle: [\n---\nx", "YAML"),
        ("a.jsonl", b'{"text": "x"}\n{oops\n', "line 2"),
        ("a.jsonl", b'{"title": "x"}\n', "line 1"),
        ("a.jsonl", b'{"text": "x", "date": "yesterday"}\n', "2017-09-11"),
        ("a.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_errors_name_what_and_where(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_bytes(data, name)
    assert name in str(caught.value)


def test_what_the_user_says_wins() -> None:
    document = read_text("Shells hit Homs.", title="Mine", url="https://example.org", date=date(2012, 5, 3))
    assert (document.title, document.url, document.date) == ("Mine", "https://example.org", date(2012, 5, 3))
    assert read_text("Shells hit Homs.\nMore.").title == "Shells hit Homs."


def test_a_dateline_dates_a_text() -> None:
    assert read_text("KABUL, Aug 16, 2021 — A bomb exploded.").date == date(2021, 8, 16)
    assert read_text("A bomb exploded.").date is None


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Shells hit Homs.", "utf-8")
    assert read_path(path)[0].text == "Shells hit Homs."
    assert {".txt", ".md", ".html", ".jsonl"} <= set(known_suffixes())
