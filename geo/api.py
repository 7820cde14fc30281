"""The one-call interface: text or documents in, a GeoDataFrame of events out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from geo.extractor import Extractor
from geo.frame import events_to_frame
from geo.models import Document
from geo.readers import read_text

if TYPE_CHECKING:
    import geopandas as gpd


@cache
def _shared_extractor() -> Extractor:
    return Extractor.open()


def extract(
    text_or_documents: str | Document | Iterable[str | Document], theatre: Sequence[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the events of a text, a document, or several, in EPSG:4326 with the columns of :mod:`geo.schema`.

    ``theatre`` (ISO 3166-1 alpha-2 codes) says which countries the texts are about; without it the texts' own
    countries decide. Events without a place have no geometry. The first call loads the language model (about 2 s).

    Raises
    ------
    GazetteerNotBuiltError
        The gazetteer has not been built.
    ExtractionError
        The language model is not installed.
    """
    given = [text_or_documents] if isinstance(text_or_documents, (str, Document)) else text_or_documents
    documents = (read_text(item) if isinstance(item, str) else item for item in given)
    return events_to_frame(_shared_extractor().parse_many(documents, theatre))
