"""Reads of quality notes."""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Relationship
from heard.children.queries import visible_to
from heard.quality.models import QualityNote

TOLD = (Relationship.Kind.SOCIAL_WORKER, Relationship.Kind.TEAM_MANAGER)


def note_of(review_id: int) -> QualityNote | None:
    """This will give the note of a review, draft or sent; `sent_on` is the day its step was done. One query."""
    return QualityNote.objects.filter(review_id=review_id).select_related("written_by").first()


def readable_note(review_id: int, *, viewer: User) -> QualityNote | None:
    """This will give the note with its answers to somebody who may read it: a draft only to those who write it."""
    found = QualityNote.objects.filter(review_id=review_id, child__in=visible_to(viewer))
    if not viewer.may(Permission.REVIEW_RECORD):
        if not (viewer.may(Permission.REVIEW_PREPARE) or viewer.may(Permission.REVIEW_ARRANGE)):
            return None
        found = found.filter(sent_on__isnull=False)
    return found.select_related("written_by").prefetch_related("answers").first()


def told_of(child_id: int) -> list[Relationship]:
    """This will list the social workers and team managers of a child who have an account: who gets the note."""
    rows = Relationship.objects.filter(child_id=child_id, until_on__isnull=True, user__is_active=True, kind__in=TOLD)
    return list(rows.select_related("user").order_by("kind", "from_on", "pk"))
