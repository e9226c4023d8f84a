from typing import Any, Literal

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from programs.fields.base import Invalid, Kind, Question, kind

REGION = "KZ"
is_web_address = URLValidator(schemes=["http", "https"])


class EmailQuestion(Question):
    kind: Literal["email"]


@kind
class Email(Kind):
    name = "email"
    settings = EmailQuestion
    template = "fields/input.html"
    input_type = input_mode = "email"
    input_width = "middle"

    def parse_text(self, question: Any, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Invalid(_("Write the email address in full, for example aigul@qor.example.")) from error
        return text


class PhoneQuestion(Question):
    kind: Literal["phone"]


@kind
class Phone(Kind):
    name = "phone"
    settings = PhoneQuestion
    template = "fields/input.html"
    input_type = input_mode = "tel"
    input_width = "middle"

    def guide(self, question: Any) -> str:
        return _("For example +7 701 234 56 78")

    def parse_text(self, question: Any, text: str) -> str:
        try:
            number = phonenumbers.parse(text, REGION)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise Invalid(_("Write the phone number with its code, for example +7 701 234 56 78."))
        extension = f";ext={number.extension}" if number.extension else ""
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + extension

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else [spoken_phone(value)]

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else spoken_phone(value)


def spoken_phone(value: str) -> str:
    return phonenumbers.format_number(phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class UrlQuestion(Question):
    kind: Literal["url"]


@kind
class Url(Kind):
    name = "url"
    settings = UrlQuestion
    template = "fields/input.html"
    input_mode = "url"
    input_width = "middle"

    def parse_text(self, question: Any, text: str) -> str:
        address = text if "://" in text else f"https://{text}"
        try:
            is_web_address(address)
        except ValidationError as error:
            raise Invalid(_("Write the web address, for example https://qor.example.")) from error
        return address
