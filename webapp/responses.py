"""GeoJSON answers that are made once, compressed, and then only revalidated."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from flask import Response, request

_LEVEL: Final = 5
_KEPT_BYTES: Final = 64 * 1024 * 1024
GEOJSON: Final = "application/geo+json"


@dataclass(slots=True)
class CompressedCache:
    """Compressed answers by key; the least recently used go when together they grow too large."""

    kept_bytes: int = _KEPT_BYTES
    _answers: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the gzipped answer for a key, making it if need be."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        compressed = gzip.compress(make(), _LEVEL, mtime=0)
        with self._lock:
            self._answers[key] = compressed
            while len(self._answers) > 1 and sum(map(len, self._answers.values())) > self.kept_bytes:
                self._answers.popitem(last=False)
        return compressed


def send_compressed(cache: CompressedCache, key: str, make: Callable[[], bytes]) -> Response:
    """Answer with GeoJSON under a strong ETag made from ``key``, or 304 when the browser has it already."""
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    etag = hashlib.sha256(key.encode()).hexdigest()[:32] + ("-gz" if takes_gzip else "")
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        body = cache.get(key, make)
        response = Response(body if takes_gzip else gzip.decompress(body), mimetype=GEOJSON)
        if takes_gzip:
            response.headers["Content-Encoding"] = "gzip"
    response.set_etag(etag)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
