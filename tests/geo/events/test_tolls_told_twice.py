"""Several figures of the same dead, clauses between the dead and the verb, and who is counted in a list."""

from __future__ import annotations

import pytest

from geo.events.tolls.casualties import find_casualties, toll_of

ACCOUNTS = [
    ("Jabhat al Nusra said it had killed 18 Hezbollah men; Hezbollah said it had lost two.", (2, 2, 18)),
    ("Rebels claimed to have killed 40 soldiers, but the army said only six had died.", (6, 6, 40)),
    ("The government said 14 soldiers were killed while the rebels claimed to have killed 60.", (14, 14, 60)),
    ("Police shot dead some 30; the unions speak of 90.", (30, 30, 90)),
    ("Eleven people were killed in the strike. Activists put the number at 19.", (11, 11, 19)),
    ("Eleven people were killed, officials said, while activists put the toll at 19.", (11, 11, 19)),
    ("Officials said 15 had died; doctors said 22.", (15, 15, 22)),
    ("Seven people were killed according to the mayor, ten according to residents.", (7, 7, 10)),
    ("Witnesses reported 5 dead and the hospital reported 7.", (5, 5, 7)),
    ("Police said one person was killed, but residents said two.", (1, 1, 2)),
    ("At least 12 people were killed, or 19 according to the opposition.", (12, 12, 19)),
    ("The mayor said 20 people had been killed, a figure that rebels put at 60.", (20, 20, 60)),
    ("State radio put the death toll at 8; monitors said at least 17 people were killed.", (8, 8, 17)),
]
OTHER_DEAD = [
    ("The army said 14 militants were killed and that it lost two soldiers.", 16),
    ("The army said it killed 14 militants; the militants said they killed nine soldiers.", 23),
    ("Police said five soldiers were killed, while doctors said three civilians died.", 8),
    ("A strike killed five people, while residents said another three were killed.", 8),
    ("A strike killed five people in Homs, while residents said three were killed in Hama.", 8),
    ("Five people were killed. Police put the number of rioters at 500.", 5),
    ("Activists put the number at 500.", None),
]
CLAUSES = [
    ("Dozens of people, who had fled to a school in Wau, were killed by shellfire.", (12, 12, 99)),
    ("Dozens of people who had fled to a school in Wau were killed by shellfire.", (12, 12, 99)),
    ("At least 26 people, most of them women and children, were killed as shells fell.", (26, 26, 26)),
    ("A baker, who was on his way home, was shot dead.", (1, 1, 1)),
    ("20 people, 12 of them women, died.", (20, 20, 20)),
    ("Six people were wounded, two of whom later died.", (2, 2, 2)),
    ("A strike killed a man, his wife and two children.", (4, 4, 4)),
    ("A man, his wife and two children were killed.", (4, 4, 4)),
    ("At least 10 and possibly as many as 25 people were killed.", (10, 10, 25)),
]


@pytest.mark.parametrize(("text", "bounds"), [*ACCOUNTS, *CLAUSES])
def test_bounds_of_the_dead(text: str, bounds: tuple[int, int, int]) -> None:
    toll = toll_of(find_casualties(text))
    assert (toll.low, toll.best, toll.high) == bounds


@pytest.mark.parametrize(("text", "killed"), OTHER_DEAD)
def test_other_dead_add_up(text: str, killed: int | None) -> None:
    assert toll_of(find_casualties(text)).best == killed


def test_men_of_an_armed_group_are_no_civilians() -> None:
    toll = toll_of(find_casualties("The strike killed nine Hezbollah men."))
    assert (toll.civilians, toll.military) == (None, 9)
    toll = toll_of(find_casualties("The strike killed nine Dinka men."))
    assert (toll.civilians, toll.military) == (9, None)


def test_all_of_a_kind_and_most_of_it() -> None:
    assert toll_of(find_casualties("Forty people, all civilians, were killed.")).civilians == 40
    assert toll_of(find_casualties("Forty people, most of them civilians, were killed.")).civilians is None


@pytest.mark.parametrize(("times", "injured"), [("as many", 7), ("twice as many", 14)])
def test_as_many_were_wounded(times: str, injured: int) -> None:
    toll = toll_of(find_casualties(f"The raid killed seven and wounded {times}."))
    assert (toll.best, toll.injured) == (7, injured)


def test_dead_whom_a_coder_counts_with_another_event_are_none_here() -> None:
    text = "One soldier was killed and three were wounded (fatalities coded to Horlivka event)."
    toll = toll_of(find_casualties(text))
    assert (toll.best, toll.injured) == (0, 3)


def test_long_clauses_are_read_in_linear_time() -> None:
    assert find_casualties("people, who had, " * 3000 + "were killed") is not None
    assert find_casualties("; the army said " * 3000 + "12 killed") is not None
