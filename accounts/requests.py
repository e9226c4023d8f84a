from datetime import datetime

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """What a view behind `login_required` gets; for annotations only."""

    user: User
    received_at: datetime
