"""What stands in the PDF of a submitted application, read back from the file."""

import io
import re
from html import unescape
from unittest import mock

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from pypdf import PdfReader

from applications.actions.attaching import attach
from applications.actions.documents import ask_for_document
from applications.documents import rendering
from applications.documents.columns import columns
from applications.models import FilingSection, Snapshot
from portal.lib import clock, moments
from programs.fields.base import kinds
from programs.presentation import Shown, ShownRow
from tests import zoo
from tests.factories import FORMS, account, both, draft, fill_in_and_submit, published_call
from tests.programs.making import question, settings

pytestmark = pytest.mark.django_db

LETTERS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
ROWS = 60
MORE = {
    "key": "plan",
    "title": both("Жоспар", "План"),
    "questions": [
        {
            "key": "events",
            "kind": "table",
            "label": both("Іс-шаралар", "Мероприятия"),
            "rows": {"max": ROWS},
            "columns": [
                {"key": "event", "kind": "text", "label": both("Іс-шараның атауы", "Название")},
                {"key": "day", "kind": "date", "label": both("Басталатын күні", "Начало")},
                {"key": "guests", "kind": "integer", "label": both("Қатысушы", "Участники")},
            ],
        },
        {
            "key": "wide",
            "kind": "table",
            "label": both("Кең кесте", "Широкая таблица"),
            "columns": [
                {"key": f"c{number}", "kind": "text", "label": both(f"Баған {number}", f"Столбец {number}")}
                for number in range(9)
            ],
        },
        {"key": "story", "kind": "long_text", "label": both("Мазмұны", "Содержание"), "max": 20_000},
        {"key": "more", "kind": "yes_no", "label": both("Тағы бар ма?", "Есть ещё?")},
        {"key": "secret", "kind": "text", "label": both("Жасырын өріс", "Скрытое поле"), "show_if": "answers.more"},
    ],
}
PLAN = {
    "events/_rows": [f"r{number:03}" for number in range(ROWS)],
    **{f"events/r{number:03}/event": [f"Іс-шара {number + 1}"] for number in range(ROWS)},
    **{f"events/r{number:03}/day": ["05.09.2026"] for number in range(ROWS)},
    "story": [f"{LETTERS}\n\n<script>alert(1)</script> & {{{{ x }}}} 1 500 000 ₸ №"],
    "more": ["no"],
    "secret": ["Мұны ешкім көрмейді"],
}


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def call(db):
    sections = FORMS["application"]["sections"]
    forms = {"application": FORMS["application"] | {"sections": [*sections[:2], MORE, sections[2]]}}
    with mock.patch("tests.factories.FORMS", forms):
        return published_call()


def submitted(call, **plan):
    application = draft(call, account("Әсел Ғабитқызы"))
    letter = zoo.named("Қолдау хаты №1.pdf", zoo.pdf())
    filing = application.filings.get()
    attach(filing, "letter", [letter], actor=application.created_by, received_at=clock.now())
    return fill_in_and_submit(application, answers={"plan": PLAN | plan})


def document_of(application, language="kk"):
    asked = ask_for_document(application, actor=application.created_by, language=language)
    return rendering.documents().get(pk=asked.pk)


def pages(application, language="kk"):
    content, _digest = rendering.render(document_of(application, language))
    return [re.sub(r"[ \n]+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def words(application, language="kk"):
    """What is written, without setting it on paper, which takes a second."""
    return unescape(strip_tags(rendering.html(document_of(application, language))))


def test_the_cover_says_who_applies_for_what_and_when(call):
    application = submitted(call)
    [cover, *_] = pages(application)
    snapshot = Snapshot.objects.get()
    with translation.override("kk"):
        when = moments.date_and_time(snapshot.received_at, call.zone)
        zone = moments.zone_name(call.zone, snapshot.received_at)
    for text in ("Бірлік қоры", call.title_kk, application.number, "Әсел Ғабитқызы", "Конкурстық гранттар", when, zone):
        assert text in cover


def test_every_page_bears_number_digest_and_its_place(call):
    application = submitted(call)
    read = pages(application)
    assert len(read) > 2
    digest = Snapshot.objects.get().sha256
    for place, text in enumerate(read, start=1):
        assert application.number in text
        assert f"SHA-256 {digest}" in text
        assert f"{place} / {len(read)}" in text


def test_answers_letters_totals_and_files_are_there(call):
    text = "\n".join(pages(submitted(call)))
    for part in (LETTERS, "«Көңіл» қоры", "Ноутбук", "450\xa0000\xa0₸", "99,50\xa0₸", "450\xa0099,50\xa0₸", "₸ №"):
        assert part in text
    assert "Қолдау хаты №1.pdf" in text
    assert "Деректердің дұрыстығын растаймын." in text


def test_the_applicants_own_copy_holds_sensitive_answers(call):
    text = words(submitted(call))
    assert "N12345678" in text
    assert "Сәуле Өмірзақова" in text


def test_hidden_answers_and_what_is_no_answer_are_left_out(call):
    text = words(submitted(call))
    assert "Жасырын өріс" not in text
    assert "Мұны ешкім" not in text
    assert "Тағы бар ма?" in text


def test_what_was_typed_is_text_not_markup(call):
    text = words(submitted(call))
    assert "<script>alert(1)</script> & {{ x }}" in text


def test_a_long_table_goes_on_under_its_head(call):
    with_rows = [text for text in pages(submitted(call)) if "Іс-шара 1" in text or "Іс-шара 59" in text]
    assert len(with_rows) > 1
    assert all("Іс-шараның атауы" in text for text in with_rows)
    assert all(f"Іс-шара {number}" in "\n".join(with_rows) for number in range(1, ROWS + 1))


def test_a_very_wide_table_is_written_row_by_row(call):
    wide = {"wide/_rows": ["aaaa"]} | {f"wide/aaaa/c{number}": [f"ұяшық {number}"] for number in range(9)}
    text = words(submitted(call, **wide))
    assert all(f"Баған {number}" in text and f"ұяшық {number}" in text for number in range(9))


def test_a_word_without_end_stays_on_the_paper(call):
    cell = {"events/r000/event": ["Ұ" * 200]}
    application = submitted(call, story=["Ұ" * 5000], **cell)
    assert "".join(pages(application)).count("Ұ") >= 5200
    html = rendering.html(document_of(application))
    assert html.count("Ұ" * 200) > 1


def test_the_language_asked_for_is_the_language_of_the_document(call):
    application = submitted(call)
    text = words(application, "ru")
    assert "Фонд «Бирлик»" in text
    assert "Название организации" in text
    assert "«Көңіл» қоры" in text
    assert "Ұйым атауы" not in text


def test_it_is_made_from_the_snapshot_and_the_same_each_time(call):
    application = submitted(call)
    document = document_of(application)
    first = rendering.render(document)
    FilingSection.objects.update(values={}, unparsed={})
    assert rendering.render(document) == first


def test_sections_are_numbered_like_the_menu(call):
    html = rendering.html(document_of(submitted(call)))
    assert '<span class="place">1</span>Бюджет' in html
    assert '<span class="place">3</span>Растау' in html
    assert "<h2>Үміткер туралы мәлімет</h2>" in html


def cell(kind, label, text):
    question = kinds[kind].settings(key="c", kind=kind, label=both(label, label))
    return Shown(question, "t/r/c", text)


def test_columns_share_the_page_by_what_stands_in_them():
    cells = [cell("text", "Атауы", "сөз " * 40), cell("money", "Бағасы", "1 500 000 ₸")]
    asked = question("table", columns=[settings("text")])
    table = Shown(asked, "t", rows=[ShownRow("r", "t/r", 1, "1-жол", cells)])
    name, price = columns(table)
    assert (name.is_number, price.is_number) == (False, True)
    assert float(name.width) > 2 * float(price.width)
    assert 95 < float(name.width) + float(price.width) < 97
