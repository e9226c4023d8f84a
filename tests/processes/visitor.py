"""A browser without a screen, and what a person does with it who fills in a form and sends it."""

import re
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.cast import PASSWORD, make_person
from tests.factories import ANSWERS, draft, published_call

MARKS = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|_\w+)" value="(\w*)">')


class Visitor:
    def __init__(self, site):
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        with self.opener.open(self.site + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path, fields):
        """With the hidden marks of the page's form; returns the seconds the answer took, the page after it included."""
        data = urllib.parse.urlencode(dict(MARKS.findall(self.get(path))) | fields, doseq=True).encode()
        request = urllib.request.Request(self.site + path, data, {"Referer": self.site + path})
        started = time.monotonic()
        with self.opener.open(request, timeout=30) as answer:
            answer.read()
        return time.monotonic() - started


def person_with_draft():
    """(address, number of the draft); signs in with a password that the portal accepts."""
    person = make_person("aigerim")
    return person.email, draft(published_call(), person).number


def sign_in_fill_in_and_send(site, email, number):
    """Returns how long each step took, in seconds."""
    visitor = Visitor(site)
    form = f"/kk/applications/{number}/application/"
    took = {"sign in": visitor.post("/kk/accounts/login/", {"login": email, "password": PASSWORD})}
    for section in ("applicant", "budget"):
        took[section] = visitor.post(f"{form}{section}/", ANSWERS[section])
    took["send"] = visitor.post(f"{form}check/", ANSWERS["confirm"] | {"_submit": "1"})
    for page in ("/kk/", "/kk/programs/", "/kk/applications/", f"/kk/applications/{number}/"):
        started = time.monotonic()
        visitor.get(page)
        took[page] = time.monotonic() - started
    return took
