"""Where a story begins: made backstage by the real actions. Each gives plain values."""

from accounts.models import Membership, Organization, Role, User
from applications.actions.staging import open_stage
from applications.actions.submission import state_digest, submit
from applications.models import Application, Decision
from applications.queries import filled_form
from portal.lib import clock
from programs.models import Call
from tests.cast import make_organization, make_person
from tests.factories import decided, draft, save_answers
from tests.journeys.backstage import new_name, session_of
from tests.journeys.forms import ANSWERS, GATE, YES_TO_TRUTH


def account(language: str, **options) -> tuple[str, str]:
    """(address, session) of somebody with a working account."""
    user = make_person(new_name(), full_name="Айгерім Сәрсенқызы", language=language, **options)
    return user.email, session_of(user)


def staff(call: str, role: Role, language: str) -> str:
    """The session of a member of the call's organization."""
    return member(Organization.objects.get(programs__calls__slug=call), role, language)


def staff_elsewhere(role: Role) -> str:
    """The session of a member of another organization."""
    return member(make_organization(new_name("orman"), "«Орман» қоры", "Фонд «Орман»"), role, "kk")


def editor(address: str, language: str) -> str:
    """The title of an organization for which the person applies."""
    organization = make_organization(new_name("zhas"), "«Жас» қоғамдық бірлестігі", "Общественное объединение «Жас»")
    Membership.objects.create(organization=organization, user=User.objects.get(email=address), role=Role.EDITOR)
    return str(getattr(organization, f"title_{language}"))


def member(organization: Organization, role: Role, language: str) -> str:
    user = make_person(new_name(role), full_name="Гүлнар Қасымова", language=language)
    Membership.objects.create(organization=organization, user=user, role=role)
    return session_of(user)


def begun(call: str, address: str, answers=None) -> str:
    """The number of a draft; by default its gate is passed."""
    user = User.objects.get(email=address)
    application = draft(Call.objects.get(slug=call), user, language=user.language)
    save_answers(application.filings.get(), GATE if answers is None else answers, actor=user)
    return application.number


def filled_in(call: str, address: str) -> str:
    """Nothing but the tick is missing."""
    return begun(call, address, ANSWERS)


def submitted(call: str, address: str) -> str:
    number = filled_in(call, address)
    send(number)
    return number


def decided_quietly(number: str, reason: str) -> None:
    run = Application.objects.get(number=number).stage_runs.get()
    decided(open_stage(run, actor=None, at=clock.now()), reason=reason)


def answers_of(number: str, section: str) -> dict:
    """What is stored, as typed values."""
    filing = Application.objects.get(number=number).filings.get()
    return filled_form(filing).answers_of(section).values


def is_submitted(number: str) -> bool:
    return not Application.objects.get(number=number).is_draft


def count_of_applications(address: str) -> int:
    return Application.objects.filter(created_by__email=address).count()


def count_of_decisions(number: str) -> int:
    return Decision.objects.filter(stage_run__application__number=number).count()


def session(address: str) -> str:
    return session_of(User.objects.get(email=address))


def send(number: str) -> None:
    """Fills in what is missing and submits."""
    filing = Application.objects.get(number=number).filings.get()
    user = filing.application.created_by
    save_answers(filing, ANSWERS | YES_TO_TRUTH, actor=user)
    seen = state_digest(filled_form(filing))
    submit(filing, actor=user, received_at=clock.now(), seen=seen, language=user.language)
