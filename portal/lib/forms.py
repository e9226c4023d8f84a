from typing import Any

from django import forms

from portal.lib import text


class LineField(forms.CharField):
    """One line of text: without control characters, without runs of spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(text.clean(super().to_python(value) or "").split())
