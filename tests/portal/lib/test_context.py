import pytest
from django.test import RequestFactory
from django.utils.translation import override

from portal.lib.context import Page


def page_at(path, language="kk"):
    return Page(RequestFactory().get(path)), override(language)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/kk/", "/ru/"),
        ("/kk/programs/open-media/", "/ru/programs/open-media/"),
        ("/kk/?q=%D0%BA%D3%A9%D2%A3%D1%96%D0%BB&page=2", "/ru/?q=%D0%BA%D3%A9%D2%A3%D1%96%D0%BB&page=2"),
        ("/kk/accounts/login/?next=/kk/calls/a/apply/", "/ru/accounts/login/?next=%2Fru%2Fcalls%2Fa%2Fapply%2F"),
        ("/healthz", "/ru/"),
        ("/kkk/", "/ru/"),
    ],
)
def test_the_other_language_is_the_same_page(path, other):
    """S1"""
    page, language = page_at(path)
    with language:
        kk, ru = page.languages
    assert (kk.is_current, ru.is_current) == (True, False)
    assert ru.url == other


def test_alternates_are_whole_addresses_without_the_query(settings):
    settings.SITE_URL = "https://otinim.example"
    page, language = page_at("/ru/programs/?x=1", "ru")
    with language:
        assert [one.absolute_url for one in page.languages] == [
            "https://otinim.example/kk/programs/",
            "https://otinim.example/ru/programs/",
        ]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/kk/calls/a/", "/kk/accounts/login/?next=%2Fkk%2Fcalls%2Fa%2F"),
        ("/kk/accounts/signup/?next=/kk/calls/a/apply/", "/kk/accounts/login/?next=%2Fkk%2Fcalls%2Fa%2Fapply%2F"),
        ("/kk/accounts/login/", "/kk/accounts/login/"),
    ],
)
def test_signing_in_leads_back(path, url):
    page, language = page_at(path)
    with language:
        assert page.sign_in_url == url
