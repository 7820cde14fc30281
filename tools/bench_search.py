"""Print how long a search takes among a million names: exact, half typed, misspelt, in any script, and by coordinates.

The built gazetteer has some 680,000 different names; a pack of made-up ones, thrown away in the end, fills them up.
The figures depend on the machine: this never fails on one. Usage: bench_search.py [--names 1000000] [--packs FOLDER]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from gazetteer import Gazetteer, Place, PlaceName
from gazetteer.gazetteer import DEFAULT_PATH
from gazetteer.packs import PackHead, Packs
from gazetteer.packs.store import open_packs
from gazetteer.scripts import script_of
from gazetteer.sources import SourcedPlace
from gazetteer.store import GazetteerStore

QUERIES: Final = 500
SHORTEST, LONGEST = 4, 24  # characters of the names that are searched for
NAMES_A_PLACE: Final = 4
COUNTRIES: Final = ("SY", "IQ", "UA", "SD", "YE", "AF", "ML", "MM")
LIMIT: Final = 20
LAST: Final = "\U0010ffff"


def made_up(names: Sequence[str], places: int, random_: random.Random) -> Iterator[SourcedPlace]:
    """Yield places whose names join the halves of two real ones of a script."""
    by_script: dict[str, list[str]] = {}
    for name in names:
        by_script.setdefault(script_of(name), []).append(name)
    scripts = [script for script, group in by_script.items() if script and len(group) > LIMIT]
    weights = [len(by_script[script]) for script in scripts]
    for number in range(places):
        found = []
        for script in random_.choices(scripts, weights, k=NAMES_A_PLACE):
            first, second = random_.sample(by_script[script], 2)
            found.append(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
        country = random_.choice(COUNTRIES)
        lon, lat = random_.uniform(-10, 100), random_.uniform(-10, 55)
        yield SourcedPlace(
            Place(f"pack:bench/{number}", found[0], lon, lat, country=country, names=tuple(map(PlaceName, found[1:])))
        )


def misspelt(name: str, random_: random.Random) -> str:
    """Return a name with one letter left out, doubled or swapped with the next."""
    at = random_.randrange(1, max(2, len(name) - 1))
    head, here, after, tail = name[:at], name[at : at + 1], name[at + 1 : at + 2], name[at + 2 :]
    return random_.choice((head + after + tail, head + here + here + after + tail, head + after + here + tail))


def queries(names: Sequence[str], random_: random.Random) -> dict[str, list[str]]:
    """Return the queries of each kind."""
    typed = [name for name in names if SHORTEST <= len(name) <= LONGEST]
    latin = [name for name in typed if script_of(name) == "latin"]
    others = [name for name in typed if script_of(name) not in {"", "latin"}]
    exact, other = random_.sample(latin, QUERIES), random_.sample(others, QUERIES)
    return {
        "exact": exact,
        "prefix": [name[: random_.randint(2, max(3, len(name) // 2))] for name in exact],
        "misspelt": [misspelt(name, random_) for name in exact],
        "other scripts": other,
        "other scripts, prefix": [name[:3] for name in other],
        "other scripts, misspelt": [misspelt(name, random_) for name in other],
        "nothing like it": ["".join(random_.choices("aeioukrtsmnzxq", k=random_.randint(5, 12))) for _ in exact],
        "coordinates": [f"{random_.uniform(-30, 60):.4f}, {random_.uniform(-20, 110):.4f}" for _ in exact],
    }


def measure(search: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return what each query takes in milliseconds, sorted."""
    taken = []
    for text in texts:
        started = time.perf_counter()
        search(text)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def report(kind: str, taken: Sequence[float]) -> None:
    """Print the median, the 95th and 99th percentile and the worst."""
    percentiles = statistics.quantiles(taken, n=100)
    figures = (
        f"p50 {percentiles[49]:6.1f} ms, p95 {percentiles[94]:6.1f}, p99 {percentiles[98]:6.1f}, worst {taken[-1]:6.1f}"
    )
    print(f"search, {kind:<24} {figures}")


def distinct_names(store: GazetteerStore) -> list[str]:
    """Return the folded names of a file, each once."""
    return store.keys_between("", LAST, 10**9)


def main() -> None:
    """Fill a folder of packs if none is given, and print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000, help="different names in all")
    parser.add_argument("--packs", type=Path, help="a folder of installed packs, instead of made-up names")
    arguments = parser.parse_args()
    random_ = random.Random(20_240)  # noqa: S311 - the same queries in every run
    with closing(GazetteerStore(DEFAULT_PATH)) as store:
        names = distinct_names(store)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.packs or Path(temporary)
        if arguments.packs is None:
            places = max(1, (arguments.names - len(names)) // NAMES_A_PLACE)
            Packs(folder).install(made_up(names, places, random_), PackHead("bench", "made up"))
        opened = open_packs(folder)
        if opened is not None:
            with closing(opened):
                names = sorted({*names, *distinct_names(opened)})
        gazetteer = Gazetteer.open(packs=folder)
        print(f"search: {len(names):,} different names")
        gazetteer.search("Idlib")
        for kind, texts in queries(names, random_).items():
            report(kind, measure(partial(gazetteer.search, limit=LIMIT), texts))
        prefixes = queries(names, random_)["prefix"]
        report("prefix in one country", measure(partial(gazetteer.search, country="SY", limit=LIMIT), prefixes))


if __name__ == "__main__":
    main()
