import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.completeness import Progress, progress_of
from applications.models import Filing, FilingSection
from applications.queries import filled_form
from portal.lib import paths
from tests import zoo
from tests.factories import ANSWERS, save_answers

pytestmark = pytest.mark.django_db


def stored(filing, key="applicant"):
    return FilingSection.objects.get(filing=filing, key=key)


def progress_in(filing, key):
    filled = filled_form(Filing.objects.get(pk=filing.pk))
    return progress_of(filled, filled.form.by_key[key])


def text_of(response):
    return html.unescape(response.content.decode())


def test_saving_leads_to_the_next_section(signed_in, address, filing):
    response = signed_in.post(address("applicant"), {"legal_name": "Қор", "_revision": 0})
    assert (response.status_code, response.url) == (303, address("budget"))
    assert stored(filing).values == {"legal_name": "Қор"}


def test_a_wrong_answer_keeps_the_person_here_with_what_was_typed(signed_in, address, filing):
    save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)
    row = {"items/_rows": "k3f9", "items/k3f9/name": "Камера", "items/k3f9/price": "көп <b>ақша</b>"}
    response = signed_in.post(address("budget"), row | {"_revision": 0})
    assert response.url == address("budget")
    page = text_of(signed_in.get(address("budget")))
    assert 'value="көп <b>ақша</b>"' in page
    assert 'href="#q-items/k3f9/price"' in page
    assert 'aria-invalid="true"' in page
    assert address("check") in page


def test_a_missing_answer_lets_the_person_go_on(signed_in, address, filing):
    save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)
    response = signed_in.post(address("budget"), {"items/_rows": "", "_revision": 0})
    assert response.url == address("check")


def test_what_was_typed_is_never_markup(signed_in, address):
    signed_in.post(address("applicant"), {"legal_name": "<script>alert(1)</script>", "_revision": 0})
    page = signed_in.get(address("applicant")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_emoji_stay_and_a_nul_is_left_out_with_a_word_about_it(signed_in, address, filing):
    response = signed_in.post(address("applicant"), {"legal_name": "Қор\x00 🐎", "_revision": 0}, follow=True)
    assert stored(filing).values["legal_name"] == "Қор 🐎"
    assert len(response.context["messages"]) == 2


def test_the_other_sections_wait_for_the_gate(signed_in, address):
    response = signed_in.get(address("budget"))
    assert response.url == address("applicant")


def test_a_stale_save_shows_both_texts(signed_in, address, filing):
    signed_in.post(address("applicant"), {"legal_name": "бірінші", "_revision": 0})
    response = signed_in.post(address("applicant"), {"legal_name": "екінші", "_revision": 0})
    page = text_of(response)
    assert response.status_code == 409
    assert 'value="екінші"' in page
    assert "бірінші" in page
    assert stored(filing).values == {"legal_name": "бірінші"}
    revision = re.search(r'name="_revision" value="(\d+)"', page)[1]
    signed_in.post(address("applicant"), {"legal_name": "екінші", "_revision": revision})
    assert stored(filing).values == {"legal_name": "екінші"}


def test_a_double_click_on_save_saves_once_and_goes_on(signed_in, address, filing):
    for _click in range(2):
        response = signed_in.post(address("applicant"), {"legal_name": "Қор", "_revision": 0})
        assert response.url == address("budget")


def test_the_language_switch_saves_and_keeps_the_page(signed_in, address, filing):
    response = signed_in.post(address("applicant"), {"legal_name": "Қор", "_revision": 0, "_language": "ru"})
    assert response.url == address("applicant", "ru")
    assert stored(filing).values == {"legal_name": "Қор"}


@pytest.mark.parametrize("language", ["de", "../../x", ""])
def test_a_language_that_is_not_ours_leads_nowhere_else(signed_in, address, language):
    response = signed_in.post(address("applicant"), {"legal_name": "Қор", "_language": language})
    assert response.url == address("applicant")


class TestRows:
    @pytest.fixture(autouse=True)
    def gate_passed(self, filing):
        save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)

    def test_adding_a_row_saves_what_is_typed_and_shows_a_blank_one(self, signed_in, address, filing):
        posted = {"items/_rows": ["", "aaaa"], "items/aaaa/name": "Камера", "_add": "items/bbbb", "_revision": 0}
        response = signed_in.post(address("budget"), posted)
        assert response.url == address("budget") + "#q-items/bbbb"
        assert [row[paths.ROW_ID] for row in stored(filing, "budget").values["items"]] == ["aaaa", "bbbb"]
        assert b'name="items/bbbb/name"' in signed_in.get(address("budget")).content

    def test_a_new_row_is_not_scolded_for_being_empty(self, signed_in, address):
        signed_in.post(address("budget"), {"items/_rows": [""], "_add": "items/bbbb", "_revision": 0})
        page = signed_in.get(address("budget")).content.decode()
        assert 'name="items/bbbb/name"' in page
        assert "aria-invalid" not in page

    def test_what_is_wrong_is_said_whichever_button_was_pressed(self, signed_in, address):
        posted = {"items/_rows": ["aaaa"], "items/aaaa/price": "көп", "_add": "items/bbbb", "_revision": 0}
        signed_in.post(address("budget"), posted)
        page = signed_in.get(address("budget")).content.decode()
        assert page.count('aria-invalid="true"') == 1

    def test_only_the_save_button_makes_a_section_complete(self, signed_in, address, filing):
        row = {"items/_rows": ["aaaa"], "items/aaaa/name": "Камера", "items/aaaa/price": "5"}
        signed_in.post(address("budget"), row | {"_add": "items/bbbb", "_revision": 0})
        assert progress_in(filing, "budget") == Progress.STARTED
        signed_in.post(address("budget"), row | {"_revision": 1})
        assert progress_in(filing, "budget") == Progress.COMPLETE

    def test_pressing_add_twice_adds_one_row(self, signed_in, address, filing):
        posted = {"items/_rows": [""], "_add": "items/bbbb", "_revision": 0}
        for _click in range(2):
            assert signed_in.post(address("budget"), posted).status_code == 303
        assert len(stored(filing, "budget").values["items"]) == 1

    def test_removing_a_row_keeps_the_others(self, signed_in, address, filing):
        posted = {"items/_rows": ["", "aaaa", "bbbb"], "items/aaaa/name": "Камера", "items/bbbb/name": "Жарық"}
        signed_in.post(address("budget"), posted | {"_revision": 0})
        signed_in.post(address("budget"), posted | {"_remove": "items/aaaa", "_revision": 1})
        assert [row["name"] for row in stored(filing, "budget").values["items"]] == ["Жарық"]

    def test_rows_move_and_are_copied_with_what_is_typed_in_them(self, signed_in, address, filing):
        posted = {"items/_rows": ["", "aaaa", "bbbb"], "items/aaaa/name": "Камера", "items/bbbb/name": "Жарық"}
        response = signed_in.post(address("budget"), posted | {"_move": "items/bbbb 0", "_revision": 0})
        assert response.url == address("budget") + "#q-items/bbbb"
        moved = posted | {"items/_rows": ["", "bbbb", "aaaa"], "items/bbbb/name": "Шам"}
        response = signed_in.post(address("budget"), moved | {"_copy": "items/bbbb cccc", "_revision": 1})
        assert response.url == address("budget") + "#q-items/cccc"
        rows = stored(filing, "budget").values["items"]
        assert [(row["_id"], row["name"]) for row in rows] == [("bbbb", "Шам"), ("cccc", "Шам"), ("aaaa", "Камера")]

    def test_rows_of_a_spreadsheet_are_added_or_refused_whole(self, signed_in, address, filing):
        text = "Атауы\tСомасы\nКамера\t450 000,50\nЖарық\tкөп"
        posted = {"items/_rows": [""], "items/aaaa/_paste": text, "_paste": "items", "_revision": 0}
        assert signed_in.post(address("budget"), posted).url == address("budget") + "#q-items/aaaa"
        rows = stored(filing, "budget").values["items"]
        assert [row.get("price") for row in rows] == ["450000.50", None]
        assert 'value="көп"' in text_of(signed_in.get(address("budget")))
        more = {"items/_rows": [row["_id"] for row in rows], "items/eeee/_paste": "a\nb\nc\nd", "_revision": 1}
        response = signed_in.post(address("budget"), more)
        assert response.status_code == 422
        assert "a\nb\nc\nd</textarea>" in text_of(response)
        assert len(stored(filing, "budget").values["items"]) == 2

    def test_no_more_rows_than_fit(self, signed_in, address, filing):
        ids = ["", "aaaa", "bbbb", "cccc", "dddd", "eeee"]
        response = signed_in.post(
            address("budget"), {"items/_rows": ids, "_add": "items/ffff", "_revision": 0}, follow=True
        )
        assert len(stored(filing, "budget").values["items"]) == 5
        assert "5" in str(next(iter(response.context["messages"])))

    @pytest.mark.parametrize("target", ["items/../x", "nothing/aaaa", "legal_name/aaaa", "items", "items/<b>"])
    def test_a_made_up_row_changes_nothing(self, signed_in, address, filing, target):
        response = signed_in.post(address("budget"), {"items/_rows": [""], "_add": target, "_revision": 0})
        assert response.status_code == 303
        assert "items" not in stored(filing, "budget").values


class TestAfterClosing:
    def test_a_late_save_keeps_the_text_on_the_page(self, signed_in, address, filing, just_too_late):
        response = signed_in.post(address("applicant"), {"legal_name": "кешіккен мәтін", "_revision": 0})
        assert response.status_code == 409
        assert "кешіккен мәтін" in text_of(response)
        assert not FilingSection.objects.filter(filing=filing).exists()

    def test_the_section_leads_to_the_application(self, signed_in, address, application, just_too_late):
        assert signed_in.get(address("applicant")).url == f"/kk/applications/{application.number}/"


class TestCosts:
    def test_a_section_page_costs_three_queries(self, signed_in, address, filing, django_assert_num_queries):
        save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)
        signed_in.get(address("applicant"))
        with django_assert_num_queries(3):
            signed_in.get(address("applicant"))

    def test_a_save_costs_six_statements(self, signed_in, address, filing, django_assert_max_num_queries):
        save_answers(filing, ANSWERS, actor=filing.application.created_by)
        signed_in.get(address("applicant"))
        # Six, and the two ends of the savepoint that stands for the transaction here.
        with django_assert_max_num_queries(8):
            signed_in.post(address("applicant"), {"legal_name": "Басқа", "_revision": 1})

    def test_a_section_page_is_light(self, signed_in, address):
        assert len(signed_in.get(address("applicant")).content) < 20_000


class TestFiles:
    @pytest.fixture(autouse=True)
    def gate_passed(self, filing, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)

    def file(self, content=b"", name="letter.pdf"):
        return SimpleUploadedFile(name, content or zoo.pdf(), content_type="application/pdf")

    def test_a_file_is_attached_by_saving_and_listed_on_return(self, signed_in, address, filing):
        signed_in.post(address("budget"), {"letter": self.file(name="Қолдау хаты.pdf"), "_attach": "letter"})
        page = signed_in.get(address("budget")).content.decode()
        upload = filing.uploads.get()
        assert "Қолдау хаты.pdf" in page
        assert f'name="_detach" value="{upload.pk}"' in page

    def test_a_refused_file_is_told_beside_its_field_once(self, signed_in, address):
        signed_in.post(address("budget"), {"letter": self.file(b"MZ\x90 no pdf"), "_attach": "letter"})
        page = signed_in.get(address("budget")).content.decode()
        assert 'href="#q-letter"' in page
        assert "letter.pdf" in page
        assert 'href="#q-letter"' not in signed_in.get(address("budget")).content.decode()

    def test_a_file_sent_with_a_stale_save_is_kept(self, signed_in, address, filing):
        save_answers(filing, {"budget": ANSWERS["budget"]}, actor=filing.application.created_by)
        posted = {"items/_rows": "", "letter": self.file(), "_revision": 0}
        assert signed_in.post(address("budget"), posted).status_code == 409
        assert filing.uploads.count() == 1

    def test_a_removed_file_is_listed_no_more(self, signed_in, address, filing):
        signed_in.post(address("budget"), {"letter": self.file(), "_attach": "letter"})
        signed_in.post(address("budget"), {"_detach": filing.uploads.get().pk, "_revision": 2})
        assert "letter" not in stored(filing, "budget").values

    @pytest.mark.parametrize("target", ["0", "x", "99999999999999999999999", ""])
    def test_a_made_up_file_is_not_removed(self, signed_in, address, filing, target):
        signed_in.post(address("budget"), {"letter": self.file(), "_attach": "letter"})
        upload = filing.uploads.get()
        assert signed_in.post(address("budget"), {"_detach": target, "_revision": 2}).status_code == 303
        assert stored(filing, "budget").values["letter"] == [upload.pk]


def test_numbers_in_attributes_are_not_grouped(signed_in, address, filing):
    FilingSection.objects.create(filing=filing, key="applicant", revision=1234)
    assert 'name="_revision" value="1234"' in signed_in.get(address("applicant")).content.decode()
