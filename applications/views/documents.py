"""The PDF of a submitted application: asked for with a button, waited for on a page, then saved."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.documents import MOST_ATTEMPTS, ask_for_document
from applications.models import Application, Document
from applications.permissions import own_application
from applications.uploads.serving import document_response
from portal.lib.exceptions import Refused
from portal.lib.http import see_other

# The page that waits comes back with this in its address: a download that began there would leave
# "is being prepared" standing, so it is told first that the PDF is ready.
WAITED = "waited"
OFTEN, SELDOM = 3, 15  # seconds between two looks
SOON = timedelta(seconds=30)


@consent_required
@never_cache
@require_POST
def ask(request: SignedInRequest, number: str) -> HttpResponse:
    application = own_application(request.user, number)
    wanted = request.POST.get("language")
    language = wanted if wanted in dict(settings.LANGUAGES) else get_language()
    try:
        document = ask_for_document(application, actor=request.user, language=language or settings.LANGUAGE_CODE)
    except Refused as refused:
        messages.error(request, str(refused))
        return see_other("application", number)
    return see_other("document", number, document.pk)


@consent_required
@never_cache
@require_safe
def document(request: SignedInRequest, number: str, pk: int) -> HttpResponseBase:
    application = own_application(request.user, number)
    document = get_object_or_404(Document.objects.filter(snapshot__filing__application=application), pk=pk)
    if not document.is_ready:
        return _waiting(request, application, document)
    if WAITED in request.GET:
        return _page(request, application, document, refresh=f"1; url={request.path}")
    name = f"otinim-{document.number}.pdf"
    return document_response(application, document.object_key, name=name)


def _waiting(request: SignedInRequest, application: Application, document: Document) -> HttpResponse:
    pause = OFTEN if request.received_at - document.created_at < SOON else SELDOM
    return _page(request, application, document, refresh=f"{pause}; url={request.path}?{WAITED}")


def _page(request: SignedInRequest, application: Application, document: Document, *, refresh: str) -> HttpResponse:
    """Refreshes itself without a script."""
    context = {
        "application": application,
        "call": application.call,
        "document": document,
        "is_slow": request.received_at - document.created_at >= SOON,
        "is_given_up": document.attempts >= MOST_ATTEMPTS,
    }
    response = render(request, "documents/waiting.html", context)
    response.headers["Refresh"] = refresh
    return response
