"""Names in Arabic, Russian and Ukrainian: particles, cases, words that are no names, roles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from geo.analysis import split_blocks
from geo.models import Role
from geo.places.other_languages import find_places
from geo.places.other_languages.declension import base_forms, towns_of_adjective
from geo.places.other_languages.particles import starts_in
from geo.places.other_languages.vocabulary import load_vocabulary

LANGUAGES = ("ar", "ru", "uk")


def found(gazetteer: Gazetteer, language: str, text: str, theatre: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the names found in a text, with the name of the best known place of each."""
    (block,) = split_blocks(text)
    names = find_places(block, language, gazetteer, theatre)
    return {
        one.text: next((place.name for place in gazetteer.places_named(one.key)), "")
        for one in names
        if one.role is not Role.MODIFIER
    }


def roles(gazetteer: Gazetteer, language: str, text: str) -> dict[str, str]:
    (block,) = split_blocks(text)
    return {one.text: str(one.role) for one in find_places(block, language, gazetteer)}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ar", "اشتباكات بدمشق ودرعا", {"دمشق": "Damascus", "درعا": "Daraa"}),
        ("ar", "وصلت قافلة للرقة من حلب", {"لرقة": "Raqqa", "حلب": "Aleppo"}),
        ("ar", "قصف على مدينة ادلب", {"ادلب": "Idlib"}),
        ("ar", "غارة في ريف محافظة إدلب", {"إدلب": "Idlib"}),
        ("ar", "معارك في دير الزور", {"دير الزور": "Deir ez-Zor"}),
        ("ru", "Бои под Авдеевкой и в Мариуполе", {"Авдеевкой": "Avdiivka", "Мариуполе": "Mariupol"}),
        ("ru", "Семьи бежали из Алеппо", {"Алеппо": "Aleppo"}),
        ("ru", "Удары по Донецкой области", {"Донецкой области": "Donetsk"}),
        ("ru", "Удары по Донецкой и Луганской областям", {"Донецкой": "Donetsk", "Луганской областям": "Luhansk"}),
        ("ru", "Атаки на Авдеевском направлении", {"Авдеевском направлении": "Avdiivka"}),
        ("ru", "Он уехал из Ростова-на-Дону", {"Ростова-на-Дону": "Rostov-on-Don"}),
        ("ru", "Колонна у Дейр-эз-Зора", {"Дейр-эз-Зора": "Deir ez-Zor"}),
        ("uk", "У Харкові та біля Бахмута", {"Харкові": "Kharkiv", "Бахмута": "Bakhmut"}),
        ("uk", "Мешканці Кривого Рогу", {"Кривого Рогу": "Kryvyy Rih"}),
        ("uk", "Обстріли Запорізької області", {"Запорізької області": "Zaporizhzhia"}),
        ("uk", "Дрони над Києвом", {"Києвом": "Kyiv"}),
        ("uk", "Удар по Авдіївці", {"Авдіївці": "Avdiivka"}),
    ],
)
def test_declined_and_attached_names_are_found(
    language: str, text: str, names: dict[str, str], gazetteer: Gazetteer
) -> None:
    assert found(gazetteer, language, text) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "فتح الرجل الباب وخرج"),
        ("ar", "قال محمد علي إن الأمل كبير منذ الصباح"),
        ("ar", "مسقط رأس القائد"),
        ("ru", "Мир наступит скоро"),
        ("ru", "Владимир Путин выступил"),
        ("ru", "После боя генерал Воронов ушёл"),
        ("ru", "Клуб «Спарта» выиграл"),
        ("uk", "Суми боргу зросли"),
        ("uk", "Роман Київський написав"),
    ],
)
def test_words_and_people_are_no_places(language: str, text: str, gazetteer: Gazetteer) -> None:
    (block,) = split_blocks(text)
    assert [one.text for one in find_places(block, language, gazetteer) if one.evidence] == []


def test_a_word_is_a_name_where_only_a_place_can_stand(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "ar", "انفجار في الباب", ("SY",)) == {"الباب": "Al-Bab"}
    assert found(gazetteer, "ru", "Пожар в городе Орёл") == {"Орёл": "Orël"}
    assert found(gazetteer, "uk", "Вибухи у Сумах") == {"Сумах": "Sumy"}


def test_a_settlement_that_no_gazetteer_has_is_still_a_name(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "ru", "Обстрелян посёлок Неведомовка") == {"Неведомовка": ""}
    assert found(gazetteer, "ar", "قصف على قرية زغردونة") == {"زغردونة": ""}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "أعلنت دمشق وقف القصف في سوريا", {"دمشق": "metonym", "سوريا": "location"}),
        ("ar", "محادثات بين روسيا وإيران", {"روسيا": "metonym", "إيران": "metonym"}),
        ("ar", "الحدود بين سوريا والعراق", {"سوريا": "location", "العراق": "location"}),
        ("ar", "قال الجيش السوري", {"السوري": "modifier"}),
        ("ar", "حكومة العراق", {"العراق": "metonym"}),
        ("ru", "Москва заявила о потерях в Сирии", {"Москва": "metonym", "Сирии": "location"}),
        ("ru", "Президент Украины прибыл в Киев", {"Украины": "metonym", "Киев": "location"}),
        ("ru", "Переговоры с Турцией", {"Турцией": "metonym"}),
        ("ru", "Граница с Турцией", {"Турцией": "location"}),
        ("ru", "Российские войска", {"Российские": "modifier"}),
        ("uk", "Київ заявив про перемир'я", {"Київ": "metonym"}),
        ("uk", "США передали Україні ракети", {"США": "metonym", "Україні": "metonym"}),
        ("uk", "Санкції проти Ірану", {"Ірану": "metonym"}),
        ("uk", "Газета «Голос України»", {"України": "embedded"}),
    ],
)
def test_roles_follow_preposition_case_and_verb(
    language: str, text: str, expected: dict[str, str], gazetteer: Gazetteer
) -> None:
    assert roles(gazetteer, language, text) == expected


def test_particles_are_read_off() -> None:
    assert [start.text("ولحلب") for start in starts_in("ولحلب")] == ["ولحلب", "لحلب", "حلب"]
    assert "الرقة" in [start.text("للرقة") for start in starts_in("للرقة")]


@pytest.mark.parametrize(
    ("language", "word", "base"),
    [
        ("ru", "донецкой", "донецкая"),
        ("ru", "черновцах", "черновцы"),
        ("ru", "череповца", "череповец"),
        ("uk", "львова", "львів"),
        ("uk", "миколаєві", "миколаїв"),
        ("uk", "ірпені", "ірпінь"),
        ("uk", "часового", "часів"),
    ],
)
def test_base_forms_hold_the_dictionary_form(language: str, word: str, base: str) -> None:
    assert base in [form.text for form in base_forms(word, load_vocabulary(language))]


def test_an_adjective_leads_to_its_town() -> None:
    assert "бахмут" in towns_of_adjective("бахмутском", load_vocabulary("ru"))
    assert "авдіївка" in towns_of_adjective("авдіївському", load_vocabulary("uk"))


@given(st.text(alphabet='АБВабвийськ ’-«».,"1ابتوللةى', max_size=60), st.sampled_from(LANGUAGES))
def test_names_of_any_text_lie_in_it_and_apart(text: str, language: str) -> None:
    gazetteer = Gazetteer.open()
    for block in split_blocks(text):
        names = find_places(block, language, gazetteer, ("SY",))
        assert all(0 <= one.start < one.end <= len(block.view) for one in names)
        assert all(one.end <= other.start for one, other in pairwise(names))
        assert all(0 <= one.evidence <= 1 and one.role is not None for one in names)


def test_a_letter_of_the_word_itself_is_no_particle(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "ar", "أعلنت وزارة الدفاع أن القصف طال بلدة سراقب وحلب") == {
        "سراقب": "Saraqib",
        "حلب": "Aleppo",
    }
