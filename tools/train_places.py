"""Learn the weights by which a place is chosen among its namesakes; writes geo/data/place_weights.toml with --write.

A conditional logit over the places that a name may mean (McFadden 1974), fitted to the names that people annotated in
../shared/data/places, near weights set by hand (tools/place_training.toml, which also says what is never learned). The
right places of a name are those with the annotated GeoNames id, else those within 25 km, else the nearest within 161
km. A second step sets how likely "none of these" is and how far apart totals must lie, so that probabilities are what
they say. The printed figures are from cross-validation by document. Needs scipy (with scikit-learn) and packs:
`conflict-atlas gazetteer install …` into the folder of --packs.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from place_examples import AT_LEAST_KM, FAR_KM, Document, Example, examples_of, read_documents
from scipy.optimize import minimize

from geo.places.confidence import leveled
from geo.places.features import COLUMN, FEATURES, Floats

ROOT: Final = Path(__file__).resolve().parent.parent
WEIGHTS: Final = ROOT / "geo" / "data" / "place_weights.toml"
RULES: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("place_training.toml").read_text("utf-8"))
FOLDS: Final = 5
STRENGTH: Final = 3e-4
ROUNDS: Final = 2
BINS: Final = 10
KINDS: Final = [COLUMN[name] for name in RULES["rules"]["kinds"]]
HEAD: Final = """\
# Weights of the features by which a place is chosen among those of one name. Written by tools/train_places.py, which
# learned them from TR-News, LGL, the ACLED notes and UCDP GED (development data), near weights set by hand. They
# are named in docs/accuracy.md and shown in "why here?". A total of 0 is as likely as no place at all.
[weights]
"""
CONFIDENCE: Final = "# From the log odds of a place's probability among its namesakes to those of a right pin.\n"
LEAST_SCORE: Final = 0.001


@dataclass(slots=True)
class Names:
    """Examples as arrays: the rows of all, where each begins, which rows are right, and how much each counts."""

    rows: Floats
    starts: np.ndarray[Any, Any]
    right: Floats
    weight: Floats

    def of_name(self, values: Floats) -> Floats:
        """Spread a value of each name over its rows."""
        return np.repeat(values, np.diff([*self.starts, len(self.rows)]))

    def sums(self, values: Floats) -> Floats:
        """Sum the values of each name's rows."""
        summed: Floats = np.add.reduceat(values, self.starts)
        return summed


def stack(examples: Sequence[Example], right: Sequence[np.ndarray[Any, Any]]) -> Names:
    """Put examples that have candidates into arrays, with what is right of each."""
    counts = [len(one.rows) for one in examples]
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    rows = np.concatenate([one.rows for one in examples])
    return Names(rows, starts, np.concatenate(right).astype(float), np.array([one.weight for one in examples]))


def loss_of(names: Names, totals: Floats, none: float | None) -> tuple[float, Floats]:
    """Return the weighed log loss of the right places, with its slope in the totals.

    ``none`` is the total of "none of these", or None where the right place is certain to be among the rows.
    """
    highest = np.maximum.reduceat(totals, names.starts)
    highest = highest if none is None else np.maximum(highest, none)
    powers = np.exp(totals - names.of_name(highest))
    others = np.zeros_like(highest) if none is None else np.exp(none - highest)
    missing = (names.sums(names.right) == 0) * others
    whole, good = names.sums(powers) + others, names.sums(powers * names.right) + missing
    slope = powers / names.of_name(whole) - powers * names.right / names.of_name(good)
    share = names.weight / names.weight.sum()
    return float((share * (np.log(whole) - np.log(good))).sum()), slope * names.of_name(share)


def fit(examples: Sequence[Example], prior: Floats) -> Floats:
    """Return the weights that tell right places from their namesakes best, near the prior and of the signs allowed."""
    telling = [one for one in examples if one.right.any() and not one.right.all()]
    names = stack(telling, [one.right for one in telling])

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = loss_of(names, names.rows @ weights, None)
        away = weights - prior
        return value + STRENGTH * float(away @ away), names.rows.T @ slope + 2 * STRENGTH * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds(prior), options={"maxiter": 500})
    fitted: Floats = found.x
    return calibrate(examples, fitted)


def bounds(prior: Floats) -> list[tuple[float | None, float | None]]:
    """Return between which values each weight may lie."""
    rules = RULES["rules"]
    sides: dict[str, tuple[float | None, float | None]] = dict.fromkeys(rules["kinds"], (None, None))
    sides |= dict.fromkeys(rules["against"], (None, 0.0))
    sides |= {name: (prior[COLUMN[name]],) * 2 for name in rules["fixed"]}
    return [sides.get(name, (0.0, None)) for name in FEATURES]


def calibrate(examples: Sequence[Example], weights: Floats) -> Floats:
    """Return the weights stretched, and shifted against "none of these", to the probabilities that examples show."""
    known = [one for one in examples if len(one.rows)]
    names = stack(known, [one.good for one in known])
    totals = names.rows @ weights

    def loss(values: Floats) -> float:
        return loss_of(names, totals * values[0], float(values[1]))[0]

    stretch, none = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    free = np.array([name not in RULES["rules"]["fixed"] for name in FEATURES])
    calibrated = np.where(free, weights * stretch, weights)
    calibrated[KINDS] -= none
    return calibrated


def learn(documents: Sequence[Document], prior: Floats) -> Floats:
    """Return weights learned from documents; what the names of a text say for one another is weighed by the last."""
    weights = prior
    for _ in range(ROUNDS):
        weights = fit([one for document in documents for one in examples_of(document, weights)], prior)
    return weights


def cross_validate(documents: Sequence[Document], prior: Floats) -> list[Example]:
    """Return the examples of all documents, each with the features and totals of weights learned from others."""
    held: list[Example] = []
    for fold in range(FOLDS):
        weights = learn([one for one in documents if one.number % FOLDS != fold], prior)
        for document in documents:
            if document.number % FOLDS == fold:
                held += examples_of(document, weights)
    return held


def figures(examples: Iterable[Example]) -> dict[str, tuple[float, float, float]]:
    """Return for each corpus and setting the shares of names within 161 and 25 km, and within 161 km by any place."""
    table: dict[str, list[tuple[bool, bool, bool]]] = {}
    for one in examples:
        km = one.km[int(np.argmax(one.totals))] if len(one.rows) else np.inf
        best = one.km.min(initial=np.inf)
        table.setdefault(one.setting, []).extend([(km <= FAR_KM, km <= AT_LEAST_KM, best <= FAR_KM)] * one.times)
    return {name: tuple(np.mean(rows, axis=0).tolist()) for name, rows in table.items()}


def level(examples: Sequence[Example]) -> tuple[float, float]:
    """Return slope and offset by which the log odds of scores become those of being right (Platt 1999)."""
    told = [(one.score, one.hit, one.times) for one in examples if len(one.rows)]
    scores, hits, times = (np.array(column, dtype=float) for column in zip(*told, strict=True))
    clipped = np.clip(scores, LEAST_SCORE, 1.0 - LEAST_SCORE)
    odds = np.log(clipped / (1.0 - clipped))

    def loss(values: Floats) -> float:
        leveled = values[0] * odds + values[1]
        return float((times * (np.logaddexp(0.0, leveled) - hits * leveled)).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def reliability(
    examples: Iterable[Example], confidence: tuple[float, float]
) -> tuple[list[tuple[float, float, int]], float]:
    """Return for each tenth of the scores its mean, the share that is right and the names; and how far both differ."""
    told = [(leveled(one.score, confidence), one.hit) for one in examples if len(one.rows) for _ in range(one.times)]
    scores, hits = (np.array(column, dtype=float) for column in zip(*told, strict=True))
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    rows = [(scores[place == at], hits[place == at]) for at in range(BINS) if (place == at).any()]
    error = sum(len(score) * abs(score.mean() - hit.mean()) for score, hit in rows) / len(scores)
    return [(float(score.mean()), float(hit.mean()), len(score)) for score, hit in rows], float(error)


def report(documents: Sequence[Document], prior: Floats, say: Callable[[str], None]) -> tuple[float, float]:
    """Print how weights do on documents that they were not learned from, beside those set by hand.

    Returns slope and offset of the scores, learned on the same documents.
    """
    held = cross_validate(documents, prior)
    confidence = level(held)
    by_hand = figures(one for document in documents for one in examples_of(document, prior))
    say(f"{'names that the recogniser finds':44} set by hand   learned (cross-validated)   reachable")
    for name, (far, near, best) in figures(held).items():
        hand = by_hand[name]
        say(f"{name:44} {hand[0]:.3f} {hand[1]:.3f}   {far:.3f} {near:.3f}                 {best:.3f}")
    rows, error = reliability(held, confidence)
    say("\nscore  right  names")
    for score, hit, count in rows:
        say(f"{score:.2f}   {hit:.2f}   {count}")
    say(f"expected calibration error {error:.3f}\n")
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        below = [one.hit for one in held if leveled(one.score, confidence) < least for _ in range(one.times)]
        say(f"below {least}: {len(below)} names, {np.mean(below):.2f} right")
    return confidence


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/places")
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of installed packs")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.relative_to(ROOT)}")
    given = parser.parse_args()
    documents = read_documents(given.shared / "data" / "places", given.packs, RULES["corpus"])
    prior = np.array([RULES["prior"][name] for name in FEATURES])
    slope, offset = report(documents, prior, print)
    weights = learn(documents, prior)
    lines = "".join(f"{name} = {round(value, 2)}\n" for name, value in zip(FEATURES, weights.tolist(), strict=True))
    lines += f"\n{CONFIDENCE}[confidence]\nslope = {slope:.3f}\noffset = {offset:.3f}\n"
    print(lines)
    if given.write:
        WEIGHTS.write_text(HEAD + lines, "utf-8")


if __name__ == "__main__":
    main()
