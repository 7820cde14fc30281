"""The form of one's own actor: what is shown in it, and the actor that is read from what was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import request

from gazetteer.normalise import fold
from geo.actors.loading import Row, read_actor, read_time
from geo.actors.models import Actor
from geo.actors.vocabulary import ActorVocabulary
from geo.errors import EntryError, VocabularyError
from geo.unlisted_actors import alike, bearers
from webapp.errors import FormError

_TEXTS: Final = ("name", "kind", "country", "start", "end", "parent", "successor", "source")
_LISTS: Final = ("aliases", "local_aliases", "allies")
_TICKS: Final = ("armed", "source_only")
_LONGEST: Final = 4000
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ActorForm:
    """The fields of an actor as they are shown; lists have an entry a line, ticks are "1" or empty."""

    values: Mapping[str, str]
    error: str = ""
    error_field: str = ""

    def value(self, name: str) -> str:
        """Give a field's text, empty where there is none."""
        return self.values.get(name, "")

    def problem(self, name: str) -> str:
        """Give what is wrong with a field, empty where nothing is."""
        return self.error if name == self.error_field else ""


def filled_form(actor: Actor) -> ActorForm:
    """Fill the form from an actor."""
    texts = {name: getattr(actor, name) or "" for name in _TEXTS}
    texts |= {"start": actor.first_day or actor.start or "", "end": actor.last_day or actor.end or "", "id": actor.id}
    lists = {name: "\n".join(getattr(actor, name)) for name in _LISTS}
    ticks = {name: "1" if getattr(actor, name) else "" for name in _TICKS}
    return ActorForm({**{name: str(text) for name, text in texts.items()}, **lists, **ticks})


def sent_form() -> ActorForm:
    """Take the form as it was sent."""
    names = (*_TEXTS, *_LISTS, *_TICKS, "id", "author", "reason")
    return ActorForm({name: request.form.get(name, "").strip()[:_LONGEST] for name in names})


def read_form(form: ActorForm, vocabulary: ActorVocabulary, actor_id: str = "") -> Actor:
    """Read an actor by the checks of the vocabulary's files; without an id one is made of the name.

    Raises
    ------
    FormError
        Naming the field, its value and what is allowed.
    """
    known = vocabulary.actors.get(actor_id)
    values: dict[str, object] = {"id": actor_id or _new_id(form, vocabulary), "series": known.series if known else ""}
    values |= _own_values(form) | _other_actors(form, vocabulary)
    try:
        return read_actor(Row("the form", form.value("name"), {name: value for name, value in values.items() if value}))
    except EntryError as error:
        raise FormError(f"{_label(error.field)} {error.problem}.", error.field) from error


def _own_values(form: ActorForm) -> dict[str, object]:
    """Return what the form says of the actor itself."""
    values: dict[str, object] = {name: form.value(name) for name in ("name", "kind", "country", "source")}
    values |= {name: _time(form, name) for name in ("start", "end") if form.value(name)}
    values |= {name: _lines(form.value(name)) for name in ("aliases", "local_aliases")}
    return values | {name: bool(form.value(name)) for name in _TICKS}


def _other_actors(form: ActorForm, vocabulary: ActorVocabulary) -> dict[str, object]:
    """Return the ids of the actors that it is tied to."""
    ids: dict[str, object] = {name: _one_id(name, form.value(name), vocabulary) for name in ("parent", "successor")}
    return ids | {"allies": [_one_id("allies", line, vocabulary) for line in _lines(form.value("allies"))]}


def _label(field: str) -> str:
    return f"The {field.replace('_', ' ')}"


def _new_id(form: ActorForm, vocabulary: ActorVocabulary) -> str:
    made = form.value("id") or _NOT_IN_ID.sub("-", fold(form.value("name"))).strip("-")
    if form.value("name") and not made:
        raise FormError("The id cannot be made of this name: type one of small letters, digits and hyphens.", "id")
    if made in vocabulary.actors:
        taken = vocabulary.actors[made].name
        raise FormError(f"The id {made!r} is taken by {taken}: edit that one, or choose another id.", "id")
    return made


def _time(form: ActorForm, name: str) -> object:
    try:
        year, day = read_time(name, form.value(name))
    except VocabularyError as error:
        raise FormError(str(error), name) from error
    return day or year


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _one_id(field: str, text: str, vocabulary: ActorVocabulary) -> str:
    """Return the id of an actor that is given by its id or by a name that only it bears."""
    if not text or text in vocabulary.actors:
        return text
    named = bearers(vocabulary, text)
    if len(named) == 1:
        return named[0].id
    near = named or alike(vocabulary, text)
    told = ", ".join(f"{actor.name} ({actor.id})" for actor in near[:5])
    remedy = f"is it one of {told}?" if told else "search the actors for its id."
    raise FormError(f"{_label(field)} {text[:60]!r} is no actor's id or only name: {remedy}", field)
