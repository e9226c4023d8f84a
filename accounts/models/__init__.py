from accounts.models.consent import Consent
from accounts.models.organization import Membership, Organization, Role
from accounts.models.person import Person
from accounts.models.user import User

__all__ = ["Consent", "Membership", "Organization", "Person", "Role", "User"]
