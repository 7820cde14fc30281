"""Print what the main paths take: loading, reading text, storing, exporting; times in seconds, memory in MB.

The figures depend on the machine: this never fails on one. Usage: bench.py [--events 100000]
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from gazetteer import Gazetteer
from geo.models import Document
from geo.readers import read_path

ROOT: Final = Path(__file__).resolve().parent.parent
Result = TypeVar("Result")


def timed(call: Callable[[], Result]) -> tuple[float, Result]:
    """Return what a call takes, and its result."""
    started = time.perf_counter()
    result = call()
    return time.perf_counter() - started, result


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sample_documents() -> list[Document]:
    """Read the sample corpus."""
    return [
        document for path in sorted((ROOT / "geo" / "data" / "sample").glob("*.md")) for document in read_path(path)
    ]


def bench_gazetteer() -> None:
    """Measure opening, matching and searching."""
    seconds, gazetteer = timed(Gazetteer.open)
    print(f"gazetteer: opened in {seconds:.2f} s, peak {peak_megabytes():.0f} MB")
    text = "\n".join(document.text for document in sample_documents()) * 10
    seconds, spans = timed(lambda: gazetteer.match(text))
    print(f"match: {len(text) / seconds / 1e6:.2f} M characters/s ({len(spans):,} names)")
    for query in ("Idlib", "Deir", "Kramatorks"):
        seconds, hits = timed(partial(gazetteer.search, query))
        print(f"search {query!r}: {seconds * 1000:.1f} ms ({len(hits)} hits)")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000, help="made-up events for the store's figures")
    events = parser.parse_args().events
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    bench_gazetteer()
    sys.stdout.flush()
    subprocess.run([sys.executable, ROOT / "tools" / "bench_places.py"], check=True)
    subprocess.run([sys.executable, ROOT / "tools" / "bench_store.py", str(events)], check=True)
    for part in ("bench_search.py", "bench_packs.py", "bench_regeocoding.py", "bench_import.py", "bench_copies.py"):
        subprocess.run([sys.executable, ROOT / "tools" / part], check=True)


if __name__ == "__main__":
    main()
