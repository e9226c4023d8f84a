from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def database_folds_kazakh_letters(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """With LC_CTYPE=C, lower() and trigrams silently ignore every Cyrillic letter."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('ӘҒҚҢӨҰҮҺІ') = 'әғқңөұүһі', current_setting('server_encoding')")
            folds, encoding = cursor.fetchone()
        if not folds or encoding != "UTF8":
            problems.append(
                Error(
                    f"the database {alias!r} doesn't know Cyrillic letters",
                    hint="Create it with ENCODING 'UTF8' and LC_CTYPE 'C.UTF-8' (TEMPLATE template0).",
                    id="portal.E001",
                )
            )
    return problems
