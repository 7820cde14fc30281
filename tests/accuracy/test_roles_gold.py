"""What place names do in sentences of our own: the half that no weight was learned on."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from role_gold import GoldName, GoldSentence, read_gold, read_marks

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

SENTENCES = list(read_gold("roles.jsonl"))
TEST_HALF = [sentence for sentence in SENTENCES if sentence.split == "test"]
FLOORS: dict[str, float] = tomllib.loads(Path(__file__).with_name("role_floors.toml").read_text("utf-8"))


def role_given(name: GoldName, mentions: Sequence[PlaceMention]) -> Role | None:
    """Give the role of the mention that shares most with a name, None where there is none."""
    shared = [(min(name.end, one.end) - max(name.start, one.start), one) for one in mentions]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1].role if best and best[0] > 0 else None


def judge(extractor: Extractor, sentences: Sequence[GoldSentence]) -> Counter[tuple[Role | None, Role | None]]:
    """Count the pairs of a name's role and the role given; pins where no name is stand with None."""
    pairs: Counter[tuple[Role | None, Role | None]] = Counter()
    parsed = extractor.parse_many(Document(one.id, one.text) for one in sentences)
    for sentence, document in zip(sentences, parsed, strict=True):
        mentions = [one for one in document.mentions if isinstance(one, PlaceMention)]
        for name in sentence.names:
            given = role_given(name, mentions)
            unseen = given is None and name.role is Role.EMBEDDED
            pairs[name.role, Role.EMBEDDED if unseen else given] += 1
        pairs[None, Role.LOCATION] += sum(
            mention.role is Role.LOCATION
            and not any(name.start < mention.end and mention.start < name.end for name in sentence.names)
            for mention in mentions
        )
    return pairs


def figures(pairs: Counter[tuple[Role | None, Role | None]]) -> dict[str, float]:
    """Give the accuracy of roles, and how far pins are places and places pins."""
    names = sum(count for (gold, _), count in pairs.items() if gold)
    right = sum(count for (gold, given), count in pairs.items() if gold and gold is given)
    found = sum(count for (gold, given), count in pairs.items() if gold and given)
    pinned = sum(count for (_, given), count in pairs.items() if given is Role.LOCATION)
    places = sum(count for (gold, _), count in pairs.items() if gold is Role.LOCATION)
    others = names - places
    literal = pairs[Role.LOCATION, Role.LOCATION]
    wrong_pins = sum(pairs[role, Role.LOCATION] for role in Role if role is not Role.LOCATION)
    return {
        "accuracy": right / names,
        "accuracy_of_found": right / found,
        "pin_precision": literal / pinned,
        "pin_recall": literal / places,
        "others_pinned": wrong_pins / others,
    }


@pytest.mark.accuracy
def test_roles_on_sentences_that_nothing_was_learned_on(extractor: Extractor) -> None:
    pairs = judge(extractor, TEST_HALF)
    shown = {name: round(figure, 4) for name, figure in figures(pairs).items()}
    print(shown, *(f"{gold} -> {given}: {count}" for (gold, given), count in sorted(pairs.items(), key=str)), sep="\n")
    low = {name: shown[name] for name, least in FLOORS["at_least"].items() if shown[name] < least}
    high = {name: shown[name] for name, most in FLOORS["at_most"].items() if shown[name] > most}
    assert not low, f"fell below the floor: {low}; {shown}"
    assert not high, f"rose above the ceiling: {high}; {shown}"


def test_half_of_the_gold_is_kept_for_testing() -> None:
    assert len(SENTENCES) >= 440
    assert len(TEST_HALF) * 2 == len(SENTENCES)
    assert len({sentence.id for sentence in SENTENCES}) == len(SENTENCES)
    assert {name.role for sentence in TEST_HALF for name in sentence.names} == set(Role)


def test_no_training_sentence_is_one_of_the_test_half() -> None:
    extra = list(read_gold("roles_training.jsonl"))
    assert {sentence.split for sentence in extra} == {"train"}
    assert not {sentence.text for sentence in extra} & {sentence.text for sentence in TEST_HALF}


def test_floors_are_at_or_above_the_target() -> None:
    assert FLOORS["at_least"]["accuracy"] >= 0.90


def test_marks_are_read_as_offsets() -> None:
    text, names = read_marks("Troops left [[Homs|location]]; [[Moscow|metonym]] said so.")
    assert text == "Troops left Homs; Moscow said so."
    assert [(text[name.start : name.end], name.role) for name in names] == [
        ("Homs", Role.LOCATION),
        ("Moscow", Role.METONYM),
    ]
