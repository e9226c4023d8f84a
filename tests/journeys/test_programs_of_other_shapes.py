"""The sample programs as those live through them for whom they are made: nothing in the portal knows any of them."""

import re

import pytest
from playwright.sync_api import expect

from applications.statuses import Status
from tests.journeys import scenes
from tests.journeys.words import called
from tests.journeys.writing import Writer


def sample(programs, call):
    return next(program for program in programs if program.call.slug == call)


def send(page, number, language, status=Status.IN_SELECTION):
    for box in page.locator("main form [type=checkbox]").all():
        box.check()
    page.locator("main button[name=_submit]").click()
    expect(page).to_have_url(re.compile(rf"/{language}/applications/\?submitted={number}"))
    expect(page.locator("article", has_text=number)).to_contain_text(called(status, language))


@pytest.mark.parametrize("way", [("kk", 360, False)], indirect=True)
def test_a_visitor_learns_whether_they_can_have_the_scholarship_then_asks_for_it(page, person, programs, language):
    """B2, B3: the answers of the visitor are where the application begins."""
    program = sample(programs, "scholarship-2027")
    form = program.forms["eligibility"]
    page.goto(f"/{language}/calls/scholarship-2027/eligibility/")
    page.locator("[name=category][value=doctorate]").check()
    page.locator("main button[name=_check]").click()
    page.locator("[name=kaztest][value=yes]").check()
    page.locator("main button[name=_check]").click()
    person.own = {"kaztest_level": "b1", "kaztest_valid_until": "31.12.2030", "category": "doctorate"}
    person.fill_section(form.by_key["conditions"])
    page.locator("main button[name=_check]").click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#result-part .tag.good")).to_have_count(2)
    expect(page.locator("#result-part")).to_contain_text("Жеке оқу жоспары")
    expect(page.locator("#result-part")).not_to_contain_text("Жұмыс берушінің өтінімі")
    number = person.start("scholarship-2027")
    page.goto(f"/{language}/applications/{number}/application/candidate/")
    expect(page.locator("[name=category][value=doctorate]")).to_be_checked()
    person.fill_in(number, program.forms["application"])
    expect(page.locator("main")).not_to_contain_text("Жұмыс берушінің өтінімі")
    send(page, number, language, Status.SUBMITTED)


@pytest.mark.parametrize("way", [("ru", 360, True)], indirect=True)
def test_a_parent_goes_to_school_step_by_step(page, person, programs, language):
    """M2–M5."""
    program = sample(programs, "school-admission-2027")
    form = program.forms["application"]
    number = person.start("school-admission-2027")
    steps = page.locator("nav details.steps li")
    expect(steps).to_have_count(len(form.sections))
    expect(page.locator("nav details.steps li a")).to_have_count(1)
    for section in form.fillable:
        expect(page).to_have_url(re.compile(f"/{number}/application/{section.key}/"))
        person.fill_section(section)
        if section.key == "documents":
            picture = page.locator("main img")
            assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
        next_step = page.get_by_role("button", name=form.next.in_(language)).locator("visible=true")
        next_step.click()
        if section.key == "school":  # the way that was chosen opened the address
            person.fill_section(section)
            next_step.click()
    expect(page).to_have_url(re.compile(f"/{number}/application/check/"))
    send(page, number, language)


@pytest.mark.parametrize("way", [("kk", 1280, True)], indirect=True)
def test_an_organization_plans_its_project_three_deep(page, person, programs, language, backstage):
    """G1–G4."""
    form = sample(programs, "project-plan-2027").forms["application"]
    organization = backstage(scenes.editor, person.address, language)
    page.goto(f"/{language}/calls/project-plan-2027/apply/")
    page.get_by_label(organization).check()
    page.locator("main form button").last.click()
    number = page.url.split("/applications/")[1].split("/")[0]
    expect(page.locator("[name=grantee]")).to_have_value(organization)
    for section in form.fillable:
        page.goto(f"/{language}/applications/{number}/application/{section.key}/")
        person.fill_section(section)
        for table in section.questions:
            if table.type.is_table and table.is_row_by_row:
                write_row(page, person, table, table.key)
        page.locator("main button[name=_save]").click()
        expect(page).not_to_have_url(re.compile(f"/application/{section.key}/$"))
    plan = backstage(scenes.answers_of, number, "plan")["tasks"]
    assert plan[0]["events"][0]["indicators"][0]["exactness"] == "exactly"
    send(page, number, language)


def write_row(page, person, table, path):
    """Adds a row, fills in its page and those of the tables in it, and comes back."""
    writer = Writer(person.language)
    page.locator(f"main button[name=_add][value^='{path}/']").click()
    row = re.search(rf"{path}/[^/]+", page.url)[0]
    here = page.url
    for column in table.columns:
        if not column.type.is_table:
            person.answer(column, f"{row}/{column.key}", writer)
    for column in table.tables:
        if column.is_row_by_row:
            write_row(page, person, column, f"{row}/{column.key}")
            expect(page).to_have_url(re.compile(re.escape(here)))
        else:
            write_flat_row(page, person, column, f"{row}/{column.key}")
    page.locator("main button[name=_save]").click()


def write_flat_row(page, person, table, path):
    page.locator(f"main button[name=_add][value^='{path}/']").click()
    cells = page.locator(f"[name^='{path}/']:not([type=hidden], [name$=_paste])")
    row = cells.last.get_attribute("name").rpartition("/")[0]
    for column in table.columns:
        person.answer(column, f"{row}/{column.key}", Writer(person.language))
