"""What a sentence says about killed and injured, phrase by phrase."""

from __future__ import annotations

import pytest

from geo.events.tolls.casualties import CasualtyMention, find_casualties, toll_of
from geo.events.tolls.quantities import Count, read_quantity, split_tokens
from geo.models import Casualties

TOLLS = [
    # text, killed, injured:
    ("The blast hit a market, killing two and wounding five others.", 2, 5),
    ("At least 40 were killed.", 40, None),
    ("Russia said it had killed 40 IS militants, including four influential commanders.", 40, None),
    ("40 IS militants were killed in the strike.", 40, None),
    ("40 IS militants, among them four commanders, were killed.", 40, None),
    ("Up to 30 people were killed.", 30, None),
    ("Between 20 and 30 fighters were killed.", 20, None),
    ("20 to 30 fighters were killed.", 20, None),
    ("20-60 Taliban members were killed.", 20, None),
    ("More than 50 people died.", 51, None),
    ("Fewer than 10 people died.", 9, None),
    ("Nearly 100 civilians were killed.", 100, None),
    ("About 300 soldiers were killed.", 300, None),
    ("Several soldiers were killed.", 3, None),
    ("Dozens were killed and hundreds were injured.", 12, 100),
    ("Scores of militants were killed.", 20, None),
    ("Hundreds of people have been killed.", 100, None),
    ("Two dozen fighters were killed.", 24, None),
    ("Half a dozen fighters died.", 6, None),
    ("A dozen people were wounded.", None, 12),
    ("No casualties were reported.", 0, 0),
    ("There were no fatalities.", 0, None),
    ("There were no injuries.", None, 0),
    ("There were no injuries or fatalities.", 0, 0),
    ("No fatalities nor injuries were reported.", 0, 0),
    ("Neither injuries nor fatalities were reported.", 0, 0),
    ("No one was killed.", 0, None),
    ("Nobody was hurt.", None, 0),
    ("Casualties unknown.", None, None),
    ("There is no information on casualties.", None, None),
    ("A woman succumbed to her wounds.", 1, None),
    ("A child died.", 1, None),
    ("Shelling left 12 dead and 30 injured.", 12, 30),
    ("Clashes left at least four people dead.", 4, None),
    ("The death toll rose to 148.", 148, None),
    ("The death toll has reached 1,200.", 1200, None),
    ("One civilian died and 3 were wounded.", 1, 3),
    ("Three soldiers dead.", 3, None),
    ("A 52-year-old man was shot dead.", 1, None),
    ("Gunmen shot and killed a farmer.", 1, None),
    ("Gunmen attacked and killed two private security men.", 2, None),
    ("They opened fire, killing two soldiers and a civilian.", 3, None),
    ("They opened fire, killing two soldiers, a driver and three children.", 6, None),
    ("In May the army killed Abu Sayed, the leader of IS-Khorasan.", 1, None),
    ("Two soldiers killed five civilians and wounded three.", 5, 3),
    ("The bombing killed 12 people and injured at least 30 more.", 12, 30),
    ("Twelve people, among them three children, were killed in an airstrike.", 12, None),
    ("Eight people, including a child, were killed and dozens were wounded.", 8, 12),
    ("In total, over 50 people were wounded and 29, including three children and one student, were killed.", 29, 51),
    ("The attack claimed the lives of 16 people.", 16, None),
    ("Six policemen lost their lives.", 6, None),
    ("A suicide bomber killed himself and 14 others.", 15, None),
    ("The bodies of 10 men were found.", 10, None),
    ("Ambush in Idlib: 5 killed, 10 wounded", 5, 10),
    ("Five people were killed and a dozen wounded when a bomb exploded.", 5, 12),
    ("The raid ended killing at least 23, including 9 children, and injuring 45.", 23, 45),
    ("A 152mm shell killed 3.", 3, None),
    ("Two people were killed on 5 May 2020.", 2, None),
    ("Intruders stabbed a journalist to death.", 1, None),
    ("A journalist was stabbed to death.", 1, None),
    ("1,200 people have died since 2014.", 1200, None),
    ("Two of his sons were killed.", 2, None),
    ("There were 14 people on the boat and 5 of them were killed.", 5, None),
    ("A strike hit the house, killing his wife and two children.", 3, None),
    ("The driver was killed.", 1, None),
    ("They killed eleven and wounded twenty-one.", 11, 21),
    ("56 BH/IS fighters were killed.", 56, None),
    ("Gunmen killed a farmer and injured another near the town.", 1, 1),
    ("A group of local people killed a man by setting him on fire.", 1, None),
    ("Three civilians died, as a result of which four rebels were wounded.", 3, 4),
    ("Eleven fighters were reportedly killed.", 11, None),
    ("Nine soldiers were reportedly killed and sixteen others injured.", 9, 16),
    ("The pilot died of his wounds.", 1, None),
    ("Four gendarmes were ambushed and killed.", 4, None),
    ("The army eliminated 50 soldiers of the Russian forces.", 50, None),
    ("The collapse caused the death of six workers.", 6, None),
    ("At least 15 were killed and 20 were wounded.", 15, 20),
    ("Two civilians were killed, one was injured and four were arrested.", 2, 1),
    ("Gunmen killed two men and abducted five women.", 2, None),
    ("Militants killed a displaced student.", 1, None),
    ("Fifteen troops died and five others were captured.", 15, None),
    ("The strike killed one person and damaged ten houses.", 1, None),
    ("Unspecified fatalities coded as 10.", 10, None),
    ("An unspecified number of soldiers were killed (coded as 10).", 10, None),
    ("Fatalities coded as 0 (other sources reported 2).", 0, None),
    ("There were heavy losses on both sides.", None, None),
    ("Troops fired 20 rockets at three villages.", None, None),
    ("The rebels captured 12 soldiers and five tanks.", None, None),
    ("Resolution 2254 was adopted in 2015.", None, None),
]


@pytest.mark.parametrize(("text", "killed", "injured"), TOLLS)
def test_toll_is_what_the_sentence_says(text: str, killed: int | None, injured: int | None) -> None:
    toll = toll_of(find_casualties(text))
    assert toll.best == killed
    assert toll.injured == injured


BOUNDS = [
    ("Up to 30 people were killed.", (1, 30, 30)),
    ("Between 20 and 30 people were killed.", (20, 20, 30)),
    ("More than 50 people were killed.", (51, 51, 51)),
    ("Nearly 100 people were killed.", (90, 100, 110)),
    ("Dozens of people were killed.", (12, 12, 99)),
    ("Several people were killed.", (2, 3, 10)),
    ("12 people were killed.", (12, 12, 12)),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS)
def test_vague_words_widen_the_bounds(text: str, bounds: tuple[int, int, int]) -> None:
    toll = toll_of(find_casualties(text))
    assert (toll.low, toll.best, toll.high) == bounds
    assert toll.injured is None


def test_offsets_are_code_points_of_the_text() -> None:
    text = "Sağ olun.\n\nPolice said\u00a0two people were killed. Later, “three” were injured."
    killed, injured = find_casualties(text)
    assert text[killed.start : killed.end] == "two people were killed"
    assert text[injured.start : injured.end].endswith("were injured")


def test_victims_are_named() -> None:
    (mention,) = find_casualties("The strike killed 40 IS militants near the river.")
    assert mention.victims == "IS militants"
    assert mention.killed == Count(40, 40, 40)


def test_a_stated_total_counts_alone() -> None:
    parts = [CasualtyMention(0, 1, Count(3, 3, 3), None), CasualtyMention(2, 3, Count(4, 4, 4), Count(1, 1, 1))]
    total = CasualtyMention(4, 5, Count(10, 10, 10), None, total=True)
    assert toll_of(parts) == Casualties(7, 7, 7, 1)
    assert toll_of([*parts, total]) == Casualties(10, 10, 10, 1)
    assert toll_of([]) == Casualties()


def test_killed_or_wounded_together_states_neither() -> None:
    assert toll_of(find_casualties("9 militants were killed or injured.")) == Casualties()
    assert toll_of(find_casualties("The army killed or injured a total of 9 militants.")) == Casualties()


def test_a_toll_split_by_the_coder_is_shared_out() -> None:
    toll = toll_of(find_casualties("28 soldiers were killed. 28 fatalities split among 7 events."))
    assert toll.best == 4
    assert toll.injured is None


QUANTITIES = [
    ("forty-two", 42),
    ("a hundred", 100),
    ("two thousand", 2000),
    ("3,400", 3400),
    ("a total of 12", 12),
    ("at least a dozen", 12),
    ("a couple of", 2),
]


@pytest.mark.parametrize(("text", "best"), QUANTITIES)
def test_quantities_are_read(text: str, best: int) -> None:
    tokens = split_tokens(text)
    found = read_quantity(tokens, 0)
    assert found is not None
    assert (found[0].best, found[1]) == (best, len(tokens))


def test_long_text_without_tolls_is_read_in_linear_time() -> None:
    assert find_casualties("and 5 men, " * 3000 + "were killed") is not None
    assert find_casualties("(" * 5000 + "killed" + ")" * 5000) == []
