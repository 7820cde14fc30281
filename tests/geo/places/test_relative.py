"""Relative places: what the words beside a name say, and where that is."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from gazetteer import Gazetteer
from gazetteer.models import Place
from geo.analysis import Block
from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role
from geo.places.relative import relate
from geo.places.relative_case import Scene
from geo.places.relative_ground import Ground, NoShapes
from geo.places.relative_phrases import Kind, Phrase, read_phrase
from geo.places.relative_points import bearing_to, middle, part_of_polygon, shared_border
from geo.places.relative_words import direction_of, km_of, number_of
from geo.places.toponyms import Toponym

RAQQA = Place("geonames:172955", "Raqqa", 39.009, 35.95, radius_km=4.0, country="SY")
HAMA = Place("geonames:170017", "Hama", 36.754, 35.132, country="SY")
HOMS = Place("geonames:169577", "Homs", 36.711, 34.731, country="SY")


def phrase_of(text: str, name: str) -> Phrase | None:
    """Give what a text says of a name."""
    start = text.index(name)
    return read_phrase(text, start, start + len(name))


def pins(extractor: Extractor, text: str, *theatre: str) -> dict[str, PlaceMention]:
    """Give the located place mentions of a text by their words."""
    mentions = extractor.parse(Document("x", text, theatre=theatre)).mentions
    return {one.text: one for one in mentions if isinstance(one, PlaceMention) and one.role is Role.LOCATION}


def km_to(mention: PlaceMention, lat: float, lon: float) -> float:
    """Give how far a pin is from a point."""
    assert mention.place is not None
    return float(geodesic((mention.place.lat, mention.place.lon), (lat, lon)).km)


@pytest.mark.parametrize(
    ("text", "name", "kind", "km", "direction"),
    [
        ("hit 30 km north of Raqqa", "Raqqa", Kind.OFFSET, 30, "north"),
        ("a mine 45 kilometres (28 miles) southwest of the town of Raqqa", "Raqqa", Kind.OFFSET, 45, "southwest"),
        ("killed 2km from Obo", "Obo", Kind.OFFSET, 2, None),
        ("attacked 15 km NE of Bria", "Bria", Kind.OFFSET, 15, "northeast"),
        ("at Obo town (15km northeast) on Friday", "Obo", Kind.OFFSET, 15, "northeast"),
        ("about twenty-five miles to the north-west of Homs", "Homs", Kind.OFFSET, 40.2336, "northwest"),
        ("10-20 km east of Homs", "Homs", Kind.OFFSET, 15, "east"),
        ("lies north of Mosul", "Mosul", Kind.DIRECTION, None, "north"),
        ("to the north of Mosul", "Mosul", Kind.DIRECTION, None, "north"),
        ("in the north of Mali", "Mali", Kind.PART, None, "north"),
        ("in northwestern Syria", "Syria", Kind.PART, None, "northwest"),
        ("in Mosul's western districts", "Mosul", Kind.PART, None, "west"),
        ("the southern countryside of Aleppo", "Aleppo", Kind.COUNTRYSIDE, None, "south"),
        ("Aleppo's southern countryside", "Aleppo", Kind.COUNTRYSIDE, None, "south"),
        ("northern Hama countryside", "Hama", Kind.COUNTRYSIDE, None, "north"),
        ("on the outskirts of Idlib", "Idlib", Kind.NEAR, None, None),
        ("the Bocaranga area", "Bocaranga", Kind.NEAR, None, None),
        ("the border with Iraq", "Iraq", Kind.BORDER, None, None),
        ("off the coast of Yemen", "Yemen", Kind.OFFSHORE, None, None),
        ("Libya's coast", "Libya", Kind.COAST, None, None),
        ("on the Bombo axis", "Bombo", Kind.LINE, None, None),
        ("in Kaga district", "Kaga", Kind.DIVISION, None, None),
    ],
)
def test_phrases_are_read(text: str, name: str, kind: Kind, km: float | None, direction: str | None) -> None:
    phrase = phrase_of(text, name)
    assert phrase is not None
    assert (phrase.kind, phrase.direction and phrase.direction.name) == (kind, direction)
    assert phrase.km == (None if km is None else pytest.approx(km))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the northern city of Idlib", "Idlib"),
        ("the Syrian border town of Azaz", "Azaz"),
        ("shells hit Homs on Sunday", "Homs"),
        ("a $5 m Syria package", "Syria"),
        ("Syria's northern neighbour Turkey", "Syria"),
        ("20 people from Homs", "Homs"),
    ],
)
def test_what_means_the_place_itself(text: str, name: str) -> None:
    assert phrase_of(text, name) is None


@given(st.text(alphabet="0123456789 km-–north(),.ofthe'sXYZ\"", max_size=300))
def test_of_any_words_a_phrase_holds_its_name(text: str) -> None:
    view, start, end = f"{text} Homs {text}", len(text) + 1, len(text) + 5
    phrase = read_phrase(view, start, end)
    assert phrase is None or 0 <= phrase.start <= start < end <= phrase.end <= len(view)
    assert phrase is None or phrase.km is None or phrase.km >= 0


def test_numbers_and_lengths() -> None:
    assert [number_of(text) for text in ("2.5", "1,200", "two", "ninety-nine", "a dozen", "two hundred")] == [
        2.5, 1200, 2, 99, 12, 200,
    ]  # fmt: skip
    assert km_of("10", "20", "miles") == pytest.approx(24.14016)
    north_east = direction_of("North-Eastern")
    assert north_east is not None
    assert north_east.bearing == 45


@pytest.mark.parametrize(("bearing", "x", "y"), [(0, 0, 1), (90, 1, 0), (180, 0, -1), (225, -1, -1)])
def test_a_part_lies_in_its_direction(bearing: float, x: int, y: int) -> None:
    square = box(29.0, -1.0, 31.0, 1.0)
    spot = part_of_polygon(square, bearing, 0.33)
    assert (round(spot.lon - 30), round(spot.lat)) == (x, y) or (abs(spot.lon - 30) > 0.3 or abs(spot.lat) > 0.3)
    assert square.covers(square.intersection(box(spot.lon - 0.1, spot.lat - 0.1, spot.lon + 0.1, spot.lat + 0.1)))
    assert (spot.lon - 30) * x + spot.lat * y > 0.5
    assert spot.radius_km == pytest.approx(72, abs=2)


def test_the_point_of_a_bent_part_lies_inside() -> None:
    horseshoe = Polygon([(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3)])
    spot = part_of_polygon(horseshoe, 0.0, 0.4)
    assert horseshoe.buffer(0.01).covers(horseshoe.intersection(box(spot.lon, spot.lat, spot.lon + 1, spot.lat + 1)))
    assert spot.lat > 1


def test_middles_bearings_and_borders() -> None:
    spot = middle(HAMA, HOMS)
    assert [spot.lat, spot.lon] == pytest.approx([34.93, 36.73], abs=0.01)
    assert bearing_to(HOMS, HAMA) == pytest.approx(5, abs=2)
    line = shared_border(box(0, 0, 1, 1), box(1, 0, 2, 1))
    assert line is not None
    assert line.bounds == (1.0, 0.0, 1.0, 1.0)
    assert shared_border(box(0, 0, 1, 1), box(3, 0, 4, 1)) is None


def test_it_works_without_tokens_and_without_shapes() -> None:
    text = "Shells hit a farm 30 km north of Raqqa. A bus was hit between Hama and Homs."
    block = Block(text, tuple(range(len(text))))
    toponyms = [
        Toponym(block, text.index(name), text.index(name) + len(name), name) for name in ("Raqqa", "Hama", "Homs")
    ]
    found = relate(toponyms, [RAQQA, HAMA, HOMS], Scene(Ground(NoShapes()), lambda _: ()))
    assert [one and (one.text, one.where_prec) for one in found] == [
        ("30 km north of Raqqa", 5), ("between Hama and Homs", 5), ("between Hama and Homs", 5),
    ]  # fmt: skip
    first, second, third = found
    assert first is not None
    assert second is not None
    assert third is not None
    assert [first.place.lat, first.place.lon] == pytest.approx([36.22, RAQQA.lon], abs=0.01)
    assert first.place.id == RAQQA.id
    assert (second.place.id, third.place.id) == (HAMA.id, HOMS.id)
    assert (second.place.lat, second.place.lon) == (third.place.lat, third.place.lon)
    assert text[first.start : first.end] == "30 km north of Raqqa"


def test_a_name_without_a_place_has_no_relation() -> None:
    block = Block("30 km north of Raqqa", tuple(range(20)))
    assert relate([Toponym(block, 15, 20, "Raqqa")], [None], Scene(Ground(NoShapes()), lambda _: ())) == [None]


@pytest.mark.parametrize(
    ("text", "circle", "precision", "relation"),
    [
        ("A truck was hit 30 km north of [Raqqa].", (36.22, 39.01, 5), 5, "30 km north of Raqqa"),
        ("A truck was hit 10 km north of [Raqqa].", (36.04, 39.01, 5), 2, "10 km north of Raqqa"),
        ("Clashes broke out on the outskirts of [Idlib].", (35.93, 36.63, 5), 2, "outskirts of Idlib"),
        ("A mine hit a bus on the Damascus-[Daraa] highway.", (33.07, 36.2, 10), 5, "road between Damascus and Daraa"),
        ("Fighting went on in northwestern [Syria].", (35.8, 37.0, 60), 5, "northwestern Syria"),
        ("Jets bombed eastern [Ghouta].", (33.53, 36.42, 10), 5, "Eastern Ghouta"),
        ("A drone hit the [Syrian-Iraqi border].", (35.0, 41.2, 90), 5, "border of Syria and Iraq"),
        ("Clashes erupted near Azaz on the [Turkish border].", (36.64, 37.05, 15), 5, "border of Syria and Turkey"),
        ("Migrants drowned off the [Libyan coast].", (32.2, 18.0, 300), 5, "off the coast of Libya"),
    ],
)
def test_pins_are_moved(
    extractor: Extractor, text: str, circle: tuple[float, float, float], precision: int, relation: str
) -> None:
    """``circle`` is the latitude and longitude that are meant, and how many km off counts as right."""
    lat, lon, km = circle
    name = text[text.index("[") + 1 : text.index("]")]
    found = pins(extractor, text.replace("[", "").replace("]", ""))[name]
    assert km_to(found, lat, lon) < km
    assert (found.where_prec, found.relation) == (precision, relation)


def test_an_unknown_quarter_is_pinned_at_its_town(extractor: Extractor, gazetteer: Gazetteer) -> None:
    text = "A bomb went off in the village of Qworbatz (Idlib) on Monday."
    found = pins(extractor, text)["Qworbatz"]
    assert found.is_unknown_name
    assert (found.relation, found.where_prec, found.candidates) == ("somewhere in Idlib", 2, ())
    assert found.place is not None
    town = gazetteer.place(found.place.id)
    assert town is not None
    assert found.place.radius_km > town.radius_km


def test_an_unknown_village_is_pinned_by_its_distance(extractor: Extractor) -> None:
    found = pins(extractor, "Gunmen burned the village of Qworbatz, 20 km south of Idlib.")["Qworbatz"]
    assert km_to(found, 35.75, 36.63) < 5
    assert found.relation == "somewhere in the area 20 km south of Idlib"
    assert found.where_prec == 2


def test_a_list_pins_no_unknown_name(extractor: Extractor) -> None:
    found = pins(extractor, "Gunmen burned the village of Qworbatz, Idlib and Homs.")
    assert found["Qworbatz"].place is None


def test_events_tell_the_relation(extractor: Extractor) -> None:
    (event,) = extractor.parse(Document("x", "Shells killed four people 30 km north of Raqqa on 3 May 2017.")).events
    assert (event.relation, event.where_prec) == ("30 km north of Raqqa", 5)
    assert event.place is not None
    assert event.place.radius_km == 11.0
