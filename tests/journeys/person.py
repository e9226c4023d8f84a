"""A person at a browser: signs up, fills in any form by its definition, sends it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.files import PDF
from tests.journeys.stack import text_of

TEXT = {"kk": "Ауыл жастарына арналған көшпелі шеберхана", "ru": "Выездная мастерская для сельской молодёжи"}
WORDS = {
    "money": "10 000",
    "email": "qor@kongil.example",
    "phone": "8 701 234 56 78",
    "url": "kongil.example.kz",
    "bin": "940140000385",
}


@dataclass
class Draft:
    """An application that is being filled in."""

    number: str
    language: str

    def at(self, section: str, language: str = "") -> str:
        return f"/{language or self.language}/applications/{self.number}/application/{section}/"


@dataclass
class Person:
    page: Page
    language: str
    address: str
    project_starts: date = date(2027, 5, 1)
    dates: int = 0  # written in this section

    def sign_up(self, stack, back_to: str) -> None:
        """From a page that wants an account to the same page, signed in, through the letter."""
        self.page.goto(back_to)
        self.page.locator("main a[href*='signup']").first.click()
        self.ask_for_account()
        self.send()
        self.confirm(stack)
        expect(self.page).to_have_url(re.compile(re.escape(back_to)))

    def ask_for_account(self, password: str = PASSWORD) -> None:
        self.page.locator("[name=full_name]").fill("Айгерім Сәрсенқызы")
        self.page.locator("[name=email]").fill(self.address)
        self.page.locator("[name=password1]").fill(password)
        self.page.locator("main [type=checkbox]").check()

    def confirm(self, stack) -> None:
        """Follows the link of the letter and presses the one button."""
        self.follow(stack.letter_to(self.address))
        self.send()

    def sign_in(self, password: str = PASSWORD) -> None:
        self.page.locator("main [type=email]").fill(self.address)
        self.page.locator("main [type=password]").fill(password)
        self.send()

    def send(self) -> None:
        """The last button of the page's form."""
        self.page.locator("main form button[type=submit]").last.click()

    def follow(self, letter) -> None:
        """Opens the first link of the letter's text."""
        self.page.goto(re.search(r"https?://\S+", text_of(letter))[0])

    def start(self, call: str) -> str:
        """The number of the draft."""
        self.page.goto(f"/{self.language}/calls/{call}/apply/")
        self.page.locator("main form button").click()
        return self.page.url.split("/applications/")[1].split("/")[0]

    def fill_in(self, number: str, form) -> None:
        """Every section in order, each left by «Сақтау»; ends on the check page."""
        for section in form.fillable:
            self.page.goto(f"/{self.language}/applications/{number}/application/{section.key}/")
            self.fill_section(section)
            here = self.page.url
            self.save()
            if self.page.url == here:  # an answer opened more questions
                self.fill_section(section)
                self.save()
            assert self.page.url != here, f"{section.key}: {self.page.locator('main').inner_text()}"

    def save(self) -> None:
        self.page.locator("main button[name=_save]").click()

    def fill_section(self, section) -> None:
        self.dates = 0
        for question in section.questions:
            if question.type.is_table:
                self.add_row(question)
            elif self.page.locator(f"[name='{question.key}']").count():
                self.answer(question, question.key)

    def add_row(self, table) -> None:
        add = self.page.locator(f"button[name=_add][value^='{table.key}/']")
        if not add.count():
            return
        if not self.page.locator(f"[name^='{table.key}/'][name$='{table.columns[0].key}']").count():
            add.click()
        for column in table.columns:
            cell = self.page.locator(f"[name^='{table.key}/'][name$='/{column.key}']").last
            if not column.type.is_computed:
                self.answer(column, cell.get_attribute("name"))

    def answer(self, question, name: str) -> None:
        inputs = self.page.locator(f"[name='{name}']:not([type=hidden])")
        match question.kind:
            case "yes_no":
                self.page.locator(f"[name='{name}'][value=yes]").check()
            case "choice" if not question.as_radios:
                inputs.select_option(question.options[0].key)
            case "choice" | "choices" | "consent":
                inputs.first.check()
            case "file":
                if not self.page.locator(f"[name='{name}']").locator("..").locator("..").locator(".files li").count():
                    inputs.set_input_files({"name": "құжат.pdf", "mimeType": "application/pdf", "buffer": PDF})
            case "statement" | "computed":
                pass
            case _:
                inputs.fill(self.words(question, in_row="/" in name))

    def next_day(self, question, *, in_row: bool) -> date:
        """A year for the whole, ten days for each of its parts: what starts first ends last."""
        self.dates += 1
        day = self.project_starts + (
            timedelta(days=10 * self.dates) if in_row else timedelta(days=300 * (self.dates - 1))
        )
        return min(max(day, question.min or day), question.max or day)

    def words(self, question, *, in_row: bool) -> str:
        match question.kind:
            case "text" | "long_text":
                return TEXT[self.language][: question.max]
            case "integer" | "decimal":
                return str(max(2, int(question.min or 0)))
            case "date":
                return f"{self.next_day(question, in_row=in_row):%d.%m.%Y}"
        return WORDS[question.kind]
