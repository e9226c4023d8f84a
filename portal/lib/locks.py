"""Row locks, always taken in one order, so that two actions can't wait for each other:

call < application < filing < stage run < supply, within one kind by ascending id.

Lock as late as possible and as little as needed: a save takes the filing alone, a submission the application and then
the filing, a decision the application and then the stage run.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def lock(rows: QuerySet[M], **lookup: object) -> M:
    """The one row of the query, locked until the transaction ends; raises the model's DoesNotExist."""
    return rows.select_for_update(of=("self",)).get(**lookup)
