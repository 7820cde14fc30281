"""Relative places of a whole document: applied to its mentions, with those that no name stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from gazetteer.models import Place
from geo.analysis import Block
from geo.models import PlaceMention, Role
from geo.places.choices import CHOSEN
from geo.places.names import Names
from geo.places.precision import AREA
from geo.places.relative import relate
from geo.places.relative_case import Relation, Scene
from geo.places.relative_ground import Ground, NoShapes, Shapes
from geo.places.relative_inside import split_name, stand_in
from geo.places.relative_phrases import Phrase, capitals_in, kind_of_line, lines_in, read_phrase
from geo.places.relative_points import middle, moved
from geo.places.relative_single import relate_one
from geo.places.relative_words import direction_of
from geo.places.toponyms import Toponym

Found = tuple[Toponym, PlaceMention]
"""A name with what was made of it."""

_LINE_SCORE: Final = 0.8
_CAPITAL_SCORE: Final = 0.7
_STAND_IN_SHARE: Final = 0.6
_MOST_HOMES: Final = 4


class RelativePlaces:
    """Moves and widens the pins of a document's names by what the text says beside them.

    ``nationality`` returns the country of an adjective ("Iraqi"), ``capital`` the capital of a country, each or None.
    """

    def __init__(
        self,
        names: Names,
        nationality: Callable[[str], Place | None],
        capital: Callable[[str], Place | None],
    ) -> None:
        self._names = names
        self._ground = Ground(names if isinstance(names, Shapes) else NoShapes())
        self._nationality = nationality
        self._capital = capital

    def apply(
        self, blocks: Sequence[Block], found: Sequence[Sequence[Found]], homes: Sequence[Place]
    ) -> list[list[Found]]:
        """Return the names of each block with their pins where the text means them, and what no name stands for.

        ``homes`` are the countries that the text is likely to be about, the likeliest first.
        """
        scene = Scene(self._ground, self._names.places_named, homes=tuple(homes[:_MOST_HOMES]))
        flat = [entry for block in found for entry in block]
        pins = [mention.place if toponym.evidence else None for toponym, mention in flat]
        relations = relate([toponym for toponym, _ in flat], pins, scene)
        towns = {place.id: place for place in pins if place is not None and place.feature_class in {"P", "S"}}
        scene = replace(scene, anchors=tuple(towns.values()))
        related = iter([_with_relation(*pair) for pair in zip(flat, relations, strict=True)])
        placed = [[next(related) for _ in block] for block in found]
        return [self._completed(block, entries, scene) for block, entries in zip(blocks, placed, strict=True)]

    def _completed(self, block: Block, entries: list[Found], scene: Scene) -> list[Found]:
        """Return a block's names, the unknown ones pinned at what contains them, with borders and capitals added."""
        known = [self._joined(entry, scene) for entry in entries]
        home = scene.homes[0].country if scene.homes else ""
        known = [_stood_in(entry, following, home) for entry, following in zip_longest(known, known[1:])]
        added = [*self._lines(block, known, scene), *self._capitals(block, known, scene)]
        covered = [(toponym.start, toponym.end) for toponym, _ in added]
        kept = [
            entry for entry in known if not any(entry[0].start < end and start < entry[0].end for start, end in covered)
        ]
        return sorted([*kept, *added], key=lambda entry: entry[0].start)

    def _joined(self, entry: Found, scene: Scene) -> Found:
        """Place "Bria-Ippy", which no place is called, between the two places that are."""
        toponym, mention = entry
        if mention.place is not None or mention.role is not Role.LOCATION or not toponym.evidence:
            return entry
        ends = split_name(toponym.text, self._names.places_named, scene)
        if ends is None:
            return entry
        text = f"between {ends[0].name} and {ends[1].name}"
        place = moved(ends[0], middle(*ends))
        return toponym, replace(mention, place=place, score=_STAND_IN_SHARE, where_prec=AREA, relation=text)

    def _lines(self, block: Block, known: Sequence[Found], scene: Scene) -> Iterator[Found]:
        """Yield the borders and coasts that adjectives tell of: "the Syrian-Iraqi border", "off the Libyan coast"."""
        for match in lines_in(block.view):
            start, country, partner = self._countries_of(match)
            if country is None or _is_taken(start, match.end(), known):
                continue
            adjective = Toponym(block, match.start("second"), match.end("second"), match["second"])
            direction = direction_of(match["direction"]) if match["direction"] else None
            word = match["noun"]
            phrase = Phrase(kind_of_line(match), start, match.end(), direction=direction, word=word)
            nearer = replace(scene, homes=(partner,)) if partner is not None else scene
            relation = relate_one(adjective, country, phrase, nearer)
            if relation is not None:
                toponym = Toponym(block, start, match.end(), block.view[start : match.end()], role=Role.LOCATION)
                text = relation.text.replace(adjective.text, country.name)
                yield _made(toponym, replace(relation, text=text), _LINE_SCORE)

    def _countries_of(self, match: re.Match[str]) -> tuple[int, Place | None, Place | None]:
        """Return where a border's name begins, the country, and the one on the other side where it is named."""
        second, word = self._nationality(match["second"]), match["second"]
        start = match.start("second")
        if second is None and " " in word:
            last = word.rpartition(" ")[2]
            second, start = self._nationality(last), match.end("second") - len(last)
        first = self._nationality(match["first"].rpartition(" ")[2]) if match["first"] else None
        if first is None or second is None or start != match.start("second"):
            return start, second, None
        return match.end("first") - len(match["first"].rpartition(" ")[2]), second, first

    def _capitals(self, block: Block, known: Sequence[Found], scene: Scene) -> Iterator[Found]:
        """Yield what lies relative to "the capital" of the country that the text is about."""
        for start, end in capitals_in(block.view) if scene.homes else ():
            place = self._capital(scene.homes[0].country)
            phrase = read_phrase(block.view, start, end)
            if place is None or phrase is None or _is_taken(start, end, known):
                continue
            toponym = Toponym(block, start, end, place.name, role=Role.LOCATION)
            relation = relate_one(toponym, place, phrase, scene)
            if relation is not None:
                yield _made(toponym, replace(relation, text=f"{relation.text}, {place.name}"), _CAPITAL_SCORE)


def likely_countries(
    theatre: Sequence[str], pins: Sequence[Place | None], country: Callable[[str], Place | None]
) -> list[Place]:
    """Return the countries of the theatre, then those of a document's pins, most pins first."""
    counts: dict[str, int] = {}
    for place in pins:
        if place is not None and place.country:
            counts[place.country] = counts.get(place.country, 0) + 1
    ordered = [*theatre, *sorted(counts, key=lambda code: (-counts[code], code))]
    found = (country(code) for code in dict.fromkeys(ordered))
    return [place for place in found if place is not None]


def _with_relation(entry: Found, relation: Relation | None) -> Found:
    toponym, mention = entry
    if relation is None or mention.role not in {Role.LOCATION, Role.METONYM}:
        return entry
    if mention.role is Role.METONYM and not relation.is_ground:
        return entry
    return toponym, _related(replace(mention, role=Role.LOCATION), relation)


def _stood_in(entry: Found, following: Found | None, home: str) -> Found:
    """Pin an unknown name at what the text says contains it, with a wider radius."""
    toponym, mention = entry
    if following is None or mention.role is not Role.LOCATION or not toponym.evidence or mention.relation:
        return entry
    container, other = following
    if other.place is None or other.role is not Role.LOCATION or other.is_unknown_name:
        return entry
    relation = stand_in(toponym, mention.place, container, other, home)
    if relation is None or _is_chosen(mention):
        return entry
    score = round(other.score * _STAND_IN_SHARE, 4)
    return toponym, _related(replace(mention, score=score), relation)


def _is_chosen(mention: PlaceMention) -> bool:
    """Say whether a person chose the place."""
    return any(reason.feature == CHOSEN for candidate in mention.candidates[:1] for reason in candidate.reasons)


def _related(mention: PlaceMention, relation: Relation) -> PlaceMention:
    return replace(mention, place=relation.place, where_prec=relation.where_prec, relation=relation.text)


def _made(toponym: Toponym, relation: Relation, score: float) -> Found:
    start, end = toponym.block.original(toponym.start, toponym.end)
    return toponym, PlaceMention(
        start, end, toponym.text, Role.LOCATION, relation.place, score, (), relation.where_prec, relation.text
    )


def _is_taken(start: int, end: int, known: Sequence[Found]) -> bool:
    """Say whether a name that has a place already stands there."""
    return any(toponym.start < end and start < toponym.end and mention.place is not None for toponym, mention in known)


def _is_within(toponym: Toponym, spans: Sequence[tuple[int, int]]) -> bool:
    return any(toponym.start < end and start < toponym.end for start, end in spans)
