"""The language of a text, by script, letters and short words."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extractor import Extractor
from geo.languages import block_language, detect_language, foreign_blocks
from geo.models import Document, Role
from geo.readers import read_bytes, read_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said it had taken the town.", "en"),
        ("AFRICA: LRA rebels attack Obo", "en"),
        ("", "en"),
        ("2017-09-11", "en"),
        ("Deux personnes ont été tuées à Bambari.", "fr"),
        ("En Centrafrique, l’armée a repris la ville.", "fr"),
        ("Die Armee hat in der Stadt das Lager geräumt.", "de"),
        ("El ejército mató a dos hombres en la selva.", "es"),
        ("Ordu kente girdi ve bir açıklama için bekleniyor.", "tr"),
        ("Жители Харькова услышали взрывы.", "ru"),
        ("Жителі Харкова чули вибухи.", "uk"),
        ("Битка за Бахмут през нощта се води и днес", "bg"),
        ("Војска је ушла у град, а људи беже.", "sr"),
        ("قصفت الطائرات مدينة إدلب", "ar"),
        ("نیروهای ارتش وارد شهر حلب شدند", "fa"),
        ("هێزەکانی پێشمەرگە لە شاری کەرکووک", "ckb"),
        ("فوج نے شہر میں کارروائی کی ہے", "ur"),
        ("Երևանում հազարավոր մարդիկ դուրս եկան", "hy"),
        ("כוחות צה״ל נכנסו לעיר", "he"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_name_in_another_script_does_not_change_the_language_of_a_document() -> None:
    assert detect_language("The town of Khan Shaykhun (خان شيخون) was shelled by the army on Monday.") == "en"


def test_a_paragraph_has_the_language_of_its_document_unless_its_script_is_another() -> None:
    assert block_language("Бахмут", "uk") == "uk"
    assert block_language("Бахмут", "en") == "ru"
    assert block_language("Вибухи у Львові чули всі мешканці міста", "ru") == "uk"
    assert block_language("Deux morts", "fr") == "fr"
    assert block_language("17.02.2024", "ar") == "ar"


def test_only_paragraphs_that_have_rules_of_their_own_are_foreign() -> None:
    views = ["Shells hit Homs.", "Обстреляли Хомс.", "قصف على حمص", "Χομς"]
    assert foreign_blocks(views, "en") == {1: "ru", 2: "ar"}
    assert foreign_blocks(["Shells hit Homs."], "en") == {}


def test_readers_leave_the_language_open_and_keep_one_that_is_given() -> None:
    assert read_text("Shells hit Homs.").language == ""
    assert read_bytes(b'{"text": "Shells hit Homs.", "language": "fr"}', "one.jsonl")[0].language == "fr"


def test_a_parsed_document_says_its_language(extractor: Extractor) -> None:
    assert extractor.parse(read_text("قصفت الطائرات مدينة إدلب")).document.language == "ar"
    assert extractor.parse(Document("1", "Обстрел.", language="bg")).document.language == "bg"


def test_every_paragraph_of_a_mixed_document_is_read_by_its_own_rules(extractor: Extractor) -> None:
    text = "Shells hit Homs on Monday.\nСнаряды упали в Хомсе.\nسقطت قذائف على حمص.\n"
    found = extractor.parse(Document("1", text, date=date(2016, 1, 4)))
    pinned = {one.text: one.place.name for one in found.mentions if one.kind == "place" and one.place}
    assert pinned == {"Homs": "Homs", "Хомсе": "Homs", "حمص": "Homs"}
    assert all(text[one.start : one.end] == one.text for one in found.mentions)


def test_no_event_is_read_from_a_paragraph_in_another_language(extractor: Extractor) -> None:
    found = extractor.parse(Document("1", "Россия обстреляла Харьков 4 января.", date=date(2023, 1, 5)))
    assert found.events == ()
    assert {one.role for one in found.mentions if one.kind == "place"} == {Role.METONYM, Role.LOCATION}
