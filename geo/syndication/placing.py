"""Which group a new article joins, given the articles that it is a copy of.

A group is a star round its oldest report, its source: a round-up that holds two reports must not make them one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.syndication.comparing import Likeness
from geo.syndication.figures import load_figures

Age = tuple[str, int]
"""When an article was published (ISO 8601, or what sorts behind it), and its key in the store."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article that the new one is a copy of; ``holds_new`` says that it is the longer of the two."""

    key: int
    likeness: Likeness
    holds_new: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group, or a single article (``group`` is None), with the members that the new article is a copy of.

    ``source`` is the age of its oldest article, ``source_share`` what the new one shares with that.
    """

    group: int | None
    source: Age
    source_share: float
    members: tuple[Member, ...]

    @property
    def best(self) -> Member:
        """Return the member that is most alike, the oldest of equals."""
        return max(self.members, key=lambda member: (member.likeness.resemblance, -member.key))


@dataclass(frozen=True, slots=True)
class Placing:
    """The clusters that become one group with the new article; none where it stays alone."""

    clusters: tuple[Cluster, ...]


def place(age: Age, clusters: Sequence[Cluster]) -> Placing:
    """Return which clusters a new article joins.

    It joins the one with the most alike article, and brings in every further one that was made from it: what holds it
    whole, or what is younger. Two reports that a younger round-up holds stay apart.
    """
    figures = load_figures()
    open_to_it = [cluster for cluster in clusters if cluster.source_share >= figures.source_share]
    if not open_to_it:
        return Placing(())
    best = max(open_to_it, key=lambda cluster: (cluster.best.likeness.resemblance, -cluster.source[1]))
    further = (cluster for cluster in open_to_it if cluster is best or _made_from(age, cluster))
    return Placing(tuple(sorted(further, key=lambda cluster: cluster.source)))


def _made_from(age: Age, cluster: Cluster) -> bool:
    return age[0] < cluster.source[0] or cluster.best.holds_new
