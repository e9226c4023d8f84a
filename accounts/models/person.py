from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.models import Row


class Person(Row):
    """A human being cases are about: who applies, a parent, a child; with or without an account."""

    full_name = models.CharField(_("full name"), max_length=200)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name
