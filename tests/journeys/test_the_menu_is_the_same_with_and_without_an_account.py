"""S2: anyone reads the catalogue, from the menu at the top left."""

from playwright.sync_api import expect

from tests.journeys.conftest import arrived


def test_the_menu_is_the_same_with_and_without_an_account(page, way, backstage):
    language, width, _javascript = way
    page.goto(f"/{language}/")
    as_visitor = items_of(page)
    arrived(backstage, page, language)
    page.goto(f"/{language}/")
    assert items_of(page) == as_visitor
    box = page.locator("header details.menu summary").bounding_box()
    assert box["y"] < 80
    assert box["x"] < width / 4


def items_of(page):
    page.locator("header details.menu summary").click()
    return (
        page.locator("header .menu-panel ul")
        .first.locator("a")
        .evaluate_all("links => links.map(link => [link.textContent.trim(), link.getAttribute('href')])")
    )


def test_a_program_lists_its_calls_by_the_organization_s_own_kinds(page, programs, program, language):
    siblings = [other for other in programs if other.program.slug == program.program.slug]
    page.goto(f"/{language}/programs/{program.program.slug}/")
    kinds = {program.organization.call_types[sibling.call.type].in_(language) for sibling in siblings}
    assert set(page.locator("main h3.group-title").all_inner_texts()) == kinds
    page.locator(f"main a[href='/{language}/calls/{program.call.slug}/']").first.click()
    expect(page.locator("main")).to_contain_text(program.call.audience.in_(language))
