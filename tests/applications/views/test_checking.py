import html
import re

import pytest

from applications.actions.submission import state_digest
from applications.models import Application, Snapshot
from applications.queries import filled_form
from tests.factories import ANSWERS, FORMS, both, published_call, save_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(filing):
    save_answers(filing, {key: ANSWERS[key] for key in ("applicant", "budget")}, actor=filing.application.created_by)
    return filing


def seen_on(page):
    return re.search(r'name="_seen" value="(\w+)"', page.content.decode())[1]


def test_the_whole_form_is_shown_and_each_answer_leads_back(signed_in, address, filled):
    page = html.unescape(signed_in.get(address("check")).content.decode())
    assert "«Көңіл» қоры" in page
    assert f"{address('applicant')}#q-legal_name" in page


def test_gaps_come_first(signed_in, address, filing):
    save_answers(filing, {"applicant": {"legal_name": [""]}}, actor=filing.application.created_by)
    page = signed_in.get(address("check")).content.decode()
    assert f'href="{address("applicant")}#q-legal_name"' in page
    assert page.index('id="gaps"') < page.index('id="s-applicant"')


def test_a_missing_tick_is_an_error_beside_it(signed_in, address, filled):
    seen = seen_on(signed_in.get(address("check")))
    assert signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ""}).url == address("check")
    page = signed_in.get(address("check")).content.decode()
    assert 'href="#q-truth"' in page
    assert 'id="q-truth-error"' in page
    assert Application.objects.get().is_draft


def test_the_button_is_never_disabled(signed_in, address, filing):
    assert " disabled" not in signed_in.get(address("check")).content.decode()


def test_submitting_leads_to_the_list_of_applications(signed_in, address, filled, application):
    seen = seen_on(signed_in.get(address("check")))
    response = signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ["", "yes"]}, follow=True)
    assert response.redirect_chain[-1][0] == f"/kk/applications/?submitted={application.number}"
    assert Application.objects.get().status == "submitted"


def test_a_double_click_submits_once(signed_in, address, filled):
    seen = seen_on(signed_in.get(address("check")))
    for _click in range(2):
        signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ["", "yes"]})
    assert Snapshot.objects.count() == 1


def test_answers_changed_in_another_tab_are_shown_before_they_are_sent(signed_in, address, filled):
    seen = seen_on(signed_in.get(address("check")))
    signed_in.post(address("applicant"), {"legal_name": "Басқа қор", "_revision": 1})
    signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ["", "yes"]})
    assert Application.objects.get().is_draft
    assert "Басқа қор" in signed_in.get(address("check")).content.decode()


def test_the_language_switch_keeps_the_tick(signed_in, address, filled):
    response = signed_in.post(address("check"), {"_language": "ru", "truth": ["", "yes"]})
    assert response.url == address("check", "ru")
    assert " checked" in signed_in.get(address("check", "ru")).content.decode()


def test_a_late_submission_says_so_and_keeps_the_draft(signed_in, address, filled, just_too_late):
    seen = state_digest(filled_form(filled))
    response = signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ["", "yes"]})
    assert response.status_code == 409
    assert Application.objects.get().is_draft


def test_a_submission_is_judged_by_when_the_proxy_received_it(
    signed_in, address, filled, call, settings, just_too_late
):
    settings.TRUSTED_PROXIES = 1
    seen = state_digest(filled_form(filled))
    received = f"t={call.accepts_until.timestamp():.3f}"
    posted = {"_submit": "1", "_seen": seen, "truth": ["", "yes"]}
    signed_in.post(address("check"), posted, headers={"X-Request-Start": received})
    assert Application.objects.get().status == "submitted"


class TestTable:
    """A flat table may stand on the check page."""

    @pytest.fixture
    def call(self, organization):
        *others, confirm = FORMS["application"]["sections"]
        column = {"key": "name", "kind": "text", "label": both("Аты", "Имя")}
        table = {"key": "people", "kind": "table", "label": both("Адамдар", "Люди"), "columns": [column]}
        table["rows"] = {"max": 2}
        confirm = confirm | {"questions": [*confirm["questions"], table]}
        forms = {"application": FORMS["application"] | {"sections": [*others, confirm]}}
        return published_call(organization=organization.slug, forms=forms)

    def test_nothing_is_sent_without_rows_that_do_not_fit(self, signed_in, address, filled):
        seen = seen_on(signed_in.get(address("check")))
        pasted = {"people/eeee66/_paste": "А\nӘ\nБ", "_submit": "1", "_seen": seen, "truth": ["", "yes"]}
        page = signed_in.post(address("check"), pasted, follow=True).content.decode()
        assert "Ештеңе қосылған жоқ" in page
        assert Application.objects.get().is_draft

    def test_more_rows_than_any_table_has_are_refused(self, signed_in, address, filled):
        rows = [f"{number:06}" for number in range(2001)]
        assert signed_in.post(address("check"), {"people/_rows": rows, "_add": "people/eeee66"}).status_code == 409
