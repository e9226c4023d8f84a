from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.actions.members import add_member, change_role, remove_member
from accounts.admin.base import OrganizationModelAdmin
from accounts.models import Membership
from accounts.roles import Act
from portal.lib.admin import VisibleRelatedFilter, site


class NewMemberForm(forms.ModelForm):
    """The person is named by the address of a confirmed account, never picked from a list of everybody."""

    email = forms.EmailField(label=_("email address"), help_text=_("Of somebody who has signed up on this portal."))

    class Meta:
        model = Membership
        fields = ["organization", "role"]

    def clean_email(self):
        address = EmailAddress.objects.filter(email=self.cleaned_data["email"].lower(), verified=True).first()
        if address is None:
            raise forms.ValidationError(_("No confirmed account has this address. Ask the person to sign up first."))
        self.instance.user = address.user
        return address.email


@admin.register(Membership, site=site)
class MembershipAdmin(OrganizationModelAdmin):
    act = Act.MANAGE_MEMBERS
    list_display = ["user", "full_name", "role", "organization"]
    list_filter = ["role", ("organization", VisibleRelatedFilter)]
    list_select_related = ["user__person", "organization"]
    search_fields = ["user__email", "user__person__full_name"]

    @admin.display(description=_("full name"))
    def full_name(self, membership):
        return membership.user.full_name

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({} if obj else {"form": NewMemberForm}) | kwargs)

    def get_fields(self, request, obj=None):
        return ["organization", "user", "full_name", "role"] if obj else ["organization", "email", "role"]

    def get_readonly_fields(self, request, obj=None):
        return ["organization", "user", "full_name"] if obj else []

    def has_module_permission(self, request):
        return self.may_change(request)

    def has_view_permission(self, request, obj=None):
        return self.may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_change(request, obj)

    def save_model(self, request, obj, form, change):
        if change:
            change_role(obj, role=form.cleaned_data["role"], actor=request.user)
        else:
            made = add_member(obj.organization, user=obj.user, role=obj.role, actor=request.user)
            obj.pk = made.pk

    def delete_model(self, request, obj):
        remove_member(obj, actor=request.user)
