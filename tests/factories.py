"""What most tests need: people, an organization with a published call, a case at some point of its way.

Everything is made by the real actions, so that no test stands on a state that the portal can't reach.
"""

from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

from accounts.models import Membership, Organization, Role, User
from applications.actions.deciding import decide
from applications.actions.drafting import FORM, start
from applications.actions.saving import Sheet, save_section
from applications.actions.staging import open_stage
from applications.actions.submission import state_digest, submit
from applications.models import Application, Decision, Filing, StageRun, Verdict
from applications.queries import filled_form
from portal.lib import clock
from programs.definition.document import MOMENT, ProgramFile
from programs.loading import load
from programs.models import Call

numbers = count(1)


def both(kk, ru):
    return {"kk": kk, "ru": ru}


FORMS = {
    "application": {
        "submit": both("Өтінім жіберу", "Отправить заявку"),
        "sections": [
            {
                "key": "applicant",
                "gate": True,
                "title": both("Үміткер туралы мәлімет", "Сведения о заявителе"),
                "questions": [
                    {
                        "key": "legal_name",
                        "kind": "text",
                        "label": both("Ұйым атауы", "Название организации"),
                        "required": True,
                        "listed": True,
                    },
                    {
                        "key": "passport",
                        "kind": "text",
                        "label": both("Жеке куәлік нөмірі", "Номер удостоверения"),
                        "sensitive": True,
                    },
                ],
            },
            {
                "key": "budget",
                "title": both("Бюджет", "Бюджет"),
                "questions": [
                    {
                        "key": "items",
                        "kind": "table",
                        "label": both("Шығындар", "Расходы"),
                        "rows": {"min": 1, "max": 5},
                        "columns": [
                            {"key": "name", "kind": "text", "label": both("Атауы", "Статья"), "required": True},
                            {"key": "price", "kind": "money", "label": both("Сомасы", "Сумма"), "required": True},
                            {"key": "payee", "kind": "text", "label": both("Алушы", "Кому"), "sensitive": True},
                        ],
                    },
                    {
                        "key": "total",
                        "kind": "computed",
                        "value": 'total(answers.items, "price")',
                        "as": "money",
                        "label": both("Барлығы", "Итого"),
                        "listed": True,
                    },
                    {"key": "letter", "kind": "file", "label": both("Қолдау хаты", "Письмо поддержки")},
                    {
                        "key": "identity",
                        "kind": "file",
                        "label": both("Жеке куәлік көшірмесі", "Копия удостоверения"),
                        "sensitive": True,
                    },
                ],
            },
            {
                "key": "confirm",
                "summary": True,
                "title": both("Растау", "Подтверждение"),
                "questions": [
                    {
                        "key": "truth",
                        "kind": "consent",
                        "text": both("Деректердің дұрыстығын растаймын.", "Подтверждаю достоверность данных."),
                        "required": True,
                    }
                ],
            },
        ],
    }
}
ANSWERS = {
    "applicant": {"legal_name": ["«Көңіл» қоры"], "passport": ["N12345678"]},
    "budget": {
        "items/_rows": ["aaaa22", "bbbb33"],
        "items/aaaa22/name": ["Ноутбук"],
        "items/aaaa22/price": ["450 000"],
        "items/aaaa22/payee": ["Сәуле Өмірзақова"],
        "items/bbbb33/name": ["Жол шығыны"],
        "items/bbbb33/price": ["99,50"],
    },
    "confirm": {"truth": ["yes"]},
}


def account(name="Айгерім Сапарова", *, language="kk", **fields) -> User:
    number = next(numbers)
    return User.objects.create_user(f"person{number}@people.example", full_name=name, language=language, **fields)


def member(organization: Organization, role: Role, name="Гүлнар Қасымова", **fields) -> User:
    user = account(name, **fields)
    Membership.objects.create(organization=organization, user=user, role=role)
    return user


def program_file(*, organization="birlik", stage=None, forms=None, **call) -> ProgramFile:
    """A small program: a gate section, a section with a table, a sum and files, the check page; one decision."""
    number = next(numbers)
    now = clock.now().astimezone(ZoneInfo("Asia/Almaty"))
    times = {"opens": now - timedelta(days=1), "closes": now + timedelta(days=30)}
    return ProgramFile.model_validate(
        {
            "organization": {
                "slug": organization,
                "title": both("Бірлік қоры", "Фонд «Бирлик»"),
                "call_types": {"competitive": both("Конкурстық гранттар", "Конкурсные гранты")},
            },
            "program": {
                "slug": f"open-media-{number}",
                "title": both("Ашық медиа", "Открытые медиа"),
                "contacts": {"email": f"grants@{organization}.example"},
            },
            "call": {
                "slug": f"call-{number}",
                "type": "competitive",
                "title": both(f"Ашық медиа {number}", f"Открытые медиа {number}"),
                **{name: moment.strftime(MOMENT) for name, moment in times.items()},
                **call,
            },
            "forms": forms or FORMS,
            "stages": [
                {"key": "board", "kind": "decision", "label": both("Кеңес шешімі", "Решение совета")} | (stage or {})
            ],
        }
    )


def published_call(**options) -> Call:
    """Open since yesterday. Options: those of `program_file`, fields of a call among them."""
    return Call.objects.get(pk=load(program_file(**options), publish=True).call.pk)


def draft(call=None, user=None, *, language="kk", ordinal=1) -> Application:
    return start(call or published_call(), actor=user or account(), ordinal=ordinal, language=language)


def save_answers(filing: Filing, answers, *, actor, at=None) -> None:
    """`answers`: section → what a form would post."""
    for key, posted in answers.items():
        save_section(filing, key, Sheet(posted), actor=actor, received_at=at or clock.now())


def submitted_application(call=None, user=None, *, answers=None, language="kk", ordinal=1) -> Application:
    """`answers` replaces whole sections of ANSWERS."""
    application = draft(call, user, language=language, ordinal=ordinal)
    return fill_in_and_submit(application, answers=answers, language=language)


def fill_in_and_submit(application: Application, *, answers=None, language="kk") -> Application:
    filing, user = application.filings.get(purpose=FORM), application.created_by
    save_answers(filing, ANSWERS | (answers or {}), actor=user)
    submit(filing, actor=user, received_at=clock.now(), seen=state_digest(filled_form(filing)), language=language)
    return Application.objects.get(pk=application.pk)


def under_review(application=None, *, by=None) -> StageRun:
    """The open stage of a case; `by` nobody: time itself opened it."""
    application = application or submitted_application()
    return open_stage(application.stage_runs.get(), actor=by, at=clock.now())


def decided(run=None, *, by=None, verdict=Verdict.AWARD, reason="Жоба мақсаты анық.") -> Decision:
    """A pending decision; it replaces the one that stands."""
    run = run or under_review()
    standing = run.decisions.pending().values_list("pk", flat=True).first()
    return decide(run, actor=by or account(), verdict=verdict, reason=reason, at=clock.now(), standing=standing)
