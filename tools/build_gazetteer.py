"""Build gazetteer/data/gazetteer.sqlite and names.automaton from the installed packages and our overlay.

Example: .venv/bin/python tools/build_gazetteer.py --packages node_modules
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer.builder import build_gazetteer  # noqa: E402 (the checkout comes first on the path)


def main() -> None:
    """Build, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=ROOT / "node_modules", help="folder of unpacked npm packages")
    parser.add_argument("--data", type=Path, default=ROOT / "gazetteer" / "data", help="our curated data")
    parser.add_argument("--output", type=Path, default=ROOT / "gazetteer" / "data" / "gazetteer.sqlite")
    arguments = parser.parse_args()
    started = time.monotonic()
    places = build_gazetteer(arguments.packages, arguments.data, arguments.output)
    size = arguments.output.stat().st_size / 1e6
    print(f"gazetteer: {places:,} places, {size:.0f} MB, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
