"""Learn the weights by which stretches of text are taken for place names; writes geo/data/recognition_weights.toml.

Two logistic regressions (scikit-learn, L2): `text` on what the words say, `grammar` on that and what the language model
says. Trained on the train halves of our own gold and on the development corpora in ../shared/data/places, with and
without a theatre; corpora that mark only the event's place teach what is a place and never what is none. The printed
figures are from cross-validation by document, so of texts that the weights have not seen. Needs scikit-learn and packs:
`conflict-atlas gazetteer install …` into the folder of --packs.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from role_gold import read_marks
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from gazetteer import Gazetteer
from geo.analysis import Analyser, Need, split_blocks
from geo.extractor import Extractor
from geo.places.recognise import ACCEPTED, PlaceRecogniser, best_spots
from geo.places.spots import Spot
from geo.theatre import read_theatre

ROOT: Final = Path(__file__).resolve().parent.parent
WEIGHTS: Final = ROOT / "geo" / "data" / "recognition_weights.toml"
GOLD: Final = ROOT / "tests" / "accuracy" / "gold"
STRENGTH: Final = 0.25
LEAST_EXAMPLES: Final = 40
SMALLEST_WEIGHT: Final = 0.03


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: how much its examples weigh, and whether it marks every place name."""

    name: str
    weight: float
    complete: bool = True


CORPORA: Final = (
    Corpus("TR-News", 1.0),
    Corpus("LGL", 0.35),
    Corpus("ACLED-warzones", 0.5, complete=False),
    Corpus("UCDP-GED-CAR", 0.5, complete=False),
)


@dataclass(slots=True)
class Example:
    """A document in one setting: its spots with both sets of features, and which are places (None: unknown)."""

    corpus: Corpus
    group: str
    setting: str
    spots: list[list[Spot]]
    text: list[list[dict[str, float]]]
    truth: list[list[bool | None]]
    gold: list[list[tuple[int, int]]]
    ignored: list[list[tuple[int, int]]]


def records(corpus: Corpus, shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a corpus in the form of ../shared/data/places."""
    with gzip.open(shared / "data" / "places" / f"{corpus.name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            record["group"] = f"{corpus.name} {number}"
            if country := record.get("country"):
                record["theatre"] = list(read_theatre(country)) if _is_country(country) else None
            yield record


def own_records() -> Iterator[dict[str, Any]]:
    """Yield the train halves of our own gold, in the same form."""
    for line in (GOLD / "places.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["split"] == "train":
            yield record | {"group": f"places {record['id']}"}
    for line in (GOLD / "roles.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["split"] == "train":
            yield record | unmarked(record["marked"]) | {"group": record["id"]}


def unmarked(marked: str) -> dict[str, Any]:
    """Return text and marks of a sentence with [[name|role]] in it; what is inside another name is no mark."""
    text, names = read_marks(marked)
    marks = [
        {"start": name.start, "end": name.end, "ignore": name.role == "modifier"}
        for name in names
        if name.role != "embedded"
    ]
    return {"text": text, "toponyms": marks}


def _is_country(name: str) -> bool:
    try:
        return bool(read_theatre(name))
    except ValueError:
        return False


class Builder:
    """Makes examples of records with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, analyser: Analyser) -> None:
        self._recogniser: PlaceRecogniser = Extractor(gazetteer).recogniser
        self._gazetteer = gazetteer
        self._analyser = analyser
        self._docs: dict[str, Any] = {}

    def build(self, corpus: Corpus, record: dict[str, Any], theatre: Sequence[str], setting: str) -> Example:
        """Return the example of a record."""
        blocks = split_blocks(record["text"])
        look = self._recogniser.look(blocks, theatre)
        text = {id(spot): dict(spot.features) for found in look.spots for spot in found}
        if record["group"] not in self._docs:
            self._docs[record["group"]] = self._analyser.read(blocks, [Need.ALL] * len(blocks))
        for number, analysed in enumerate(self._docs[record["group"]]):
            self._recogniser.look_again(look, number, analysed.doc)
        gold, ignored = [], []
        for block in blocks:
            place = {position: at for at, position in enumerate(block.offsets)}
            spans = [
                (place[mark["start"]], place[mark["end"] - 1] + 1, bool(mark.get("ignore")))
                for mark in record["toponyms"]
                if mark["start"] in place and mark["end"] - 1 in place
            ]
            gold.append([(start, end) for start, end, ignore in spans if not ignore])
            ignored.append([(start, end) for start, end, ignore in spans if ignore])
        truth = [
            [_truth(spot, found, marks, passed, complete=corpus.complete) for spot in found]
            for found, marks, passed in zip(look.spots, gold, ignored, strict=True)
        ]
        texts = [[text.get(id(spot), spot.features) for spot in found] for found in look.spots]
        return Example(corpus, record["group"], setting, look.spots, texts, truth, gold, ignored)

    def main_country(self, record: dict[str, Any]) -> list[str]:
        """Return the country in which most of a record's places lie."""
        counts: Counter[str] = Counter()
        for mark in record["toponyms"]:
            if mark.get("lat") is not None and not mark.get("ignore"):
                counts[self._gazetteer.divisions_at(mark["lon"], mark["lat"])[0]] += 1
        counts.pop("", None)
        return [min(counts, key=lambda code: (-counts[code], code))] if counts else []


def _truth(
    spot: Spot,
    spots: Iterable[Spot],
    gold: Sequence[tuple[int, int]],
    ignored: Sequence[tuple[int, int]],
    *,
    complete: bool,
) -> bool | None:
    if (spot.start, spot.end) in gold:
        return True
    over = [span for span in gold if spot.overlaps(*span)]
    if over:
        rivals = [other for other in spots if other is not spot and any(other.overlaps(*span) for span in over)]
        exact = any((other.start, other.end) in over for other in rivals)
        return None if exact or any(other.end - other.start > spot.end - spot.start for other in rivals) else True
    if any(spot.overlaps(*span) for span in ignored):
        return None
    return False if complete else None


def rows(examples: Sequence[Example], stage: str) -> tuple[list[dict[str, float]], list[bool], list[float], list[str]]:
    """Return features, truths, weights and groups of all spots of which the truth is known."""
    features, truths, weights, groups = [], [], [], []
    for example in examples:
        for found, text, truth in zip(example.spots, example.text, example.truth, strict=True):
            for spot, words, right in zip(found, text, truth, strict=True):
                if right is not None:
                    features.append(words if stage == "text" else spot.features)
                    truths.append(right)
                    weights.append(example.corpus.weight)
                    groups.append(example.group)
    return features, truths, weights, groups


def kept_features(features: Sequence[dict[str, float]]) -> set[str]:
    """Return the features that occur often enough to be learned."""
    counts = Counter(name for row in features for name in row)
    return {name for name, count in counts.items() if count >= LEAST_EXAMPLES}


def fit(examples: Sequence[Example], stage: str) -> tuple[float, dict[str, float]]:
    """Return bias and weights."""
    features, truths, weights, _ = rows(examples, stage)
    kept = kept_features(features)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{name: value for name, value in row.items() if name in kept} for row in features])
    model = LogisticRegression(C=STRENGTH, max_iter=3000, solver="lbfgs")
    model.fit(matrix, np.array(truths), sample_weight=np.array(weights))
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    learned = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= SMALLEST_WEIGHT}
    return round(float(model.intercept_[0]), 3), dict(sorted(learned.items()))


def cross_validate(examples: Sequence[Example], stage: str) -> None:
    """Print precision, recall and F1 by corpus and setting, each document by weights learned without it."""
    groups = np.array([example.group for example in examples])
    for train, test in GroupKFold(5).split(groups, groups=groups):
        bias, weights = fit([examples[number] for number in train], stage)
        for number in test:
            weigh(examples[number], bias, weights, stage)
    for key in sorted({(example.corpus.name, example.setting) for example in examples}):
        chosen = [example for example in examples if (example.corpus.name, example.setting) == key]
        print(stage, *key, *figures(chosen))


def weigh(example: Example, bias: float, weights: dict[str, float], stage: str) -> None:
    """Set the probabilities of an example's spots."""
    for found, texts in zip(example.spots, example.text, strict=True):
        for spot, text in zip(found, texts, strict=True):
            features = text if stage == "text" else spot.features
            total = bias + sum(weights.get(name, 0.0) * value for name, value in features.items())
            spot.probability = float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def figures(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return P, R and F1 at some thresholds."""
    shown = []
    for least in (0.4, ACCEPTED, 0.6):
        right = given = marked = 0
        for example in examples:
            for spots, gold, ignored in zip(example.spots, example.gold, example.ignored, strict=True):
                chosen = best_spots(spots, least)
                hit = [span for span in gold if any(spot.overlaps(*span) for spot in chosen)]
                right, marked = right + len(hit), marked + len(gold)
                given += sum(1 for spot in chosen if _counts(spot, gold, ignored))
        precision, recall = right / max(1, given), right / max(1, marked)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        shown.append(f"{least}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    return tuple(shown)


def _counts(spot: Spot, gold: Sequence[tuple[int, int]], ignored: Sequence[tuple[int, int]]) -> bool:
    return any(spot.overlaps(*span) for span in gold) or not any(spot.overlaps(*span) for span in ignored)


def build_all(shared: Path, packs: Path) -> list[Example]:
    """Return the examples of all corpora in all settings."""
    analyser = Analyser()
    with_packs = Builder(Gazetteer.open(packs=packs), analyser)
    without = Builder(Gazetteer.open(), analyser)
    examples: list[Example] = []
    for corpus in CORPORA:
        for record in records(corpus, shared):
            theatre = record.get("theatre") or with_packs.main_country(record)
            examples.append(with_packs.build(corpus, record, theatre, "theatre, packs"))
            if corpus.name == "TR-News":
                examples.append(with_packs.build(corpus, record, (), "packs"))
            examples.append(without.build(corpus, record, (), "alone"))
    own = Corpus("own", 1.0)
    for record in own_records():
        examples.append(with_packs.build(own, record, record.get("theatre") or (), "as given, packs"))
        examples.append(without.build(own, record, (), "alone"))
    return examples


def write(models: dict[str, tuple[float, dict[str, float]]]) -> None:
    """Write the data file."""
    lines = [
        "# Weights by which a stretch of text is taken for a place name, learned by tools/train_recognition.py:",
        "# `text` by the words alone, `grammar` with the language model. Features: geo/places/*_clues.py.",
    ]
    for name, (bias, weights) in models.items():
        lines += ["", f"[{name}]", f"bias = {bias}", "", f"[{name}.weights]"]
        lines += [f"{json.dumps(feature, ensure_ascii=False)} = {weight}" for feature, weight in weights.items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Train, print the cross-validated figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/")
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of installed packs")
    given = parser.parse_args()
    examples = build_all(given.shared, given.packs)
    for stage in ("text", "grammar"):
        cross_validate(examples, stage)
    write({stage: fit(examples, stage) for stage in ("text", "grammar")})


if __name__ == "__main__":
    main()
