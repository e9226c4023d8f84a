"""A person at a browser: signs up, fills in any form by its definition, sends it."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.files import PDF, arrived, as_file
from tests.journeys.stack import text_of
from tests.journeys.writing import ADDRESS, Writer
from tests.zoo import picture


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
    own: dict[str, str] = field(default_factory=dict)  # key of a question → what is written there

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
        writer = Writer(self.language, own=self.own)
        for question in section.questions:
            if question.type.is_table and question.is_fixed:
                self.fill_rows(question, writer)
            elif question.type.is_table:
                if not question.is_row_by_row:  # those rows have pages of their own
                    self.add_row(question, writer)
            elif self.page.locator(f"[name='{question.key}']").count():
                self.answer(question, question.key, writer)

    def add_row(self, table, writer: Writer) -> None:
        """Adds one where there is none, and fills in the last."""
        if not self.page.locator(f"button[name=_add][value^='{table.key}/']").count():
            return
        cells = self.page.locator(f"[name^='{table.key}/']:not([type=hidden], [name$=_paste])")
        if not cells.count():
            self.page.locator(f"button[name=_add][value^='{table.key}/']").click()
        row = cells.last.get_attribute("name").rpartition("/")[0]
        for column in table.columns:
            self.answer(column, f"{row}/{column.key}", writer)

    def fill_rows(self, table, writer: Writer) -> None:
        for row in table.rows:
            for column in table.columns:
                self.answer(column, f"{table.key}/{row.key}/{column.key}", writer)

    def answer(self, question, name: str, writer: Writer) -> None:
        inputs = self.page.locator(f"[name='{name}']:not([type=hidden])")
        if question.type.is_file:
            if not self.page.locator(".field", has=inputs).locator(".files li").count():
                name, content = ("құжат.pdf", PDF) if "pdf" in question.accept else ("фото.jpg", picture())
                inputs.set_input_files(as_file(name, content))
                arrived(self.page)
            return
        if question.type.is_computed or not question.type.has_answer:
            return
        if question.kind == "address":
            region, *parts = inputs.all()
            region.select_option(ADDRESS[0])
            for part, text in zip(parts, ADDRESS[1:], strict=True):
                part.fill(text)
            return
        words = writer.words(question, in_row="/" in name)
        match question.kind:
            case "choice" if not question.as_radios:
                inputs.select_option(words)
            case "yes_no" | "choice" | "choices" | "consent":
                self.page.locator(f"[name='{name}'][value='{words}']").check()
            case _:
                inputs.fill(words)
