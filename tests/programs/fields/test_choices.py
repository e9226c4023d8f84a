import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import both, options, question


def parse(asked, *raw):
    return asked.type.parse(asked, list(raw))


@pytest.mark.parametrize(
    ("raw", "value"), [((), None), (("",), None), (("", "yes"), True), (("", "no"), False), (("no",), False)]
)
def test_yes_no_is_open_until_answered(raw, value):
    assert parse(question("yes_no"), *raw) is value


@pytest.mark.parametrize("raw", ["true", "YES", "1", "on", "иә"])
def test_yes_no_knows_no_other_word(raw):
    with pytest.raises(Invalid):
        parse(question("yes_no"), raw)


def test_yes_no_no_is_an_answer():
    asked = question("yes_no")
    assert asked.type.to_raw(asked, False) == ["no"]
    with translation.override("en"):
        assert asked.type.display(asked, False) == "No"


def test_choice_stores_the_key():
    asked = question("choice", options=options("kzt", "usd"))
    assert parse(asked, "", "usd") == "usd"
    assert parse(asked, "") is None
    assert asked.type.display(asked, "usd") == "usd"


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_what_was_not_offered_is_refused(kind):
    with pytest.raises(Invalid):
        parse(question(kind, options=options("kzt")), "rub")


def test_choice_that_an_edition_no_longer_has_is_shown_as_nothing():
    asked = question("choice", options=options("kzt"))
    assert asked.type.display(asked, "usd") == ""


def test_choices_come_in_the_order_of_the_definition_once_each():
    asked = question("choices", options=options("a", "b", "c"))
    assert parse(asked, "", "c", "a", "c") == ["a", "c"]
    assert asked.type.display(asked, ["a", "c"]) == "a; c"


def test_choices_nothing_ticked_is_no_answer():
    assert parse(question("choices", options=options("a")), "") is None


def test_choices_too_many_are_refused():
    asked = question("choices", options=options("a", "b", "c"), most=2)
    assert parse(asked, "a", "b") == ["a", "b"]
    with translation.override("en"), pytest.raises(Invalid, match="at most 2 options"):
        parse(asked, "a", "b", "c")


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_two_options_with_one_key_are_a_fault(kind):
    asked = question(kind, options=options("a", "b", "a"))
    assert asked.type.faults(asked) == ["two options have the key 'a'"]


@pytest.mark.parametrize(("count", "as_radios"), [(2, True), (7, True), (8, False)])
def test_long_list_becomes_a_select(count, as_radios):
    assert question("choice", options=options(*(f"o{number}" for number in range(count)))).as_radios is as_radios


@pytest.mark.parametrize(("raw", "value"), [((), None), (("",), None), (("", "yes"), True), (("on",), None)])
def test_consent_is_a_tick_or_nothing(raw, value):
    assert parse(question("consent"), *raw) is value


def test_consent_version_changes_with_the_wording_in_either_language():
    first = question("consent", text={"kk": "Растаймын", "ru": "Подтверждаю"})
    assert first.version == question("consent", text={"kk": "Растаймын", "ru": "Подтверждаю"}).version
    assert first.version != question("consent", text={"kk": "Растаймын", "ru": "Подтверждаю всё"}).version
    assert first.version != question("consent", text={"kk": "Растаймын.", "ru": "Подтверждаю"}).version


def test_statement_asks_nothing():
    asked = question("statement", tone="warning", text=both("Назар аударыңыз"))
    assert not asked.type.has_answer
