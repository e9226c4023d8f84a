"""A sequential form: steps that open one after the other."""

import pytest

from applications.completeness import Progress, progress_of
from applications.queries import filled_form
from tests.factories import both, draft, published_call

CHILD = {"child": ["Әли Серікұлы"], "age": ["7"]}
SCHOOL = {"school": ["№ 5 мектеп"]}


def text(key, **settings):
    return {"key": key, "kind": "text", "label": both(f"{key} kk", f"{key} ru"), "required": True} | settings


def form(**words):
    return {
        "application": {
            "navigation": "sequential",
            **words,
            "sections": [
                {
                    "key": "child",
                    "title": both("Бала туралы мәлімет", "Сведения о ребёнке"),
                    "step": both("Бала", "Ребёнок"),
                    "questions": [text("child"), text("age", kind="integer", max=18)],
                },
                {
                    "key": "school",
                    "title": both("Мектеп", "Школа"),
                    "questions": [text("school"), text("papers", required="at_submission")],
                },
                {
                    "key": "confirm",
                    "summary": True,
                    "title": both("Тексеру", "Проверка"),
                    "questions": [
                        {"key": "truth", "kind": "consent", "text": both("Рас.", "Верно."), "required": True}
                    ],
                },
            ],
        }
    }


@pytest.fixture
def call(organization):
    return published_call(organization=organization.slug, forms=form())


def progress(filing):
    filled = filled_form(filing)
    return [str(progress_of(filled, section)) for section in filled.form.sections]


@pytest.mark.parametrize("key", ["school", "check"])
def test_locked_step_leads_to_the_first_open_one_and_says_why(signed_in, address, key):
    page = signed_in.get(address(key, "ru"), follow=True)
    assert page.redirect_chain[-1][0] == address("child", "ru")
    assert "Ребёнок" in str(next(iter(page.context["messages"])))


def test_next_opens_the_next_step_once_this_one_is_complete(signed_in, address, filing):
    assert progress(filing) == [Progress.EMPTY, Progress.LOCKED, Progress.LOCKED]
    with_gap = signed_in.post(address("child"), {"child": "Әли", "_save": "1"})
    assert (with_gap.status_code, with_gap["Location"]) == (303, address("child"))
    assert "age kk" in signed_in.get(address("child")).content.decode().split('role="alert"')[1]
    assert progress(filing) == [Progress.STARTED, Progress.LOCKED, Progress.LOCKED]
    assert signed_in.post(address("child"), CHILD | {"_revision": "1"})["Location"] == address("school")
    assert progress(filing)[:2] == [Progress.COMPLETE, Progress.EMPTY]


def test_step_with_nothing_but_what_is_wanted_at_submission_is_passed(signed_in, address):
    signed_in.post(address("child"), CHILD)
    assert signed_in.post(address("school"), SCHOOL)["Location"] == address("check")
    page = signed_in.get(address("check"))
    assert page.status_code == 200
    assert [gaps.section.key for gaps in page.context["gaps"]] == ["school"]


def test_back_keeps_what_was_typed_valid_or_not_and_finds_no_fault_with_it(signed_in, address, filing):
    signed_in.post(address("child"), CHILD)
    assert signed_in.post(address("school"), SCHOOL | {"_back": "1"})["Location"] == address("child")
    page = signed_in.get(address("school"))
    assert page.context["fields"][0].first == SCHOOL["school"][0]
    assert page.context["errors"] == []
    signed_in.post(address("child"), {"age": "жеті", "_revision": "1", "_back": "1"})
    assert filing.sections.get(key="child").unparsed == {"age": "жеті"}


def test_back_from_the_check_page_keeps_the_ticks(signed_in, address, filing):
    signed_in.post(address("child"), CHILD)
    signed_in.post(address("school"), SCHOOL)
    assert signed_in.post(address("check"), {"truth": ["", "yes"], "_back": "1"})["Location"] == address("school")
    assert filing.sections.get(key="confirm").values == {"truth": True}


def test_earlier_step_that_is_no_longer_complete_locks_the_later_ones_and_keeps_their_answers(
    signed_in, address, filing
):
    signed_in.post(address("child"), CHILD)
    signed_in.post(address("school"), SCHOOL)
    signed_in.post(address("child"), {"age": "", "_revision": "1"})
    assert signed_in.get(address("check"))["Location"] == address("child")
    assert filing.sections.get(key="school").values == {"school": SCHOOL["school"][0]}


def test_opening_the_form_leads_to_the_step_to_go_on_with(signed_in, address, application):
    signed_in.post(address("child"), CHILD)
    assert signed_in.get(f"/kk/applications/{application.number}/application/")["Location"] == address("school")


def test_enter_goes_on_and_the_first_step_has_no_back(signed_in, address):
    page = signed_in.get(address("child")).content.decode()
    first, others = page.split("first-submit")[1].split("</button>", 1)
    save = others.split('name="_save"')[1].split("</button>")[0]
    assert first.split(">")[-1].strip() == save.split(">")[-1].strip()
    assert 'name="_back"' not in page
    signed_in.post(address("child"), CHILD)
    assert 'name="_back"' in signed_in.get(address("school")).content.decode()


def test_words_of_the_buttons_and_names_of_the_steps_are_the_definitions_own(sign_in, applicant, organization):
    words = {"next": both("Жалғастыру", "Дальше"), "back": both("Қайту", "Вернуться")}
    application = draft(published_call(organization=organization.slug, forms=form(**words)), applicant)
    client, start = sign_in(applicant), f"/ru/applications/{application.number}/application"
    client.post(f"{start}/child/", CHILD)
    page = client.get(f"{start}/school/").content.decode()
    assert all(word in page for word in ("Дальше", "Вернуться", "Ребёнок"))
    assert 'aria-current="step"' in page


def test_section_page_takes_no_more_queries_than_that_of_a_free_form(signed_in, address, django_assert_max_num_queries):
    signed_in.post(address("child"), CHILD)
    signed_in.get(address("school"))
    with django_assert_max_num_queries(4):
        signed_in.get(address("school"))
