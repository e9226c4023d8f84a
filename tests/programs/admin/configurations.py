from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership
from programs.models import Call, CallType, Edition, Program, ReferenceItem, ReferenceList
from tests.cast import make_person

NOW = timezone.now()


def make_configuration(organization, number=1):
    """A type, a program with an initiative, and a published call; titles hold the organization's slug."""
    name = f"{organization.slug}-{number}"
    both = {"title_kk": f"{name} kk", "title_ru": f"{name} ru"}
    call_type = CallType.objects.create(organization=organization, key=f"type-{number}", **both)
    program = Program.objects.create(organization=organization, slug=name, **both)
    initiative = Program.objects.create(organization=organization, parent=program, slug=f"{name}-initiative", **both)
    times = {"opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=30)}
    call = Call.objects.create(program=initiative, type=call_type, slug=f"{name}-call", **both, **times)
    call.current_edition = Edition.objects.create(
        call=call, number=1, definition={"name": name}, digest="0" * 64, published_at=NOW
    )
    call.save()
    membership = Membership.objects.create(organization=organization, user=make_person(f"member-{name}"), role="viewer")
    reference_list = ReferenceList.objects.create(
        organization=organization, key=f"list_{organization.pk}_{number}", **both
    )
    item = ReferenceItem.objects.create(reference_list=reference_list, code="1", **both)
    return {
        "referencelist": reference_list,
        "referenceitem": item,
        "calltype": call_type,
        "program": program,
        "call": call,
        "edition": call.current_edition,
        "membership": membership,
        "organization": organization,
    }
