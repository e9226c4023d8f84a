from django.urls import register_converter

from applications.numbers import is_number
from portal.lib import paths


class NumberConverter:
    """A number with a wrong check character is nobody's: no query is spent on it."""

    regex = "[0-9A-Z-]{10}"

    def to_python(self, value: str) -> str:
        if not is_number(value):
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


class RowConverter:
    """The path of a row in a section: keys of tables and ids of rows by turns."""

    regex = "[a-z][a-z0-9_]*/[0-9a-z_]+(?:/[a-z][a-z0-9_]*/[0-9a-z_]+)*"

    def to_python(self, value: str) -> str:
        if not paths.is_row(value):
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")
register_converter(RowConverter, "row")
