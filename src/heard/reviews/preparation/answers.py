"""Who may read what somebody answered before a review.

What the child says belongs to the child: beside the named IRO it is read by those whom the child chose. What others
answered is read by the reviewing service; the social worker reads what parents, carers and schools said. Nobody else of
the people asked reads the answer of another.
"""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.reviews.models import Invitation
from heard.reviews.preparation.questions import CARERS, PARENTS, SCHOOLS

FOR_SOCIAL_WORKER = (*PARENTS, *CARERS, *SCHOOLS)


def may_read(invitation: Invitation, *, viewer: User, iro_id: int | None) -> bool:
    """Whether this viewer, who sees the child, may read the answer. `iro_id` is the child's named IRO."""
    kind, open_to = invitation.party.kind, invitation.open_to
    if viewer.pk == iro_id:
        return True
    if kind == Party.Kind.CHILD:
        in_service = viewer.may(Permission.REVIEW_ARRANGE) and Invitation.OpenTo.SERVICE in open_to
        with_child = viewer.may(Permission.REVIEW_PREPARE) and Invitation.OpenTo.SOCIAL_WORKER in open_to
        return in_service or with_child
    if viewer.may(Permission.REVIEW_ARRANGE):
        return True
    return viewer.may(Permission.REVIEW_PREPARE) and kind in FOR_SOCIAL_WORKER
