"""allauth's flows under allauth's names, but only those the portal has."""

from allauth.account import views as allauth
from django.urls import path, re_path

from accounts.views import organizations
from accounts.views.entrance import ConfirmEmailView, LoginView, SignupView, verification_sent
from accounts.views.passwords import PasswordChangeView, PasswordResetFromKeyView, PasswordResetView
from accounts.views.profile import consent, profile

urlpatterns = [
    path("signup/", SignupView.as_view(), name="account_signup"),
    path("confirm-email/", verification_sent, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", ConfirmEmailView.as_view(), name="account_confirm_email"),
    path("login/", LoginView.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", PasswordChangeView.as_view(), name="account_change_password"),
    path("password/reset/", PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("profile/", profile, name="profile"),
    path("consent/", consent, name="consent"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/new/", organizations.new_organization, name="new_organization"),
    path("organizations/invitations/<int:pk>/", organizations.invitation, name="invitation"),
    path("organizations/<slug:slug>/", organizations.organization, name="organization"),
    path("organizations/<slug:slug>/leave/", organizations.leaving, name="leave_organization"),
]
