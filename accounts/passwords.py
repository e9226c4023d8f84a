import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MixedCharactersValidator:
    """Upper and lower case letters of any alphabet, and digits."""

    def validate(self, password: str, user: Any = None) -> None:
        missing = []
        if not any(character.isupper() for character in password):
            missing.append(ValidationError(_("Add an upper case letter."), code="password_no_upper"))
        if not any(character.islower() for character in password):
            missing.append(ValidationError(_("Add a lower case letter."), code="password_no_lower"))
        if not re.search(r"[0-9]", password):
            missing.append(ValidationError(_("Add a digit."), code="password_no_digit"))
        if missing:
            raise ValidationError(missing)

    def get_help_text(self) -> str:
        return _("Use upper and lower case letters and digits.")


def hint() -> str:
    """The whole rule in one sentence, for the field's hint."""
    return _("At least 8 characters: upper and lower case letters and digits.")
