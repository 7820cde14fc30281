"""Reads documents: runs the stages in order and hands out mentions and events."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final, Self

from gazetteer import Gazetteer
from geo.actors.parties import with_parties
from geo.actors.recognise import ActorRecogniser, ActorSpan, choose_actor
from geo.actors.vocabulary import ActorVocabulary, load_vocabulary
from geo.analysis import DEFAULT_MODEL, AnalysedBlock, AnalysedDocument, Analyser, Block, Need, in_batches
from geo.dates import anchor_at, find_datelines, find_dates
from geo.events.coder import EventCoder, Report
from geo.events.confidence import with_confidence
from geo.events.findings import BlockFindings, FoundDate, FoundPlace
from geo.gazetteers import open_gazetteer
from geo.languages import detect_language, foreign_blocks
from geo.models import (
    ActorMention,
    Candidate,
    DateMention,
    Document,
    Mention,
    ParsedDocument,
    PlaceMention,
    Reason,
    Role,
)
from geo.places.choices import as_location, never_pinned, put_chosen_first, settle_names
from geo.places.confidence import pin_probability, pinned
from geo.places.names import Names
from geo.places.nations import Nations
from geo.places.other_languages import find_places
from geo.places.precision import where_precision
from geo.places.recognise import FirstLook, PlaceRecogniser
from geo.places.relative_document import RelativePlaces, likely_countries
from geo.places.resolve import PlaceResolver
from geo.places.roles import classify_role, role_reasons
from geo.places.toponyms import Toponym, role_words
from geo.theatre import country_shares

VERSION: Final = "1"
# Dates as vague as a year or more do not tell which regime an army served.
UNSURE_DATE: Final = 5
_BATCH_BLOCKS: Final = 256
_TOLD_REASONS: Final = 12
_NO_TEXT: Final = Block("", ())


def _need(look: FirstLook, number: int) -> Need:
    if number in look.foreign:
        return Need.NOTHING
    return Need.ALL if look.needs_entities(number) else Need.GRAMMAR


def _with_language(document: Document) -> Document:
    return document if document.language else replace(document, language=detect_language(document.text))


class Extractor:
    """Turns documents into mentions and events. Safe to keep for the life of a process.

    ``explain`` notes why each name has its role, which costs a little time.
    """

    def __init__(
        self,
        names: Names,
        *,
        model: str = DEFAULT_MODEL,
        vocabulary: ActorVocabulary | None = None,
        explain: bool = True,
    ) -> None:
        self._names = names
        self._explains = explain
        self._analyser = Analyser(model)
        self._resolver = PlaceResolver(names)
        self._takes_own_actors = vocabulary is None
        self._use(vocabulary or load_vocabulary())

    def _use(self, vocabulary: ActorVocabulary) -> None:
        """Find the actors of a vocabulary from now on."""
        self._vocabulary = vocabulary
        self._actors = ActorRecogniser(vocabulary)
        self._coder = EventCoder(vocabulary)
        demonyms = {word.lower(): country for word, country in vocabulary.demonyms()}
        self._nations = Nations(self._names, vocabulary.countries, demonyms)
        self._relative = RelativePlaces(self._names, self._nations.of_word, self._nations.capital)
        never = (*vocabulary.never_places(), *role_words("never_places"))
        self.recogniser = PlaceRecogniser(self._names, never, demonyms, explain=self._explains)

    def _take_own_actors(self) -> None:
        """Take on the user's own actors where they have changed: a server that runs sees them at once."""
        if self._takes_own_actors and (vocabulary := load_vocabulary()) is not self._vocabulary:
            self._use(vocabulary)

    @classmethod
    def open(cls, gazetteer: Gazetteer | None = None, *, model: str = DEFAULT_MODEL, explain: bool = True) -> Self:
        """Make an extractor on a gazetteer, by default the one that is shipped with the installed packs."""
        return cls(gazetteer or open_gazetteer(), model=model, explain=explain)

    @property
    def name(self) -> str:
        """Return the name and version that is written beside whatever this extractor found."""
        return f"conflict-atlas/{VERSION} {self._analyser.name}"

    def parse(self, document: Document, theatre: Sequence[str] | None = None) -> ParsedDocument:
        """Return the mentions and events of one document.

        ``theatre`` (ISO codes) overrides the document's own.
        """
        return next(self.parse_many([document], theatre))

    def parse_many(
        self, documents: Iterable[Document], theatre: Sequence[str] | None = None
    ) -> Iterator[ParsedDocument]:
        """Parse documents in batches, in order; a generator in, a generator out."""
        if theatre is not None:
            documents = (replace(document, theatre=tuple(theatre)) for document in documents)
        self._take_own_actors()
        for batch in in_batches(map(_with_language, documents), _BATCH_BLOCKS):
            looks = [self._look(document, blocks) for document, blocks in batch]
            needs = [_need(look, number) for look in looks for number in range(len(look.blocks))]
            analysed = iter(self._analyser.read([block for _, blocks in batch for block in blocks], needs))
            for (document, blocks), look in zip(batch, looks, strict=True):
                read = tuple(next(analysed) for _ in blocks)
                yield self._parse(AnalysedDocument(document, read), look)

    def _look(self, document: Document, blocks: Sequence[Block]) -> FirstLook:
        """Look for names in the blocks that the English recogniser reads; the others have rules of their own."""
        foreign = foreign_blocks([block.view for block in blocks], document.language)
        shown = [_NO_TEXT if number in foreign else block for number, block in enumerate(blocks)]
        look = self.recogniser.look(shown, document.theatre)
        look.foreign = foreign
        return look

    def _parse(self, analysed: AnalysedDocument, look: FirstLook) -> ParsedDocument:
        document, read_at = analysed.document, datetime.now(UTC).isoformat(timespec="milliseconds")
        places = self._places(analysed, look)
        datelines = find_datelines(document.text)
        dates = find_dates(document.text, document.date, datelines)

        def report_day(position: int) -> date | None:
            return anchor_at(datelines, position, document.date)

        def naming_day(position: int) -> date | None:
            return report_day(position) or max((day.last for day in dates if day.precision < UNSURE_DATE), default=None)

        country = _main_country(document.theatre, [place.mention for block in places for place in block])
        findings = []
        for block, found in zip(analysed.blocks, places, strict=True):
            pinned = tuple(place for place in found if place.mention.role is Role.LOCATION)
            actors = with_parties(self._actors.find(block, country), found)
            findings.append(BlockFindings(block, pinned, actors, _dates_of(block, dates)))
        events = self._coder.code(Report(document, country, report_day, naming_day), findings)
        mentions = self._mentions(findings, places, country, naming_day)
        events = with_confidence(events, mentions, theatre=bool(document.theatre))
        return ParsedDocument(document, mentions, events, self.name, read_at, country_shares(mentions))

    def _places(self, analysed: AnalysedDocument, look: FirstLook) -> list[list[FoundPlace]]:
        theatre, choices = analysed.document.theatre, analysed.document.choices
        per_block = [
            settle_names(self._names_of(look, number, block, theatre), choices)
            for number, block in enumerate(analysed.blocks)
        ]
        toponyms = [toponym for found in per_block for toponym in found if toponym.evidence]
        hints = Counter(country for block in analysed.blocks for _, country in self._nations.words(block))
        resolved = self._resolver.resolve(toponyms, theatre, hints, choices)
        ranked = iter(put_chosen_first(toponyms, resolved, choices, self._names.place))
        placed = [
            [self._found(toponym, next(ranked) if toponym.evidence else ()) for toponym in found] for found in per_block
        ]
        unpinned = never_pinned((place.mention for found in placed for place in found), choices)
        return self._relate(analysed, [[_pinned_by_choice(place, unpinned) for place in found] for found in placed])

    def _relate(self, analysed: AnalysedDocument, placed: Sequence[Sequence[FoundPlace]]) -> list[list[FoundPlace]]:
        """Move and widen the pins by what the text says beside their names."""
        pins = [place.mention.place for found in placed for place in found]
        homes = likely_countries(analysed.document.theatre, pins, self._nations.country)
        pairs = [[(place.toponym, place.mention) for place in found] for found in placed]
        related = self._relative.apply([block.block for block in analysed.blocks], pairs, homes)
        return [
            [
                FoundPlace(_with_tokens(toponym, block), mention)
                for toponym, mention in found
                if analysed.document.choices.get(mention.key) != ""
            ]
            for block, found in zip(analysed.blocks, related, strict=True)
        ]

    def _names_of(self, look: FirstLook, number: int, block: AnalysedBlock, theatre: Collection[str]) -> list[Toponym]:
        if number in look.foreign:
            return find_places(block.block, look.foreign[number], self._names, theatre)
        if look.needs_entities(number):
            self.recogniser.look_again(look, number, block.doc)
        return self.recogniser.names(look, number, block.doc)

    def _found(self, toponym: Toponym, candidates: tuple[Candidate, ...]) -> FoundPlace:
        named = self._names.places_named(toponym.key)
        role = toponym.role or classify_role(toponym, named)
        weighed = role_reasons(toponym, named)[:_TOLD_REASONS] if self._explains else ()
        start, end = toponym.block.original(toponym.start, toponym.end)
        best = pinned(candidates)
        precision = where_precision(best.place) if best else 1
        score = pin_probability(candidates, toponym.evidence)
        mention = PlaceMention(
            start, end, toponym.text, role, best.place if best else None, score, candidates, precision,
            name_reasons=tuple(Reason(feature, weight) for feature, weight in toponym.reasons),
            role_reasons=tuple(Reason(reason.feature, reason.weight) for reason in weighed),
        )  # fmt: skip
        return FoundPlace(toponym, mention)

    def _mentions(
        self,
        findings: Sequence[BlockFindings],
        places: Sequence[Sequence[FoundPlace]],
        country: str,
        report_day: Callable[[int], date | None],
    ) -> tuple[Mention, ...]:
        """Return all mentions in the order of the text."""
        mentions: list[Mention] = [place.mention for block in places for place in block]
        mentions += [mention for found in findings for mention in self._nations.mentions(found.block)]
        for found in findings:
            mentions += [self._actor_mention(found.block, actor, country, report_day) for actor in found.actors]
            mentions += [day.mention for day in found.dates]
        return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind)))

    def _actor_mention(
        self, block: AnalysedBlock, found: ActorSpan, country: str, report_day: Callable[[int], date | None]
    ) -> ActorMention:
        start, end = block.block.original(found.start, found.end)
        actor = choose_actor(self._vocabulary, found, country, report_day(start))
        return ActorMention(
            start,
            end,
            block.block.view[found.start : found.end],
            actor.id,
            actor.name,
            actor.inter_in(country),
            actor.country,
        )


def _with_tokens(toponym: Toponym, block: AnalysedBlock) -> Toponym:
    """Return a name that only its words were known of with the language model's tokens."""
    if toponym.tokens is not None:
        return toponym
    return replace(toponym, tokens=block.doc.char_span(toponym.start, toponym.end, alignment_mode="expand"))


def _dates_of(block: AnalysedBlock, dates: Sequence[DateMention]) -> tuple[FoundDate, ...]:
    """Return the dates that stand in a block, with their offsets in its view."""
    offsets = block.block.offsets
    inside = (day for day in dates if offsets[0] <= day.start and day.end <= offsets[-1] + 1)
    return tuple(FoundDate(bisect_left(offsets, day.start), bisect_left(offsets, day.end), day) for day in inside)


def _pinned_by_choice(found: FoundPlace, names: Collection[str]) -> FoundPlace:
    """Return a name that a person wants pinned as one that says where something happens."""
    return replace(found, mention=as_location(found.mention)) if found.mention.key in names else found


def _main_country(theatre: Sequence[str], mentions: Iterable[PlaceMention]) -> str:
    """Return the country in which a document mostly plays: that of most pinned places, the theatre's counting more."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.place is not None and mention.place.country and mention.role is Role.LOCATION:
            counts[mention.place.country] += 1 + 3 * (mention.place.country in theatre)
    if not counts:
        return theatre[0] if theatre else ""
    return min(counts, key=lambda country: (-counts[country], country))
