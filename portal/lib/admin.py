"""The administration of configuration: Django's admin, in which staff see and select only what they may see.

The rows of every model that is registered or selected here say who may see them: `visible_to(user)` on their queryset.
"""

from collections.abc import Callable
from functools import update_wrapper

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from portal.lib.exceptions import Refused


class Site(admin.AdminSite):
    """For staff; to anybody else who is signed in it doesn't exist. Signing in and out is the portal's."""

    site_title = site_header = _("Administration of the portal")
    index_title = _("What can be applied for, and who works on it")
    # Set by the app that knows who works where.
    is_staff: Callable[..., bool] = staticmethod(lambda user: user.is_active and user.is_superuser)

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request):
        return self.is_staff(request.user)

    def admin_view(self, view, cacheable=False):  # noqa: FBT002 (Django's signature)
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if self.has_permission(request):
                return guarded(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())

        return update_wrapper(inner, guarded)

    def get_urls(self):
        """Without the redirect to any object's page by its id, which tells strangers what exists."""
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [path("language/", self.admin_view(set_language), name="set_language"), *urls]

    def login(self, request, extra_context=None):
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    password_change_done = password_change


site = Site()


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """Offers only what the person may see."""

    def field_choices(self, field, request, model_admin):
        return [(row.pk, str(row)) for row in field.remote_field.model.objects.visible_to(request.user)]


class ModelAdmin(admin.ModelAdmin):
    """Nothing is deleted here; who may add and change is for subclasses to say."""

    actions = None
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request):
        return self.visible(super().get_queryset(request), request)

    def visible(self, rows, request):
        return rows.visible_to(request.user)

    def selectable(self, rows, request):
        """What a select or a filter offers of another model."""
        return rows.visible_to(request.user)

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        return self.selectable(db_field.remote_field.model.objects.all() if rows is None else rows, request)

    def may_change(self, request, obj=None):
        """Without an object: any at all, that is, whether to add one."""
        return False

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request):
        return self.may_change(request)

    def has_change_permission(self, request, obj=None):
        return self.may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_object(self, request, object_id, from_field=None):
        """Before any question of rights: what a person can't see isn't there. Django would redirect, telling so."""
        if (found := super().get_object(request, object_id, from_field)) is None:
            raise Http404
        return found

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """An action that refuses says why; nothing is changed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            return self._say(request, refused)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refused:
            return self._say(request, refused)

    def _say(self, request, refused):
        self.message_user(request, refused.message, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


class TechnicalModelAdmin(ModelAdmin):
    """For technical staff alone."""

    def visible(self, rows, request):
        return rows

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser
