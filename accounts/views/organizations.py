"""Organizations that a person fills in applications for."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions.organizations import answer_invitation, create_organization, invite_editor, leave
from accounts.editing import edited_by, open_invitations
from accounts.forms import InvitationForm, OrganizationForm
from accounts.models import Organization, Role, User
from accounts.requests import SignedInRequest
from portal.lib import switching
from portal.lib.exceptions import Refused
from portal.lib.http import see_other
from portal.lib.limits import is_within

MOST_A_DAY = 30
NEW = ["title_kk", "title_ru", "bin"]


@never_cache
@login_required
@require_GET
def organizations(request: SignedInRequest) -> HttpResponse:
    context = {"organizations": edited_by(request.user), "invitations": open_invitations(request.user)}
    return render(request, "accounts/organizations.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_organization(request: SignedInRequest) -> HttpResponse:
    """`next` leads on to the call whose page the person came from."""
    if language := switching.wanted_language(request):
        return switching.switch(request, language, keep=NEW)
    form = OrganizationForm(request.POST or None, initial=switching.take_typed(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            _refuse_if_too_many(
                "organizations",
                request.user,
                _("You have tried often enough for today. Try again tomorrow, or write to us."),
            )
            made = create_organization(
                title_kk=given["title_kk"], title_ru=given["title_ru"], bin_number=given["bin"], actor=request.user
            )
        except Refused as refused:
            form.add_error("bin", str(refused))
        else:
            messages.success(request, _("The organization is added. You can apply in its name now."))
            return see_other(get_next_redirect_url(request) or made.get_absolute_url())
    context = {"form": form, "has_errors": bool(form.errors), "switch_form": "organization"}
    return render(request, "accounts/new_organization.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def organization(request: SignedInRequest, slug: str) -> HttpResponse:
    """Its editors; a POST invites another one."""
    found = _edited(request, slug)
    if language := switching.wanted_language(request):
        return switching.switch(request, language, keep=["email"])
    form = InvitationForm(request.POST or None, initial=switching.take_typed(request))
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            _refuse_if_too_many(
                "invitations", request.user, _("These are enough invitations for today. Invite the others tomorrow.")
            )
            invite_editor(found, email=email, actor=request.user)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": email})
            return see_other(found)
    context = {
        "organization": found,
        "editors": User.objects.filter(memberships__organization=found, memberships__role=Role.EDITOR)
        .select_related("person")
        .order_by("memberships__pk"),
        "invitations": found.invitations.filter(answered_at__isnull=True).order_by("pk"),
        "form": form,
        "has_errors": bool(form.errors),
        "switch_form": "invitation",
    }
    return render(request, "accounts/organization.html", context)


@never_cache
@login_required
@require_POST
def leaving(request: SignedInRequest, slug: str) -> HttpResponse:
    found = _edited(request, slug)
    try:
        leave(found, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return see_other(found)
    messages.success(request, _("You are no longer an editor of %(title)s.") % {"title": found.title})
    return see_other("organizations")


@never_cache
@login_required
@require_POST
def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answers an invitation that came to an address of the person."""
    found = get_object_or_404(open_invitations(request.user), pk=pk)
    accept = "accept" in request.POST
    try:
        answer_invitation(found, accept=accept, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if accept:
            title = found.organization.title
            messages.success(request, _("You can fill in applications of %(title)s now.") % {"title": title})
    return see_other("organizations")


def _refuse_if_too_many(what: str, user: User, said: str) -> None:
    """Each invitation is a letter to whatever address was typed, each BIN tells whether an organization is here."""
    if not is_within(f"{what}:{user.pk}", most=MOST_A_DAY, seconds=24 * 60 * 60):
        raise Refused(said)


def _edited(request: SignedInRequest, slug: str) -> Organization:
    return get_object_or_404(edited_by(request.user), slug=slug)
