"""What the finders of the languages hand to the rules of roles."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.models import Place


@dataclass(frozen=True, slots=True)
class FoundName:
    """A place name in a block.

    ``first`` and ``last`` are its words' numbers; ``key`` is what the gazetteer is asked for, ``places`` its answer.
    ``particle`` is what Arabic writes in one with it, ``cases`` the cases (n g d a i l) that its ending may be.
    ``kind`` is what the noun of kind before it weighs.
    ``embedded`` says that it stands within a name of something else.
    """

    start: int
    end: int
    key: str
    places: tuple[Place, ...]
    first: int
    last: int
    evidence: float
    particle: str = ""
    cases: frozenset[str] = field(default_factory=frozenset)
    embedded: bool = False
    kind: float = 0.0
