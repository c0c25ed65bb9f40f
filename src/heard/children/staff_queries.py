"""Reads for the pages on which it is said who works with a child."""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Relationship
from heard.children.queries import visible_to
from heard.children.staff import ROLE_OF
from heard.common.errors import NotFound


def get_staff(relationship_id: int, *, viewer: User) -> Relationship:
    """This will give that a colleague works with a child, to those who may change it. Raises NotFound.

    The named IRO is not among them.
    """
    rows = Relationship.objects.filter(kind__in=list(ROLE_OF), child__in=visible_to(viewer))
    row = rows.filter(pk=relationship_id).select_related("child", "user").first()
    if row is None or not viewer.may(Permission.IMPORT_RUN):
        raise NotFound
    return row
