from typing import TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

M = TypeVar("M", bound=Model)
MOST_COUNTED = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to 10,000 and stops: nobody turns so many pages, and counting millions takes seconds."""

    object_list: QuerySet[M]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:MOST_COUNTED].count()

    @property
    def is_full(self) -> bool:
        """There may be more than can be paged through."""
        return self.count == MOST_COUNTED
