"""Rows of our own pen in the forms of UCDP GED: an extract, and the whole header of 23.1."""

from __future__ import annotations

import csv
import io
from typing import Final

SLIM: Final = (
    "id,year,month,day,country,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,low_death,best_death,"
    "high_death,date_start\n"
    "101,2017,7,31,Yemen (North Yemen),State-based violence,Yemen: Government,Government of Yemen,Houthis,15.35,44.2,3"
    ",4,6,2017-07-31\n"
    "102,1989,1,23,DR Congo (Zaire),One-sided violence,A - Civilians,A,Civilians,-4.3,15.3,1,1,1,1989-01-23\n"
)
WHOLE_ROW: Final = {
    "id": "7001",
    "relid": "SYR-2017-1-1-2",
    "year": "2017",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "2",
    "conflict_dset_id": "9",
    "conflict_new_id": "5001",
    "conflict_name": "A - B",
    "dyad_dset_id": "9",
    "dyad_new_id": "6001",
    "dyad_name": "A - B",
    "side_a_dset_id": "1",
    "side_a_new_id": "11",
    "side_a": "A",
    "side_b_dset_id": "2",
    "side_b_new_id": "12",
    "side_b": "B",
    "number_of_sources": "-1",
    "source_article": '"Own pen,2017-03-02,A and B fight";"Other,2017-03-03,More"',
    "source_office": "Own pen;Other",
    "source_date": "1753-01-01;2017-03-03",
    "source_headline": "A and B fight;More",
    "source_original": "a witness",
    "where_prec": "5",
    "where_coordinates": "Road from X to Y",
    "where_description": "on the road",
    "adm_1": "North",
    "adm_2": "Upper",
    "latitude": "34.802462",
    "longitude": "36.707602",
    "geom_wkt": "POINT (36.707602 34.802462)",
    "priogrid_gid": "179714",
    "country": "Syria",
    "country_id": "652",
    "region": "Middle East",
    "event_clarity": "2",
    "date_prec": "4",
    "date_start": "2017-03-01",
    "date_end": "2017-03-20",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "4",
    "best": "7",
    "high": "9",
    "low": "7",
    "gwnoa": "",
    "gwnob": "",
}


def whole_text(**changes: str) -> str:
    """Return a file of one row with all 49 columns."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(WHOLE_ROW))
    writer.writeheader()
    writer.writerow(WHOLE_ROW | changes)
    return stream.getvalue()
