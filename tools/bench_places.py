"""Print what finding places costs, ours beside others in one run: load, characters and documents a second, memory.

Each figure is of a process of its own that reads every text once, on one core, in processor's time; of some repetitions
the best counts, for all alike. "Load" is all until the first sentence is answered, imports included. spaCy runs its
whole pipeline over the same paragraphs in batches. The figures depend on the machine: this never fails on one.

Usage: bench_places.py [--json] [--repeat 3] [--text FILE.jsonl.gz]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared" / "data"
NEWS: Final = SHARED / "places" / "TR-News.jsonl.gz"
PACKS: Final = tuple(SHARED / "gazetteers" / f"whosonfirst-{code}.jsonl.gz" for code in ("sy", "iq", "ua"))
SENTENCE: Final = "Shells hit the town on Tuesday, officials in Cairo said."
ONE_CORE: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
FULL, FAST, SPACY, GEOTEXT, MATCHER = "full", "fast", "spaCy sm alone", "geotext", "matcher alone"
WITH_PACKS: Final = ", three packs"

Reader = Callable[[list[str]], object]
Figures = dict[str, float]


def texts_of(path: Path) -> list[str]:
    """Read the texts: a JSON line each with "text", or the sample corpus where the path is a folder."""
    if path.is_dir():
        return [file.read_text("utf-8") for file in sorted(path.glob("*.md"))]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def full_reader(packs: Path | None) -> Reader:
    """Return what `conflict-atlas parse` does with a language model."""
    from gazetteer import Gazetteer  # noqa: PLC0415 - each process imports only what it measures
    from geo.extractor import Extractor  # noqa: PLC0415

    return _parsing(Extractor.open(Gazetteer.open(packs=packs), explain=False).parse_many)


def fast_reader(packs: Path | None) -> Reader:
    """Return what `conflict-atlas parse --fast` does."""
    from gazetteer import Gazetteer  # noqa: PLC0415
    from geo.fast import FastExtractor  # noqa: PLC0415

    return _parsing(FastExtractor.open(Gazetteer.open(packs=packs)).parse_many)


def _parsing(parse_many: Callable[[Iterator[Any]], Iterable[Any]]) -> Reader:
    import orjson  # noqa: PLC0415

    from geo.models import Document  # noqa: PLC0415
    from geo.parse_record import parsed_record  # noqa: PLC0415

    def read(texts: list[str]) -> int:
        documents = (Document(str(number), text) for number, text in enumerate(texts))
        return sum(len(orjson.dumps(parsed_record(parsed))) for parsed in parse_many(documents))

    return read


def spacy_reader(_packs: Path | None) -> Reader:
    """Return spaCy's whole pipeline over the same paragraphs."""
    import spacy  # noqa: PLC0415

    from geo.analysis import DEFAULT_MODEL, split_blocks  # noqa: PLC0415

    nlp = spacy.load(DEFAULT_MODEL)
    return lambda texts: [None for _ in nlp.pipe(block.view for text in texts for block in split_blocks(text))]


def geotext_reader(_packs: Path | None) -> Reader:
    """Return geotext, which looks capitalised words up in a table of cities and countries."""
    from geotext import GeoText  # noqa: PLC0415

    return lambda texts: [GeoText(text) for text in texts]


def matcher_reader(packs: Path | None) -> Reader:
    """Return the gazetteer's matcher over the same paragraphs: which names stand where, and no more."""
    from gazetteer import Gazetteer  # noqa: PLC0415
    from geo.analysis import split_blocks  # noqa: PLC0415

    gazetteer = Gazetteer.open(packs=packs)
    return lambda texts: [gazetteer.match(block.view) for text in texts for block in split_blocks(text)]


READERS: Final[Mapping[str, Callable[[Path | None], Reader]]] = {
    FULL: full_reader,
    FAST: fast_reader,
    SPACY: spacy_reader,
    GEOTEXT: geotext_reader,
    MATCHER: matcher_reader,
}


def measure(part: str, text: Path, packs: Path | None) -> Figures:
    """Measure one reader in this process, from the process's beginning."""
    read = READERS[part](packs)
    read([SENTENCE])
    load = time.process_time()
    texts = texts_of(text)
    started = time.process_time()
    read(texts)
    seconds = time.process_time() - started
    return {
        "load_s": round(load, 2),
        "chars_per_s": round(sum(map(len, texts)) / seconds),
        "docs_per_s": round(len(texts) / seconds, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def run(part: str, text: Path, packs: Path | None) -> Figures:
    """Measure one reader in a process of its own."""
    call = [sys.executable, __file__, "--part", part, "--text", str(text)]
    call += ["--packs", str(packs)] if packs else []
    done = subprocess.run(call, env=os.environ | ONE_CORE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{part}: {done.stderr}")
    figures: Figures = json.loads(done.stdout)
    return figures


def best(runs: list[Figures]) -> Figures:
    """Return the best of each figure: the machine may be busy with other things."""
    least = {"load_s", "peak_mb"}
    return {name: (min if name in least else max)(one[name] for one in runs) for name in runs[0]}


def bench(text: Path, repeat: int) -> dict[str, Figures]:
    """Measure all readers, one after the other and that some times, so that a busy spell hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        packs = install(Path(folder) / "packs") if all(path.exists() for path in PACKS) else None
        parts = [part for part in READERS if part != GEOTEXT or find_spec("geotext")]
        jobs: dict[str, tuple[str, Path | None]] = {part: (part, None) for part in parts}
        jobs |= {part + WITH_PACKS: (part, packs) for part in (FULL, FAST) if packs}
        runs: dict[str, list[Figures]] = {name: [] for name in jobs}
        for _ in range(repeat):
            for name, (part, folder_of_packs) in jobs.items():
                runs[name].append(run(part, text, folder_of_packs))
    rows = {name: best(found) for name, found in runs.items()}
    for row in rows.values():
        row["against_spacy"] = round(row["chars_per_s"] / rows[SPACY]["chars_per_s"], 2)
    return rows


def install(folder: Path) -> Path:
    """Install three packs: the names of Syria, Iraq and Ukraine."""
    options = [option for path in PACKS for option in ("--from", str(path))]
    command = [str(Path(sys.executable).with_name("conflict-atlas")), "gazetteer", "install", *options]
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder


def print_table(rows: Mapping[str, Figures], text: Path) -> None:
    """Print the figures side by side."""
    corpus = f"the sample corpus ({text})" if text.is_dir() else str(text)
    texts = texts_of(text)
    print(f"places, of {corpus}: {len(texts)} texts, {sum(map(len, texts)):,} characters, each read once")
    print(f"{'':<24}{'load s':>8}{'chars/s':>12}{'docs/s':>10}{'peak MB':>9}{'x spaCy':>9}")
    for name, row in rows.items():
        print(
            f"{name:<24}{row['load_s']:>8.2f}{row['chars_per_s']:>12,.0f}{row['docs_per_s']:>10,.1f}"
            f"{row['peak_mb']:>9,.0f}{row['against_spacy']:>9.2f}"
        )


def main() -> None:
    """Print the table, or JSON: by reader, its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sample = ROOT / "geo" / "data" / "sample"
    parser.add_argument("--text", type=Path, default=NEWS if NEWS.exists() else sample, help="JSON lines, or a folder")
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the best counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--part", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--packs", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(measure(given.part, given.text, given.packs)))
        return
    rows = bench(given.text, given.repeat)
    print(json.dumps(rows, indent=1)) if given.json else print_table(rows, given.text)


if __name__ == "__main__":
    main()
