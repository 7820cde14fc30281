"""Learn how likely an event is to be right; writes geo/data/event_weights.toml with --write.

A logistic regression (scikit-learn, L2) over the features of geo/events/confidence.py, on ACLED's notes (those that the
scorecard's sample of 600 leaves out), read with packs, each with and without its country as theatre, and on the half
"tune" of the articles of our own, which count more; event_examples.py says what is right. The printed figures are from
cross-validation by text, and of the articles that nothing was learned on.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from event_examples import Example, article_examples, examples, load_scorer, read_notes
from places_scoring import reliability
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from gazetteer import Gazetteer
from geo.extractor import Extractor

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "geo" / "data" / "event_weights.toml"
FOLDS: Final = 5
STRENGTH: Final = 0.3
# Articles are few and of the kind that people read most.
ARTICLE_WEIGHT: Final = 25.0
LEAST_EXAMPLES: Final = 8
HEAD: Final = """\
# How far each feature of an event (geo/events/confidence.py) speaks for its being right, in log odds. Written by
# tools/train_events.py, which learned them on {events} events of {notes} notes and of articles of our own. Do not edit.
"""


class Learner:
    """A logistic regression over named features; "always" is its bias."""

    def __init__(self, found: Sequence[Example]) -> None:
        self._vectors = DictVectorizer()
        matrix = self._vectors.fit_transform([one.features for one in found])
        self._model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=5000, tol=1e-6)
        weights = [ARTICLE_WEIGHT if one.note < 0 else 1.0 for one in found]
        self._model.fit(matrix, [one.right for one in found], sample_weight=weights)
        self._seen = np.asarray((matrix != 0).sum(axis=0)).ravel()

    def probabilities(self, found: Sequence[Example]) -> list[float]:
        """Return how likely each example is to be right."""
        matrix = self._vectors.transform([one.features for one in found])
        return [float(value) for value in self._model.predict_proba(matrix)[:, 1]]

    def weights(self) -> dict[str, float]:
        """Return the weights of the features that were seen often enough, by name."""
        names = self._vectors.get_feature_names_out()
        rows = zip(names, self._model.coef_[0], self._seen, strict=True)
        return {str(name): round(float(weight), 3) for name, weight, seen in rows if seen >= LEAST_EXAMPLES}


def report(found: Sequence[Example]) -> None:
    """Print, from cross-validation, what confidences say beside what is right."""
    told: list[tuple[float, bool]] = []
    groups = [one.note for one in found]
    for train, test in GroupKFold(FOLDS).split(found, groups=groups):
        held = [found[at] for at in test]
        learner = Learner([found[at] for at in train])
        told += list(zip(learner.probabilities(held), (one.right for one in held), strict=True))
    show(told)


def show(told: Sequence[tuple[float, bool]]) -> None:
    """Print what confidences say beside what is right, a tenth of the scale in a line."""
    rows = reliability(told)
    for count, said, right in rows:
        print(f"said {said:.2f}  right {right:.2f}  events {count}")
    error = sum(count * abs(said - right) for count, said, right in rows) / len(told)
    print(f"expected calibration error {error:.3f}; {np.mean([right for _, right in told]):.3f} right")


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/ and tools/")
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of installed packs")
    parser.add_argument("--limit", type=int, default=2000, help="how many notes to learn on")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.relative_to(ROOT)}")
    given = parser.parse_args()
    scorer = load_scorer(given.shared)
    rows = read_notes(given.shared, scored=False)
    rows = rows[:: max(1, len(rows) // given.limit)][: given.limit]
    extractor = Extractor.open(Gazetteer.open(packs=given.packs), explain=False)
    found = [one for theatre in (True, False) for one in examples(extractor, rows, scorer, theatre=theatre)]
    found += article_examples(extractor, "tune")
    report(found)
    print("articles that nothing was learned on:")
    show(
        list(
            zip(
                Learner(found).probabilities(test := article_examples(extractor, "test")),
                (one.right for one in test),
                strict=True,
            )
        )
    )
    head = HEAD.format(events=len(found), notes=len(rows))
    text = head + "".join(f'"{name}" = {weight}\n' for name, weight in sorted(Learner(found).weights().items()))
    print(text)
    if given.write:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
