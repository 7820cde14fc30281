from __future__ import annotations

from datetime import date

import pytest

from geo.errors import ChangeError, EditConflictError, NotStoredError
from geo.models import ParsedDocument
from geo.store import EventStore
from geo.store.copy_index import forget_article
from tests.geo.sample import make_document, make_parsed
from tests.geo.syndication.gold_articles import GoldArticle, gold_articles

WIRE = " ".join(f"word{number}" for number in range(80))
OTHER = " ".join(f"other{number}" for number in range(80))


def _add(store: EventStore, number: int, text: str, day: int | None = 1) -> str:
    published = date(2020, 1, day) if day else None
    return store.add(ParsedDocument(make_document(number, text=text, date=published), (), (), "test")).document_id


def _partition(store: EventStore, ids: dict[str, GoldArticle]) -> list[list[str]]:
    groups = store.copies.copies_of(ids)
    parts = {group: sorted(ids[each].report for each in ids if groups.get(each) == group) for group in groups.values()}
    return sorted(parts.values())


@pytest.mark.parametrize("reverse", [False, True])
def test_groups_are_the_reports_in_whatever_order_they_come(store: EventStore, reverse: bool) -> None:
    articles = [article for part in ("dev", "test") for article in gold_articles(part)]
    numbered = list(enumerate(articles))
    ids = {
        _add(store, number, article.text, number % 20 + 1): article
        for number, article in (reversed(numbered) if reverse else numbered)
    }
    reports = [article.report for article in articles]
    wanted = sorted([report] * reports.count(report) for report in set(reports) if reports.count(report) > 1)
    assert _partition(store, ids) == wanted
    assert store.copies.count() == len(wanted) == 10
    store.copies.find_again()
    assert _partition(store, ids) == wanted


def test_oldest_comes_first_and_undated_last(store: EventStore) -> None:
    undated, late, early = _add(store, 1, WIRE, None), _add(store, 2, WIRE, 9), _add(store, 3, f"x {WIRE}", 2)
    group = store.copies.group_of(late)
    assert group is not None
    assert [article.id for article in group.articles] == [early, late, undated]
    assert [article.id for article in group.others(late)] == [early, undated]
    assert store.copies.sizes_of([late, "none"]) == {late: (group.id, 3)}


def test_search_and_pages_of_groups(store: EventStore) -> None:
    first, second = _add(store, 1, WIRE), _add(store, 2, WIRE)
    third, fourth = _add(store, 3, OTHER), _add(store, 4, OTHER)
    assert [group.articles[0].id for group in store.copies.groups()] == [third, first]
    assert [group.articles[1].id for group in store.copies.groups(1, 1)] == [second]
    assert [group.articles[1].id for group in store.copies.groups(query="Report 4")] == [fourth]
    assert store.copies.count("Report 4") == 1
    assert store.copies.groups(query="nothing like it") == []


def test_deleted_and_changed_documents_leave_their_group(store: EventStore) -> None:
    first, second, third = (_add(store, number, WIRE) for number in range(3))
    store.delete_document(third)
    assert set(store.copies.copies_of([first, second, third])) == {first, second}
    changed = make_document(1, text=WIRE)
    store.replace(ParsedDocument(type(changed)(**{**_fields(changed), "text": OTHER}), (), (), "test"))
    assert store.copies.copies_of([first, second]) == {}
    store.replace(ParsedDocument(changed, (), (), "test"))
    assert set(store.copies.copies_of([first, second])) == {first, second}


def _fields(document: object) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__slots__}  # type: ignore[attr-defined]


def test_reading_again_keeps_the_group(store: EventStore) -> None:
    first, _ = _add(store, 1, WIRE), _add(store, 2, WIRE)
    before = store.copies.group_of(first)
    again = make_document(1, text=WIRE, date=date(2020, 1, 1))
    store.replace(ParsedDocument(again, (), (), "test 2"))
    assert store.copies.group_of(first) == before


def test_documents_of_an_older_store_are_found_by_command(store: EventStore) -> None:
    first, second = _add(store, 1, WIRE, 5), _add(store, 2, WIRE, 2)
    with store.engine.execution_options(writes=True).begin() as connection:
        for document_id in (first, second):
            forget_article(connection, document_id)
    assert (store.copies.pending(), store.copies.count()) == (2, 0)
    told: list[tuple[int, int]] = []
    assert store.copies.find(lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert (store.copies.pending(), store.copies.count()) == (0, 1)
    assert store.copies.find() == 0


def test_split_survives_later_ingest_and_a_new_search(store: EventStore) -> None:
    first, second = _add(store, 1, WIRE), _add(store, 2, WIRE)
    edit = store.copies.split([second], author="Ada", reason="a second attack")
    assert (edit.action, edit.author, edit.reason) == ("split", "Ada", "a second attack")
    assert store.copies.copies_of([first, second]) == {}
    third = _add(store, 3, WIRE)
    groups = store.copies.copies_of([first, second, third])
    assert len(groups) == 2
    assert third in groups
    store.copies.find_again()
    groups = store.copies.copies_of([first, second, third])
    assert not {first, second} <= set(groups)
    store.delete_document(second)
    assert _add(store, 2, WIRE) == second
    groups = store.copies.copies_of([first, second])
    assert groups.get(first) != groups.get(second)


def test_join_survives_a_new_search_and_takes_groups_along(store: EventStore) -> None:
    first, second, third = _add(store, 1, WIRE), _add(store, 2, WIRE), _add(store, 3, OTHER)
    store.copies.join([third, first])
    assert len(set(store.copies.copies_of([first, second, third]).values())) == 1
    group = store.copies.group_of(third)
    assert group is not None
    assert {article.id: article.share for article in group.articles}[third] is None
    store.copies.find_again()
    assert len(set(store.copies.copies_of([first, second, third]).values())) == 1
    fourth = _add(store, 4, OTHER)
    assert len(set(store.copies.copies_of([first, fourth]).values())) == 1


def test_undo_restores_the_groups_and_is_kept(store: EventStore) -> None:
    first, second, third = _add(store, 1, WIRE), _add(store, 2, WIRE), _add(store, 3, OTHER)
    before = store.copies.copies_of([first, second, third])
    joined = store.copies.join([first, third])
    undone = store.copies.undo(joined.id, author="Bo")
    assert store.copies.copies_of([first, second, third]) == before
    assert (undone.action, undone.undoes, undone.author) == ("undo", joined.id, "Bo")
    split = store.copies.split([first])
    later = _add(store, 4, WIRE)
    store.copies.undo(split.id)
    assert len(set(store.copies.copies_of([first, second, later]).values())) == 1
    assert [edit.action for edit in store.copies.edits()] == ["join", "undo", "split", "undo"]
    assert [edit.id for edit in store.copies.edits(third)] == [joined.id, undone.id]
    with pytest.raises(ChangeError, match="cannot be undone"):
        store.copies.undo(undone.id)


def test_undo_after_a_later_decision_is_refused(store: EventStore) -> None:
    first, second, third = _add(store, 1, WIRE), _add(store, 2, WIRE), _add(store, 3, OTHER)
    joined = store.copies.join([first, third])
    store.copies.split([second])
    with pytest.raises(EditConflictError):
        store.copies.undo(joined.id)
    assert len(store.copies.edits()) == 2


def test_several_split_off_stay_a_group(store: EventStore) -> None:
    ids = [_add(store, number, WIRE) for number in range(4)]
    store.copies.split(ids[2:])
    groups = store.copies.copies_of(ids)
    assert groups[ids[0]] == groups[ids[1]] != groups[ids[2]] == groups[ids[3]]


@pytest.mark.parametrize(
    ("chosen", "error"), [(["none"], NotStoredError), ([0, 1], ChangeError), ([2], ChangeError), ([0, 2], ChangeError)]
)
def test_impossible_splits_are_refused(store: EventStore, chosen: list[int | str], error: type[Exception]) -> None:
    ids = [_add(store, 1, WIRE), _add(store, 2, WIRE), _add(store, 3, OTHER)]
    with pytest.raises(error):
        store.copies.split([each if isinstance(each, str) else ids[each] for each in chosen])
    assert store.copies.edits() == []
    assert len(store.copies.copies_of(ids)) == 2


@pytest.mark.parametrize("chosen", [[0], [0, 1], [0, 0]])
def test_impossible_joins_are_refused(store: EventStore, chosen: list[int]) -> None:
    ids = [_add(store, 1, WIRE), _add(store, 2, WIRE)]
    with pytest.raises(ChangeError):
        store.copies.join([ids[each] for each in chosen])


def test_common_lines_do_not_fill_the_index(store: EventStore) -> None:
    footer = " ".join(f"footer{number}" for number in range(60))
    for number in range(60):
        body = " ".join(f"story{number}x{word}" for word in range(100))
        _add(store, number, f"{body} {footer}")
    with store.engine.connect() as connection:
        query = "SELECT max(n) FROM (SELECT count(*) AS n FROM article_bucket GROUP BY bucket)"
        fullest = connection.exec_driver_sql(query).scalar()
    assert fullest == 40
    assert store.copies.count() == 0
    assert len(store.copies.copies_of([_add(store, 99, f"{body} {footer} again")])) == 1


def test_events_say_in_how_many_copies_their_sentence_stands(store: EventStore) -> None:
    told = "Shells fell on the market of Ariha on Monday, killing twelve."
    quotes = (told, told.replace("Monday,", "Monday"), "Doctors asked for blood on Tuesday.")
    for number, quote in enumerate(quotes):
        store.add(make_parsed(number, {"id": f"e{number}", "quote": quote}, text=f"{WIRE} {number}"))
    assert store.copies.also_in(store.events()) == {"e0": 1, "e1": 1}
    store.decide("e1", "rejected", author="Ada")
    assert store.copies.also_in(store.events()) == {}
    assert store.copies.also_in([]) == {}
