"""Learn the weights of the features that tell the roles of place names; writes geo/data/role_weights.toml.

A multinomial logistic regression (scikit-learn, L2) for the words alone and one for the words with the language
model's parse, each on the half "train" of tests/accuracy/gold/roles.jsonl and on roles_training.jsonl, all from our own
pen. For the second every name counts half with its entity label and half without, since the entity recogniser does not
read all texts. Nothing is drawn at random and the sentences come in the order of their ids, so that the same code
writes the same numbers. The printed figures are from cross-validation within what is trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from role_gold import read_gold
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import GroupKFold

from gazetteer import Gazetteer
from geo.analysis import Analyser
from geo.models import Document, Role
from geo.places.role_features import word_features
from geo.places.role_grammar import is_of_entity
from geo.places.role_model import ROLES
from geo.places.roles import role_features
from geo.places.toponyms import Toponym

TARGET: Final = Path(__file__).resolve().parent.parent / "geo" / "data" / "role_weights.toml"
FILES: Final = ("roles.jsonl", "roles_training.jsonl")
STRENGTH: Final = 0.5
FOLDS: Final = 10
LEAST_EXAMPLES: Final = 2
SMALLEST_WEIGHT: Final = 0.04
HEAD: Final = """\
# How far each feature speaks for a role: [{roles}]. Learned by tools/train_roles.py on
# {names} names in {sentences} sentences of our own; do not edit by hand. The features are those of
# geo/places/role_features.py and role_grammar.py over the word lists of role_features.toml and roles.toml. "party&"
# marks a feature of a name that is a country's, a capital's or a seat of power's.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A name with its features in one or more readings."""

    sentence: str
    role: Role
    words: list[str]
    grammar: tuple[list[str], ...]


def examples() -> list[Example]:
    """Return the names of the training sentences; demonyms are known by their words and are left out."""
    gazetteer = Gazetteer.open()
    sentences = sorted((one for one in read_gold(*FILES) if one.split == "train"), key=lambda one: one.id)
    analysed = Analyser().analyse(Document(one.id, one.text) for one in sentences)
    found = []
    for sentence, document in zip(sentences, analysed, strict=True):
        (block,) = document.blocks
        for name in sentence.names:
            if name.role not in ROLES:
                continue
            text = sentence.text[name.start : name.end]
            tokens = block.doc.char_span(name.start, name.end, alignment_mode="expand")
            toponym = Toponym(block.block, name.start, name.end, text, tokens=tokens)
            places = gazetteer.places_named(text)
            full = role_features(toponym, places)
            without_entities = [feature for feature in full if not is_of_entity(feature)]
            found.append(Example(sentence.id, name.role, word_features(toponym, places), (full, without_entities)))
    return found


class Learner:
    """A logistic regression over the names of features."""

    def __init__(self, examples: Sequence[Example], section: str) -> None:
        rows = [(reading, example.role) for example in examples for reading in readings(example, section)]
        counts = len(rows) // len(examples)
        self._vectors = DictVectorizer()
        matrix = self._vectors.fit_transform([dict.fromkeys(features, 1.0) for features, _ in rows])
        roles = [ROLES.index(role) for _, role in rows]
        self._model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-6)
        self._model.fit(matrix, roles, sample_weight=np.full(len(rows), 1.0 / counts))
        self._seen = np.asarray(matrix.sum(axis=0)).ravel() / counts

    def predict(self, examples: Sequence[Example], section: str) -> list[Role]:
        """Return the likeliest role of each example, by its first reading."""
        rows = [dict.fromkeys(readings(example, section)[0], 1.0) for example in examples]
        return [ROLES[number] for number in self._model.predict(self._vectors.transform(rows))]

    def weights(self) -> dict[str, tuple[float, ...]]:
        """Return the weights of the features that weigh something, by name; "always" carries the biases."""
        names = self._vectors.get_feature_names_out()
        table = {
            str(name): tuple(round(float(weight), 3) for weight in column)
            for name, column, seen in zip(names, self._model.coef_.T, self._seen, strict=True)
            if seen >= LEAST_EXAMPLES and max(abs(column)) >= SMALLEST_WEIGHT
        }
        bias = zip(table.get("always", (0.0,) * len(ROLES)), self._model.intercept_, strict=True)
        table["always"] = tuple(round(weight + float(base), 3) for weight, base in bias)
        return dict(sorted(table.items()))


def readings(example: Example, section: str) -> tuple[list[str], ...]:
    """Return the lists of features of an example for a section of the weights."""
    return (example.words,) if section == "words" else example.grammar


def report(found: Sequence[Example], section: str) -> None:
    """Print the cross-validated accuracy and the roles confused."""
    truth = [example.role.value for example in found]
    guesses = [""] * len(found)
    groups = [example.sentence for example in found]
    for train, test in GroupKFold(FOLDS).split(found, truth, groups):
        learner = Learner([found[at] for at in train], section)
        for at, role in zip(test, learner.predict([found[at] for at in test], section), strict=True):
            guesses[at] = role.value
    right = sum(one == other for one, other in zip(truth, guesses, strict=True))
    names = [role.value for role in ROLES]
    print(f"{section}: {right / len(truth):.3f} of {len(truth)}; rows gold, columns guessed, {', '.join(names)}")
    print(confusion_matrix(truth, guesses, labels=names))


def section_of(found: Sequence[Example], section: str) -> str:
    """Learn and report a section of the weights, and return it as TOML."""
    report(found, section)
    weights = Learner(found, section).weights()
    lines = [f'"{name}" = [{", ".join(map(str, numbers))}]' for name, numbers in weights.items()]
    return "\n".join([f"[{section}]", *lines, ""])


def main() -> None:
    """Learn, report and write."""
    found = examples()
    sentences = len({example.sentence for example in found})
    head = HEAD.format(roles=", ".join(role.value for role in ROLES), names=len(found), sentences=sentences)
    sections = [section_of(found, section) for section in ("words", "grammar")]
    TARGET.write_text("\n".join([head, *sections]), encoding="utf-8")
    print(f"written: {TARGET.name}")


if __name__ == "__main__":
    main()
