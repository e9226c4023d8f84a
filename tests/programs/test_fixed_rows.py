from programs.answers import Answers, read
from programs.completeness import findings
from programs.evaluation import evaluate
from programs.fixed_rows import rows_of, rows_taken_from, with_given_rows
from tests.programs.making import form, question, settings

ROWS = [{"key": key, "label": {"kk": key.upper(), "ru": key.upper()}} for key in ("first", "second")]
SUMS = settings("fixed_table", "sums", columns=[settings("money", "sum", required=True)], rows=ROWS)
FACTS = settings("fixed_table", "facts", columns=[settings("integer", "fact")], rows_from="annex.indicators")
MADE = form(SUMS, FACTS, settings("computed", "all", value='total(answers.sums, "sum")'))
MAIN = MADE.by_key["main"]
GIVEN = {"facts": [{"_id": "k3f9", "_label": "Оқушылар саны"}, {"_id": "p0q2", "_label": "Мұғалімдер"}]}


def test_rows_of_the_definition_are_there_before_anything_is_stored():
    values = with_given_rows(MAIN.questions, {}, {})
    assert values == {"sums": [{"_id": "first"}, {"_id": "second"}]}


def test_what_is_stored_stands_in_the_row_it_belongs_to_and_rows_no_longer_given_are_left_out():
    stored = [{"_id": "second", "sum": "5.00"}, {"_id": "gone", "sum": "7.00"}]
    assert rows_of(question(**SUMS), stored) == [{"_id": "first"}, {"_id": "second", "sum": "5.00"}]


def test_rows_from_an_accepted_form_keep_their_ids_and_what_they_are_about():
    values = with_given_rows(MAIN.questions, {"facts": [{"_id": "p0q2", "fact": 3, "_label": "бұрынғы"}]}, GIVEN)
    assert values["facts"] == [GIVEN["facts"][0], {"_id": "p0q2", "fact": 3, "_label": "Мұғалімдер"}]


def test_without_that_form_rows_brought_before_stay():
    stored = [{"_id": "p0q2", "fact": 3, "_label": "Мұғалімдер"}]
    assert with_given_rows(MAIN.questions, {"facts": stored}, {})["facts"] == stored


def test_a_table_gives_its_rows_by_id_with_their_first_plain_answer():
    table = question(
        "table",
        "indicators",
        columns=[settings("text", "iin", sensitive=True), settings("money", "sum"), settings("text", "name")],
    )
    values = {
        "indicators": [
            {"_id": "k3f9", "iin": "x", "sum": "5.00", "name": "a"},
            {"_id": "p0q2", "name": "Екінші"},
            {"_id": "zzzz"},
        ]
    }
    labels = [row["_label"] for row in rows_taken_from(table, values)]
    assert labels[1:] == ["Екінші", ""]
    assert labels[0].startswith("5")


def test_only_rows_that_are_given_are_read_however_many_are_posted():
    posted = {
        "sums/_rows": ["zzzz"],
        "sums/first/sum": ["1 000"],
        "sums/zzzz/sum": ["9"],
        "facts/k3f9/fact": ["4"],
        "facts/zzzz/fact": ["5"],
    }
    after = read(MAIN, posted, Answers(with_given_rows(MAIN.questions, {}, GIVEN)))
    assert after.values["sums"] == [{"_id": "first", "sum": "1000.00"}, {"_id": "second"}]
    assert after.values["facts"] == [GIVEN["facts"][0] | {"fact": 4}, GIVEN["facts"][1]]


def test_a_row_that_is_given_is_asked_about_though_nothing_stands_in_it():
    answers = Answers(with_given_rows(MAIN.questions, {}, GIVEN))
    evaluation = evaluate(MADE, {"main": answers})
    assert [finding.path for finding in findings(MAIN, answers, evaluation)] == ["sums/first/sum", "sums/second/sum"]
    assert evaluation.computed["all"] == "0.00"
