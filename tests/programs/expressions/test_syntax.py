import pytest

from programs.expressions import RuleError, parsed, reads
from programs.expressions.names import depth_of_comprehensions
from programs.expressions.syntax import DEEPEST, LONGEST, MOST_OPERATORS


def shape(node):
    """(a || b) && c as nested tuples."""
    if node.kind == "literal":
        return node.value
    if node.kind == "name":
        return node.name
    return (node.name, *map(shape, node.parts))


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a || b && !c", ("||", "a", ("&&", "b", ("!", "c")))),
        ("(a || b) && c", ("&&", ("||", "a", "b"), "c")),
        ("1.0 - 2.0 - 3.0", ("-", ("-", 1.0, 2.0), 3.0)),
        ("a + b * -c", ("+", "a", ("*", "b", ("-", "c")))),
        ("a ? b : c ? d : e", ("?:", "a", "b", ("?:", "c", "d", "e"))),
        ("x.y[0].z", ("z", ("[]", ("y", "x"), 0))),
        ("f(a, [1, 2])", ("f", "a", ("", 1, 2))),
        ('"a" in x.y', ("in", "a", ("y", "x"))),
        ("x.all(r, r.a > 1)", ("all", "x", "r", (">", ("a", "r"), 1))),
        ('{"a": 1}.a', ("a", ("", "a", 1))),
        (r'"say \"no\""', 'say "no"'),
        (r"r'\d'", r"\d"),
        ("0x1F", 31),
        ("a // why", "a"),
    ],
)
def test_text_becomes_a_tree(source, tree):
    assert shape(parsed(source)) == tree


def test_every_part_knows_its_own_text():
    tree = parsed("(answers.a  || answers.b) && answers.c.all(r, r.x > 1.0)")
    assert [part.text for part in tree.parts] == ["answers.a  || answers.b", "answers.c.all(r, r.x > 1.0)"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a >", "missing at its end"),
        ("", "missing at its end"),
        ("a b", "'b' at position 3"),
        ("a = 1", "'=' at position 3"),
        ("a ) b", "')' at position 3"),
        ("a # b", "'#' at position 3"),
        ("a or b", "'or' at position 3"),
        ("a and b", "write &&"),
        ('"open', "position 1"),
        ("x" * (LONGEST + 1), "longer than"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "nested"),
        ("a ? b : " * (DEEPEST + 1) + "c", "nested"),
        ("||".join("a" * (MOST_OPERATORS + 2)), "operators"),
        ("-" * (MOST_OPERATORS + 1) + "a", "operators"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(source, words):
    with pytest.raises(RuleError, match=words.replace(")", r"\)")):
        parsed(source)


def test_variables_of_a_loop_are_no_unknown_names():
    found = reads("answers.items.filter(r, r.a > limit).all(s, s.b == row.b && today > s.day)")
    assert found.keys == {("answers", "items"), ("row", "b")}
    assert found.roots == {"answers", "row", "today"}
    assert found.unknown == {"limit"}


def test_roots_cannot_be_renamed():
    assert reads("answers.items.all(row, row.a > 1.0)").taken == {"row"}


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("answers.a", 0),
        ("answers.a.filter(r, r.x).map(r, r.y).all(v, v)", 1),
        ("answers.a.all(r, r.b.all(s, s.c.all(t, t.d)))", 3),
    ],
)
def test_loops_within_loops_are_counted(source, depth):
    assert depth_of_comprehensions(parsed(source)) == depth
