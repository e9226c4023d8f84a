from accounts.models.consent import Consent
from accounts.models.invitation import Invitation
from accounts.models.organization import Membership, Organization
from accounts.models.person import Person
from accounts.models.user import User
from accounts.roles import Role

__all__ = ["Consent", "Invitation", "Membership", "Organization", "Person", "Role", "User"]
