"""A kind that the engine has never heard of, from a program's file to paper, as docs/kinds.md promises."""

from html import unescape

import pytest
from django.utils import translation

from applications.actions.submission import state_digest, submit
from applications.casework.dossier import dossier
from applications.documents import rendering
from applications.models import Application, Document, Filing, FilingSection, Snapshot
from applications.queries import filled_form
from applications.snapshots import open_snapshot
from portal.lib import clock
from programs.answers import Answers
from programs.definition.carry import carry
from programs.definition.reading import FileFaults, read_program
from programs.fields.base import kinds
from programs.loading import load
from programs.models import Call
from tests.factories import draft, save_answers
from tests.programs.fields.plates import Plate

pytestmark = pytest.mark.django_db
FILE = """
format: 1
organization: {slug: birlik, title: {kk: "Бірлік қоры", ru: "Фонд «Бирлик»"}}
program: {slug: taxi, title: {kk: "Такси", ru: "Такси"}}
call:
  slug: taxi-2027
  title: {kk: "Такси — 2027", ru: "Такси — 2027"}
  opens: 2026-01-01 09:00
  closes: 2036-01-01 09:00
forms:
  application:
    sections:
      - key: car
        title: {kk: "Көлік", ru: "Машина"}
        questions:
          - {key: plate, kind: plate, label: {kk: "Нөмірі", ru: "Номер"}, required: true, listed: true}
          - {key: city, kind: text, label: {kk: "Қала", ru: "Город"}, show_if: 'answers.plate.endsWith("02")'}
          - key: others
            kind: table
            label: {kk: "Өзге көліктер", ru: "Другие машины"}
            columns:
              - {key: number, kind: plate, label: {kk: "Нөмірі", ru: "Номер"}, required: true}
      - {key: confirm, title: {kk: "Растау", ru: "Подтверждение"}, summary: true}
stages:
  - {key: board, kind: decision, label: {kk: "Шешім", ru: "Решение"}}
"""
ANSWERS = {
    "car": {
        "plate": ["123 abc 02"],
        "city": ["Алматы"],
        "others/_rows": ["aaaa22"],
        "others/aaaa22/number": ["777 kzt 01"],
    }
}


def sent(application):
    filing, user = application.filings.get(), application.created_by
    save_answers(filing, ANSWERS, actor=user)
    submit(filing, actor=user, received_at=clock.now(), seen=state_digest(filled_form(filing)), language="kk")
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "taxi.yaml"
    path.write_text(FILE)
    return path


@pytest.fixture
def plates():
    kinds.add("plate", Plate())
    yield kinds["plate"]
    kinds.remove("plate")


@pytest.fixture
def call(plates, file):
    document, _source = read_program(file)
    return Call.objects.get(pk=load(document, publish=True).call.pk)


def test_without_it_the_file_says_which_kinds_there_are(file):
    with pytest.raises(FileFaults, match="unknown question kind 'plate'"):
        read_program(file)


def test_it_is_filled_in_and_read_back(call, sign_in, applicant):
    filing = Filing.objects.get(application=draft(call, applicant))
    client, page = sign_in(applicant), f"/kk/applications/{filing.application.number}/application/car/"
    posted = {path: texts[0] for path, texts in ANSWERS["car"].items()}
    client.post(page, posted | {"plate": "жоқ <b>", "_save": "1", "_revision": "0"})
    shown = client.get(page).content.decode()
    assert 'value="жоқ &lt;b&gt;"' in shown
    assert "Write the number as on the plate" in shown
    client.post(page, posted | {"_save": "1", "_revision": "1"})
    row = FilingSection.objects.get(filing=filing)
    assert row.values["plate"] == "123ABC02"
    assert row.values["others"][0]["number"] == "777KZT01"
    assert row.unparsed == {}
    checked = client.get(page.replace("/car/", "/check/")).content.decode()
    assert "123ABC02" not in checked
    assert "123 ABC 02" in checked
    assert "777 KZT 01" in checked
    assert "Алматы" in checked  # a rule reads it


def test_it_is_sent_read_by_staff_printed_listed_and_exported(call):
    application = sent(draft(call))
    snapshot = Snapshot.objects.select_related("filing__application").get()
    submitted = open_snapshot(snapshot)
    assert submitted.answers.values["plate"] == "123ABC02"
    texts = [item.text for _section, items in dossier(application, shows_sensitive=True).sections for item in items]
    assert "123 ABC 02" in texts
    with translation.override("ru"):
        paper = unescape(rendering.html(Document(snapshot=snapshot, language="ru")))
    assert "123 ABC 02" in paper
    assert "777 KZT 01" in paper
    assert application.listed["plate"] == "123ABC02"
    assert "123 авс 02" in application.search_text or "123 abc 02" in application.search_text
    asked = submitted.form.questions["plate"]
    assert asked.type.export(asked, "123ABC02") == "123 ABC 02"
    assert asked.type.for_json(asked, "123ABC02") == "123ABC02"


@pytest.mark.usefixtures("plates")
def test_it_is_carried_into_the_next_edition(file):
    document, _source = read_program(file)
    form = document.forms["application"]
    carried = carry(form, form, {"car": Answers({"plate": "123ABC02"})})
    assert carried.sections["car"].values == {"plate": "123ABC02"}
