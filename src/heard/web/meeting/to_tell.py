"""The children who must still be told that the note of their talk was opened, as a list of links."""

from django.urls import reverse

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.pages.frame import Link
from heard.reviews.listening.queries import untold_openings


def children_to_tell(viewer: User) -> tuple[Link, ...]:
    """Give a link to the talk of each such child, for those who must tell."""
    if not viewer.may(Permission.REVIEW_RECORD):
        return ()
    reviews = {one.note.talk.review_id: one.note.talk.review for one in untold_openings(viewer)}
    return tuple(
        Link(text=review.child.shown_name, href=reverse("meeting:talk", args=[review.pk]))
        for review in reviews.values()
    )
