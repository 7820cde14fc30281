"""Learn by what an event's place is told from the others of its sentence; writes geo/data/event_place_weights.toml.

A pairwise logistic regression (scikit-learn, L2): of two places of a sentence, of which one is marked as the event's,
the differences of their features (geo/events/where/features.py) say which. Trained on the even rows of
../shared/data/places/Halterman-EventLocation.jsonl.gz (Halterman 2019; MIT licence) and on the train half of
tests/accuracy/gold/event_places.jsonl, which counts more; the odd rows and the test half stay unseen. The printed
figures are from cross-validation by sentence. Needs packs: `conflict-atlas gazetteer install …` into --packs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from event_place_scoring import Marked, read_marked
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from gazetteer import Gazetteer
from geo.events.coder import EventCoder, Report
from geo.events.findings import BlockFindings, FoundPlace
from geo.events.kinds.grouping import group_triggers
from geo.events.kinds.triggers import find_triggers
from geo.events.statements.modality import is_stated
from geo.events.where.features import Setting, place_features
from geo.extractor import Extractor
from geo.models import Event

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "geo" / "data" / "event_place_weights.toml"
SOURCES: Final = (
    (ROOT.parent / "shared" / "data" / "places" / "Halterman-EventLocation.jsonl.gz", "even", 1.0),
    (ROOT / "tests" / "accuracy" / "gold" / "event_places.jsonl", "train", 3.0),
)
STRENGTH: Final = 0.1
LEAST_EXAMPLES: Final = 3
SMALLEST_WEIGHT: Final = 0.03
FOLDS: Final = 8
HEAD: Final = """\
# How far each feature of a place (geo/events/where/features.py) speaks for its being where an event happened. Written
# by tools/train_event_places.py, which learned them on {groups} events; do not edit by hand.
[weights]
"""


@dataclass(frozen=True, slots=True)
class Example:
    """An event with two places or more: the features of each, and whether it is marked as the event's."""

    sentence: str
    features: tuple[dict[str, float], ...]
    marked: tuple[bool, ...]
    weight: float


class FindingsCoder(EventCoder):
    """Keeps what the earlier stages found instead of coding it."""

    def __init__(self) -> None:
        self.found: list[Sequence[BlockFindings]] = []

    def code(self, report: Report, findings: Sequence[BlockFindings]) -> tuple[Event, ...]:
        """Keep the findings of a document."""
        del report
        self.found.append(tuple(findings))
        return ()


class FindingsReader(Extractor):
    """An extractor that stops before the events."""

    def findings(self, records: Iterable[Marked]) -> list[Sequence[BlockFindings]]:
        """Return what was found in each record."""
        self._coder = coder = FindingsCoder()
        for _ in self.parse_many(record.document for record in records):
            pass
        return coder.found


def examples(reader: FindingsReader) -> Iterator[Example]:
    """Yield the events of the sources that have places to choose from."""
    for path, split, weight in SOURCES:
        records = [record for record in read_marked(path, split) if record.marks] if path.exists() else []
        for record, blocks in zip(records, reader.findings(records), strict=True):
            for setting in (setting for block in blocks for setting in settings(block)):
                marked = tuple(is_marked(place, record) for place in setting.places)
                if any(marked) and not all(marked):
                    features = (dict.fromkeys(place_features(place, setting), 1.0) for place in setting.places)
                    yield Example(record.document.id, tuple(features), marked, weight)


def settings(block: BlockFindings) -> Iterator[Setting]:
    """Yield the events of a block's sentences among their places."""
    for sentence in block.block.sentences:
        places = block.places_in(sentence)
        triggers = [trigger for trigger in find_triggers(sentence) if is_stated(trigger)]
        for group in group_triggers(triggers, places, block.dates_in(sentence)):
            yield Setting.of(group, places)


def is_marked(place: FoundPlace, record: Marked) -> bool:
    """Say whether a name shares a character with a mark."""
    return any(place.mention.start < end and start < place.mention.end for start, end in record.marks)


class Learner:
    """A logistic regression over the differences of features within a sentence."""

    def __init__(self, found: Sequence[Example]) -> None:
        self._vectors = DictVectorizer()
        self._seen = self._vectors.fit_transform([row for one in found for row in one.features]).sum(axis=0)
        rows, weights = [], []
        for one in found:
            matrix = self._vectors.transform(one.features).toarray()
            pairs = [matrix[i] - matrix[j] for i, j in self._pairs(one)]
            rows += pairs
            weights += [one.weight / len(pairs) ** 0.5] * len(pairs)
        differences = np.asarray(rows)
        self._model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=5000, tol=1e-6)
        self._model.fit(
            np.vstack([differences, -differences]),
            [1] * len(rows) + [0] * len(rows),
            sample_weight=np.asarray(weights * 2),
        )

    @staticmethod
    def _pairs(one: Example) -> Iterator[tuple[int, int]]:
        numbers = range(len(one.marked))
        return ((i, j) for i in numbers for j in numbers if one.marked[i] and not one.marked[j])

    def is_right(self, one: Example) -> bool:
        """Say whether the place with the highest sum is a marked one."""
        sums = self._vectors.transform(one.features) @ self._model.coef_[0]
        return one.marked[int(np.argmax(sums))]

    def weights(self) -> dict[str, float]:
        """Return the weights of the features that weigh something, by name."""
        names, seen = self._vectors.get_feature_names_out(), np.asarray(self._seen).ravel()
        return {
            str(name): round(float(weight), 3)
            for name, weight, count in zip(names, self._model.coef_[0], seen, strict=True)
            if count >= LEAST_EXAMPLES and abs(weight) >= SMALLEST_WEIGHT
        }


def report(found: Sequence[Example]) -> None:
    """Print in how many the right place is chosen, from cross-validation, beside taking the first."""
    right = 0
    for train, test in GroupKFold(FOLDS).split(found, groups=[one.sentence for one in found]):
        learner = Learner([found[at] for at in train])
        right += sum(learner.is_right(found[at]) for at in test)
    first = sum(one.marked[0] for one in found)
    print(f"{len(found)} events with a choice: right {right / len(found):.3f}, the first {first / len(found):.3f}")


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of installed packs")
    given = parser.parse_args()
    found = list(examples(FindingsReader.open(Gazetteer.open(packs=given.packs))))
    report(found)
    lines = [f'"{name}" = {weight}' for name, weight in sorted(Learner(found).weights().items())]
    TARGET.write_text("\n".join([HEAD.format(groups=len(found)) + lines[0], *lines[1:], ""]), encoding="utf-8")
    print(f"written: {TARGET.name}")


if __name__ == "__main__":
    main()
