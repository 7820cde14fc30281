"""Which group an article joins in the store: that of those it is a copy of, as far as nobody has said otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from geo.store import copy_tables
from geo.store.tables import document
from geo.syndication import Cluster, Likeness, Member, Signature, article_words, compare, place
from geo.syndication.placing import Age

_group = copy_tables.article_group
_copy = copy_tables.article_copy
_verdict = copy_tables.article_verdict.c

_SAID_SO: Final = Likeness(1.0, 1.0, 1.0, 0)
_UNDATED: Final = "~"  # sorts behind all digits


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is to be placed."""

    key: int
    id: str
    age: Age
    words: Sequence[str]
    signature: Signature | None


def age_of(day: str | None, key: int) -> Age:
    """Return what articles are ordered by: publication, then the order in which they were stored."""
    return day or _UNDATED, key


def new_group(connection: Connection) -> int:
    """Make a group without articles."""
    at = func.strftime("%Y-%m-%dT%H:%M:%fZ", "now")
    return int(connection.execute(insert(_group).values(at=at).returning(_group.c.id)).scalar_one())


def join_group(connection: Connection, key: int, group_id: int, share: float | None) -> None:
    """Write in which group an article is."""
    writing = insert_or_update(_copy).values(document_key=key, group_id=group_id, share=share)
    changed = {"group_id": group_id, "share": share}
    connection.execute(writing.on_conflict_do_update(index_elements=["document_key"], set_=changed))


def verdicts_about(connection: Connection, document_id: str) -> dict[str, bool]:
    """Return what people said of an article and others: whether they belong together; the latest word counts."""
    found = select(_verdict.other_id, _verdict.together).where(_verdict.document_id == document_id)
    return {row.other_id: bool(row.together) for row in connection.execute(found.order_by(_verdict.edit_id))}


def place_article(connection: Connection, article: Article, copies: Sequence[Member]) -> None:
    """Let an article join the group of those that it is a copy of, as far as nobody said otherwise."""
    verdicts = verdicts_about(connection, article.id)
    together = _keys(connection, [other for other, said in verdicts.items() if said])
    apart = _keys(connection, [other for other, said in verdicts.items() if not said])
    told = [Member(key, _SAID_SO, holds_new=True) for key in sorted(together)]
    found = [member for member in copies if member.key not in together | apart]
    clusters = [_cluster(connection, article, members) for members in _by_group(connection, [*told, *found])]
    free = [cluster for cluster, keys in clusters if not keys & apart or keys & together]
    _join(connection, article, place(article.age, _compatible(connection, free)).clusters)


def _keys(connection: Connection, ids: Collection[str]) -> set[int]:
    return set(connection.scalars(select(document.c.key).where(document.c.id.in_(ids))))


def _by_group(connection: Connection, members: Sequence[Member]) -> list[tuple[int | None, list[Member]]]:
    keys = [member.key for member in members]
    found = select(_copy.c.document_key, _copy.c.group_id).where(_copy.c.document_key.in_(keys))
    groups = {row.document_key: row.group_id for row in connection.execute(found)}
    gathered: dict[tuple[int, int], list[Member]] = defaultdict(list)
    for member in members:
        group = groups.get(member.key)
        gathered[(0, group) if group is not None else (1, member.key)].append(member)
    return [(name if kind == 0 else None, held) for (kind, name), held in sorted(gathered.items())]


def _cluster(
    connection: Connection, article: Article, grouped: tuple[int | None, list[Member]]
) -> tuple[Cluster, set[int]]:
    """Return a group with those of its articles that the new one is a copy of, and the keys of all of them."""
    group, members = grouped
    inside = _copy.c.group_id == group if group is not None else document.c.key == members[0].key
    found = select(document.c.key, document.c.date).outerjoin(_copy).where(inside)
    ages = sorted(age_of(row.date, row.key) for row in connection.execute(found))
    source = ages[0]
    known = {member.key: member.likeness.share for member in members}
    share = known.get(source[1])
    if share is None:
        share = compare(article.words, article_words(_text(connection, source[1]))).share
    if _put_together(connection, known):
        share = 1.0
    return Cluster(group, source, share, tuple(members)), {key for _, key in ages}


def _text(connection: Connection, key: int) -> str:
    return str(connection.execute(select(document.c.text).where(document.c.key == key)).scalar_one())


def _put_together(connection: Connection, keys: Collection[int]) -> bool:
    """Say whether a person put one of these articles into its group: what is a copy of it belongs there as well."""
    found = select(document.c.key).join(copy_tables.article_verdict, _verdict.document_id == document.c.id)
    return (
        connection.execute(found.where(document.c.key.in_(keys), _verdict.together == 1).limit(1)).first() is not None
    )


def _compatible(connection: Connection, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return the clusters that may become one: not those that hold articles which people set apart from the best's."""
    ordered = sorted(clusters, key=lambda each: (-each.best.likeness.resemblance, each.source))
    kept: list[Cluster] = []
    for cluster in ordered:
        if not any(_set_apart(connection, cluster, other) for other in kept):
            kept.append(cluster)
    return kept


def _set_apart(connection: Connection, one: Cluster, other: Cluster) -> bool:
    others = _ids(connection, other)
    verdicts = (verdicts_about(connection, document_id) for document_id in _ids(connection, one))
    return any(said.get(document_id) is False for said in verdicts for document_id in others)


def _ids(connection: Connection, cluster: Cluster) -> list[str]:
    inside = (
        _copy.c.group_id == cluster.group if cluster.group is not None else document.c.key == cluster.members[0].key
    )
    return list(connection.scalars(select(document.c.id).outerjoin(_copy).where(inside).order_by(document.c.key)))


def _join(connection: Connection, article: Article, clusters: Sequence[Cluster]) -> None:
    if not clusters:
        return
    groups = [cluster.group for cluster in clusters if cluster.group is not None]
    group = min(groups) if groups else new_group(connection)
    for cluster in clusters:
        if cluster.group is None:
            join_group(connection, cluster.members[0].key, group, cluster.best.likeness.share)
    connection.execute(update(_copy).where(_copy.c.group_id.in_(groups)).values(group_id=group))
    likenesses = [cluster.best.likeness for cluster in clusters if cluster.best.likeness is not _SAID_SO]
    share = max((likeness.share for likeness in likenesses), default=None)
    join_group(connection, article.key, group, share)
