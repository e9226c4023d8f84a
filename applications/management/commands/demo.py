from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Membership, Organization, Role, User
from portal.lib import clock
from programs.models import Call

PASSWORD = "Otinim2026"  # noqa: S105 (of invented people, on a developer's machine)
APPLICANT = ("aigerim@applicant.example", "Айгерім Сапарова", "kk")
STAFF = {
    Role.OWNER: ("owner@staff.example", "Дәурен Әлімов", "kk"),
    Role.MANAGER: ("manager@staff.example", "Гүлнар Қасымова", "kk"),
    Role.OPERATOR: ("operator@staff.example", "Ирина Ковалёва", "ru"),
    Role.VIEWER: ("viewer@staff.example", "Тимур Ахметов", "ru"),
}
# For which the applicant applies where organizations do.
APPLYING = {"title_kk": "«Жас өркен» қоғамдық бірлестігі", "title_ru": "Общественное объединение «Жас өркен»"}
TECHNICIAN = ("admin@otinim.example", "Ержан Мұратов", "ru")
OPEN_FOR = timedelta(days=60)


class Command(BaseCommand):
    help = "On a developer's machine: opens the sample calls from yesterday on, and makes people who can sign in."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("demo people have a known password: this works with DEBUG on only")
        for call in Call.objects.all():
            self.open(call)
        applying, _ = Organization.objects.get_or_create(slug="zhas-orken", defaults=APPLYING)
        editor = {"user": person(*APPLICANT), "organization": applying}
        Membership.objects.get_or_create(**editor, defaults={"role": Role.EDITOR})
        self.stdout.write(f"applicant   {APPLICANT[0]}  {PASSWORD}")
        for role, who in STAFF.items():
            user = person(*who)
            for organization in Organization.objects.filter(programs__isnull=False).distinct():
                Membership.objects.get_or_create(user=user, organization=organization, defaults={"role": role})
            self.stdout.write(f"{role.value:<10}  {who[0]}  {PASSWORD}")
        person(*TECHNICIAN, is_superuser=True)
        self.stdout.write(f"technician  {TECHNICIAN[0]}  {PASSWORD}")

    def open(self, call: Call) -> None:
        """Calls that are open now keep their times, so that the demo can be run again."""
        now = clock.now()
        if call.is_open(now):
            return
        today = now.astimezone(call.zone).date()
        call.opens_at = datetime.combine(today - timedelta(days=1), time(9), call.zone)
        call.closes_at = datetime.combine(today + OPEN_FOR, time(18), call.zone)
        call.save(update_fields=["opens_at", "closes_at"])


def person(email: str, full_name: str, language: str, **fields: Any) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, full_name=full_name, language=language, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
