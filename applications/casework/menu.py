from django.core.cache import cache
from django.template.loader import render_to_string

from accounts.requests import SignedInRequest
from accounts.roles import Act, can_somewhere

REMEMBERED = 300  # seconds; the pages themselves ask anew


def staff_entry(request: SignedInRequest) -> str:
    """In the portal's menu, for whoever reads cases. Every page asks, so the answer is remembered for a while."""
    user = request.user
    is_reader = cache.get_or_set(f"reads-cases:{user.pk}", lambda: can_somewhere(user, Act.READ_CASES), REMEMBERED)
    return render_to_string("casework/entry_in_menu.html", request=request) if is_reader else ""
