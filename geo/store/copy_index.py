"""Finds the copies of an article among those stored: its signature, the buckets, a look at the likeliest.

The cost for one article is bounded: a bucket takes a limited number of articles, and few are compared word by word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from geo.store.copy_placing import Article, age_of, place_article
from geo.store.copy_tables import article_bucket as _bucket
from geo.store.copy_tables import article_copy as _copy
from geo.store.copy_tables import article_signature as _signature
from geo.store.tables import document
from geo.syndication import Member, Signature, article_words, compare, is_copy, sign
from geo.syndication.figures import load_figures

_PREFILTER: Final = 4


def index_article(connection: Connection, document_id: str) -> None:
    """Sign an article that was just written, find those that it is a copy of, and let it join their group.

    An article that is signed already with the same words keeps its group.
    """
    columns = (document.c.key, document.c.id, document.c.date, document.c.text)
    row = connection.execute(select(*columns).where(document.c.id == document_id)).one()
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
    place_article(connection, article, _copies_among(connection, article, met))


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
