"""Where an answer that nobody typed was found, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from programs.prefills import EARLIER, ELIGIBILITY


def said_of(origin: Mapping[str, str] | None) -> str:
    """Beside the field, and beside the answer as it is read."""
    if not origin:
        return ""
    root = origin["source"].partition(".")[0]
    if root == EARLIER:
        return _("From what you sent as %(number)s") % {"number": origin.get("number", "")}
    return {
        "person": _("From your profile"),
        # Nobody on the portal checks who may speak for an organization (decision 14).
        "organization": _("Stated by an editor of your organization, not verified"),
        ELIGIBILITY: _("From your answers about the requirements"),
    }.get(root, "")
