from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications.tasks import wake_routing  # noqa: PLC0415 (models aren't loaded before)
        from portal.journal.recording import on_recorded  # noqa: PLC0415 (the same)

        on_recorded(wake_routing)
