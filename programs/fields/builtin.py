"""Importing this registers the portal's own question kinds."""

from programs.fields import (  # noqa: F401
    addresses,
    choices,
    computed,
    contacts,
    dates,
    files,
    identifiers,
    numbers,
    references,
    statics,
    tables,
    texts,
)
