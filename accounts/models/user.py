from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.person import Person
from portal.lib.models import Row


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes the account and its person."""
        full_name = fields.pop("full_name", "")
        user = self.model(email=email.lower(), **fields)
        user.person = Person.objects.create(full_name=full_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Whoever may run commands on the server vouches for the address."""
        user = self.create_user(email, password, is_superuser=True, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class User(Row, AbstractBaseUser, PermissionsMixin):
    """An account: somebody who can sign in."""

    email = models.EmailField(_("email address"), unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, verbose_name=_("person"))
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("active"), default=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def full_name(self) -> str:
        return self.person.full_name

    @cached_property
    def roles(self) -> dict[int, str]:
        """Role by organization id; read once per instance, that is once per request."""
        return dict(self.memberships.values_list("organization_id", "role"))

    @property
    def is_staff(self) -> bool:
        """Django's admin asks for it: technical staff; organizations' staff is known by memberships."""
        return self.is_superuser
