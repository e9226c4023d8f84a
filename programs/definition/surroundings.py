"""What rules can read besides the answers of their form."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

DAY = datetime(2027, 1, 1, tzinfo=UTC)

# Root → key → a sample of it, as rules see it.
SURROUNDINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "applicant": {"full_name": "text"},  # the person who applies; absent when an organization does
    "organization": {"slug": "text"},  # the one that applies; absent when a person does
    "call": {"slug": "text", "opens": DAY, "closes": DAY},
}
TODAY: Final = DAY
