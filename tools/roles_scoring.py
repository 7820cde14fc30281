"""Scores the roles of place names on sentences of our own (tests/accuracy/gold/roles.jsonl)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from role_gold import GoldName, GoldSentence

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role


def role_given(name: GoldName, mentions: Sequence[PlaceMention]) -> Role | None:
    """Return the role of the mention that shares most with a name, None where there is none."""
    shared = [(min(name.end, one.end) - max(name.start, one.start), one) for one in mentions]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1].role if best and best[0] > 0 else None


def judge(extractor: Extractor, sentences: Sequence[GoldSentence]) -> Counter[tuple[Role | None, Role | None]]:
    """Return how often each pair of a name's role and the role given is; pins where no name is stand with None."""
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
    """Return the accuracy of roles, and how far pins are places and places pins."""
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
