from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from geo.codebook import event_type_names
from geo.errors import AtlasError, FilterError
from geo.store import EventFilter
from geo.store.filters import ALL_STATUSES, CLAIMS


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, EventFilter()),
        ({"year": ["2013", "2014"]}, EventFilter(years=(2013, 2014))),
        ({"year": "2013, 2014,"}, EventFilter(years=(2013, 2014))),
        ({"year": ["2013", "2013"]}, EventFilter(years=(2013,))),
        ({"actor": ["a,b", "c\\,d"]}, EventFilter(actors=("a", "b", "c,d"))),
        ({"type": ["Battles"]}, EventFilter(types=("Battles",))),
        ({"type": ["armed clash"]}, EventFilter(types=("Armed clash",))),
        ({"bbox": ["35.5,32,42.4,37.4"]}, EventFilter(bbox=(35.5, 32.0, 42.4, 37.4))),
        ({"bbox": "170,-20,-170,0"}, EventFilter(bbox=(170.0, -20.0, -170.0, 0.0))),
        ({"country": ["syria", "IRQ", "ua"]}, EventFilter(countries=("SY", "IQ", "UA"))),
        ({"since": ["2013-08-21"]}, EventFilter(since=date(2013, 8, 21))),
        ({"since": "2013", "until": "2013"}, EventFilter(since=date(2013, 1, 1), until=date(2013, 12, 31))),
        ({"since": "2012-02", "until": "2012-02"}, EventFilter(since=date(2012, 2, 1), until=date(2012, 2, 29))),
        ({"status": ["rejected"]}, EventFilter(statuses=("rejected",))),
        ({"status": ["all"]}, EventFilter(statuses=ALL_STATUSES)),
        ({"claim": ["claimed,denied", "claimed"]}, EventFilter(claims=("claimed", "denied"))),
        ({"below": ["0.3"]}, EventFilter(below=0.3)),
        ({"below": "30 %"}, EventFilter(below=0.3)),
        ({"below": "0.001%"}, EventFilter(below=0.00001)),
        ({"below": "100%"}, EventFilter(below=1.0)),
        (
            {"document": ["abc"], "places": ["1"], "q": ["town"]},
            EventFilter(document_id="abc", places_only=True, query="town"),
        ),
        ({"zoom": ["7"], "year": [""], "bbox": [""]}, EventFilter()),
        ({"actor": ["\udcff"]}, EventFilter(actors=("\ufffd",))),
    ],
)
def test_values_become_a_filter(values: dict[str, list[str]], wanted: EventFilter) -> None:
    assert EventFilter.from_mapping(values) == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "13"),
        ("year", "２０１３"),
        ("year", "2013.5"),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,x"),
        ("bbox", "nan,0,1,1"),
        ("bbox", "0,10,1,5"),
        ("bbox", "-181,0,1,1"),
        ("bbox", "0,0,1,inf"),
        ("country", "Atlantis"),
        ("since", "yesterday"),
        ("since", "2013-13"),
        ("until", "2013-02-30"),
        ("until", "0000"),
        ("status", "done"),
        ("claim", "maybe"),
        ("below", "30"),
        ("below", "101%"),
        ("below", "-0.1"),
        ("below", "nan"),
        ("below", "0." + "1" * 20),
    ],
)
def test_bad_values_are_named(name: str, value: str) -> None:
    with pytest.raises(FilterError, match=name) as caught:
        EventFilter.from_mapping({name: [value]})
    assert isinstance(caught.value, AtlasError | ValueError)
    assert value.split(",", maxsplit=1)[0] in str(caught.value)


def test_long_values_are_shortened_in_messages() -> None:
    with pytest.raises(FilterError) as caught:
        EventFilter.from_mapping({"country": ["x" * 5000]})
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", ["bbox", "since", "until"])
def test_single_values_given_twice_are_refused(name: str) -> None:
    with pytest.raises(FilterError, match=f"{name} is given 2 times"):
        EventFilter.from_mapping({name: ["2013", "2014"]})


_WORDS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), min_size=1).map(str.strip).filter(bool)
)
_DAYS = st.dates(min_value=date(1000, 1, 1))


@given(
    st.builds(
        EventFilter,
        years=st.lists(st.integers(1000, 9999), unique=True).map(tuple),
        actors=st.lists(_WORDS, unique=True).map(tuple),
        types=st.lists(st.sampled_from(event_type_names()), unique=True).map(tuple),
        bbox=st.none() | st.tuples(*(st.floats(-80, 80) for _ in range(3)), st.just(90.0)),
        countries=st.lists(st.sampled_from(["SY", "UA", "SD"]), unique=True).map(tuple),
        since=st.none() | _DAYS,
        until=st.none() | _DAYS,
        statuses=st.lists(st.sampled_from(ALL_STATUSES), unique=True).map(tuple),
        claims=st.lists(st.sampled_from(CLAIMS), unique=True).map(tuple),
        below=st.none() | st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
        document_id=st.none() | _WORDS,
        places_only=st.booleans(),
    )
)
def test_query_string_reads_back(wanted: EventFilter) -> None:
    assert EventFilter.from_mapping(parse_qs(wanted.to_query(), max_num_fields=None)) == wanted


@given(
    st.dictionaries(
        st.sampled_from(["year", "bbox", "country", "since", "until", "status", "claim", "below"]), st.text()
    )
)
def test_any_text_is_a_filter_or_a_clear_error(values: dict[str, str]) -> None:
    try:
        wanted = EventFilter.from_mapping(values)
    except FilterError:
        assert any(values.values())
    else:
        assert EventFilter.from_mapping(parse_qs(wanted.to_query())) == wanted


def test_part_of_a_filter_can_be_left_out() -> None:
    wanted = EventFilter(years=(2013,), actors=("a",))
    assert wanted.without("years") == EventFilter(actors=("a",))
    assert wanted.years == (2013,)


def test_multidict_gives_all_its_values() -> None:
    arguments = MultiDict([("year", "2013"), ("year", "2014"), ("bbox", "0,0,1,1")])
    wanted = EventFilter.from_mapping(arguments)
    assert wanted.years == (2013, 2014)
    assert wanted.bbox == (0, 0, 1, 1)
