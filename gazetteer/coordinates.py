"""Reading coordinates as people write them: decimal degrees, degrees with minutes and seconds, MGRS, UTM.

Strict, so that no name of a place is taken for coordinates, and linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyproj import Transformer

LONGEST: Final = 80
DECIMAL, DEGREES, MGRS_GRID, UTM = "decimal", "degrees", "MGRS", "UTM"
"""Values of :attr:`Point.notation`."""

_POLE, _DATE_LINE = 90.0, 180.0
_ZONES, _FIRST_UTM_SYSTEM = 60, 32600  # EPSG:32601 is zone 1 north
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_BAND_DEGREES, _SOUTHERNMOST_BAND, _NORTHERN_BANDS = 8.0, -80.0, "NPQRSTUVWX"
_NORTHERNMOST_LATITUDE, _ROUNDING_DEGREES, _CELL_DEGREES = 84.0, 0.001, 0.1
_LEAST_EASTING, _LARGEST_EASTING, _FALSE_NORTHING = 100_000.0, 900_000.0, 10_000_000.0
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘ʹ´`", "'"),
        **dict.fromkeys("″”“", '"'),
        **dict.fromkeys("−–", "-"),
        "٫": ".",
        "،": ",",
    }
)
_NUMBER = r"\d{1,3}(?:\.\d{1,15})?"
_PAIR = re.compile(rf"([-+]?{_NUMBER})(\s*[,;/]\s*|\s+)([-+]?{_NUMBER})")
_COMMA_NUMBER = r"[-+]?\d{1,3},\d{1,15}"
_COMMA_PAIR = re.compile(rf"({_COMMA_NUMBER})(?:\s*[;/]\s*|,?\s+)({_COMMA_NUMBER})")
_PART = r"\d{1,2}(?:\.\d{1,12})?"
_ANGLE = re.compile(rf"([-+]?)({_NUMBER})\s*[°:\s]?\s*(?:({_PART})\s*[':\s]?\s*(?:({_PART})\s*\"?)?)?")
_PLAIN_SIDE = re.compile(r"\d{1,3}(?:[.,]\d{1,15})?")
_DEGREE_SIGN = re.compile(rf"[-+]?{_NUMBER}\s?°")
_GRID = re.compile(
    rf"(?:MGRS:?\s*)?(\d{{1,2}})\s?([{_BANDS}])\s?([A-HJ-NP-Z]{{2}})\s?(?:(\d{{1,5}})\s(\d{{1,5}})|(\d{{2,10}}))"
)
_UTM = re.compile(
    rf"(?:UTM:?\s*)?(?:ZONE\s*)?(\d{{1,2}})\s?([{_BANDS}])[\s,]+(\d{{6,7}}(?:\.\d{{1,6}})?)\s?M?\s?E?[\s,]+"
    r"(\d{1,8}(?:\.\d{1,6})?)\s?M?\s?N?"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees of WGS 84, with the notation in which it was written.

    ``swapped`` says that it was read as longitude before latitude, for its first number can be no latitude.
    """

    lon: float
    lat: float
    notation: str = DECIMAL
    swapped: bool = False


def parse_coordinates(text: str) -> Point | None:
    """Return the point that a text gives and nothing else, or None where it is none.

    Of two plain numbers the first is the latitude, unless only the second can be one. A square of the MGRS stands for
    its middle. Numbers may have a decimal comma and Arabic digits.
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(_plain(text).upper().split()).strip("()[] ,;")
    if not any(character.isdigit() for character in plain):
        return None
    return _read_decimal(plain) or _read_degrees(plain) or _read_grid(plain) or _read_utm(plain)


def _plain(text: str) -> str:
    """Return the text with one sign for each meaning, and digits of the West."""
    signs = text.translate(_SIGNS).replace("''", '"')
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in signs)


def _read_decimal(text: str) -> Point | None:
    commas = _COMMA_PAIR.fullmatch(text)
    if commas:
        first, second = (float(number.replace(",", ".")) for number in commas.groups())
        return _ordered(first, second, DECIMAL)
    pair = _PAIR.fullmatch(text)
    if pair is None or ("." not in text and not pair[2].strip()):  # two bare whole numbers may be anything
        return None
    return _ordered(float(pair[1]), float(pair[3]), DECIMAL)


def _read_degrees(text: str) -> Point | None:
    letters = [index for index, character in enumerate(text) if character in "NSEW"]
    if len(letters) == 2:  # noqa: PLR2004 - one a side
        return _read_hemispheres(text, *letters)
    signs = list(_DEGREE_SIGN.finditer(text))
    if letters or len(signs) != 2:  # noqa: PLR2004 - one a side
        return None
    cut = signs[1].start()
    first, second = _angle(text[:cut]), _angle(text[cut:])
    return None if first is None or second is None else _ordered(first, second, DEGREES)


def _read_hemispheres(text: str, first: int, second: int) -> Point | None:
    """Read "35°20'N 40°8'E" or "N35.33 E40.14", in either order of the two."""
    if first == 0:
        sides = ((text[0], text[1:second]), (text[second], text[second + 1 :]))
    elif second == len(text) - 1:
        sides = ((text[first], text[:first]), (text[second], text[first + 1 : second]))
    else:
        return None
    values = {("lat" if letter in "NS" else "lon"): _angle(side, letter) for letter, side in sides}
    lat, lon = values.get("lat"), values.get("lon")
    if lat is None or lon is None or abs(lat) > _POLE or abs(lon) > _DATE_LINE:
        return None
    plain = all(_PLAIN_SIDE.fullmatch(side.strip(" ,;/")) for _, side in sides)
    return Point(lon, lat, DECIMAL if plain else DEGREES)


def _angle(text: str, letter: str = "") -> float | None:
    """Return the degrees of one side, negative in the south and west."""
    side = re.sub(r"(?<=\d),(?=\d)", ".", text.strip(" ,;/"))
    match = _ANGLE.fullmatch(side)
    if match is None or (match[1] and letter) or (match[3] and "." in match[2]) or (match[4] and "." in match[3]):
        return None
    minutes, seconds = match[3] or "0", match[4] or "0"
    if max(float(minutes), float(seconds)) >= 60:  # noqa: PLR2004 - of the sexagesimal system
        return None
    direction = letter or ("S" if match[1] == "-" else "N")
    from geopy import Point as GeopyPoint  # noqa: PLC0415 - a third of a second

    return float(GeopyPoint.parse_degrees(match[2], minutes, seconds, direction))


def _ordered(first: float, second: float, notation: str) -> Point | None:
    """Take the first for the latitude unless it is too large for one."""
    if abs(first) <= _POLE and abs(second) <= _DATE_LINE:
        return Point(second, first, notation)
    if abs(second) <= _POLE and abs(first) <= _DATE_LINE:
        return Point(first, second, notation, swapped=True)
    return None


def _read_grid(text: str) -> Point | None:
    match = _GRID.fullmatch(text)
    if match is None:
        return None
    zone, band, square, easting, northing, digits = match.groups()
    if digits:
        easting, northing = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    if len(easting) != len(northing):
        return None
    from mgrs import MGRS  # noqa: PLC0415 - it loads a library of C
    from mgrs.core import MGRSError  # noqa: PLC0415

    try:
        lat, lon = MGRS().toLatLon(f"{zone}{band}{square}{easting}{northing}")  # the middle of the square
    except (MGRSError, RuntimeWarning):  # it warns of a square that its band has not
        return None
    return Point(round(lon, 6), round(lat, 6), MGRS_GRID) if _is_in_band(lat, band, _CELL_DEGREES) else None


def _read_utm(text: str) -> Point | None:
    match = _UTM.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= _ZONES:
        return None
    zone, band, easting, northing = int(match[1]), match[2], float(match[3]), float(match[4])
    point = _of_utm(zone, easting, northing, north=band in _NORTHERN_BANDS)
    if point and (band == "N" or _is_in_band(point.lat, band)):  # N is the hemisphere, too: "zone 37 N"
        return point
    return _of_utm(zone, easting, northing, north=False) if band == "S" else None


def _of_utm(zone: int, easting: float, northing: float, *, north: bool) -> Point | None:
    if not (_LEAST_EASTING <= easting <= _LARGEST_EASTING and northing <= _FALSE_NORTHING):
        return None
    lon, lat = _projection(zone).transform(easting, northing if north else northing - _FALSE_NORTHING)
    if not _SOUTHERNMOST_BAND <= lat <= _NORTHERNMOST_LATITUDE:
        return None
    return Point(round(lon, 6), round(lat, 6), UTM)


def _is_in_band(lat: float, band: str, reach_degrees: float = _ROUNDING_DEGREES) -> bool:
    south = _SOUTHERNMOST_BAND + _BAND_DEGREES * _BANDS.index(band)
    north = south + _BAND_DEGREES if band != _BANDS[-1] else _NORTHERNMOST_LATITUDE
    return south - reach_degrees <= lat <= north + reach_degrees


@lru_cache(maxsize=_ZONES)
def _projection(zone: int) -> Transformer:
    from pyproj import Transformer  # noqa: PLC0415 - needed for few texts only

    return Transformer.from_crs(f"EPSG:{_FIRST_UTM_SYSTEM + zone}", "EPSG:4326", always_xy=True)
