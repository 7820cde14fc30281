"""Scores sub-types: CASE 2021's snippets (weighted F1 of the first event), and sentences of our own (share right).

    tools/subtype_scoring.py [--half tune|check|all] [--slips]     CASE 2021 task 2, ../shared/data/events
    tools/subtype_scoring.py --gold [--half tune|test|all]       tests/accuracy/gold/types.jsonl

CASE 2021 (Haneczok et al., "Fine-grained event classification in news-like text snippets", CASE workshop at ACL 2021)
labels snippets with ACLED's 25 sub-types and five kinds unseen in training. Rules are tuned on three rows of
four; every fourth row is the check. Two readings are told: `known` has only the snippets of the 25 sub-types, where no
event is a miss;
`all` has every snippet, each of the five unseen kinds being a class whose right answer is no event.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.extractor import Extractor
from geo.gazetteers import open_gazetteer
from geo.models import Document

ROOT: Final = Path(__file__).resolve().parent.parent
SNIPPETS: Final = ROOT.parent / "shared" / "data" / "events" / "case2021_subtypes_dev.tsv"
GOLD: Final = ROOT / "tests" / "accuracy" / "gold" / "types.jsonl"
_CHECKED: Final = 3
NO_EVENT: Final = "no event"
UNSEEN: Final = frozenset({"MAN_MADE_DISASTER", "NATURAL_DISASTER", "ORG_CRIME", "DIPLO", "ATTRIB"})
LABELS: Final = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text and the sub-type of its event; ``wanted`` is the label itself where ACLED has no such sub-type."""

    id: str
    text: str
    wanted: str
    half: str


Judged = tuple[Snippet, str]


def read_snippets(path: Path = SNIPPETS) -> list[Snippet]:
    """Return CASE 2021's snippets; every fourth is of the ``half`` "check"."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Snippet(
            id=row["id"],
            text=row["EventSnippet"],
            wanted=LABELS.get(row["SubType"], row["SubType"]),
            half="check" if number % 4 == _CHECKED else "tune",
        )
        for number, row in enumerate(rows)
    ]


def read_gold(path: Path = GOLD) -> list[Snippet]:
    """Return our own sentences; ``half`` is tune or test."""
    records = map(json.loads, path.read_text("utf-8").splitlines())
    return [Snippet(one["id"], one["text"], one["sub_event_type"], one["split"]) for one in records]


def judge(extractor: Extractor, snippets: Sequence[Snippet]) -> list[Judged]:
    """Read each snippet as a document of its own; return it with the sub-type of its first event."""
    parsed = extractor.parse_many(Document(one.id, one.text) for one in snippets)
    return [
        (one, document.events[0].sub_event_type if document.events else NO_EVENT)
        for one, document in zip(snippets, parsed, strict=True)
    ]


def accuracy(judged: Sequence[Judged]) -> float:
    """Return the share of snippets whose first event has the wanted sub-type."""
    return sum(given == one.wanted for one, given in judged) / len(judged)


def weighted_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the F1 of each wanted class, weighted by how often it is wanted, given pairs (wanted, given)."""
    counted = Counter(pairs)
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for (one, other), count in counted.items():
        wanted[one] += count
        given[other] += count
    total = sum(wanted.values())
    return sum(2 * counted[label, label] / (count + given[label]) * count for label, count in wanted.items()) / total


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return weighted F1 over the known sub-types and over all, and how often each was answered by no event."""
    known = [(one.wanted, given) for one, given in judged if one.wanted not in UNSEEN]
    unseen = [(one.wanted, given) for one, given in judged if one.wanted in UNSEEN]
    answered = [(wanted, wanted if given == NO_EVENT else given) for wanted, given in unseen]
    return {
        "known": weighted_f1(known),
        "all": weighted_f1(known + answered),
        "all_unseen_missed": weighted_f1(known + unseen),
        "known_without_event": _share(given == NO_EVENT for _, given in known),
        "unseen_without_event": _share(given == NO_EVENT for _, given in unseen),
    }


def _share(answers: Iterable[bool]) -> float:
    held = list(answers)
    return sum(held) / max(1, len(held))


def slips(judged: Iterable[Judged]) -> list[str]:
    """Return what was wrong, by wanted class, one line each."""
    return sorted(
        f"{one.wanted} | {given} | {one.id} | {one.text}"
        for one, given in judged
        if given != one.wanted and not (one.wanted in UNSEEN and given == NO_EVENT)
    )


def main() -> None:
    """Print the figures of each half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--half", default="")
    parser.add_argument("--slips", action="store_true")
    options = parser.parse_args()
    snippets = read_gold() if options.gold else read_snippets()
    told: Callable[[list[Judged]], object] = accuracy if options.gold else figures
    judged = judge(Extractor.open(open_gazetteer()), snippets)
    for half in (options.half,) if options.half else (*sorted({one.half for one in snippets}), "all"):
        part = [pair for pair in judged if half in {pair[0].half, "all"}]
        print(half, len(part), told(part))
        if options.slips:
            print(*slips(part), sep="\n")


if __name__ == "__main__":
    main()
