"""Print what packs take: installing one and all of a folder, opening, matching, and asking for names.

The figures depend on the machine: this never fails on one. Usage: bench_packs.py [FOLDER of whosonfirst-CC.jsonl.gz]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gazetteer import Gazetteer
from gazetteer.packs import Packs
from gazetteer.packs.files import read_pack_file
from geo.readers import read_path

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = ROOT.parent / "shared" / "data" / "gazetteers"
ALONE: Final = "whosonfirst-ye.jsonl.gz"


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bench_installing(files: Sequence[Path], folder: Path) -> None:
    """Measure installing files in one change; the processor's time says more on a machine that is shared."""
    started, started_cpu = time.perf_counter(), time.process_time()
    places = merged = 0
    with Packs(folder).writing() as writer:
        for path in files:
            file = read_pack_file(path)
            report = writer.install(file.rows, file.head)
            places, merged = places + report.places, merged + report.merged
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    told = f"{places:,} places, {merged:,} of them merged"
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"install {len(files)}: {told}: {seconds:.1f} s ({cpu:.1f} s of processor), {size:.0f} MB on disk")
    print(f"  peak {peak_megabytes():.0f} MB")


def bench_asking(folder: Path | None) -> None:
    """Measure opening, matching a text and asking for names for the first time."""
    started = time.perf_counter()
    gazetteer = Gazetteer.open(packs=folder)
    print(f"{'with' if folder else 'without'} packs: opened in {time.perf_counter() - started:.2f} s")
    paths = sorted((ROOT / "geo" / "data" / "sample").glob("*.md"))
    text = "\n".join(document.text for path in paths for document in read_path(path)) * 10
    started = time.perf_counter()
    spans = gazetteer.match(text)
    print(f"  match: {len(text) / (time.perf_counter() - started) / 1e6:.2f} M characters/s ({len(spans):,} names)")
    keys = sorted({span.key for span in spans})
    random.Random(7).shuffle(keys)  # noqa: S311 - an order, no secret
    milliseconds = []
    for key in keys:
        started = time.perf_counter()
        gazetteer.places_named(key)
        milliseconds.append((time.perf_counter() - started) * 1000)
    worst = statistics.quantiles(milliseconds, n=20)[-1]
    print(
        f"  places_named, first time: {statistics.median(milliseconds):.3f} ms, p95 {worst:.3f} ms ({len(keys)} names)"
    )


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="files whosonfirst-CC.jsonl.gz")
    files = sorted(parser.parse_args().folder.glob("*.jsonl.gz"))
    bench_asking(None)
    with tempfile.TemporaryDirectory() as folder:
        bench_installing([path for path in files if path.name == ALONE], Path(folder) / "one")
        bench_installing(files, Path(folder) / "all")
        bench_asking(Path(folder) / "all")


if __name__ == "__main__":
    main()
