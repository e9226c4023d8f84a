from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg] # Django's isn't generic when it runs
    """Counts to 10,000 and stops: nobody turns so many pages, and counting millions takes seconds."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:MOST_COUNTED].count()

    @property
    def is_full(self) -> bool:
        """There may be more than can be paged through."""
        return self.count == MOST_COUNTED
