from accounts.models.consent import Consent
from accounts.models.organization import Membership, Organization
from accounts.models.person import Person
from accounts.models.user import User
from accounts.roles import Role

__all__ = ["Consent", "Membership", "Organization", "Person", "Role", "User"]
