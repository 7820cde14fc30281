"""Measure importing a file of UCDP GED: CPU, memory, size of the store. Usage: bench_import.py [FILE].

Without a file: that of ../shared/data, or where it is absent as many made-up rows.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from geo.exports import export_events
from geo.interop import DATASETS, import_events
from geo.store import EventFilter, EventStore, open_store

SHARED: Final = Path(__file__).resolve().parents[2] / "shared/data/events/ucdp_ged_global_1989-2020_176k.csv.gz"
MADE_UP_ROWS: Final = 176_579


def main() -> None:
    """Import the file twice into a store in a temporary folder, and export it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    given: Path | None = parser.parse_args().file
    with tempfile.TemporaryDirectory() as name, open_store(Path(name) / "bench.sqlite") as store:
        folder = Path(name)
        path = given or (SHARED if SHARED.exists() else make_file(folder / "made-up.csv"))
        for label in ("import", "import again"):
            taken = cpu_seconds(lambda: import_file(store, path))
            print(f"{label} of {store.count():,} events: {taken:.1f} s of CPU")
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (with pages of the database)")
        print(f"database: {store.path.stat().st_size / 1e6:.0f} MB")
        for format_name in ("ucdp-csv", "acled-csv"):
            taken = cpu_seconds(lambda kind=format_name: export_file(store, kind, folder))  # type: ignore[misc]
            print(f"export as {format_name}: {taken:.1f} s of CPU")


def import_file(store: EventStore, path: Path) -> None:
    """Import a file, or say what is wrong with its rows."""
    outcome = import_events(store, DATASETS["ucdp"], str(path))
    if outcome.rejected:
        print(f"{outcome.rejected:,} rows rejected, the first: {outcome.rejections[0]}")


def export_file(store: EventStore, format_name: str, folder: Path) -> None:
    """Write all events in a format."""
    with (folder / "out.csv").open("wb") as stream:
        export_events(store, EventFilter(), format_name, stream, attribution="")


def cpu_seconds(call: Callable[[], None]) -> float:
    """Return the CPU time of a call."""
    started = time.process_time()
    call()
    return time.process_time() - started


def make_file(path: Path) -> Path:
    """Write made-up rows, the same every time."""
    dice = random.Random(7)  # noqa: S311 - made-up data, no secret
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,year,country,type_of_violence,side_a,side_b,latitude,longitude,low,best,high,date_start\n")
        for number in range(1, MADE_UP_ROWS + 1):
            day = date(1989, 1, 1) + timedelta(days=dice.randrange(11_000))
            point = f"{dice.uniform(0, 40):.6f},{dice.uniform(20, 70):.6f}"
            sides = f"Government {dice.randrange(90)},Group {dice.randrange(700)}"
            stream.write(f"{number},{day.year},Syria,{dice.randrange(1, 4)},{sides},{point},1,2,3,{day}\n")
    return path


if __name__ == "__main__":
    main()
