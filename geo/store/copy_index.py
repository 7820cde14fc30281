"""Finds the copies of an article among those stored: its signature, the buckets, a look at the likeliest, its group.

The cost for one article is bounded: a bucket takes a limited number of articles, and few are compared word by word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from geo.store import copy_tables
from geo.store.tables import document
from geo.syndication import Cluster, Likeness, Member, Signature, article_words, compare, is_copy, place, sign
from geo.syndication.figures import load_figures
from geo.syndication.placing import Age

_signature = copy_tables.article_signature
_bucket = copy_tables.article_bucket
_group = copy_tables.article_group
_copy = copy_tables.article_copy
_verdict = copy_tables.article_verdict.c

_SAID_SO = Likeness(1.0, 1.0, 1.0, 0)
_UNDATED = "~"  # sorts behind all digits
_PREFILTER = 4


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is to be placed."""

    key: int
    id: str
    age: Age
    words: Sequence[str]
    signature: Signature | None


def index_article(connection: Connection, document_id: str) -> None:
    """Sign an article that was just written, find those that it is a copy of, and let it join their group.

    An article that is signed already with the same words keeps its group.
    """
    row = _row(connection, document.c.id == document_id)
    words = article_words(row.text)
    signature = sign(words)
    known = _stored_signature(connection, row.key)
    if known is not None and known == _packed(signature):
        return
    forget_article(connection, document_id)
    article = Article(row.key, row.id, age_of(row.date, row.key), words, signature)
    buckets = signature.buckets() if signature else []
    met = _met(connection, buckets)
    _write_signature(connection, article, buckets, met)
    _place(connection, article, _copies_among(connection, article, met))


def forget_article(connection: Connection, document_id: str) -> None:
    """Take an article out of the index and its group, before it is deleted or its text changes."""
    found = select(_signature).join(document).where(document.c.id == document_id)
    row = connection.execute(found).first()
    if row is None:
        return
    if row.hashes:
        buckets = Signature.unpacked(row.shingles, row.hashes).buckets()
        gone = delete(_bucket).where(_bucket.c.bucket.in_(buckets), _bucket.c.document_key == row.document_key)
        connection.execute(gone)
    for table in (_signature, _copy):
        connection.execute(delete(table).where(table.c.document_key == row.document_key))


def age_of(day: str | None, key: int) -> Age:
    """Return what articles are ordered by: publication, then the order in which they were stored."""
    return day or _UNDATED, key


def new_group(connection: Connection, at: str) -> int:
    """Make a group without articles."""
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


def _row(connection: Connection, condition: Any) -> Row[Any]:  # noqa: ANN401 - a condition of SQLAlchemy
    columns = (document.c.key, document.c.id, document.c.date, document.c.text)
    return connection.execute(select(*columns).where(condition)).one()


def _packed(signature: Signature | None) -> tuple[int, bytes]:
    return (signature.shingles, signature.packed()) if signature else (0, b"")


def _stored_signature(connection: Connection, key: int) -> tuple[int, bytes] | None:
    found = select(_signature.c.shingles, _signature.c.hashes).where(_signature.c.document_key == key)
    row = connection.execute(found.where(_signature.c.version == load_figures().version)).first()
    return (row.shingles, row.hashes) if row else None


def _met(connection: Connection, buckets: Collection[int]) -> Mapping[int, list[int]]:
    """Return for each bucket the keys of the articles in it."""
    met: dict[int, list[int]] = defaultdict(list)
    for bucket, key in connection.execute(select(_bucket).where(_bucket.c.bucket.in_(buckets))):
        met[bucket].append(key)
    return met


def _write_signature(
    connection: Connection, article: Article, buckets: Iterable[int], met: Mapping[int, Sequence[int]]
) -> None:
    shingles, hashes = _packed(article.signature)
    figures = load_figures()
    values = {"document_key": article.key, "version": figures.version, "shingles": shingles, "hashes": hashes}
    connection.execute(insert(_signature).values(values))
    open_ones = [bucket for bucket in buckets if len(met.get(bucket, ())) < figures.bucket_documents]
    if open_ones:
        rows = [{"bucket": bucket, "document_key": article.key} for bucket in open_ones]
        connection.execute(insert(_bucket), rows)


def _copies_among(connection: Connection, article: Article, met: Mapping[int, Sequence[int]]) -> list[Member]:
    """Return the articles of which this one is a copy, by the words of the likeliest."""
    if article.signature is None:
        return []
    wanted = _likeliest(connection, article.key, article.signature, met)
    found = select(document.c.key, document.c.text).where(document.c.key.in_(wanted)).order_by(document.c.key)
    members = (_member(article, row.key, article_words(row.text)) for row in connection.execute(found).all())
    return [member for member in members if is_copy(member.likeness)]


def _member(article: Article, key: int, words: Sequence[str]) -> Member:
    return Member(key, compare(article.words, words), holds_new=len(words) > len(article.words))


def _likeliest(connection: Connection, key: int, signature: Signature, met: Mapping[int, Sequence[int]]) -> list[int]:
    figures = load_figures()
    counts = Counter(other for keys in met.values() for other in keys if other != key)
    most = sorted(counts, key=lambda other: (-counts[other], other))[: _PREFILTER * figures.compared]
    found = select(_signature).where(_signature.c.document_key.in_(most), _signature.c.shingles > 0)
    shares = {
        row.document_key: signature.estimated_share(Signature.unpacked(row.shingles, row.hashes))
        for row in connection.execute(found)
    }
    alike = [other for other, share in shares.items() if share >= figures.least_estimate]
    return sorted(alike, key=lambda other: (-shares[other], other))[: figures.compared]


def _place(connection: Connection, article: Article, copies: Sequence[Member]) -> None:
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
        share = compare(article.words, article_words(_row(connection, document.c.key == source[1]).text)).share
    share = max(share, *(each.likeness.share for each in members if each.likeness is _SAID_SO), 0.0)
    return Cluster(group, source, share, tuple(members)), {key for _, key in ages}


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
    group = min(groups) if groups else new_group(connection, func.strftime("%Y-%m-%dT%H:%M:%fZ", "now"))
    for cluster in clusters:
        if cluster.group is None:
            join_group(connection, cluster.members[0].key, group, cluster.best.likeness.share)
    connection.execute(update(_copy).where(_copy.c.group_id.in_(groups)).values(group_id=group))
    likenesses = [cluster.best.likeness for cluster in clusters if cluster.best.likeness is not _SAID_SO]
    share = max((likeness.share for likeness in likenesses), default=None)
    join_group(connection, article.key, group, share)
