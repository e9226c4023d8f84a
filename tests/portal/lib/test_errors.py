import re

import pytest
from django.core.exceptions import PermissionDenied
from django.template import loader
from django.test import Client, RequestFactory
from django.utils.translation import override

from portal.lib import errors

HEAVY = "Жобаның мақсаты: аймақтағы жас журналистерді оқыту"


@pytest.mark.parametrize(("language", "words"), [("kk", "Мұндай бет жоқ"), ("ru", "Такой страницы нет")])
def test_an_unknown_page_says_where_to_go_in_the_language_of_its_address(client, language, words):
    response = client.get(f"/{language}/nowhere/")
    assert response.status_code == 404
    assert words in response.content.decode()
    assert f'href="/{language}/programs/"' in response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.too_many, 429)]
)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_error_has_its_page(handler, status, language):
    with override(language):
        response = handler(RequestFactory().get(f"/{language}/"), PermissionDenied())
    assert response.status_code == status
    assert f'<html lang="{language}"' in response.content.decode()


def test_a_rate_limit_is_our_page_in_both_ways_it_is_called():
    from allauth.core.ratelimit import respond_429

    with override("ru"):
        response = respond_429(RequestFactory().get("/ru/"))
    assert response.status_code == 429
    assert "Слишком много попыток" in response.content.decode()


def test_a_server_error_speaks_both_languages_and_asks_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/kk/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "Біздің тараптан қате шықты" in page
    assert "Ошибка на нашей стороне" in page


def test_a_server_error_needs_not_even_its_template(monkeypatch):
    def broken(_name):
        raise OSError

    monkeypatch.setattr(loader, "get_template", broken)
    assert "Произошла ошибка" in errors.server_error(RequestFactory().get("/kk/")).content.decode()


@pytest.fixture
def post(db):
    client = Client(enforce_csrf_checks=True)
    own = {"origin": "http://testserver", "referer": "http://testserver/ru/accounts/signup/"}

    def send(data, **headers):
        response = client.post("/ru/accounts/signup/", data, headers=own | headers)
        assert response.status_code == 403
        return response

    return send


def test_a_form_without_a_token_is_refused_and_its_texts_are_kept(post):
    response = post(
        {"goal": HEAVY + "</textarea><script>", "grade": "ru", "password1": "Bes-Qonaq7", "_revision": "1" * 20}
    )
    page = response.content.decode()
    assert HEAVY in page
    assert "</textarea><script>" not in page
    assert "Bes-Qonaq7" not in page
    assert "1" * 20 not in page
    assert ">ru</textarea>" not in page
    assert 'href="/ru/accounts/signup/"' in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_text_of_another_site_is_never_shown(post, headers):
    assert HEAVY not in post({"goal": HEAVY}, **headers).content.decode()


def test_short_texts_are_kept_too_but_no_row_ids(post):
    page = post({"items/_rows": ["k3f9"], "items/k3f9/price": "5 000", "key_results": "Үш дәріс", "done": "yes"})
    found = re.findall(r"<textarea[^>]*>(.*)</textarea>", page.content.decode())
    assert found == ["5 000", "Үш дәріс"]
