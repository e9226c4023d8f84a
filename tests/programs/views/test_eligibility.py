"""A visitor without an account learns which requirements they meet."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache

from portal.lib import clock
from programs.definition.base import Text
from programs.definition.check import Check
from programs.definition.document import Definition
from programs.eligibility import KEPT, answers_kept, is_barred
from programs.models import Edition
from programs.views import eligibility as module
from tests.programs.making import both, definition, options, settings
from tests.programs.shelf import make_call

pytestmark = pytest.mark.django_db

QUESTIONS = [
    settings("yes_no", "works"),
    settings("decimal", "years", show_if="answers.works"),
    settings("choice", "category", options=options("rural", "medical")),
]
CHECK = {
    "form": "visitor",
    "intro": both("Кіріспе"),
    "requirements": [
        {
            "key": "long_enough",
            "rule": "answers.works && answers.years >= 1.0",
            "met": {"kk": "Өтіліңіз жетеді.", "ru": "Стажа достаточно."},
            "not_met": {"kk": "Өтіліңіз жетпейді.", "ru": "Стажа недостаточно."},
            "unknown": {"kk": "Өтіліңізді жазыңыз.", "ru": "Укажите стаж."},
        },
        {"key": "rural", "rule": 'answers.category == "rural"', "met": both("Ауыл."), "not_met": both("Ауыл емес.")},
    ],
    "documents": [
        {"title": both("Жеке куәлік")},
        {"title": both("Ауылдан анықтама"), "show_if": 'answers.category == "rural"'},
    ],
}


def with_check(**change):
    plain = definition(settings("text", "name")).dump()
    plain["forms"]["visitor"] = {"sections": [{"key": "main", "title": both(), "questions": QUESTIONS}]}
    return Definition.model_validate(plain | {"eligibility": CHECK | change})


def publish(call, made):
    number = call.editions.count() + 1
    call.current_edition = Edition.objects.create(
        call=call, number=number, definition=made.dump(), digest=made.digest(), published_at=clock.now()
    )
    call.save()
    return call


@pytest.fixture
def call():
    return publish(make_call(published=False), with_check())


@pytest.fixture
def ask(client, call):
    def send(posted, language="kk"):
        address = f"/{language}/calls/{call.slug}/eligibility/"
        response = client.post(address, posted)
        assert response.status_code == 303
        assert response["Location"] == address
        return client.get(address).content.decode()

    return send


def test_page_of_the_call_leads_there(client, call):
    assert f"/kk/calls/{call.slug}/eligibility/" in client.get(f"/kk/calls/{call.slug}/").content.decode()
    other = make_call()
    assert "eligibility" not in client.get(f"/kk/calls/{other.slug}/").content.decode()


def test_call_without_a_check_has_no_such_page(client):
    call = publish(make_call(published=False), definition(settings("text", "name")))
    assert client.get(f"/kk/calls/{call.slug}/eligibility/").status_code == 404
    assert client.get("/kk/calls/gone/eligibility/").status_code == 404


def test_nothing_is_judged_before_anything_was_asked(client, call):
    page = client.get(f"/kk/calls/{call.slug}/eligibility/").content.decode()
    assert "Кіріспе" in page
    assert 'name="years"' not in page
    assert "Өтіліңіз" not in page
    assert Session.objects.count() == 0


def test_requirements_are_told_in_words_with_the_documents(ask):
    page = ask({"works": "yes", "years": "3", "category": "rural"})
    assert "Өтіліңіз жетеді." in page
    assert "Ауылдан анықтама" in page
    page = ask({"works": "yes", "years": "0,5", "category": "medical"}, language="ru")
    assert "Стажа недостаточно." in page
    assert "Ауыл емес." in page
    assert "Ауылдан анықтама" not in page
    assert "Жеке куәлік" in page


def test_what_is_not_answered_is_neither_met_nor_refused(ask):
    page = ask({"works": "yes"})
    assert "Өтіліңізді жазыңыз." in page
    assert 'name="years"' in page  # asked now


def test_what_is_no_answer_is_kept_and_named(ask):
    page = ask({"works": "yes", "years": "көп"})
    assert 'value="көп"' in page
    assert 'href="#q-years"' in page


def test_advice_stands_beside_its_answer(client, call):
    made = with_check()
    made.forms["visitor"].sections[0].checks.append(
        Check(rule="answers.years < 60.0", message=Text.model_validate(both("Көп емес пе?")), at="years", soft=True)
    )
    publish(call, made)
    address = f"/kk/calls/{call.slug}/eligibility/"
    client.post(address, {"works": "yes", "years": "61"})
    page = client.get(address).content.decode()
    assert 'id="q-years-advice"' in page
    assert "Көп емес пе?" in page
    assert "error-summary" not in page


def test_answers_wait_for_the_application_and_for_nobody_else(client, call, ask):
    ask({"works": "no", "years": "3", "category": "rural"})
    assert answers_kept(client.session, call) == {"works": False, "category": "rural"}  # years isn't asked then
    assert answers_kept({}, call) == {}
    other = publish(make_call(published=False), definition(settings("text", "name")))
    assert answers_kept(client.session, other) == {}


def test_answers_survive_another_edition(client, call, ask):
    ask({"works": "yes", "years": "3", "category": "rural"})
    publish(call, with_check(intro=both("Басқа кіріспе")))
    assert answers_kept(client.session, call) == {"works": True, "years": "3", "category": "rural"}


def test_answers_can_be_cleared(client, call, ask):
    ask({"works": "yes"})
    ask({"_forget": "1"})
    assert client.session[KEPT] == {}


def test_only_the_last_calls_are_remembered(client, call, ask):
    for _ in range(7):
        other = publish(make_call(published=False), with_check())
        client.post(f"/kk/calls/{other.slug}/eligibility/", {"works": "yes"})
    assert len(client.session[KEPT]) == 5


def test_more_text_than_a_session_holds_is_not_kept(client, call, ask, monkeypatch):
    monkeypatch.setattr("programs.eligibility.MOST_CHARACTERS", 10)
    ask({"works": "yes"})
    assert answers_kept(client.session, call) == {}


def test_language_switch_keeps_what_was_typed(client, call):
    response = client.post(f"/kk/calls/{call.slug}/eligibility/", {"years": "2", "works": "yes", "_language": "ru"})
    assert response["Location"] == f"/ru/calls/{call.slug}/eligibility/"
    assert 'value="2"' in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("posted", "barred"),
    [(None, True), ({}, True), ({"works": "no"}, True), ({"works": "yes", "years": "2", "category": "rural"}, False)],
)
def test_starting_is_barred_only_where_the_definition_says_so(client, posted, barred):
    for blocks in (True, False):
        call = publish(make_call(published=False), with_check(blocks=blocks))
        if posted is not None:
            client.post(f"/kk/calls/{call.slug}/eligibility/", posted)
        assert is_barred(client.session, call) is (barred and blocks)


def test_there_is_a_limit_to_trying(client, call, monkeypatch):
    monkeypatch.setattr(module, "MOST_POSTS", 2)
    cache.clear()
    codes = [client.post(f"/kk/calls/{call.slug}/eligibility/", {}).status_code for _ in range(3)]
    assert codes == [303, 303, 429]


def test_page_takes_one_query_once_the_edition_is_known(client, call, django_assert_num_queries):
    client.get(f"/kk/calls/{call.slug}/eligibility/")
    with django_assert_num_queries(1):
        client.get(f"/kk/calls/{call.slug}/eligibility/")
