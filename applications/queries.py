"""What pages and actions read, in as few queries as they need."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from accounts.models import Membership, Role, User
from accounts.roles import Act, organizations_where
from applications.models import Application, Filing, FilingSection, Mode, Upload
from applications.sealing import Seal, revealed
from applications.surroundings import context_of, rows_from_elsewhere
from programs.answers import Answers, without_blank_rows
from programs.definition.document import Definition
from programs.definition.form import Form, Section
from programs.editions import definition_of
from programs.evaluation import Evaluation, RuleContext, evaluate
from programs.fields.tables import walk
from programs.fixed_rows import Given, with_given_rows


def applications_of(user: User) -> QuerySet[Application]:
    """Cases the person applies with: their own, and those of organizations they are an editor of."""
    edited = Membership.objects.filter(user=user, role=Role.EDITOR).values("organization")
    return Application.objects.filter(Q(applicant_person=user.person_id) | Q(applicant_org__in=edited))


def is_applicant(user: User, application: Application) -> bool:
    """Whether the case is among `applications_of`; asks the database only about cases of organizations."""
    if application.applicant_org_id is None:
        return application.applicant_person_id == user.person_id
    return Membership.objects.filter(user=user, role=Role.EDITOR, organization=application.applicant_org_id).exists()


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
    _evaluation: Evaluation | None = None

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
        found = {section.key: self._answers(section) for section in self.form.sections}
        return {key: own for key, own in found.items() if key in self.rows or own.values}

    def _answers(self, section: Section) -> Answers:
        row = self.rows.get(section.key)
        found = revealed(section, row.values, row.unparsed, self.seal) if row else Answers()
        found.found = frozenset(row.origins) if row else frozenset()
        if any(place.question.type.is_table and place.question.is_fixed for place in walk(section.questions)):
            found.values = with_given_rows(section.questions, found.values, self.given_rows)
        return found

    @cached_property
    def given_rows(self) -> Given:
        """Rows that tables have from an accepted form of this case."""
        return rows_from_elsewhere(self.filing.application, self.form)

    @cached_property
    def context(self) -> RuleContext:
        return context_of(self.filing.application, self.form)

    def answers_of(self, key: str) -> Answers:
        return self.answers.get(key) or Answers()

    def answer(self, key: str, after: Answers) -> None:
        """Takes new answers of a section in place of those it has."""
        self.answers[key] = after
        self._evaluation = None

    def tidied(self) -> "FilledForm":
        """As it would be saved, read or sent: without rows in which nothing is written."""
        tidy = FilledForm(self.filing, self.rows)
        tidy.answers = {key: without_blank_rows(self.form.by_key[key], own) for key, own in self.answers.items()}
        tidy.context = self.context
        return tidy

    def evaluation(self) -> Evaluation:
        """Worked out once, until an answer is changed."""
        if self._evaluation is None:
            self._evaluation = evaluate(self.form, self.answers, context=self.context)
        return self._evaluation


def filled_form(filing: Filing) -> FilledForm:
    return FilledForm(filing, {row.key: row for row in filing.sections.all()})


def uploads_of(filing: Filing) -> dict[int, Upload]:
    return {upload.pk: upload for upload in filing.uploads.filter(detached_at__isnull=True)}
