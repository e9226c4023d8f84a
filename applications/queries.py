"""What pages and actions read, in as few queries as they need."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from accounts.models import Membership, Role, User
from accounts.roles import Act, organizations_where
from applications.models import Application, Filing, FilingSection, Mode, Upload
from applications.sealing import Seal, revealed
from programs.answers import Answers, without_blank_rows
from programs.definition.document import Definition
from programs.definition.form import Form
from programs.editions import definition_of
from programs.evaluation import Evaluation, evaluate


def applications_of(user: User) -> QuerySet[Application]:
    """Cases the person applies with: their own, and those of organizations they are an editor of."""
    edited = Membership.objects.filter(user=user, role=Role.EDITOR).values("organization")
    return Application.objects.filter(Q(applicant_person=user.person_id) | Q(applicant_org__in=edited))


def cases_for(user: User, act: Act) -> QuerySet[Application]:
    """Live cases of the organizations for which the staff member may do this; drafts belong to the applicant."""
    cases = Application.objects.filter(mode=Mode.LIVE, submitted_at__isnull=False)
    organizations = organizations_where(user, act)
    return cases if organizations is None else cases.filter(organization__in=organizations)


@dataclass
class FilledForm:
    """A filing with everything that its pages need, read once."""

    filing: Filing
    rows: dict[str, FilingSection]

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.filing.edition_id)

    @cached_property
    def form(self) -> Form:
        return self.definition.forms[self.filing.form_key]

    @cached_property
    def seal(self) -> Seal:
        return Seal(self.filing.application)

    @cached_property
    def answers(self) -> dict[str, Answers]:
        return {key: self._answers(row) for key, row in self.rows.items() if key in self.form.by_key}

    def _answers(self, row: FilingSection) -> Answers:
        return revealed(self.form.by_key[row.key], row.values, row.unparsed, self.seal)

    def answers_of(self, key: str) -> Answers:
        return self.answers.get(key) or Answers()

    def tidied(self) -> "FilledForm":
        """As it would be saved, read or sent: without rows in which nothing is written."""
        tidy = FilledForm(self.filing, self.rows)
        tidy.answers = {key: without_blank_rows(self.form.by_key[key], own) for key, own in self.answers.items()}
        return tidy

    def evaluation(self) -> Evaluation:
        return evaluate(self.form, self.answers)


def filled_form(filing: Filing) -> FilledForm:
    return FilledForm(filing, {row.key: row for row in filing.sections.all()})


def uploads_of(filing: Filing) -> dict[int, Upload]:
    return {upload.pk: upload for upload in filing.uploads.filter(detached_at__isnull=True)}
