"""Online geocoders, each asked only by a user who has switched it on; their answers are proposals, never pins."""

from __future__ import annotations

from gazetteer.online.cache import AnswerCache
from gazetteer.online.geocoder import LONGEST_NAME, Asked, OnlineGeocoder
from gazetteer.online.models import GeocoderService, Proposal
from gazetteer.online.services import find_service, services

__all__ = (
    "LONGEST_NAME",
    "AnswerCache",
    "Asked",
    "GeocoderService",
    "OnlineGeocoder",
    "Proposal",
    "find_service",
    "services",
)
