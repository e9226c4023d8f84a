from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.generic.edit import FormView

from portal.lib import switching


class KeepsTyped(FormView):  # type: ignore[type-arg]
    """A form view whose language can be switched without losing what was typed."""

    switch_form: str  # id of the form in the page
    keep: tuple[str, ...] = ()  # names of the inputs that are kept; never a password, never a tick under a text

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if language := switching.wanted_language(request):
            return switching.switch(request, language, keep=self.keep)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | switching.take_typed(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"switch_form": self.switch_form, "has_errors": bool(context["form"].errors)}
