"""Reads documents without a language model, for archives: place names by the gazetteer and the words beside them.

Nothing here imports spaCy. There are no actors, dates and events; roles are told by words alone, and no name is sought
that only sounds like one of a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, Self

from gazetteer import Gazetteer
from gazetteer.models import SearchHit
from geo.actors.vocabulary import ActorVocabulary, load_vocabulary
from geo.analysis import Block, split_blocks
from geo.gazetteers import open_gazetteer
from geo.languages import detect_language, foreign_blocks
from geo.models import Candidate, Document, ParsedDocument, PlaceMention, Role
from geo.places.choices import as_location, never_pinned, put_chosen_first, settle_names
from geo.places.confidence import pin_probability, pinned
from geo.places.names import Names
from geo.places.other_languages import find_places
from geo.places.precision import where_precision
from geo.places.recognise import PlaceRecogniser
from geo.places.resolve import PlaceResolver
from geo.places.roles import can_be_party, classify_role_from_words
from geo.places.toponyms import Toponym, role_words
from geo.theatre import country_shares

VERSION: Final = "1"
_NO_TEXT: Final = Block("", ())


class ExactNames:
    """A gazetteer that answers nothing for names that only sound like one of a place."""

    def __init__(self, names: Names) -> None:
        self.match = names.match
        self.places_named = names.places_named
        self.place = names.place

    def places_sounding(self, name: str, countries: Collection[str], least: float) -> list[SearchHit]:  # noqa: ARG002
        """Return nothing."""
        return []


class FastExtractor:
    """Turns documents into place mentions. Safe to keep for the life of a process."""

    def __init__(self, names: Names, *, vocabulary: ActorVocabulary | None = None) -> None:
        vocabulary = vocabulary or load_vocabulary()
        self._names = ExactNames(names)
        demonyms = {word.lower(): country for word, country in vocabulary.demonyms()}
        never = (*vocabulary.never_places(), *role_words("never_places"))
        self._recogniser = PlaceRecogniser(self._names, never, demonyms)
        self._resolver = PlaceResolver(self._names)

    @classmethod
    def open(cls, gazetteer: Gazetteer | None = None) -> Self:
        """Make an extractor on a gazetteer, by default the one that is shipped with the installed packs."""
        return cls(gazetteer or open_gazetteer())

    @property
    def name(self) -> str:
        """Return the name and version that is written beside whatever this extractor found."""
        return f"conflict-atlas/{VERSION} gazetteer"

    def parse(self, document: Document, theatre: Sequence[str] | None = None) -> ParsedDocument:
        """Return the place mentions of one document; ``theatre`` (ISO codes) overrides the document's own."""
        return next(self.parse_many([document], theatre))

    def parse_many(
        self, documents: Iterable[Document], theatre: Sequence[str] | None = None
    ) -> Iterator[ParsedDocument]:
        """Parse documents, in order; a generator in, a generator out."""
        for document in documents:
            own = document if theatre is None else replace(document, theatre=tuple(theatre))
            yield self._parse(own if own.language else replace(own, language=detect_language(own.text)))

    def _parse(self, document: Document) -> ParsedDocument:
        read_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        toponyms, hints = self._read(document)
        sure = [toponym for toponym in toponyms if toponym.evidence]
        resolved = self._resolver.resolve(sure, document.theatre, hints, document.choices)
        ranked = iter(put_chosen_first(sure, resolved, document.choices, self._names.place))
        mentions = [self._mention(toponym, next(ranked) if toponym.evidence else ()) for toponym in toponyms]
        if document.choices:
            names = never_pinned(mentions, document.choices)
            mentions = [as_location(mention) if mention.key in names else mention for mention in mentions]
        return ParsedDocument(document, tuple(mentions), (), self.name, read_at, country_shares(mentions))

    def _read(self, document: Document) -> tuple[list[Toponym], Counter[str]]:
        """Return the names of a document, and how many words it has for the people of each country."""
        blocks = split_blocks(document.text)
        foreign = foreign_blocks([block.view for block in blocks], document.language)
        shown = [_NO_TEXT if number in foreign else block for number, block in enumerate(blocks)]
        look = self._recogniser.look(shown, document.theatre)
        found: list[Toponym] = []
        for number, block in enumerate(blocks):
            names = (
                find_places(block, foreign[number], self._names, document.theatre)
                if number in foreign
                else self._recogniser.names(look, number)
            )
            found += settle_names(names, document.choices)
        return found, Counter(look.clues.nations)

    def _role(self, toponym: Toponym) -> Role:
        """Tell the role by words where a name may stand for a government or in a longer one; others are places."""
        named = self._names.places_named(toponym.key)
        return classify_role_from_words(toponym, named) if toponym.inside or can_be_party(named) else Role.LOCATION

    def _mention(self, toponym: Toponym, candidates: tuple[Candidate, ...]) -> PlaceMention:
        role = toponym.role or self._role(toponym)
        start, end = toponym.block.original(toponym.start, toponym.end)
        best = pinned(candidates)
        precision = where_precision(best.place) if best else 1
        score = pin_probability(candidates, toponym.evidence)
        return PlaceMention(start, end, toponym.text, role, best.place if best else None, score, candidates, precision)
