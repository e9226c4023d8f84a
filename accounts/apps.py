from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organizations")

    def ready(self) -> None:
        from accounts import panels  # noqa: PLC0415 (models aren't loaded before)
        from accounts.roles import is_staff_anywhere  # noqa: PLC0415
        from portal.lib.admin import site  # noqa: PLC0415

        site.is_staff = is_staff_anywhere
        panels.register()
