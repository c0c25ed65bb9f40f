"""Asking for a permission."""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import NotPermitted


def require(by: User, permission: Permission, *, authority_id: int) -> None:
    """This will raise NotPermitted unless the user holds the permission in that authority."""
    if by.authority_id != authority_id or not by.may(permission):
        raise NotPermitted
