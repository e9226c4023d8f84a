"""Reading a submitted form back. PDF, signature, review and export read snapshots, never drafts."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from applications.models import Application, FilingState, Snapshot
from applications.sealing import Seal
from portal.lib import paths
from programs.answers import Answers
from programs.definition.form import Form
from programs.editions import definition_of


@dataclass(frozen=True)
class Submitted:
    """A snapshot read back."""

    form: Form
    plain: dict[str, Any]
    answers: Answers
    uploads: dict[int, dict[str, Any]]

    @property
    def received_at(self) -> datetime | None:
        return parse_datetime(self.plain["received_at"])


def open_snapshot(snapshot: Snapshot) -> Submitted:
    """Reads the sealed bytes; needs `snapshot.filing.application`."""
    plain = json.loads(Seal(snapshot.filing.application).unseal(bytes(snapshot.blob)))
    form = definition_of(snapshot.edition_id).forms[plain["form"]]
    values = paths.unflatten(plain["answers"], set(plain["tables"]))
    return Submitted(form, plain, Answers(values), {upload["id"]: upload for upload in plain["uploads"]})


def accepted(application: Application, form_key: str) -> Submitted | None:
    """A form of the case as it was accepted last."""
    return _last(application, Snapshot.objects.filter(filing__form_key=form_key, filing__state=FilingState.ACCEPTED))


def submitted(application: Application, form_key: str) -> Submitted | None:
    """A form of the case as it was submitted last."""
    return _last(application, Snapshot.objects.filter(filing__form_key=form_key))


def _last(application: Application, snapshots: QuerySet[Snapshot]) -> Submitted | None:
    found = snapshots.filter(filing__application=application).select_related("filing").order_by("pk").last()
    if found is None:
        return None
    found.filing.application = application  # whose key needn't be read again
    return open_snapshot(found)
