"""What the classifier of roles sees of a name, and why it decides as it does."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from gazetteer import Gazetteer
from geo.analysis import Analyser, split_blocks
from geo.models import Document, Role
from geo.places.role_certain import is_container, is_dateline, is_part_of_country, joined_role
from geo.places.role_features import kind_of_place, word_features
from geo.places.role_grammar import grammar_features, is_of_entity
from geo.places.role_lexicon import base_forms, feature_words, word_classes
from geo.places.role_model import ROLES, RoleModel
from geo.places.roles import classify_role, classify_role_from_words, role_features, role_reasons
from geo.places.toponyms import Toponym

WEIGHTS = tomllib.loads(files("geo").joinpath("data/role_weights.toml").read_text(encoding="utf-8"))


def name_in(sentence: str, name: str) -> Toponym:
    """Make the toponym of a name in a text that no language model has read."""
    (block,) = split_blocks(sentence)
    start = block.view.index(name)
    return Toponym(block, start, start + len(name), name)


def parsed_name_in(sentence: str, name: str) -> Toponym:
    """Make the toponym of a name in a text that the language model has read."""
    (document,) = Analyser().analyse([Document("x", sentence)])
    (block,) = document.blocks
    start = block.block.view.index(name)
    tokens = block.doc.char_span(start, start + len(name))
    return Toponym(block.block, start, start + len(name), name, tokens=tokens)


@pytest.mark.parametrize(
    ("sentence", "name", "feature"),
    [
        ("Moscow said so.", "Moscow", "opens"),
        ("Moscow said so.", "Moscow", "after=speaking_verbs"),
        ("Moscow said so.", "Moscow", "party&after=speaking_verbs"),
        ("Shells fell in Homs.", "Homs", "before=locative_prepositions"),
        ("Shells fell in Homs.", "Homs", "ends"),
        ("The sanctions on Iran stay.", "Iran", "on<party_words"),
        ("The president of Chad fell.", "Chad", "of<government_nouns"),
        ("Sudan's army chief left.", "Sudan", "possessive>government_nouns"),
        ("Talks between Baku and Yerevan failed.", "Baku", "between>parties"),
        ("Talks between Baku and Yerevan failed.", "Yerevan", "between>parties"),
        ("The road between Homs and Hama is cut.", "Hama", "between>ground"),
        ("France and Germany called for calm.", "France", "pair>speaking_verbs"),
        ("France and Germany called for calm.", "Germany", "list_opens"),
        ("Mr London left.", "London", "title_before"),
        ("The Washington Post reported it.", "Washington", "capital_after=press_nouns"),
        ("Fargo Mayor Ann Lee left.", "Fargo", "capital_after=public_nouns"),
        ('The film "Casablanca" ran.', "Casablanca", "quoted"),
        ("Snow fell on Toronto Saturday night.", "Toronto", "after:calendar"),
        ("The US-Russia talks ended.", "US", "joined_after"),
        ("The US-Russia talks ended.", "Russia", "joined_before"),
        ("The US-Russia talks ended.", "US", "acronym"),
    ],
)
def test_words_beside_a_name_make_features(gazetteer: Gazetteer, sentence: str, name: str, feature: str) -> None:
    assert feature in word_features(name_in(sentence, name), gazetteer.places_named(name))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Syria", "country"),
        ("Damascus", "capital"),
        ("Erbil", "seat"),
        ("Texas", "division"),
        ("Raqqa", "place"),
        ("Xyzzq", "unknown"),
    ],
)
def test_kinds_of_places(gazetteer: Gazetteer, name: str, kind: str) -> None:
    toponym = name_in(f"In {name} it rained.", name)
    features = word_features(toponym, gazetteer.places_named(name))
    assert kind_of_place(toponym, gazetteer.places_named(name)) == kind
    assert f"is={kind}" in features
    assert any(feature.startswith("party&") for feature in features) == (kind in {"country", "capital", "seat"})


@pytest.mark.parametrize(
    ("sentence", "name", "feature"),
    [
        ("On Monday Moscow quietly denied it.", "Moscow", "nsubj>speaking_verbs"),
        ("Rebels shelled Damascus for a week.", "Damascus", "dobj>place_object_verbs"),
        ("The ministers held talks with Tehran.", "Tehran", "prep:with>party_words"),
        ("He condemned the Kabul government.", "Kabul", "compound>government_nouns"),
        ("The army of Egypt and Sudan left.", "Sudan", "listed"),
    ],
)
def test_grammar_makes_features(sentence: str, name: str, feature: str) -> None:
    assert feature in grammar_features(parsed_name_in(sentence, name))


def test_a_text_without_entities_has_no_features_of_them() -> None:
    toponym = parsed_name_in("Moscow denied it.", "Moscow")
    assert any(is_of_entity(feature) for feature in grammar_features(toponym))
    toponym.span.doc.set_ents([], default="missing")
    assert not any(is_of_entity(feature) for feature in grammar_features(toponym))


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Iran-backed units left.", "Iran", Role.METONYM),
        ("Turkey-held villages burned.", "Turkey", Role.METONYM),
        ("A pro-Iran bloc won.", "Iran", Role.METONYM),
        ("A London-based firm closed.", "London", Role.LOCATION),
        ("The Beirut-Damascus road closed.", "Beirut", None),
        ("Nothing moved in Homs.", "Homs", None),
    ],
)
def test_hyphens_decide_without_weighing(sentence: str, name: str, role: Role | None) -> None:
    assert joined_role(name_in(sentence, name)) is role


@pytest.mark.parametrize(
    ("sentence", "name", "opens"),
    [
        ("MOSCOW — It snowed.", "MOSCOW", True),
        ("Kabul, Afghanistan (AP) - It snowed.", "Kabul", True),
        ("Kabul, Afghanistan (AP) - It snowed.", "Afghanistan", True),
        ("ADEN/RIYADH (Agencies) - It rained.", "RIYADH", True),
        ("Geneva, 24 September – It rained.", "Geneva", True),
        ("WASHINGTON Officials met.", "WASHINGTON", True),
        ("AUSTIN, Texas A man was charged.", "Texas", True),
        ("Kyiv, the capital, was hit — again.", "Kyiv", False),
        ("Moscow said so — twice.", "Moscow", False),
        ("RUSSIA, UKRAINE TRADE FIRE AT THE FRONT", "RUSSIA", False),
    ],
)
def test_datelines(sentence: str, name: str, *, opens: bool) -> None:
    assert is_dateline(name_in(sentence, name)) is opens


@pytest.mark.parametrize(
    ("sentence", "name", "holds"),
    [
        ("Two bombs went off in Maiduguri, Nigeria.", "Nigeria", True),
        ("A clinic near Beit Hanoun, Gaza Strip, was hit.", "Gaza Strip", True),
        ("In Moscow, Tehran said nothing.", "Tehran", False),
        ("Moscow, Tehran, and Ankara agreed.", "Tehran", False),
    ],
)
def test_a_name_after_a_place_in_it_is_ground(sentence: str, name: str, *, holds: bool) -> None:
    assert is_container(name_in(sentence, name)) is holds


def test_a_direction_makes_ground_of_a_country() -> None:
    assert is_part_of_country(name_in("Fighting in southern Syria spread.", "Syria"))
    assert not is_part_of_country(name_in("In South Sudan fighting spread.", "Sudan"))


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("denied", "deny"),
        ("planned", "plan"),
        ("forces", "force"),
        ("told", "tell"),
        ("cities", "city"),
        ("urging", "urge"),
    ],
)
def test_words_are_known_in_all_their_forms(word: str, form: str) -> None:
    assert form in base_forms(word)
    assert set(word_classes(form)) <= set(word_classes(word))


def test_every_list_of_features_has_words() -> None:
    lists = feature_words("feature_lists")
    assert len(lists) > 20
    assert all(feature_words(name) for name in lists)


@pytest.mark.parametrize("section", ["words", "grammar"])
def test_weights_are_three_numbers_a_feature(section: str) -> None:
    assert "always" in WEIGHTS[section]
    assert all(len(weights) == len(ROLES) for weights in WEIGHTS[section].values())


def test_weights_without_grammar_name_no_grammar() -> None:
    assert not any("nsubj" in feature or is_of_entity(feature) for feature in WEIGHTS["words"])


def test_the_likeliest_role_wins_and_says_why() -> None:
    model = RoleModel({"a": (1.0, 0.0, 0.0), "b": (0.0, 3.0, 1.0)})
    assert model.scores(["a", "b", "unheard of"]) == [1.0, 3.0, 1.0]
    assert model.role(["a", "b"]) is Role.METONYM
    assert model.role(["a", "b"], among=(Role.LOCATION, Role.EMBEDDED)) is Role.LOCATION
    assert [(reason.feature, reason.weight) for reason in model.reasons(["a", "b"])] == [("b", 3.0), ("a", -1.0)]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Moscow said it had struck a depot.", "Moscow", Role.METONYM),
        ("The militia shelled a village near Moscow.", "Moscow", Role.LOCATION),
        ("The Moscow Times reported it.", "Moscow", Role.EMBEDDED),
        ("Talks with Tehran went on.", "Tehran", Role.METONYM),
        ("A bus burned in Tehran.", "Tehran", Role.LOCATION),
    ],
)
def test_words_alone_tell_roles(gazetteer: Gazetteer, sentence: str, name: str, role: Role) -> None:
    toponym, places = name_in(sentence, name), gazetteer.places_named(name)
    assert classify_role_from_words(toponym, places) is role
    assert classify_role(toponym, places) is role


def test_reasons_are_features_of_the_name(gazetteer: Gazetteer) -> None:
    toponym, places = parsed_name_in("Moscow denied the report.", "Moscow"), gazetteer.places_named("Moscow")
    reasons = role_reasons(toponym, places)
    assert classify_role(toponym, places) is Role.METONYM
    assert {reason.feature for reason in reasons} <= set(role_features(toponym, places))
    assert sum(reason.weight for reason in reasons) > 0
    assert [abs(reason.weight) for reason in reasons] == sorted(
        (abs(reason.weight) for reason in reasons), reverse=True
    )


def test_what_is_certain_is_said_to_be(gazetteer: Gazetteer) -> None:
    toponym = name_in("Damascus woke up.", "Damascus")
    places = gazetteer.places_named("Damascus")
    given = replace(toponym, role=Role.EMBEDDED)
    inside = replace(toponym, inside=True, evidence=0.0)
    assert classify_role(given, places) is Role.EMBEDDED
    assert classify_role(inside, places) is Role.EMBEDDED
    assert [reason.feature for reason in role_reasons(inside, places)] == ["inside a longer name"]


def test_a_name_inside_a_body_is_never_pinned(gazetteer: Gazetteer) -> None:
    places = gazetteer.places_named("Damascus")
    after_of = replace(name_in("The bazaar of Damascus burned.", "Damascus"), inside=True, evidence=0.7)
    assert classify_role(replace(after_of, inside=False), places) is Role.LOCATION
    assert classify_role(after_of, places) is not Role.LOCATION
    after_in = replace(name_in("Fire broke out in Damascus.", "Damascus"), inside=True, evidence=0.7)
    assert classify_role(after_in, places) is Role.LOCATION
