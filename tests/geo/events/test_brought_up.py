"""What a sentence only brings up, and the like of it that is told as news."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.models import Document

DAY = date(2024, 5, 15)
BROUGHT_UP = {
    "courts": [
        "A man in Lyon was charged on Monday with the murder of his neighbour.",
        "Two brothers from Perth pleaded guilty on Tuesday to the abduction of a banker.",
        "The thief was jailed for six years in Cork on Friday.",
    ],
    "agreements that stand": [
        "The envoy stayed in Aden until the ceasefire in Hodeidah was implemented.",
        "Distrust makes any agreement over Abyei unlikely, an envoy said in Juba on Monday.",
        "Talks in Doha on Monday were aimed at reaching a settlement.",
        "The governor demanded the surrender of rifles and the establishment of checkpoints in Sweida on Monday.",
    ],
    "remembrance": [
        "Relatives buried the victims of the massacre in Bossaso on Tuesday.",
        "A ceremony in Halabja on Saturday honoured those killed in the gas attack.",
        "Guinea on Saturday marked ten years since the failed coup in Conakry.",
        "Actors re-enacted the battle near Austerlitz on Sunday.",
    ],
    "drills": [
        "Norway and Sweden held a missile drill off Bodø on Friday.",
        "Recruits in Tartus began military training on Monday.",
    ],
    "sport, politics and figures": [
        "Rovers beat Wanderers in the battle for the cup in Dublin on Sunday.",
        "The candidate launched an attack on his rival in Dakar on Thursday.",
        "The chancellor came under attack in Vienna on Monday for his remarks.",
        "Nampula fell to 9th in the ranking of towns in May.",
        "A driver lost control of his car near Beira on Monday.",
        "Director Amina Diallo shot her first film in Bamako on Monday.",
    ],
    "habits and plans": [
        "Every summer clans fight over wells near Galkayo.",
        "Car bombs are the weapon of choice in Mogadishu.",
        "Demonstrators are to march in Tbilisi on Saturday.",
        "The sit-in in Basra was suspended before it began on Tuesday.",
        "The raid on Mukalla had to be cancelled on Monday.",
        "Few believe that a battle took place in Nyala on Sunday.",
        "The police fired no shots in Nairobi on Monday.",
        "The separatists killed 900 people in Bilbao over four decades.",
    ],
}
REPORTED = [
    ("Gunmen murdered a judge in Quetta on Monday.", "Attack"),
    ("Nampula fell to the rebels on Monday.", "Non-state actor overtakes territory"),
    ("Police arrested three suspected kidnappers in Kaduna on Monday.", "Arrests"),
    ("Government-backed vigilantes attacked a camp of bandits near Gusau on Monday.", "Armed clash"),
    ("Protesters in Khartoum marched on Monday to mourn those killed in a raid.", "Peaceful protest"),
]


def _parse(extractor: Extractor, text: str) -> tuple[str, ...]:
    return tuple(event.sub_event_type for event in extractor.parse(Document("x", text, date=DAY)).events)


@pytest.mark.parametrize("sentence", [one for sentences in BROUGHT_UP.values() for one in sentences])
def test_what_is_only_brought_up_is_no_event(extractor: Extractor, sentence: str) -> None:
    assert _parse(extractor, sentence) == ()


@pytest.mark.parametrize(("sentence", "sub_type"), REPORTED)
def test_the_like_of_it_is_news(extractor: Extractor, sentence: str, sub_type: str) -> None:
    assert _parse(extractor, sentence) == (sub_type,)
