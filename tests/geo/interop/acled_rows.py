"""Rows of our own pen in the form of ACLED's three generations of headers."""

from __future__ import annotations

from typing import Final

# ruff: noqa: ISC004 - a row a line

TODAY: Final = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp,population_1km,"
    "population_2km,population_5km,population_best"
)
TODAY_ROWS: Final = (
    "SYR1,2025-03-07,2025,1,Political violence,Battles,Armed clash,Military Forces of Syria (2024-),"
    "Ministry of Defence; Police Forces of Syria (2024-),State forces,Coastal Shield Brigade,,Rebel group,"
    "State forces-Rebel group,,760,Middle East,Syria,Lattakia,Jablah,Jablah,Jablah,35.3636,35.9259,1,"
    'Own pen; A second source,National-Regional,"On 7 March 2025, a clash was reported in Jablah, with ""many"" dead.",'
    "13,crowd size=no report,1741700000,1200,5400,30211,30211",
    "SYR2,2025-03-09,2025,2,Political violence,Violence against civilians,Attack,Unidentified Armed Group (Syria),,"
    "Political militia,Civilians (Syria),,Civilians,Political militia-Civilians,Civilian targeting,760,Middle East,"
    "Syria,Tartous,Banyas,,Coast near Banyas,35.19,35.95,3,Own pen,National,A line\nand another one.,0,,1741700001,,,,",
)
BEFORE_2023: Final = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
)
BEFORE_2023_ROWS: Final = (
    "7001,887,YEM10,10,9-May-20,2020,1,Explosions/Remote violence,Air/drone strike,Operation Restoring Hope,,8,"
    "Civilians (Yemen),,7,78,Middle East,Yemen,Sadah,Razih,,Razih,17.0,43.2,2,Own pen,Other,Jets struck a farm.,2,1589,"
    "YEM",
    "7002,729,SUD11,11,10 February 2023,2023,3,Protests,Peaceful protest,Protesters (Sudan),Labour Group (Sudan),6,,,0,"
    "60,Northern Africa,Sudan,Khartoum,Khartoum,,Khartoum,15.5,32.5,1,Own pen,Other,Workers gathered.,0,1676,SDN",
)
BEFORE_2019: Final = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,"
    "ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,"
    "NOTES,FATALITIES"
)
BEFORE_2019_ROWS: Final = (
    "490,1DRC,1,01-January-2015,2015,1,Battle-Non-state actor overtakes territory,ADF,,2,Military Forces of DRC,,1,12,"
    "Democratic Republic of Congo,Nord-Kivu,Beni,,Eringeti,0.76,29.6,1,Own pen,Fighters took a post.,4",
    "625,2SUD,2,02-January-2015,2015,1,Riots/Protests,Rioters (Sudan),,5,,,0,50,Sudan,Khartoum,,,Khartoum,15.5,32.5,1,"
    "Own pen,A crowd burned tyres.,0",
    "625,3SUD,3,03-January-2015,2015,1,Remote violence,Military Forces of Sudan,,1,Civilians (Sudan),,7,17,Sudan,"
    "South Kordofan,,,Kauda,11.1,30.5,2,Own pen,Bombs fell.,1",
)
GENERATIONS: Final = {
    "today": (TODAY, TODAY_ROWS),
    "before 2023": (BEFORE_2023, BEFORE_2023_ROWS),
    "before 2019": (BEFORE_2019, BEFORE_2019_ROWS),
}


def acled_text(generation: str) -> str:
    """Return a file of a generation."""
    header, rows = GENERATIONS[generation]
    lines = [header]
    for row in rows:
        first, _, rest = row.partition("A line\nand another one.")
        lines.append(f'{first}"A line\nand another one."{rest}' if rest else row)
    return "\n".join(lines) + "\n"
