import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import Person, User


def codes(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Bes-Qonaq7", set()),
        ("Құпиясөз7", set()),
        ("Пароль-77", set()),
        ("Qonaq-7", {"password_too_short"}),
        ("bes-qonaq7", {"password_no_upper"}),
        ("BES-QONAQ7", {"password_no_lower"}),
        ("Bes-Qonaqtar", {"password_no_digit"}),
        ("bes-qonaqtar", {"password_no_upper", "password_no_digit"}),
        ("83920174", {"password_no_upper", "password_no_lower"}),
        ("қонақ", {"password_too_short", "password_no_upper", "password_no_digit"}),
        ("Bes-Qonaq٧", {"password_no_digit"}),
        ("Password1", {"password_too_common"}),
    ],
)
def test_password_rule_says_everything_that_is_missing(password, missing):
    """S3."""
    assert codes(password) == missing


def test_password_like_the_address_or_the_name_is_refused():
    user = User(email="aigerim.tolegen@people.example", person=Person(full_name="Бекзат Оспанов"))
    assert codes("Aigerim1", user) == {"password_too_similar"}
    assert codes("БекзатОспанов1", user) == {"password_too_similar"}
