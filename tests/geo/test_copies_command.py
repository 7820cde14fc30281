"""The commands about copies, and what `ingest` says of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from tests.geo.syndication.gold_articles import gold_articles


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Ingest the gold's articles on Ariha and Damascus, the oldest first."""
    folder = tmp_path_factory.mktemp("copies")
    articles = [article for article in gold_articles("dev") if article.report.startswith(("ariha", "damascus"))]
    for number, article in enumerate(articles, 10):
        title = article.text.split("\n", 1)[0]
        head = f"---\ntitle: {json.dumps(title)}\npublisher: Paper {number}\ndate: 2019-08-{number}\n---\n"
        (folder / f"{number}.md").write_text(head + article.text, encoding="utf-8")
    database = folder / "atlas.sqlite"
    return database, run("ingest", *sorted(folder.glob("*.md")), "--database", database)


def _listed(database: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in run("copies", "list", "--format", "jsonl", "--database", database).stdout.splitlines()
    ]


def test_ingest_says_which_documents_are_copies(ingested: tuple[Path, Result]) -> None:
    told = ingested[1].stderr
    assert ingested[1].exit_code == 0
    original = "“Shells hit market in northern Syria”, Paper 10, published 2019-08-10"
    assert f"“Syria: market shelled”, Paper 12, published 2019-08-12: a copy of {original}\n" in told
    assert told.count(": a copy of ") == 4
    assert "Second barrage" not in told


def test_ingest_says_that_only_english_gives_events(ingested: tuple[Path, Result]) -> None:
    assert (
        "2 documents in the language 'ar': places are found, but events are read from English only.\n"
        in ingested[1].stderr
    )


def test_list_tells_groups_the_oldest_article_first(ingested: tuple[Path, Result]) -> None:
    database = ingested[0]
    listed = run("copies", "list", "--database", database)
    assert listed.stdout.startswith("2 copies of “قصف على حي الجوبر”\n")
    assert "\n4 copies of “Shells hit market in northern Syria”\n" in listed.stdout
    assert re.search(
        r"\n +\d+%  “Market attack leaves twelve dead”, Paper 13, published 2019-08-13  [0-9a-f]{64}\n", listed.stdout
    )
    assert run("copies", "list", "Paper 13", "--database", database).stdout.count("copies of") == 1
    assert "1 more groups: --offset 1" in run("copies", "list", "--limit", "1", "--database", database).stderr
    assert "No document is a copy" in run("copies", "list", "nothing-like-it", "--database", database).stderr


def test_find_compares_all_again(ingested: tuple[Path, Result]) -> None:
    found = run("copies", "find", "--again", "--database", ingested[0])
    assert "9 documents compared; 2 groups of copies.\n" in found.stderr
    assert "0 documents compared" in run("copies", "find", "--database", ingested[0]).stderr


def test_split_join_undo_and_history(ingested: tuple[Path, Result]) -> None:
    database = ingested[0]
    (_, ariha) = _listed(database)
    ids = [article["id"] for article in ariha["articles"]]  # type: ignore[attr-defined]
    split = run("copies", "split", ids[1], "--author", "Ada", "--reason", "no", "--database", database)
    assert split.stderr == "1 document: no copies of the others any more. Take it back: conflict-atlas copies undo 1\n"
    assert len(_listed(database)[1]["articles"]) == 3  # type: ignore[arg-type]
    joined = run("copies", "join", ids[0], ids[1], "--database", database)
    assert "2 documents: one group of copies." in joined.stderr
    assert "Decision 2 is taken back." in run("copies", "undo", "2", "--database", database).stderr
    assert "Decision 1 is taken back." in run("copies", "undo", "1", "--database", database).stderr
    history = run("copies", "history", "--database", database).stdout.splitlines()
    assert [line.split()[2] for line in history] == ["split", "join", "undo", "undo"]
    assert history[0].endswith("Ada (no)")


@pytest.mark.parametrize("arguments", [("split", "none"), ("join", "none", "nothing"), ("undo", "99")])
def test_mistakes_are_told(ingested: tuple[Path, Result], arguments: tuple[str, ...]) -> None:
    refused = run("copies", *arguments, "--database", ingested[0])
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: no ")
