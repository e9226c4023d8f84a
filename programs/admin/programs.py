from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import TranslatedModelAdmin
from portal.lib.admin import VisibleRelatedFilter, site
from programs.models import CallType, Program


class ProgramForm(forms.ModelForm):
    def clean(self):
        """A program and its initiatives belong to one organization; the tree has no circles."""
        cleaned = super().clean()
        parent, organization = cleaned.get("parent"), cleaned.get("organization")
        if parent and parent.organization_id != (organization.pk if organization else self.instance.organization_id):
            self.add_error("parent", _("This program belongs to another organization."))
        while parent:
            if parent.pk == self.instance.pk:
                self.add_error("parent", _("A program can't belong to itself or to one of its own initiatives."))
                break
            parent = parent.parent
        return cleaned


@admin.register(Program, site=site)
class ProgramAdmin(TranslatedModelAdmin):
    form = ProgramForm
    list_display = ["title", "organization", "parent", "slug", "sort_key"]
    list_filter = [("organization", VisibleRelatedFilter)]
    list_select_related = ["organization", "parent"]
    search_fields = ["title_kk", "title_ru", "slug"]
    fields = [
        "organization",
        "parent",
        "slug",
        "title",
        "summary",
        "description",
        "contact_email",
        "contact_phone",
        "sort_key",
    ]

    def get_readonly_fields(self, request, obj=None):
        """People have the addresses of programs in letters and bookmarks."""
        return [*super().get_readonly_fields(request, obj), *(["organization", "slug"] if obj else [])]


@admin.register(CallType, site=site)
class CallTypeAdmin(TranslatedModelAdmin):
    list_display = ["title", "organization", "key", "sort_key"]
    list_filter = [("organization", VisibleRelatedFilter)]
    list_select_related = ["organization"]
    search_fields = ["title_kk", "title_ru", "key"]
    fields = ["organization", "key", "title", "sort_key"]

    def get_readonly_fields(self, request, obj=None):
        """Definition files name a type by its organization and key."""
        return [*super().get_readonly_fields(request, obj), *(["organization", "key"] if obj else [])]
