"""A plan three deep, for tests: tasks hold events, events hold points; a task has its four quarters."""

from hypothesis import strategies as st

from portal.lib import paths
from tests.programs.making import form, options, settings

POINTS = settings(
    "table",
    "points",
    columns=[
        settings("text", "place", required=True),
        settings("integer", "people", min=1),
        settings("text", "passport", sensitive=True),
        settings("computed", "share", value="row.people / parent.seats"),
    ],
    rows={"max": 10},
    checks=[{"rule": "row.people <= parent.seats", "message": {"kk": "Көп", "ru": "Много"}, "at": "people"}],
)
EVENTS = settings(
    "table",
    "events",
    columns=[
        settings("text", "name", required=True),
        settings("integer", "seats"),
        settings("choice", "how", options=options("live", "online")),
        settings("url", "link", show_if='row.how == "online"', required=True),
        POINTS,
        settings("computed", "people", value='total(row.points, "people")', **{"as": "integer"}),
    ],
    rows={"max": 10},
    row_title={"kk": "Іс-шара", "ru": "Мероприятие"},
)
QUARTERS = settings(
    "fixed_table",
    "quarters",
    columns=[settings("money", "sum")],
    rows=[{"key": f"q{number}", "label": {"kk": f"{number}-тоқсан", "ru": f"{number} квартал"}} for number in (1, 2)],
)
TASKS = settings(
    "table",
    "tasks",
    columns=[
        settings("text", "title", required=True),
        settings("yes_no", "has_events"),
        settings("table", "events", **{key: EVENTS[key] for key in ("columns", "rows", "row_title")})
        | {"show_if": "row.has_events"},
        QUARTERS,
        settings("computed", "cost", value='total(row.quarters, "sum")', **{"as": "money"}),
    ],
    rows={"min": 1, "max": 10},
    row_title={"kk": "Міндет", "ru": "Задача"},
)
PLAN = form(
    settings("text", "name"),
    TASKS,
    settings("computed", "cost", value='total(answers.tasks, "cost")', **{"as": "money"}),
)
MAIN = PLAN.by_key["main"]


def posted(tree):
    """What a page with everything on it would post for rows given as {id: {key: text or rows}}."""
    return {path: list(texts) for path, texts in _posted("", tree)}


def _posted(prefix, values):
    for key, value in values.items():
        path = prefix + key
        if isinstance(value, dict):
            yield paths.join(path, "_rows"), ["", *value]
            for row_id, row in value.items():
                yield from _posted(paths.join(path, row_id, ""), row)
        else:
            yield path, [value]


TEXTS = st.text(alphabet="абвәқң 12,х", max_size=8)
IDS = st.from_regex(r"[2-9a-z]{4}", fullmatch=True)


def _rows(cells):
    return st.dictionaries(IDS, cells, max_size=3)


CELLS = {
    "points": st.fixed_dictionaries({}, optional={"place": TEXTS, "people": TEXTS, "passport": TEXTS}),
}
CELLS["events"] = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "seats": TEXTS,
        "how": st.sampled_from(["", "live", "x"]),
        "points": _rows(CELLS["points"]),
    },
)
QUARTER_CELLS = st.fixed_dictionaries({}, optional={"q1": st.fixed_dictionaries({"sum": TEXTS})})
CELLS["tasks"] = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "has_events": st.sampled_from(["", "yes", "no"]),
        "events": _rows(CELLS["events"]),
        "quarters": QUARTER_CELLS,
    },
)
TREES = st.fixed_dictionaries({"tasks": _rows(CELLS["tasks"])}, optional={"name": TEXTS})
