import pytest

from applications.actions.saving import Sheet, save_section
from portal.lib import clock
from programs.rule_reports import reported
from tests.factories import both, draft, published_call

pytestmark = pytest.mark.django_db


def rate_form():
    def money(key):
        return {"key": key, "kind": "money", "label": both("Сома", "Сумма")}

    rate = {"key": "rate", "kind": "computed", "value": "answers.a / answers.b", "label": both("Үлес", "Доля")}
    sections = [
        {"key": "main", "title": both("Негізгі", "Основное"), "questions": [money("a"), money("b"), rate]},
        {"key": "confirm", "title": both("Растау", "Подтверждение"), "summary": True},
    ]
    return {"application": {"sections": sections}}


def test_rule_that_fails_while_somebody_saves_is_told_to_staff_and_loses_nothing():
    filing = draft(published_call(forms=rate_form())).filings.get()
    sheet = Sheet({"a": ["1"], "b": ["0"]})
    saved = save_section(filing, "main", sheet, actor=filing.application.created_by, received_at=clock.now())
    assert saved.filled.answers_of("main").values == {"a": "1.00", "b": "0.00"}
    (found,) = reported(filing.edition_id)
    assert (found.question, found.place) == ("rate", "value")


def test_page_of_the_call_shows_staff_what_failed(client, owner):
    call = published_call(forms=rate_form(), organization=owner.memberships.get().organization.slug)
    client.force_login(owner)
    address = f"/admin/programs/call/{call.pk}/change/"
    assert "rate" not in client.get(address).content.decode()
    filing = draft(call).filings.get()
    sheet = Sheet({"a": ["1"], "b": ["0"]})
    save_section(filing, "main", sheet, actor=filing.application.created_by, received_at=clock.now())
    assert "rate" in client.get(address).content.decode()
