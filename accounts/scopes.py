"""Which rows of an organization its staff may see."""

from functools import reduce
from typing import Any, Self, TypeVar

from django.db import models

from accounts.roles import Act, Visitor, organizations_where

M = TypeVar("M", bound=models.Model)


class OrganizationRows(models.QuerySet[M]):
    """Rows that belong to an organization, found along `organization_path`."""

    organization_path = "organization"

    def visible_to(self, user: Visitor, act: Act | None = None) -> Self:
        """What the person may read as staff; with an act: where the person may do that."""
        organizations = organizations_where(user, act)
        if organizations is None:
            return self.all()
        return self.filter(**{f"{self.organization_path}__in": organizations})


def organization_of(row: models.Model) -> int:
    """The id of the organization that a row of `OrganizationRows` belongs to."""
    rows: Any = type(row)._default_manager.all()
    *parents, last = rows.organization_path.split("__")
    found: int = getattr(reduce(getattr, parents, row), "id" if last == "id" else f"{last}_id")
    return found
