"""Reads of the register of involvements: who did or does what in which child's case."""

from django.db.models import QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import Involvement
from heard.children.queries import visible_to
from heard.common.errors import NotFound


def register(viewer: User, *, user_id: int | None = None, child_id: int | None = None) -> QuerySet[Involvement]:
    """This will list what the viewer may see, by child: of children whom they see, and for an IRO only their own."""
    rows = Involvement.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))
    if not (viewer.may(Permission.IRO_APPOINT) or viewer.may(Permission.IMPORT_RUN)):
        rows = rows.filter(user=viewer)
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    if child_id is not None:
        rows = rows.filter(child_id=child_id)
    return rows.select_related("child", "user").order_by("child__sort_key", "child_id", "user__name", "kind", "pk")


def involvement_of(involvement_id: int, *, viewer: User) -> Involvement:
    """This will give one row of the register. Raises NotFound."""
    row = register(viewer).filter(pk=involvement_id).first()
    if row is None:
        raise NotFound
    return row
