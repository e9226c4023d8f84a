"""What is wrong with the eligibility check of a definition, and with the form that it asks."""

from collections.abc import Iterator

from programs.definition.base import repeated
from programs.definition.document import Definition
from programs.definition.eligibility import Eligibility
from programs.definition.form import Form
from programs.definition.rule_faults import Fault, Path, rule_faults
from programs.definition.specimens import Ground

# Their answers are kept in their session, which takes neither files nor much text, and isn't encrypted.
NOT_FOR_VISITORS = "can't be asked of visitors without an account: ask it in the application"
PATH: Path = ("eligibility",)


def eligibility_form(definition: Definition) -> Form | None:
    found = definition.eligibility
    return definition.forms.get(found.form) if found else None


def eligibility_faults(definition: Definition, first_form: str) -> Iterator[Fault]:
    found = definition.eligibility
    if found is None:
        return
    form = definition.forms.get(found.form)
    if form is None or found.form == first_form:
        yield Fault(
            (*PATH, "form"), f"name a form of this definition other than {first_form!r}: {found.form!r} isn't one"
        )
        return
    yield from _questions(form, ("forms", found.form, "sections"))
    yield from _rules(found, Ground(form, has_case=False))


def _questions(form: Form, path: Path) -> Iterator[Fault]:
    for number, section in enumerate(form.sections):
        for place, question in enumerate(section.questions):
            where = (*path, number, "questions", place)
            kind = question.type
            if kind.is_table or kind.is_file:
                yield Fault(where, f"a question of kind {question.kind} {NOT_FOR_VISITORS}")
            if question.sensitive:
                yield Fault(where, f"a sensitive question {NOT_FOR_VISITORS}")
            if question.prefill or question.locked:
                yield Fault(where, "nothing is known of a visitor yet: leave out prefill and locked")


def _rules(found: Eligibility, ground: Ground) -> Iterator[Fault]:
    keys = [requirement.key for requirement in found.requirements]
    for key in repeated(keys):
        yield Fault((*PATH, "requirements"), f"two of them have the key {key!r}: a requirement needs its own")
    for number, requirement in enumerate(found.requirements):
        yield from rule_faults(ground, requirement.rule, (*PATH, "requirements", number, "rule"))
        if requirement.show_if:
            yield from rule_faults(ground, requirement.show_if, (*PATH, "requirements", number, "show_if"))
    for number, document in enumerate(found.documents):
        if document.show_if:
            yield from rule_faults(ground, document.show_if, (*PATH, "documents", number, "show_if"))
