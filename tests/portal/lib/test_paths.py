import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import paths

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
ROW_IDS = st.from_regex(r"[0-9a-z]{4,6}", fullmatch=True)
LEAVES = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.lists(st.text(max_size=3), max_size=3))


def rows(values):
    return st.lists(st.tuples(ROW_IDS, values), min_size=1, max_size=3, unique_by=lambda row: row[0]).map(
        lambda found: [{paths.ROW_ID: row_id, **value} for row_id, value in found]
    )


ANSWERS = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=3),
    lambda inner: st.dictionaries(KEYS, st.one_of(LEAVES, rows(inner)), max_size=3),
    max_leaves=8,
)


def tables_of(values, prefix=""):
    for key, value in values.items():
        if paths.is_table(value):
            yield prefix + key
            for row in value:
                yield from tables_of(row, paths.join(prefix + key, row[paths.ROW_ID], ""))


@given(ANSWERS)
def test_answers_come_back_from_their_paths(values):
    assert paths.unflatten(dict(paths.flatten(values)), set(tables_of(values))) == values


@given(ANSWERS)
def test_every_address_is_a_path(values):
    assert all(paths.is_path(path) for path, _value in paths.flatten(values))


@pytest.mark.parametrize(
    "path", ["", "/", "A", "items/", "items/3k/price", "items/k3f9/", "items/../x", "items/K3F9/x"]
)
def test_what_is_no_path_is_refused(path):
    assert not paths.is_path(path)


def test_row_ids_are_paths_and_do_not_repeat():
    ids = {paths.new_row_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(paths.ROW.fullmatch(row_id) for row_id in ids)
