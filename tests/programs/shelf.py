"""Programs and calls for tests of public pages, without definitions."""

from datetime import timedelta
from itertools import count

from accounts.models import Organization
from portal.lib import clock
from programs.models import Call, CallType, Edition, Program

numbers = count(1)


def make_organization(title="Бірлік қоры", **fields):
    return Organization.objects.create(
        slug=f"org-{next(numbers)}", title_kk=title, title_ru=fields.pop("title_ru", title), **fields
    )


def make_program(organization=None, title="Ашық медиа", **fields):
    return Program.objects.create(
        organization=organization or make_organization(),
        slug=fields.pop("slug", f"program-{next(numbers)}"),
        title_kk=title,
        title_ru=fields.pop("title_ru", title),
        **fields,
    )


def make_type(organization, title, sort_key=0):
    return CallType.objects.create(
        organization=organization, key=f"type-{next(numbers)}", title_kk=title, title_ru=title, sort_key=sort_key
    )


def make_call(program=None, title="Аймақтық редакцияларға гранттар", *, opens=-1, closes=20, published=True, **fields):
    """`opens` and `closes` in days from now."""
    now = clock.now()
    call = Call.objects.create(
        program=program or make_program(),
        slug=fields.pop("slug", f"call-{next(numbers)}"),
        title_kk=title,
        title_ru=fields.pop("title_ru", title),
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
        **fields,
    )
    if published:
        call.current_edition = Edition.objects.create(
            call=call, number=1, definition={}, digest=call.slug, published_at=now
        )
        call.save()
    return call
