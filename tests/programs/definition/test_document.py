import pytest
from django.utils import translation
from pydantic import ValidationError

from programs.definition.base import Text
from programs.definition.document import Definition
from programs.definition.letters import Letter
from tests.programs.making import both, definition, form, options, program, settings

EVERYTHING = [
    settings("money", "limit", min=0, max="1500000.50"),
    settings("date", "day", min="2027-05-01"),
    settings("choice", "way", options=options("a", "b"), required="at_submission"),
    settings("file", "letter", accept=["pdf"], files={"max": 3, "each": "10 MB"}),
    settings("consent", "truth", required=True),
    settings(
        "table",
        "items",
        columns=[settings("computed", "sum", value="row.a", **{"as": "money"}), settings("decimal", "a", min="0.01")],
    ),
]


def test_dump_reads_back_and_dumps_the_same():
    first = definition(*EVERYTHING).dump()
    again = Definition.model_validate(first)
    assert again.dump() == first
    assert again.digest() == definition(*EVERYTHING).digest()


def test_dump_leaves_out_what_equals_the_default():
    question = definition(settings("text", "q")).dump()["forms"]["application"]["sections"][0]["questions"][0]
    assert question == {"key": "q", "kind": "text", "label": both("q")}


def test_digest_changes_with_a_single_letter():
    assert (
        definition(settings("text", "q", label=both("а"))).digest()
        != definition(settings("text", "q", label=both("a"))).digest()
    )


def test_definition_of_a_file_is_without_what_is_live():
    assert set(program().definition().dump()) == {"format", "forms", "stages"}


def test_definition_cannot_be_changed():
    with pytest.raises(ValidationError):
        definition().format = 2


@pytest.mark.parametrize(
    ("language", "text"), [("kk", "Өтінім"), ("ru", "Заявка"), ("ru-kz", "Заявка"), ("en", "Өтінім")]
)
def test_text_is_that_of_the_page(language, text):
    with translation.override(language):
        assert str(Text(kk="Өтінім", ru="Заявка")) == text


def test_text_without_a_page_is_kazakh():
    with translation.override(None):
        assert str(Text(kk="Өтінім", ru="Заявка")) == "Өтінім"


@pytest.mark.parametrize(
    "body", ["{{ applicant.iin }}", "{{applicant.name}} {{ x }}", "{{ Applicant.name }}", "{{ link\n}} {{ }}"]
)
def test_letter_with_a_placeholder_nobody_fills_is_refused(body):
    with pytest.raises(ValidationError):
        Letter.model_validate({"subject": both(), "body": both(body)})


def test_letter_may_use_what_is_known():
    assert Letter.model_validate(
        {"subject": both("{{ application.number }}"), "body": both("{{applicant.name}} {{ link }}")}
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["program"].update(title=both("ә" * 201)),
        lambda plain: plain["call"].update(audience=both("ә" * 301)),
        lambda plain: plain["organization"].update(call_types={"travel": both("ә" * 121)}),
        lambda plain: plain["organization"].update(call_types={"t" * 41: both()}),
        lambda plain: plain["program"].update(contacts={"phone": "1" * 41}),
        lambda plain: plain["program"].update(slug="a" * 51),
    ],
)
def test_what_does_not_fit_into_the_database_is_refused_before(change):
    with pytest.raises(ValidationError):
        program(change)


@pytest.mark.parametrize(("grace", "seconds"), [("10 min", 600), ("0 min", 0), ("PT1H", 3600)])
def test_grace_is_written_in_minutes(grace, seconds):
    assert program(lambda plain: plain["call"].update(grace=grace)).call.grace.total_seconds() == seconds


def test_form_knows_its_order_gate_and_end():
    made = form(
        settings("computed", "b", value="answers.a * 2.0"),
        settings("text", "c", show_if="answers.b > 1.0"),
        settings("money", "a"),
        gate=True,
    )
    assert made.order.index("a") < made.order.index("b") < made.order.index("c")
    assert made.gate.key == "main"
    assert made.summary.key == "confirm"
    assert [section.key for section in made.fillable] == ["main"]
    assert made.section_after("main").key == made.section_after("confirm").key == "confirm"
