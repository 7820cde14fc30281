"""KML 2.2, written by an XML library."""

from __future__ import annotations

from html import escape
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.exports.controls import for_xml
from geo.schema import EventRow, row_values
from geo.store import EventFilter, EventStore

_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
_END: Final = b"</Document>\n</kml>\n"


def write_kml(store: EventStore, wanted: EventFilter, stream: BinaryIO, attribution: str) -> None:
    """Write a placemark an event, its sentence as the description and all columns as extended data.

    Viewers show names and descriptions as HTML: their text is escaped once more, so that it appears as it was written.
    """
    stream.write(_HEAD)
    stream.writelines(
        _line(element)
        for element in (_element("name", "Conflict Atlas events"), _element("description", _shown(attribution)))
    )
    stream.writelines(_line(_placemark(row)) for row in store.iterate_events(wanted))
    stream.write(_END)


def _placemark(row: EventRow) -> Element:
    placemark = Element("Placemark")
    title = " · ".join(part for part in (row.sub_event_type or row.event_type, row.location, row.date_start) if part)
    placemark.append(_element("name", _shown(title)))
    placemark.append(_element("description", _shown(row.quote or title)))
    if row.date_start and row.date_end:
        span = SubElement(placemark, "TimeSpan")
        span.extend([_element("begin", row.date_start), _element("end", row.date_end)])
    data = SubElement(placemark, "ExtendedData")
    data.extend(_data(name, value) for name, value in row_values(row).items() if value is not None and value != "")
    if row.longitude is not None and row.latitude is not None:
        SubElement(placemark, "Point").append(_element("coordinates", f"{row.longitude!r},{row.latitude!r}"))
    return placemark


def _data(name: str, value: str | float) -> Element:
    entry = Element("Data", name=name)
    entry.append(_element("value", for_xml(str(value))))
    return entry


def _element(name: str, text: str) -> Element:
    element = Element(name)
    element.text = text
    return element


def _line(element: Element) -> bytes:
    return tostring(element, encoding="unicode").encode() + b"\n"


def _shown(text: str) -> str:
    return escape(for_xml(text), quote=False)
