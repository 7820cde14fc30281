"""Asking an online geocoder for a name, if the user has switched one on: what is sent where, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import accumulate
from typing import Final
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.errors import NetworkError, QuestionError
from gazetteer.models import PlaceName
from gazetteer.online import LONGEST_NAME, Asked, OnlineGeocoder, Proposal, services
from geo.codebook import countries, find_country
from geo.online import open_geocoder, told_source
from webapp.services import services as parts

blueprint = Blueprint("online", __name__, url_prefix="/gazetteer/online")

_LONGEST_NAMES: Final = 3000  # letters of an address, of which servers take 4,094
_LETTERS_BESIDE: Final = len("&alias=&alias_language=en&alias_kind=preferred")
_COUNTRY_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, as the form has it."""

    name: str
    country: str


@blueprint.get("")
def index() -> str:
    """Show what would be sent where, and the form that asks; nobody is asked yet."""
    return _page(_read(request.args.get("name", ""), request.args.get("country", "")))


@blueprint.post("")
def ask() -> str | tuple[str, int]:
    """Ask the geocoder, and show what it proposes."""
    geocoder = open_geocoder(parts().settings)
    question = _read(request.form.get("name", ""), request.form.get("country", ""))
    if geocoder is None:
        return _page(question), HTTPStatus.CONFLICT
    try:
        asked = geocoder.ask(question.name, question.country, fresh="fresh" in request.form)
    except QuestionError as error:
        return _page(question, error=str(error)), HTTPStatus.BAD_REQUEST
    except NetworkError as error:
        return _page(question, error=str(error)), HTTPStatus.BAD_GATEWAY
    return _page(question, asked=asked)


@blueprint.post("/forget")
def forget() -> Response:
    """Forget the answers that were kept."""
    if geocoder := open_geocoder(parts().settings):
        geocoder.cache.forget()
    return redirect(url_for("online.index", done="answers_forgotten"), 303)


def _read(name: str, country: str) -> _Question:
    found = find_country(country.strip()[:_COUNTRY_LETTERS]) if country.strip() else None
    return _Question(name.strip()[: LONGEST_NAME + 1], found.alpha2 if found else "")


def _page(question: _Question, *, asked: Asked | None = None, error: str = "") -> str:
    geocoder = open_geocoder(parts().settings)
    offers = [_Offer(geocoder, proposal) for proposal in asked.proposals] if asked and geocoder else []
    return render_template(
        "online.html",
        geocoder=geocoder,
        known=services(),
        question=question,
        asked=asked,
        asked_on=datetime.fromtimestamp(asked.asked_at, UTC).date().isoformat() if asked else "",
        offers=offers,
        error=error,
        countries=countries(),
        longest_name=LONGEST_NAME,
    )


@dataclass(frozen=True, slots=True)
class _Offer:
    """A proposal as it is shown, with the address that fills the editor from it."""

    geocoder: OnlineGeocoder
    place: Proposal

    @property
    def source(self) -> str:
        """Word where it comes from, with its licence."""
        return told_source(self.geocoder, self.place)

    @property
    def editor(self) -> str:
        """Return the editor's address, filled in but for the saving."""
        place = self.place
        return url_for(
            "place_editor.new",
            name=place.name,
            lat=f"{place.lat:.5f}",
            lon=f"{place.lon:.5f}",
            country=place.country,
            feature_code=place.feature_code,
            radius_km=f"{place.radius_km:g}",
            reference=self.source,
            alias=[name.text for name in self.names],
            alias_language=[name.language for name in self.names],
            alias_kind=[name.kind.value for name in self.names],
        )

    @property
    def names(self) -> tuple[PlaceName, ...]:
        """Return as many of the other names as an address can hold."""
        letters = accumulate(len(quote(name.text)) + _LETTERS_BESIDE for name in self.place.names)
        return self.place.names[: sum(length <= _LONGEST_NAMES for length in letters)]
