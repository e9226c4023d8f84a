"""Importing this registers the portal's own question kinds."""

from programs.fields import (  # noqa: F401
    choices,
    computed,
    contacts,
    dates,
    files,
    identifiers,
    numbers,
    statics,
    tables,
    texts,
)
