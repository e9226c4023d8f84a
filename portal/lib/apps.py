from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LibConfig(AppConfig):
    name = "portal.lib"
    label = "lib"

    def ready(self) -> None:
        from portal.lib import checks  # noqa: F401, PLC0415 (registers the system checks)
        from portal.lib.admin import site  # noqa: PLC0415 (reads models)

        autodiscover_modules("admin", register_to=site)
