from django import forms
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import OrganizationModelAdmin, TranslatedModelAdmin
from portal.lib.admin import VisibleRelatedFilter, site
from programs.models import Call, Edition
from programs.rule_reports import reported


class CallForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        opens_at, closes_at, call_type = cleaned.get("opens_at"), cleaned.get("closes_at"), cleaned.get("type")
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error("closes_at", _("A call closes after it opens."))
        if not (cleaned.get("for_people") or cleaned.get("for_organizations")):
            self.add_error("for_people", _("Say who may apply."))
        if call_type and call_type.organization_id != self.instance.program.organization_id:
            self.add_error("type", _("This type belongs to another organization."))
        return cleaned


@admin.register(Call, site=site)
class CallAdmin(TranslatedModelAdmin):
    """Times and texts. A call begins with its definition, so that it is made by loading one, not here."""

    form = CallForm
    list_display = ["title", "program", "opens_at", "closes_at"]
    list_filter = [("program", VisibleRelatedFilter), ("type", VisibleRelatedFilter)]
    list_select_related = ["program"]
    search_fields = ["title_kk", "title_ru", "slug"]
    date_hierarchy = "closes_at"
    fieldsets = [
        (None, {"fields": ["program", "type", "slug", "current_edition", "faulty_rules"]}),
        (_("Times"), {"fields": ["opens_at", "closes_at", "grace", "tz"]}),
        (_("Texts of the page"), {"fields": ["title", "summary", "description", "audience", "needed", "minutes"]}),
        (_("Applications"), {"fields": ["noun", "per_applicant", "for_people", "for_organizations"]}),
    ]
    readonly_fields = ["program", "slug", "current_edition", "faulty_rules", "tz", "noun"]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Rules that failed"))
    def faulty_rules(self, call):
        """Of the current edition, met while people were filling it in."""
        found = reported(call.current_edition_id) if call.current_edition_id else []
        if not found:
            return _("None so far.")
        line = _("Form “{form}”: the rule {place} of question “{question}” can't be worked out: {reason}")
        return format_html_join(mark_safe("<br>"), line, (vars(each) | {"reason": each.reason} for each in found))


@admin.register(Edition, site=site)
class EditionAdmin(OrganizationModelAdmin):
    list_display = ["call", "number", "published_at", "published_by"]
    list_filter = [("call", VisibleRelatedFilter)]
    list_select_related = ["call", "published_by"]
    fields = ["call", "number", "published_at", "published_by", "digest", "definition"]

    def may_change(self, request, obj=None):
        return False
