"""The definition of a call, as its staff edit, see and publish it."""

from datetime import timedelta

import pytest

from applications.models import Application
from portal.journal.models import Event
from programs.editing import written
from programs.models import Call, CallDraft
from tests.factories import ANSWERS, draft, published_call, save_answers

CAST = {
    "owner": 200, "manager": 200, "superuser": 200, "operator": 403, "viewer": 403,
    "reviewer": 404, "editor": 404, "applicant": 404, "outsider": 404,
}  # fmt: skip


@pytest.fixture
def call(organization):
    return published_call(organization=organization.slug)


@pytest.fixture
def address(call):
    return f"/admin/calls/{call.slug}/"


@pytest.fixture
def owners(sign_in, owner):
    return sign_in(owner)


def text_of(call):
    return written(CallDraft.objects.get(call=call))


def save(client, address, text, revision=1):
    return client.post(f"{address}definition/", {"text": text, "revision": revision})


def without_passport(call):
    lines = text_of(call).splitlines()
    return "\n".join(line for line in lines if "key: passport" not in line)


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("rest", ["", "definition/", "preview/application/budget/"])
def test_pages_are_for_owners_and_managers(sign_in, request, address, person, rest):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(f"{address}{rest}").status_code == CAST[person]


@pytest.mark.parametrize("person", [person for person, status in CAST.items() if status != 200])
@pytest.mark.parametrize("rest", ["", "definition/"])
def test_nobody_else_saves_or_publishes(sign_in, request, call, address, person, rest):
    client = sign_in(request.getfixturevalue(person))
    response = client.post(f"{address}{rest}", {"text": without_passport(call), "revision": 1, "seen": "1-1"})
    assert response.status_code == CAST[person]
    assert (CallDraft.objects.get(call=call).revision, call.editions.count()) == (1, 1)


def test_who_is_not_signed_in_is_asked_to(sign_in, address):
    assert sign_in().get(address).status_code == 302


def test_text_is_edited_and_published(owners, owner, call, address):
    assert save(owners, address, without_passport(call)).status_code == 303
    stored = CallDraft.objects.get(call=call)
    assert (stored.revision, stored.edited_by) == (2, owner)
    assert Event.objects.get(kind="call.edited").data == {"revision": 2}
    page = owners.get(address)
    assert [difference.path for difference in page.context["differences"]] == ["application/applicant/passport"]
    owners.post(address, {"seen": page.context["seen"]})
    assert Call.objects.get(pk=call.pk).current_edition.number == 2


def test_the_same_text_again_changes_nothing(owners, call, address):
    save(owners, address, text_of(call))
    assert CallDraft.objects.get(call=call).revision == 1
    assert "form" in owners.get(address).content.decode()


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda text: text.replace("gate: true", "gate: [true"), None),
        (lambda text: text.replace("kind: money", "kind: mony"), None),
        (lambda text: "forms: {include: /etc/passwd}\n", 1),
        (lambda text: "a: &b 1\nc: *b\n", 2),
        (lambda text: "", 1),
    ],
)
def test_what_is_no_definition_is_shown_with_its_line_and_not_stored(owners, call, address, spoil, line):
    text = spoil(text_of(call))
    response = save(owners, address, text)
    finding = response.context["findings"][0]
    assert response.status_code == 422
    assert line in {None, finding.line}
    assert "root:" not in response.content.decode()
    assert response.context["text"] == text
    assert CallDraft.objects.get(call=call).revision == 1


def test_what_somebody_saved_meanwhile_is_shown_and_nothing_replaced(owners, call, address):
    mine, theirs = text_of(call).replace("Бюджет", "Қаржы"), without_passport(call)
    save(owners, address, theirs)
    response = save(owners, address, mine, revision=1)
    assert response.status_code == 409
    assert (response.context["text"], response.context["revision"]) == (mine, 2)
    assert "passport" not in response.context["stored"]
    assert save(owners, address, mine, revision=2).status_code == 303


def test_a_faulty_working_copy_can_be_kept_but_not_published(owners, call, address):
    save(owners, address, text_of(call).replace('ru: "Бюджет"', 'ru: ""'))
    page = owners.get(address)
    assert page.context["faults"]
    assert not page.context["can_publish_now"]
    owners.post(address, {"seen": page.context["seen"]})
    assert call.editions.count() == 1


def test_what_was_not_shown_is_not_published(owners, call, address):
    seen = owners.get(address).context["seen"]
    save(owners, address, without_passport(call))
    owners.post(address, {"seen": seen})
    assert call.editions.count() == 1


@pytest.mark.parametrize("person", ["manager", "owner"])
def test_in_the_last_hours_the_owner_alone_confirms(sign_in, request, call, address, time_machine, person):
    user = request.getfixturevalue(person)
    save(sign_in(user), address, without_passport(call))
    time_machine.move_to(call.closes_at - timedelta(hours=2), tick=False)
    client = sign_in(user)
    page = client.get(address)
    assert page.context["has_to_be_confirmed"]
    assert ('name="confirmed"' in page.content.decode()) is (person == "owner")
    client.post(address, {"seen": page.context["seen"]})
    assert call.editions.count() == 1
    client.post(address, {"seen": page.context["seen"], "confirmed": "yes"})
    assert call.editions.count() == (2 if person == "owner" else 1)


@pytest.mark.parametrize("people", [1, 3])
def test_drafts_that_lose_an_answer_are_counted_in_few_queries(
    owners, call, address, other_applicant, people, django_assert_max_num_queries
):
    from tests.cast import make_person

    for number in range(people):
        person = make_person(f"person{number}")
        filing = draft(call, person).filings.get()
        save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=person)
    draft(call, other_applicant)
    save(owners, address, without_passport(call))
    owners.get(address)
    with django_assert_max_num_queries(13):
        affected = owners.get(address).context["affected"]
    assert (affected.drafts, affected.losing, affected.is_exact) == (people + 1, people, True)
    assert Application.objects.count() == people + 1


@pytest.mark.parametrize(("language", "word"), [("kk", "Бюджет"), ("ru", "Сумма")])
def test_a_section_is_previewed_in_either_language(owners, address, language, word):
    page = owners.get(f"{address}preview/application/budget/?language={language}")
    assert word in page.content.decode()
    assert "<fieldset disabled" in page.content.decode()


def test_there_is_no_preview_of_what_there_is_not(owners, address):
    for path in ("application/nothing", "nothing/budget"):
        assert owners.get(f"{address}preview/{path}/").status_code == 404


@pytest.mark.parametrize("revision", ["9" * 5000, "x", "²", ""])
def test_a_revision_that_is_none_is_of_an_old_page(owners, call, address, revision):
    assert save(owners, address, without_passport(call), revision=revision).status_code == 409
