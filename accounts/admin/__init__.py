from accounts.admin.consents import ConsentAdmin
from accounts.admin.memberships import MembershipAdmin
from accounts.admin.organizations import OrganizationAdmin
from accounts.admin.users import UserAdmin

__all__ = ["ConsentAdmin", "MembershipAdmin", "OrganizationAdmin", "UserAdmin"]
