"""What every page knows besides its own data: its languages, its theme, where signing in leads back to."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import get_script_prefix
from django.utils.translation import get_language

from portal.lib.theme import Theme, theme_of

# A language is called by its own name in every language.
NAMES = {"kk": ("Қазақша", "Қаз"), "ru": ("Русский", "Рус")}


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    short_name: str
    url: str  # of this page, or of the home page where the page has no other language
    is_current: bool

    @property
    def absolute_url(self) -> str:
        return f"{settings.SITE_URL}{self.url.partition('?')[0]}"


class Page:
    """Lazy: a page pays only for what its template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def theme(self) -> Theme:
        return theme_of(self.request)

    @property
    def support_email(self) -> str:
        return settings.SUPPORT_EMAIL

    @cached_property
    def has_language_in_address(self) -> bool:
        return self.request.path.startswith(f"{get_script_prefix()}{self.language}/")

    @cached_property
    def languages(self) -> list[Language]:
        return [
            Language(code, *NAMES[code], url=self._url_in(code), is_current=code == self.language)
            for code, _name in settings.LANGUAGES
        ]

    @cached_property
    def sign_in_url(self) -> str:
        """Leads back to this page; from a page of signing in or up, to where that one leads back."""
        url = resolve_url(settings.LOGIN_URL)
        accounts = url.removesuffix("login/")
        back = self.request.GET.get("next", "")
        if not self.request.path.startswith(accounts):
            back = self.request.get_full_path()
        return f"{url}?{urlencode({'next': back})}" if back else url

    def _url_in(self, code: str) -> str:
        if not self.has_language_in_address:
            return f"{get_script_prefix()}{code}/"
        query = self.request.GET.copy()
        if "next" in query:
            query["next"] = self._moved(str(query["next"]), code)
        path = self._moved(self.request.path, code)
        return f"{path}?{query.urlencode()}" if query else path

    def _moved(self, url: str, code: str) -> str:
        prefix = get_script_prefix()
        here = f"{prefix}{self.language}/"
        return f"{prefix}{code}/{url.removeprefix(here)}" if url.startswith(here) else url


def page(request: HttpRequest) -> dict[str, Page]:
    return {"page": Page(request)}
