"""Steps that several tests take."""

import re
from urllib.parse import urlsplit

from accounts.consents import PERSONAL_DATA, current
from tests.cast import PASSWORD

GRANT = "/kk/calls/qaladaghy-ghylym/apply/"


def signup_data(language="kk", **changes):
    data = {
        "full_name": "Дана Ерланқызы Сапарова",
        "email": "dana@people.example",
        "password1": PASSWORD,
        "agrees": "on",
        "text": current(PERSONAL_DATA, language).digest,
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def sign_up(client, language="kk", query="", **changes):
    return client.post(f"/{language}/accounts/signup/{query}", signup_data(language, **changes))


def link_in(mail, part="accounts"):
    """Path and query of the link in the letter's text."""
    (url,) = re.findall(rf"http\S+/{part}/\S+", mail.body)
    address = urlsplit(url)
    return f"{address.path}?{address.query}" if address.query else address.path


def without_tokens(response):
    """The page as everybody would get it."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
