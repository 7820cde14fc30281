"""Asking the one online geocoder that the user has switched on for a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from geopy import exc
from geopy.geocoders import GeoNames, Nominatim, Photon

from gazetteer.addresses import Resolver, WebAddress, read_address, resolve_host
from gazetteer.errors import GeocoderError, QuestionError
from gazetteer.network import Limits, Network
from gazetteer.online.adapter import GuardedAdapter
from gazetteer.online.answers import Raw, read_geonames, read_nominatim, read_photon
from gazetteer.online.cache import AnswerCache
from gazetteer.online.models import GeocoderService, Proposal

LONGEST_NAME: Final = 100
"""Most characters of a name that is sent: a place has such a name, a sentence of a report has not."""

_MOST_PROPOSALS: Final = 10
_ASKED_FOR: Final = 20
_LANGUAGE: Final = "en"
_LIMITS: Final = Limits(size_bytes=2 * 1024 * 1024, seconds=10.0, silent_seconds=10.0)
_LONGEST_USER: Final = 100
# What geopy raises when an answer is JSON but not of the form that it expects.
_MISREAD: Final = (AttributeError, LookupError, TypeError, ValueError)
_REFUSALS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (exc.GeocoderAuthenticationFailure, "does not know that user; check the setting geocoder_user"),
    (exc.GeocoderInsufficientPrivileges, "lets that user not ask; switch the web services on in the account there"),
    (exc.GeocoderQuotaExceeded, "has answered that user too often; try again in an hour"),
    (exc.GeocoderParseError, "does not answer with JSON; check the settings geocoder and geocoder_address"),
)

Found = Iterable[Any] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer: what was proposed, by whom and when (seconds since 1970), and whether it was kept from before."""

    name: str
    country: str
    proposals: tuple[Proposal, ...]
    host: str
    asked_at: float
    was_kept: bool


@dataclass(frozen=True, slots=True)
class OnlineGeocoder:
    """A service that may be asked: the public one, or the user's own at ``own_address``.

    It is sent the name, the code of a country where one is given, and ``user``; nothing else.
    """

    service: GeocoderService
    cache: AnswerCache
    own_address: str = ""
    user: str = ""
    program: str = "conflict-atlas"
    resolve: Resolver = field(default=resolve_host)

    @property
    def address(self) -> WebAddress:
        """Return the address that is asked; raise AddressRefusedError when the user's own is none."""
        return read_address(self.own_address or self.service.address)

    def check(self) -> None:
        """Check the address and the user, without asking anybody.

        Raises
        ------
        NetworkError
            When the user's own address is none, the service wants a user and there is none, or a header cannot hold it.
        """
        _ = self.address
        if self.service.needs_user and not self.user:
            raise GeocoderError(f"{self.service.title} wants a user name: put yours into the setting geocoder_user")
        if len(self.user) > _LONGEST_USER or not self.user.isascii() or not self.user.isprintable():
            raise GeocoderError(f"the setting geocoder_user takes up to {_LONGEST_USER} plain characters (ASCII)")

    def ask(self, name: str, country: str = "", *, fresh: bool = False) -> Asked:
        """Return what the service proposes for a name, within a country where one is given by its ISO 3166 code.

        An answer is kept for a month, and not asked for again unless ``fresh`` is set.

        Raises
        ------
        QuestionError
            For a name that is empty, too long to be one, or of several lines.
        NetworkError
            When nobody answers, or the service refuses.
        """
        name = _checked_name(name)
        self.check()
        address = self.address
        question = f"{self.service.key} {address} {country} {name}"
        kept = None if fresh else self.cache.find(question)
        if kept is None:
            proposals = self._ask_service(address, name, country)
            answered = self.cache.keep(question, proposals)
            return Asked(name, country, proposals, address.host, answered.asked_at, was_kept=False)
        return Asked(name, country, kept.proposals, address.host, kept.asked_at, was_kept=True)

    def _ask_service(self, address: WebAddress, name: str, country: str) -> tuple[Proposal, ...]:
        if not self.own_address:
            self.cache.wait_for_turn(address.host, self.service.gap_s)
        ask, read = _SERVICES[self.service.key]
        try:
            found = ask(self._options(address), name, country)
            raw = [location.raw for location in found or () if location is not None]
        except exc.GeopyError as error:
            raise GeocoderError(f"{address.host} {_told_refusal(error)}") from error
        except _MISREAD as error:
            raise GeocoderError(
                f"{address.host} does not answer as {self.service.title} does; check the settings geocoder and"
                " geocoder_address"
            ) from error
        return _read_all(raw, read, country)

    def _options(self, address: WebAddress) -> dict[str, Any]:
        """Return what each of geopy's geocoders is made with, and the user for those that take one."""
        named = f"{self.program} ({self.user})" if self.user and not self.service.needs_user else self.program
        network = Network(named, _LIMITS, self.own_address, self.resolve)
        return {
            "scheme": address.scheme,
            "domain": f"{address.host_header}{address.path}".rstrip("/"),
            "user_agent": named,
            "adapter_factory": lambda **_: GuardedAdapter(network),
            "username": self.user,
        }


def _checked_name(name: str) -> str:
    stripped = name.strip()
    if not stripped or len(stripped) > LONGEST_NAME or not stripped.isprintable():
        raise QuestionError(
            f"{stripped[:40]!r} is not sent: only names are, of one line and 1 to {LONGEST_NAME} characters"
        )
    return stripped


def _ask_nominatim(options: dict[str, Any], name: str, country: str) -> Found:
    del options["username"]
    wanted = {"limit": _MOST_PROPOSALS, "language": _LANGUAGE, "country_codes": country.lower() or None}
    found: Found = Nominatim(**options).geocode(
        name, exactly_one=False, addressdetails=True, namedetails=True, **wanted
    )
    return found


def _ask_photon(options: dict[str, Any], name: str, country: str) -> Found:
    del options["username"], country  # it takes none: those elsewhere are left out of its answer
    found: Found = Photon(**options).geocode(name, exactly_one=False, limit=_ASKED_FOR, language=_LANGUAGE)
    return found


def _ask_geonames(options: dict[str, Any], name: str, country: str) -> Found:
    found: Found = GeoNames(**options).geocode(name, exactly_one=False, country=country or None)
    return found


_SERVICES: Final[Mapping[str, tuple[Callable[[dict[str, Any], str, str], Found], Callable[[Raw], Proposal | None]]]] = {
    "nominatim": (_ask_nominatim, read_nominatim),
    "photon": (_ask_photon, read_photon),
    "geonames": (_ask_geonames, read_geonames),
}


def _told_refusal(error: Exception) -> str:
    told = (words for kind, words in _REFUSALS if isinstance(error, kind))
    return next(told, "refuses to answer; check the settings geocoder, geocoder_address and geocoder_user")


def _read_all(raw: Iterable[object], read: Callable[[Raw], Proposal | None], country: str) -> tuple[Proposal, ...]:
    proposals = (read(each) for each in raw if isinstance(each, Mapping))
    fitting = (each for each in proposals if each is not None and country in {"", each.country})
    return tuple(dict.fromkeys(fitting))[:_MOST_PROPOSALS]
