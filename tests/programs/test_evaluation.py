import pytest

from tests.programs.making import filled, form, options, settings

ROWS = "items/_rows"


def budget(*more, **section):
    columns = [
        settings("integer", "quantity"),
        settings("money", "price"),
        settings("computed", "sum", value="row.quantity * row.price", **{"as": "money"}),
        settings("computed", "with_tax", value="row.sum * 1.12", **{"as": "money"}),
    ]
    return form(
        settings("computed", "rest", value="answers.limit - answers.total", **{"as": "money"}),
        settings("computed", "total", value='total(answers.items, "sum")', **{"as": "money"}),
        settings("table", "items", columns=columns),
        settings("money", "limit"),
        *more,
        **section,
    )


def posted(*rows, **more):
    ids = [f"row{number}" for number in range(len(rows))]
    cells = {f"items/{row_id}/{key}": text for row_id, row in zip(ids, rows, strict=True) for key, text in row.items()}
    return {ROWS: ids} | cells | more


def test_totals_are_worked_out_whatever_the_order_of_the_questions():
    rows = posted({"quantity": "3", "price": "0,1"}, {"quantity": "1", "price": "99,90"}, limit="1 000")
    _section, _answers, evaluation = filled(budget(), rows)
    assert evaluation.computed == {
        "items/row0/sum": "0.30",
        "items/row0/with_tax": "0.34",
        "items/row1/sum": "99.90",
        "items/row1/with_tax": "111.89",
        "total": "100.20",
        "rest": "899.80",
    }


def test_half_filled_row_is_left_out_of_the_total():
    _section, _answers, evaluation = filled(budget(), posted({"quantity": "2", "price": "5"}, {"quantity": "7"}))
    assert evaluation.computed["total"] == "10.00"
    assert "items/row1/sum" not in evaluation.computed


def test_value_that_is_no_answer_yet_counts_as_absent():
    rows = posted({"quantity": "екі", "price": "5"}, {"quantity": "1", "price": "5"}, limit="көп")
    _section, answers, evaluation = filled(budget(), rows)
    assert answers.unparsed == {"items/row0/quantity": "екі", "limit": "көп"}
    assert evaluation.computed["total"] == "5.00"
    assert "rest" not in evaluation.computed


def test_without_rows_nothing_is_computed():
    _section, _answers, evaluation = filled(budget(), {})
    assert evaluation.computed == {}


@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        ({}, {"letter", "note"}),
        ({"has_partner": "no"}, {"letter", "note"}),
        ({"has_partner": "yes"}, {"note"}),
        ({"has_partner": "yes", "letter": "иә"}, set()),
    ],
)
def test_question_is_asked_only_where_its_rule_holds(typed, hidden):
    made = form(
        settings("text", "note", show_if='answers.letter == "иә"'),
        settings("text", "letter", show_if="answers.has_partner"),
        settings("yes_no", "has_partner"),
    )
    section, _answers, evaluation = filled(made, typed)
    assert evaluation.hidden == hidden
    assert {question.key for question in evaluation.asked(section)} == set(made.questions) - hidden


def test_hidden_answer_is_kept_but_absent_for_rules():
    made = form(
        settings("yes_no", "co_funded"),
        settings("money", "own", show_if="answers.co_funded"),
        settings("computed", "doubled", value="answers.own * 2.0"),
        settings("text", "why", show_if="has(answers.own)"),
    )
    _section, answers, evaluation = filled(made, {"co_funded": "no", "own": "500", "why": "себебі"})
    assert answers.values["own"] == "500.00"
    assert evaluation.hidden == {"own", "why"}
    assert "own" not in evaluation.known
    assert evaluation.computed == {}


def test_hidden_table_is_absent_for_totals():
    made = budget(settings("yes_no", "paid"))
    plain = made.model_dump(by_alias=True)
    plain["sections"][0]["questions"][2]["show_if"] = "answers.paid"
    _section, _answers, evaluation = filled(
        type(made).model_validate(plain), posted({"quantity": "1", "price": "5"}, paid="no")
    )
    assert evaluation.computed == {}


@pytest.mark.parametrize("chosen", [["", "other"], ["", "a", "other"]])
def test_rule_can_ask_whether_an_option_is_among_the_chosen(chosen):
    made = form(
        settings("choices", "sources", options=options("a", "other")),
        settings("text", "which", show_if='"other" in answers.sources'),
    )
    assert filled(made, {"sources": chosen})[2].hidden == set()
    assert filled(made, {"sources": ["", "a"]})[2].hidden == {"which"}


def test_faulty_rule_hides_and_computes_nothing():
    made = form(
        settings("text", "name"),
        settings("text", "more", show_if="answers.name > 1.0"),
        settings("computed", "odd", value="answers.name * 2.0"),
    )
    _section, _answers, evaluation = filled(made, {"name": "ә"})
    assert evaluation.hidden == {"more"}
    assert evaluation.computed == {}
