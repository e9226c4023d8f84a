from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import Act, Visitor, organizations_where
from accounts.scopes import M, OrganizationRows
from portal.lib.models import Row, protect
from portal.lib.search import Folded, InOrder, Words

# By code points, as folded texts and sort keys are meant to be ordered; one index serves LIKE and ORDER BY.
PLAIN = models.TextField(db_collation="C")


class OwnOrShared(OrganizationRows[M]):
    """Staff also read what belongs to no organization; only technical staff change it."""

    def visible_to(self, user: Visitor, act: Act | None = None) -> Self:
        organizations = organizations_where(user, act)
        if organizations is None:
            return self.all()
        visible = Q(**{f"{self.organization_path}__in": organizations})
        if act is None and organizations:
            visible |= Q(**{f"{self.organization_path}__isnull": True})
        return self.filter(visible)


class ReferenceList(Row):
    """A list that answers are searched in; without an organization it is shared by all."""

    organization = protect(
        Organization, null=True, blank=True, related_name="reference_lists", verbose_name=_("organization")
    )
    key = models.SlugField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True)

    objects = OwnOrShared["ReferenceList"].as_manager()

    class Meta:
        verbose_name = _("reference list")
        verbose_name_plural = _("reference lists")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title or self.key


class ReferenceItemQuerySet(OwnOrShared["ReferenceItem"]):
    organization_path = "reference_list__organization"


class ReferenceItem(Row):
    """One thing of a list. Nothing is deleted: an item that is over has a last day, and answers keep their words."""

    reference_list = protect(ReferenceList, related_name="items", verbose_name=_("reference list"), db_index=False)
    code = models.CharField(_("code"), max_length=60)
    parent = protect("self", null=True, blank=True, related_name="children", verbose_name=_("belongs to"))
    # Codes of all that it belongs to, from the top.
    path = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("path"))
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    title_kk = models.CharField(_("title in Kazakh"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    data = models.JSONField(_("other columns"), default=dict, blank=True)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    fold_kk = models.GeneratedField(expression=Folded(F("title_kk")), output_field=PLAIN, db_persist=True)
    fold_ru = models.GeneratedField(expression=Folded(F("title_ru")), output_field=PLAIN, db_persist=True)
    words = models.GeneratedField(
        expression=Words(Concat(F("title_kk"), Value(" "), F("title_ru"))),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )
    sort_key = models.GeneratedField(expression=InOrder(F("title_kk")), output_field=PLAIN, db_persist=True)

    objects = ReferenceItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a reference list")
        verbose_name_plural = _("items of reference lists")
        ordering = ["reference_list", "sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["reference_list", "code"], name="one_reference_item_per_code"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="reference_item_begins_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["reference_list", "level", "sort_key"], name="reference_item_in_order"),
            models.Index(fields=["reference_list", "fold_kk"], name="reference_item_begins_kk"),
            models.Index(fields=["reference_list", "fold_ru"], name="reference_item_begins_ru"),
            GinIndex(
                OpClass(F("fold_kk"), "gin_trgm_ops"),
                OpClass(F("fold_ru"), "gin_trgm_ops"),
                name="reference_item_holds",
                fastupdate=False,
            ),
            GinIndex(fields=["words"], name="reference_item_words", fastupdate=False),
            GinIndex(fields=["path"], name="reference_item_path", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_ru if (get_language() or "").startswith("ru") else self.title_kk


class ReferenceWord(models.Model):
    """A folded word of the titles of a list, once: what a mistyped word is compared with."""

    reference_list = models.ForeignKey(ReferenceList, on_delete=models.CASCADE, related_name="+")
    word = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference_list", "word"], name="one_reference_word")]
        indexes = [GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="reference_word_alike", fastupdate=False)]

    def __str__(self) -> str:
        return self.word
