"""ACLED files of all generations: what becomes of their rows, and that they come back."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from acled_rows import BEFORE_2019, GENERATIONS, TODAY, TODAY_ROWS, acled_text

from geo.errors import ReadError
from geo.exports import export_events
from geo.interop import DATASETS, ImportOutcome, import_events
from geo.schema import EventRow
from geo.store import EventFilter, EventStore, open_store
from geo.store.imports import Written

ACLED = DATASETS["acled"]


def run(store: EventStore | None, folder: Path, text: str, name: str = "acled.csv") -> ImportOutcome:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_events(store, ACLED, str(path), rejects=folder / "rejected.csv")


def exported(store: EventStore, format_name: str = "acled-csv") -> str:
    stream = io.BytesIO()
    export_events(store, EventFilter(), format_name, stream, attribution="")
    return stream.getvalue().decode()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def event(store: EventStore, event_id: str) -> EventRow:
    row = store.event(event_id)
    assert row is not None
    return row


def facts(store: EventStore) -> list[tuple[object, ...]]:
    names = [name for name in EventRow.__dataclass_fields__ if name != "document_id"]
    return [tuple(getattr(row, name) for name in names) for row in store.events()]


def test_a_row_of_today(store: EventStore, tmp_path: Path) -> None:
    outcome = run(store, tmp_path, acled_text("today"))
    assert (outcome.counts, outcome.rejected) == ({Written.NEW: 2}, 0)
    row = event(store, "acled:SYR1")
    assert (row.date_start, row.date_end, row.date_prec, row.time_precision) == ("2025-03-07", "2025-03-07", 1, 1)
    assert (row.event_type, row.sub_event_type, row.disorder_type) == ("Battles", "Armed clash", "Political violence")
    assert (row.actor1, row.inter1) == ("Military Forces of Syria (2024-)", 1)
    assert (row.actor2, row.inter2) == ("Coastal Shield Brigade", 2)
    assert row.assoc_actors == "Ministry of Defence; Police Forces of Syria (2024-)"
    assert (row.country, row.iso, row.location, row.geo_precision) == ("SY", 760, "Jablah", 1)
    assert (row.fatalities_best, row.sources, row.source_title) == (13, 2, "Own pen; A second source")
    assert row.quote == 'On 7 March 2025, a clash was reported in Jablah, with "many" dead.'
    assert event(store, "acled:SYR2").quote == "A line\nand another one."
    assert store.count(EventFilter(actors=("Police Forces of Syria (2024-)",))) == 1
    assert store.count(EventFilter(bbox=(35.9, 35.3, 36, 35.4))) == 1
    document = store.document(row.document_id)
    assert document is not None
    assert "ACLED's terms of use" in document.text
    assert document.original == b""


@pytest.mark.parametrize(
    ("generation", "event_id", "day", "types", "inters", "country"),
    [
        (
            "before 2023",
            "acled:YEM10",
            "2020-05-09",
            ("Explosions/Remote violence", "Air/drone strike"),
            (8, 7),
            "YE",
        ),
        ("before 2023", "acled:SUD11", "2023-02-10", ("Protests", "Peaceful protest"), (6, None), "SD"),
        (
            "before 2019",
            "acled:1DRC",
            "2015-01-01",
            ("Battles", "Non-state actor overtakes territory"),
            (2, 1),
            "CD",
        ),
        ("before 2019", "acled:2SUD", "2015-01-02", ("Riots", ""), (5, None), "SD"),
        ("before 2019", "acled:3SUD", "2015-01-03", ("Explosions/Remote violence", ""), (1, 7), "SD"),
    ],
)
def test_rows_of_earlier_generations(  # noqa: PLR0913, PLR0917 - a table
    store: EventStore,
    tmp_path: Path,
    generation: str,
    event_id: str,
    day: str,
    types: tuple[str, str],
    inters: tuple[int, int | None],
    country: str,
) -> None:
    assert run(store, tmp_path, acled_text(generation)).rejected == 0
    row = event(store, event_id)
    assert (row.date_start, (row.event_type, row.sub_event_type)) == (day, types)
    assert ((row.inter1, row.inter2), row.country) == (inters, country)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_round_trip_gives_the_same_events_and_columns(store: EventStore, tmp_path: Path, generation: str) -> None:
    run(store, tmp_path, acled_text(generation))
    first = exported(store)
    assert first.splitlines()[0].startswith(TODAY)
    with open_store(tmp_path / "second.sqlite") as second:
        assert run(second, tmp_path, first, "back.csv").rejected == 0
        assert facts(second) == facts(store)
        assert exported(second) == first


def test_all_of_a_row_of_today_comes_back(store: EventStore, tmp_path: Path) -> None:
    text = acled_text("today")
    run(store, tmp_path, text)
    assert exported(store).splitlines()[0] == TODAY
    assert table(exported(store)) == table(text)


def test_what_the_format_of_today_has_not_comes_back_after_it(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, acled_text("before 2023"))
    row = table(exported(store))[0]
    assert (row["data_id"], row["event_id_no_cnty"], row["iso3"]) == ("7001", "10", "YEM")
    assert (row["inter1"], row["interaction"]) == ("External/Other forces", "External/Other forces-Civilians")
    assert (row["time_precision"], row["geo_precision"], row["event_date"]) == ("1", "2", "2020-05-09")
    with open_store(tmp_path / "old.sqlite") as old:
        run(old, tmp_path, acled_text("before 2019"))
        rows = {row["event_id_cnty"]: row for row in table(exported(old))}
    assert rows["3SUD"]["event_type_original"] == "Remote violence"
    assert (rows["2SUD"]["event_type"], rows["2SUD"]["interaction"]) == ("Riots", "Rioters only")
    assert (rows["1DRC"]["gwno"], rows["1DRC"]["iso"], rows["1DRC"]["region"]) == ("490", "180", "Middle Africa")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("2025-03-07", "0025-03-07"), "year 0025"),
        (("2025-03-07", "03/07/2025"), "no date such as"),
        (("2025-03-07", "2025-02-30"), "no day of the calendar"),
        (("2025-03-07", "2024-03-07"), "does not fit the date"),
        (("SYR1,", ","), "no event_id_cnty"),
        (("35.3636", "91"), "latitude '91' is not from -90 to 90"),
        (("35.9259", "nan"), "no longitude"),
        (("35.9259", "1e999"), "longitude"),
        (("Battles", "Battle"), "event_type 'Battle' is none of ACLED's"),
        (("Armed clash", "Attack"), "sub_event_type 'Attack' is none of 'Battles'"),
        (("13,crowd", "a dozen,crowd"), "fatalities 'a dozen' is no whole number"),
        (("13,crowd", "-1,crowd"), "fatalities '-1' is not from 0"),
        (("State forces,", "Aliens,"), "inter1 'Aliens'"),
        (("1,Own pen", "4,Own pen"), "geo_precision '4' is not from 1 to 3"),
        ((",760,", ",760,,"), "36 cells where the header has 35"),
    ],
)
def test_a_bad_row_is_kept_aside_with_line_and_reason(
    store: EventStore, tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    assert change[0] in TODAY_ROWS[0]
    outcome = run(store, tmp_path, acled_text("today").replace(*change, 1))
    assert (outcome.rows, outcome.rejected, store.count()) == (2, 1, 1)
    assert outcome.rejections[0].line == 2
    assert reason in outcome.rejections[0].reason
    kept = table((tmp_path / "rejected.csv").read_text(encoding="utf-8"))[0]
    assert kept["rejected_line"] == "2"
    assert reason in kept["rejected_reason"]


def test_a_mended_file_of_rejected_rows_can_be_imported(store: EventStore, tmp_path: Path) -> None:
    run(store, tmp_path, acled_text("today").replace("35.3636", "91", 1))
    mended = (tmp_path / "rejected.csv").read_text(encoding="utf-8").replace(",91,", ",35.3636,")
    assert run(store, tmp_path, mended, "mended.csv").counts == {Written.NEW: 1}
    assert sorted(row["event_id_cnty"] for row in table(exported(store))) == ["SYR1", "SYR2"]
    assert "rejected_line" not in exported(store)


def test_lines_count_lines_not_rows(store: EventStore, tmp_path: Path) -> None:
    header, rows = TODAY, acled_text("today").split("\n", 1)[1]
    outcome = run(store, tmp_path, f"{header}\n{rows}{rows}")
    assert [rejection.line for rejection in outcome.rejections] == [5, 6]
    assert outcome.rejections[0].reason == "the id SYR1 stands in line 2 already"


@pytest.mark.parametrize("ahead", ["# ACLED export, own pen\n", "\ufeff", "#note;of;marks\n\n"])
def test_comments_and_marks_before_the_header_are_passed_over(store: EventStore, tmp_path: Path, ahead: str) -> None:
    assert run(store, tmp_path, ahead + acled_text("today")).counts == {Written.NEW: 2}


def test_an_index_column_and_a_line_of_tags_are_passed_over(store: EventStore, tmp_path: Path) -> None:
    header, *rows = acled_text("before 2023").splitlines()
    tags = ",".join(["", *("#meta" for _ in header.split(","))])
    lines = [f"Unnamed: 0,{header}", tags, *(f"{number},{row}" for number, row in enumerate(rows))]
    assert run(store, tmp_path, "\n".join(lines)).counts == {Written.NEW: 2}
    assert "unnamed" not in exported(store)


def test_other_separators_and_compression(store: EventStore, tmp_path: Path) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter="\t").writerows(csv.reader(io.StringIO(acled_text("today"), newline="")))
    path = tmp_path / "acled.tsv.gz"
    path.write_bytes(gzip.compress(stream.getvalue().encode()))
    assert import_events(store, ACLED, str(path)).counts == {Written.NEW: 2}
    assert table(exported(store)) == table(acled_text("today"))


def test_columns_in_lower_case_of_the_oldest_generation(store: EventStore, tmp_path: Path) -> None:
    text = acled_text("before 2019").replace(BEFORE_2019, BEFORE_2019.lower())
    assert run(store, tmp_path, text).counts == {Written.NEW: 3}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "the columns event_id_cnty"),
        ("id,type_of_violence,latitude,longitude,date_start\n", "is a file of UCDP GED: use `import ucdp`"),
        (acled_text("today").replace("many", "m\udcffny"), "not utf-8"),
    ],
)
def test_a_file_that_is_none_is_refused(store: EventStore, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(ReadError, match=said):
        import_events(store, ACLED, str(path))
    assert store.count() == 0


def test_broken_compression_is_refused(store: EventStore, tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(acled_text("today").encode())[:-30])
    with pytest.raises(ReadError, match=r"file\.csv\.gz"):
        import_events(store, ACLED, str(path))


def test_a_look_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(acled_text("today").replace("35.3636", "91", 1), encoding="utf-8")
    outcome = import_events(None, ACLED, str(path))
    assert (outcome.counts, outcome.rejected) == ({Written.NEW: 1}, 1)
    assert [found.name for found in tmp_path.iterdir()] == ["file.csv"]
