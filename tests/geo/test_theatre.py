from __future__ import annotations

import pytest

from geo.errors import FilterError
from geo.theatre import read_theatre


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
