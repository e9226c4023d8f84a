"""Whatever is typed is kept as typed, shown again with a sentence beside it, and never lost or run as markup."""

import re

from playwright.sync_api import expect

from tests.journeys import scenes

LONG = "Ә" * 10_000
ODD = "<script>alert(1)</script> & «Құс» \U0001f54a️ \U0001f468‍\U0001f469‍\U0001f467 ﷽ 'a' \"b\" {{ 7 }}"
WRONG = {"idea": LONG, "people": "жиырма бес", "starts": "31.02.2026", "cost": "<b>тегін</b>"}


def save(page):
    page.locator("main button[name=_save]").click()


def test_wrong_answers_stay_as_typed_each_with_a_sentence_and_a_link_from_the_summary(page, draft, language):
    page.goto(draft.at("plan"))
    for name, text in WRONG.items():
        page.locator(f"[name={name}]").fill(text)
    save(page)
    expect(page).to_have_url(re.compile(draft.at("plan")))
    assert page.title().startswith({"kk": "Қате", "ru": "Ошибка"}[language])
    expect(page.locator(".error-summary a")).to_have_count(len(WRONG))
    for name, text in WRONG.items():
        field = page.locator(f"[name={name}]")
        expect(field).to_have_value(text)
        expect(field).to_have_attribute("aria-invalid", "true")
        for part in field.get_attribute("aria-describedby").split():
            expect(page.locator(f"[id='{part}']")).to_have_count(1)
    expect(page.locator("[id='q-idea-error']")).to_contain_text(re.compile(r"9\s?000"))
    page.locator(".error-summary a[href='#q-starts']").click()
    expect(page.locator("[name=starts]")).to_be_in_viewport()


def test_wrong_answers_can_wait_and_are_named_before_sending(page, filled_in):
    page.goto(filled_in.at("plan"))
    page.locator("[name=people]").fill("жиырма бес")
    save(page)
    page.locator(f"main a[href='{filled_in.at('steps')}']").last.click()
    page.goto(filled_in.at("check"))
    expect(page.locator(f"#gaps a[href='{filled_in.at('plan')}#q-people']")).to_have_count(1)
    page.locator("main form [type=checkbox]").check()
    page.locator("main button[name=_submit]").click()
    expect(page).to_have_url(re.compile(filled_in.at("check")))
    page.locator(f"#gaps a[href='{filled_in.at('plan')}#q-people']").click()
    expect(page.locator("[name=people]")).to_have_value("жиырма бес")
    page.locator("[name=people]").fill("25")
    save(page)
    page.goto(filled_in.at("check"))
    expect(page.locator("#gaps")).to_have_count(0)


def test_emoji_and_markup_are_text_like_any_other(page, draft):
    spoken = []
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    page.goto(draft.at("applicant"))
    page.locator("[name=legal_name]").fill(ODD)
    save(page)
    expect(page).to_have_url(re.compile(draft.at("plan")))
    page.goto(draft.at("applicant"))
    expect(page.locator("[name=legal_name]")).to_have_value(ODD)
    page.goto(draft.at("check"))
    expect(page.locator("main")).to_contain_text(ODD)
    assert not spoken


def test_a_half_filled_row_is_kept_and_shown_as_not_complete(page, draft, backstage):
    page.goto(draft.at("steps"))
    page.locator("button[name=_add]").click()
    page.locator("[name$='/step']").fill("Құрал сатып алу")
    save(page)
    expect(page).to_have_url(re.compile(draft.at("papers")))
    [row] = backstage(scenes.answers_of, draft.number, "steps")["steps"]
    assert row["step"] == "Құрал сатып алу"
    page.goto(draft.at("steps"))
    expect(page.locator("[name$='/step']")).to_have_value("Құрал сатып алу")
    page.locator(".error-summary a").click()
    expect(page.locator("[name$='/on']")).to_be_in_viewport()
    page.locator("[name$='/on']").fill("30.02.2027")
    save(page)
    expect(page.locator("[name$='/on']")).to_have_value("30.02.2027")
    expect(page.locator(".error-summary a")).to_have_count(1)


def test_money_is_understood_as_people_write_it(page, draft, backstage):
    for typed in ("1 500 000,50", "1500000.5 ₸"):
        page.goto(draft.at("plan"))
        for name, text in {"idea": "Шеберхана ашамыз.", "people": "25", "starts": "1.3.2027", "cost": typed}.items():
            page.locator(f"[name={name}]").fill(text)
        save(page)
        expect(page).to_have_url(re.compile(draft.at("steps")))
        assert backstage(scenes.answers_of, draft.number, "plan")["cost"] == "1500000.50"
