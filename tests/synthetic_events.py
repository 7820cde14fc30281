"""Made-up events at real places, for tests of the map and the pages: the same for the same count."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from geo.schema import EventRow, row_values

# Name, admin1, country, ISO numeric, lon, lat, radius in km.
PLACES: Final = (
    ("Deir ez-Zor", "Deir ez-Zor", "SY", 760, 40.141, 35.336, 5.0),
    ("Idlib", "Idlib", "SY", 760, 36.634, 35.931, 5.0),
    ("Daraa", "Daraa", "SY", 760, 36.102, 32.625, 5.0),
    ("Aleppo", "Aleppo", "SY", 760, 37.161, 36.202, 8.0),
    ("Raqqa", "Al-Raqqah", "SY", 760, 39.009, 35.950, 5.0),
    ("Khmeimim Air Base", "Latakia", "SY", 760, 35.949, 35.401, 2.0),
    ("Homs", "Homs", "SY", 760, 36.723, 34.727, 5.0),
    ("Kramatorsk", "Donetsk", "UA", 804, 37.584, 48.739, 5.0),
    ("Mariupol", "Donetsk", "UA", 804, 37.543, 47.097, 6.0),
    ("Kherson", "Kherson", "UA", 804, 32.617, 46.636, 5.0),
    ("Bakhmut", "Donetsk", "UA", 804, 38.000, 48.595, 4.0),
    ("Khartoum", "Khartoum", "SD", 729, 32.532, 15.552, 9.0),
    ("El Fasher", "North Darfur", "SD", 729, 25.350, 13.628, 5.0),
    ("Nyala", "South Darfur", "SD", 729, 24.881, 12.049, 5.0),
)
ACTORS: Final = {
    "SY": ("Military Forces of Syria", "Free Syrian Army", "Islamic State", "Military Forces of Russia", "HTS", "QSD"),
    "UA": ("Military Forces of Ukraine", "Military Forces of Russia", "Donetsk People's Republic"),
    "SD": ("Sudanese Armed Forces", "Rapid Support Forces", "SLM/A (Minnawi)"),
}
TYPES: Final = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Mob violence"),
    ("Strategic developments", "Agreement"),
)
FIRST_DAY: Final = date(2011, 3, 18)
DAYS: Final = 4600
COUNTRY_NAMES: Final = {"SY": "Syria", "UA": "Ukraine", "SD": "Sudan"}


def synthetic_rows(count: int, seed: int = 7) -> list[EventRow]:
    """Return events over fourteen places, three wars and thirteen years; some uncertain, some without a point."""
    random = Random(seed)  # noqa: S311 - made-up data, no secret
    return [_row(random, number) for number in range(count)]


def synthetic_collection(count: int, **changes: object) -> dict[str, Any]:
    """Return them as a FeatureCollection; ``changes`` overwrite properties of the first event."""
    features = [event_feature(row_values(row)) for row in synthetic_rows(count)]
    features[0]["properties"].update(changes)
    return {"type": "FeatureCollection", "features": features}


def event_feature(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the feature of one event's properties."""
    point = None
    if properties["latitude"] is not None:
        point = {"type": "Point", "coordinates": [properties["longitude"], properties["latitude"]]}
    return {"type": "Feature", "geometry": point, "properties": dict(properties)}


def _row(random: Random, number: int) -> EventRow:
    name, admin1, country, iso, lon, lat, radius = random.choice(PLACES)
    event_type, sub_type = random.choice(TYPES)
    actor1, actor2 = random.sample(ACTORS[country], 2)
    first = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    precision = random.choice((1, 1, 1, 1, 2, 3, 4, 6))
    near = random.random() < 0.6 and precision < 4
    where = (round(lon + random.gauss(0, 0.5), 4), round(lat + random.gauss(0, 0.4), 4)) if near else (lon, lat)
    nowhere = number % 23 == 5 or precision == 6
    killed = random.choice((None, 0, 3, 12, 40))
    days = random.choice((0, 0, 2, 6))
    quote = f"Fighters of {actor1} and {actor2} clashed near {name}, residents said on {first:%A}."
    return EventRow(
        event_id=f"event-{number}",
        year=first.year,
        date_start=first.isoformat(),
        date_end=(first + timedelta(days=days)).isoformat(),
        date_prec=1 if not days else 2 if days < 6 else 3,
        time_precision=1,
        disorder_type="Political violence",
        event_type=event_type,
        sub_event_type=sub_type,
        actor1=actor1,
        actor1_id=actor1.lower().replace(" ", "-"),
        inter1=1,
        actor2=actor2 if number % 5 else "",
        actor2_id=actor2.lower().replace(" ", "-") if number % 5 else "",
        inter2=2,
        assoc_actors="",
        location=COUNTRY_NAMES[country] if precision == 6 else name,
        place_id=f"test:{name}",
        admin1="" if precision == 6 else admin1,
        country=country if precision == 6 or not nowhere else "",
        iso=iso,
        latitude=None if nowhere else where[1],
        longitude=None if nowhere else where[0],
        where_prec=precision if precision == 6 or not nowhere else None,
        geo_precision=1,
        radius_km=radius if precision == 1 else {2: 25.0, 3: 30.0, 4: 80.0, 6: 300.0}[precision],
        fatalities_low=killed,
        fatalities_best=killed,
        fatalities_high=killed + 4 if killed else killed,
        injured=None,
        confidence=round(random.uniform(0.4, 0.98), 2),
        status="extracted" if number % 4 else "confirmed",
        source_title=f"Report {number}",
        source_url=f"https://example.org/{number}",
        source_date=first.isoformat(),
        sources=1,
        quote=quote,
        quote_start=0,
        quote_end=len(quote),
        document_id=f"doc{number % 40}",
        extractor="test 1",
    )
