import pytest
from pydantic import ValidationError

from programs.definition.document import Definition
from programs.definition.letters import PLACEHOLDERS, Letter
from tests.factories import FORMS, both


def letter(text):
    return {"subject": both("Тақырып", "Тема"), "body": both(text, text)}


def test_every_listed_placeholder_is_known():
    Letter.model_validate(letter(" ".join(f"{{{{ {name} }}}} {{{{{name}}}}}" for name in PLACEHOLDERS)))


@pytest.mark.parametrize(
    "text",
    ["{{ applicant.iin }}", "{{ application.number|upper }}", "{{applicant}}", "{{ Link }}", "{{ link\n}} {{ x }}"],
)
def test_anything_else_in_double_braces_is_refused(text):
    with pytest.raises(ValidationError, match="letters don't know"):
        Letter.model_validate(letter(text))


def test_placeholder_in_one_language_alone_is_found():
    with pytest.raises(ValidationError, match="letters don't know"):
        Letter.model_validate({"subject": both("{{ x }}", "Тема"), "body": both("…", "…")})


def test_letter_that_is_never_sent_is_refused():
    with pytest.raises(ValidationError, match="letters"):
        Definition.model_validate({"forms": FORMS, "letters": {"congratulations": letter("…")}})


def test_single_braces_are_text():
    Letter.model_validate(letter("{ link } {% now %}"))
