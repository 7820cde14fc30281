from __future__ import annotations

import pytest

from geo.errors import FilterError
from geo.models import PlaceMention, Role
from geo.theatre import country_shares, guess_theatre, read_theatre, telling_shares
from tests.geo.sample import IDLIB, KABUL


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("", ()),
        (" , ", ()),
        ("SY", ("SY",)),
        ("sy, IRQ,Ukraine", ("SY", "IQ", "UA")),
        ("SY,SYR,Syria", ("SY",)),
        ("XK,PS,TW", ("XK", "PS", "TW")),
    ],
)
def test_countries_by_code_or_name(names: str, codes: tuple[str, ...]) -> None:
    assert read_theatre(names) == codes
    assert read_theatre(",".join(codes)) == codes


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(FilterError, match=r"'Atlantis' is neither an ISO 3166 code") as caught:
        read_theatre("SY,Atlantis")
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("shares", "told", "guess"),
    [
        ((), (), ()),
        ((("SY", 1.0),), (("SY", 1.0),), ("SY",)),
        (
            (("TR", 0.181), ("SY", 0.709), ("US", 0.06), ("GB", 0.04)),
            (("SY", 0.71), ("TR", 0.18), ("US", 0.06)),
            ("SY", "TR"),
        ),
        ((("", 0.9), ("IQ", 0.05), ("IR", 0.05)), (("IQ", 0.05), ("IR", 0.05)), ()),
    ],
)
def test_small_shares_are_not_told_and_smaller_ones_not_guessed(
    shares: tuple[tuple[str, float], ...], told: tuple[tuple[str, float], ...], guess: tuple[str, ...]
) -> None:
    assert telling_shares(shares) == told
    assert guess_theatre(shares) == guess


def test_countries_are_shared_out_by_names_that_are_sure() -> None:
    mentions = (
        PlaceMention(0, 5, "Idlib", Role.LOCATION, IDLIB, 0.9),
        PlaceMention(6, 11, "Kabul", Role.LOCATION, KABUL, 0.1),
        PlaceMention(12, 17, "Kabul", Role.METONYM, KABUL, 1.0),
        PlaceMention(18, 21, "Foo", Role.LOCATION),
    )
    assert country_shares(mentions) == (("SY", 0.675), ("AF", 0.325))
    assert country_shares(()) == ()
