"""Run the examples in the documentation and hold their output against what is printed there.

A ``console`` block holds commands after ``$`` and their output. In an output ``…`` stands for any text within a line,
and for any number of lines where it stands alone. With --write, outputs that no longer fit are replaced.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = (ROOT / "README.md", ROOT / "docs" / "command-line.md", ROOT / "docs" / "gazetteer.md")
REPORT: Final = ROOT / "docs" / "examples" / "report.txt"
_BLOCK: Final = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND: Final = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A command whose output is not what its page shows."""

    page: str
    command: str
    shown: str
    printed: str


def fits(shown: str, printed: str) -> bool:
    """Say whether an output is what a page shows."""
    lines = shown.rstrip("\n").split("\n")
    pattern = "\n".join(".*" if line == "…" else "[^\n]*".join(map(re.escape, line.split("…"))) for line in lines)
    return re.fullmatch(pattern, printed.rstrip("\n"), re.DOTALL) is not None


def run_command(command: str, folder: Path) -> str:
    """Run a command in a folder and return what it writes on both outputs."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CONFLICT_ATLAS_DATABASE": str(folder / "atlas.sqlite"),
        "CONFLICT_ATLAS_PACKS": str(folder / "packs"),
        "CONFLICT_ATLAS_ACTORS": str(folder / "actors.toml"),
        "COLUMNS": "100",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        timeout=300,
    )
    return done.stdout.replace(f"{folder}/", "").rstrip("\n") + "\n"


def run_page(page: Path, text: str, folder: Path) -> Iterator[tuple[Mismatch, slice]]:
    """Run a page's examples in order; yield what does not fit, with the span of the output in the text."""
    (folder / REPORT.name).write_bytes(REPORT.read_bytes())
    for block in _BLOCK.finditer(text):
        for found in _COMMAND.finditer(text, block.start(), block.end()):
            printed = run_command(found["command"], folder)
            printed = "" if printed == "\n" else printed
            if not fits(found["output"], printed):
                span = slice(*found.span("output"))
                yield Mismatch(page.name, found["command"], found["output"], printed), span


def check_page(page: Path) -> tuple[list[Mismatch], str]:
    """Return what does not fit on a page, and the page's text with the outputs as they are."""
    text = page.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        found = list(run_page(page, text, Path(folder)))
    for mismatch, span in reversed(found):
        text = text[: span.start] + mismatch.printed + text[span.stop :]
    return [mismatch for mismatch, _ in found], text


def main() -> int:
    """Check the pages, or write what has changed; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace outputs that do not fit")
    writes = parser.parse_args().write
    failed = False
    for page in PAGES:
        mismatches, text = check_page(page)
        for mismatch in mismatches:
            print(f"{mismatch.page}: $ {mismatch.command}\n{mismatch.printed}")
        if writes:
            page.write_text(text, "utf-8")
        failed = failed or bool(mismatches)
    return 1 if failed and not writes else 0


if __name__ == "__main__":
    sys.exit(main())
