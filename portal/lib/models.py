from typing import Any

from django.db import models


class Row(models.Model):
    """Every table of ours has an id and the time of its creation."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        abstract = True


def protect(to: str | type[models.Model], **options: Any) -> Any:
    """Rows that something refers to can't be deleted."""
    return models.ForeignKey(to, on_delete=models.PROTECT, **options)
