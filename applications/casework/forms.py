from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models import Verdict
from applications.statuses import Status
from portal.lib import text
from programs.models import Call

STATUSES = [(status.value, status.label) for status in Status if status != Status.DRAFT]


class CaseFilter(forms.Form):
    """Nonsense in the address filters nothing."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", pgettext_lazy("status", "Any")), *STATUSES]
    )
    q = forms.CharField(label=_("Number or name"), required=False, max_length=100)

    def __init__(self, data: Any, *, calls: Iterable[Call]) -> None:
        super().__init__(data)
        offered = [("", pgettext_lazy("call", "Any")), *((call.slug, call.title) for call in calls)]
        self.fields["call"] = forms.ChoiceField(label=_("Call"), required=False, choices=offered)

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "The applicant will read this text in the letter and on the portal, so write it to them, in the language "
            "of the application. Notes for colleagues don't belong here."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the reason: the applicant has a right to know it.")},
    )
    # The pending decision that the page shows: what is decided replaces this one and no other.
    standing = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, verdicts: Iterable[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = _("Choose a decision.")
        self.fields["verdict"] = forms.TypedChoiceField(
            label=_("Decision"),
            choices=[(verdict.value, verdict.label) for verdict in verdicts],
            coerce=Verdict,
            widget=forms.RadioSelect,
            error_messages={"required": choose, "invalid_choice": choose},
        )
        self.order_fields(["verdict", "reason"])

    def clean_reason(self) -> str:
        reason = text.clean(self.cleaned_data["reason"]).strip()
        if not reason:
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason
