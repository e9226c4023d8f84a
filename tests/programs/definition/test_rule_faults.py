"""Each rule is tried with samples, in its parts too: what an `||` would hide is found before publication."""

import pytest

from programs.definition.document import Definition
from programs.definition.faults import faults
from tests.programs.making import both, definition, form, options, settings

EVENTS = settings("table", "events", columns=[settings("date", "starts"), settings("money", "cost")])
QUESTIONS = [
    settings("money", "n"),
    settings("text", "name"),
    settings("date", "day"),
    settings("yes_no", "sure"),
    settings("choice", "kind", options=options("rural", "medical")),
    settings("choices", "kinds", options=options("rural", "medical")),
    settings(
        "table",
        "tasks",
        columns=[settings("money", "price"), settings("choice", "what", options=options("a", "b")), EVENTS],
        rows={"max": 20},
    ),
]


def of_check(rule):
    made = definition(*QUESTIONS, checks=[{"rule": rule, "message": both(), "at": "n"}])
    return [fault.message for fault in faults(made)]


def of_row(rule, *, in_events=False):
    check = [{"rule": rule, "message": both(), "at": "cost" if in_events else "price"}]
    tasks = QUESTIONS[-1]
    events = EVENTS | ({"checks": check} if in_events else {})
    tasks = tasks | {"columns": [*tasks["columns"][:2], events]} | ({} if in_events else {"checks": check})
    return [fault.message for fault in faults(definition(*QUESTIONS[:-1], tasks))]


@pytest.mark.parametrize(
    "rule",
    [
        "has(answers.n) && answers.n > 1.0 || answers.sure",
        'answers.kind == "rural" ? answers.n > 1.0 : answers.sure',
        'answers.kind in ["rural", "medical"]',
        '"rural" in answers.kinds && !("medical" in answers.kinds)',
        'answers.kinds.exists(k, k == "rural")',
        "answers.tasks.all(t, t.events.all(e, e.cost > 1.0))",
        'total(answers.tasks.filter(t, t.what == "a"), "price") <= answers.n',
        "size(answers.tasks) > 0 && answers.tasks[0].price > 1.0",
        "days(answers.day, today) >= 0.0 && age_on(answers.day, today) >= 18.0",
        'answers.day >= timestamp("2027-05-01T00:00:00Z") && answers.day < call.closes',
        'has(organization.slug) || applicant.full_name != ""',
        'chars(answers.name) <= 100.0 && answers.name.matches("^[A-Z][a-z]+$")',
        "answers.n > 1 && same(answers.n, 2.0)",
    ],
)
def test_sound_rule_of_a_form(rule):
    assert of_check(rule) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("answers.sure || answers.name > 1.0", "«answers.name > 1.0»: No such overload"),
        ("answers.sure || answers.n", "«answers.n»: this gives a number, not yes or no"),
        ("!answers.sure && answers.n * 2 > 1.0", "2.0 for 2"),
        ("answers.sure ? answers.n > 1.0 : answers.name", "«answers.name»: this gives a text"),
        ('answers.n == "1"', "compares a number with a text"),
        ("answers.day != answers.name", "compares a day with a text"),
        ('answers.kinds == "rural"', "compares a list with a text"),
        ('answers.kind == "rurall"', "has no option 'rurall': its options are rural, medical"),
        ('answers.kind in ["rural", "urban"]', "no option 'urban'"),
        ('"urban" in answers.kinds', "no option 'urban'"),
        ('answers.kinds.all(k, k != "urban")', "no option 'urban'"),
        ('answers.tasks.exists(t, t.what == "c")', "'what' has no option 'c'"),
        ('size(answers.tasks.filter(t, t.what != "c")) > 1', "'what' has no option 'c'"),
        ("answers.tasks.all(t, t.gone > 1.0)", "nothing here has the key 'gone'"),
        ("answers.tasks.all(t, t.price > 1.0 || t.what > 1.0)", "«t.what > 1.0»"),
        ("answers.tasks.all(t, t.price)", "«t.price»: this gives a number, not yes or no"),
        ("answers.tasks.all(t, t.price == t.what)", "compares a number with a text"),
        ("answers.tasks[0].price > 1.0", "ask for size() before"),
        ("answers.tasks[2].price > 1.0 && answers.sure", "ask for size() before"),
        ("chars(answers.n) > 1.0", "chars was given what it isn't for"),
        ("days(answers.n, today) > 1.0", "days was given what it isn't for"),
        ('total(answers.tasks, "what") > 1.0', "total was given what it isn't for"),
        ("call.title == answers.name", "'call' has no 'title': it has closes, opens, slug"),
        ("application.n > 1.0", "no earlier application here"),
        ("row.price > 1.0", "no row here"),
        ("answers.tasks.all(row, row.price > 1.0)", "has a meaning of its own"),
        ("answers.tasks.all(a, answers.tasks.all(b, a.events.all(c, b.events.all(d, c.cost > d.cost))))", "3 deep"),
        ("answers.name.matches(answers.kind)", "in quotes"),
        ("(" * 40 + "answers.sure" + ")" * 40, "nested"),
        (" || ".join(["answers.sure"] * 200), "longer than"),
    ],
)
def test_part_that_could_never_work_is_named(rule, words):
    (message,) = of_check(rule)
    assert words in message


@pytest.mark.parametrize(
    "rule",
    [
        "row.price <= answers.n",
        'total(row.events, "cost") <= row.price',
        "row.events.all(e, e.starts >= answers.day)",
        'row.what == "a" || has(row.price)',
    ],
)
def test_sound_rule_of_a_row(rule):
    assert of_row(rule) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("row.gone > 1.0", "no column 'gone' in this table"),
        ("parent.price > 1.0", "no row around this one"),
        ('total(answers.tasks, "price") > row.price', "can't read the table 'tasks'"),
        ('row.what == "c"', "no option 'c'"),
        ('total(row.events, "gone") > 1.0', "'events' is no table with a column 'gone'"),
    ],
)
def test_rule_of_a_row_knows_its_columns_and_no_table_of_the_form(rule, words):
    (message,) = of_row(rule)
    assert words in message


def test_row_within_a_row_sees_the_one_around_it():
    assert of_row("row.cost <= parent.price && row.starts >= answers.day", in_events=True) == []
    assert "in the table around this one" in of_row("parent.gone > 1.0", in_events=True)[0]
    assert "can't read the table 'events'" in of_row('total(parent.events, "cost") > 1.0', in_events=True)[0]
    assert "no option 'c'" in of_row('parent.what == "c"', in_events=True)[0]


def test_later_form_reads_the_application():
    plain = definition(*QUESTIONS).dump()
    report = form(
        settings("text", "why", show_if="application.n > 1.0"), settings("yes_no", "ok", show_if="application.gone")
    )
    made = Definition.model_validate(plain | {"forms": plain["forms"] | {"report": report.model_dump(by_alias=True)}})
    assert [(fault.path[1], fault.message) for fault in faults(made)] == [
        ("report", "there is no question 'gone' in the form «application»")
    ]


def test_rules_that_take_too_long_are_refused():
    tasks = QUESTIONS[-1] | {"rows": {"max": 500}, "columns": QUESTIONS[-1]["columns"][:2]}
    rule = "answers.tasks.all(a, answers.tasks.exists(b, b.price > a.price))"
    made = definition(*QUESTIONS[:-1], tasks, checks=[{"rule": rule, "message": both(), "at": "n"}])
    (message,) = [fault.message for fault in faults(made)]
    assert "takes too long" in message
    slow = [
        settings("computed", f"c{number}", value='total(answers.tasks.filter(t, t.what == "a"), "price")')
        for number in range(9)
    ]
    (message,) = [fault.message for fault in faults(definition(*QUESTIONS[:-1], tasks, *slow))]
    assert "all its rules together" in message


def test_columns_that_wait_for_each_other_are_named():
    columns = [settings("computed", "a", value="row.b * 2.0"), settings("computed", "b", value="row.a * 2.0")]
    (message,) = [fault.message for fault in faults(definition(settings("table", "t", columns=columns)))]
    assert "wait for each other" in message
