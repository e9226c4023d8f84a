"""`python -m tests.benchmarks.floor.prepare` makes the tables, twenty rows and a person; prints the session's key."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.floor.settings"


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from tests.benchmarks.floor.models import Thing

    call_command("migrate", run_syncdb=True, verbosity=0)
    Thing.objects.bulk_create([Thing(title=f"Бағдарлама {number}") for number in range(20)])
    client = Client()
    client.force_login(User.objects.create_user("person"))
    print(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
