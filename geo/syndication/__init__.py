"""Near-duplicate articles: which documents are copies, cuts or excerpts of one report; no database in here."""

from geo.syndication.comparing import Likeness, compare, is_copy
from geo.syndication.placing import Cluster, Member, Placing, place
from geo.syndication.signatures import Signature, sign
from geo.syndication.words import article_words

__all__ = [
    "Cluster",
    "Likeness",
    "Member",
    "Placing",
    "Signature",
    "article_words",
    "compare",
    "is_copy",
    "place",
    "sign",
]
