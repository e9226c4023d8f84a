"""The same person, twice: two windows on one section, two clicks on one button."""

import html
import re

import pytest

from applications.actions.attaching import attach
from applications.actions.submission import state_digest, submit
from applications.models import FilingSection, Snapshot
from applications.queries import filled_form
from applications.views import checking
from portal.lib import clock
from tests.factories import ANSWERS, draft, save_answers, submitted_application
from tests.zoo import named, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(filing):
    save_answers(filing, {key: ANSWERS[key] for key in ("applicant", "budget")}, actor=filing.application.created_by)
    return filing


def names(filing):
    section = FilingSection.objects.get(filing=filing, key="budget")
    return [row["name"] for row in section.values["items"]]


def inputs(page):
    """What a browser would send: (name, value) of the text inputs and hidden inputs of the form."""
    text = page.content.decode()
    found = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input [^>]*>", text)]
    posted = {}
    for tag in found:
        if tag.get("type") in {"text", "hidden"} and "name" in tag:
            posted.setdefault(html.unescape(tag["name"]), []).append(html.unescape(tag.get("value", "")))
    return posted


def test_a_row_added_in_the_other_window_is_shown_and_not_taken_away_by_the_next_save(signed_in, address, filled):
    here = inputs(signed_in.get(address("budget")))
    there = here | {
        "items/_rows": [*here["items/_rows"], "cccc"], "items/cccc/name": "Жарық", "items/cccc/price": "10"
    }  # fmt: skip
    signed_in.post(address("budget"), there)
    response = signed_in.post(address("budget"), here | {"items/aaaa22/name": "Екі ноутбук"})
    assert response.status_code == 409
    again = inputs(response)
    assert again["items/cccc/name"] == ["Жарық"]
    assert signed_in.post(address("budget"), again).status_code == 303
    assert names(filled) == ["Екі ноутбук", "Жол шығыны", "Жарық"]


def test_the_second_of_two_clicks_on_submit_leads_where_the_first_does(
    signed_in, address, filled, application, monkeypatch
):
    """Both requests found a draft; the second waits for the first one's lock."""
    save_section = checking.save_section

    def after_the_first(filing, key, sheet, **details):
        save_section(filing, key, sheet, **details)
        seen = state_digest(filled_form(filing))
        submit(filing, actor=application.created_by, received_at=clock.now(), seen=seen, language="kk")
        return save_section(filing, key, sheet, **details)

    monkeypatch.setattr(checking, "save_section", after_the_first)
    response = signed_in.post(address("check"), {"_submit": "1", "_seen": "", "truth": ["", "yes"]})
    assert response.url == f"/kk/applications/?submitted={application.number}"
    assert Snapshot.objects.count() == 1


def test_what_is_said_to_be_submitted_is_the_persons_own_and_was(signed_in, application, call, other_applicant):
    theirs = submitted_application(call, other_applicant)
    for number in (theirs.number, application.number, "<b>26", ""):
        page = signed_in.get("/kk/applications/", {"submitted": number})
        assert page.context["submitted"] is None


@pytest.mark.parametrize("target", ["9" * 5000, "²", "-1", ""])
def test_a_made_up_file_to_remove_is_no_fault(signed_in, address, filled, target):
    assert signed_in.post(address("budget"), {"_detach": target, "_revision": 1}).status_code == 303


def test_a_file_of_another_application_is_not_removed_by_its_id(
    signed_in, address, filled, other_applicant, call, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    theirs = draft(call, other_applicant).filings.get()
    save_answers(theirs, {"applicant": ANSWERS["applicant"]}, actor=other_applicant)
    (upload,) = attach(
        theirs, "letter", [named("хат.pdf", pdf())], actor=other_applicant, received_at=clock.now()
    ).uploads
    signed_in.post(address("budget"), {"_detach": str(upload.pk), "_revision": 1})
    upload.refresh_from_db()
    assert upload.detached_at is None
