from typing import Literal

from portal.lib.registry import Registry
from programs.definition.base import Key, Strict, Text


class Stage(Strict):
    """Settings that every stage kind has."""

    key: Key
    kind: str
    label: Text
    opens: Literal["on_submission", "at_closing", "by_staff"] = "at_closing"


stage_kinds: Registry[type[Stage]] = Registry("stage kind")
