"""What the pages of talks and meetings share: the review they are about, the way to it, what is shown when refused."""

from collections.abc import Mapping
from typing import TypeVar

from django import forms
from django.utils.translation import gettext as _

from heard.common.errors import DomainError
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.models import Review
from heard.reviews.queries import get_visible
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404

BOTH = ["GET", "HEAD", "POST"]
Key = TypeVar("Key", bound=str)


def review_of(request: SignedInRequest, review_id: int) -> Review:
    """Give the review; "no such page" where it is not the viewer's."""
    return or_404(get_visible, review_id, viewer=request.user)


def back_to(review: Review) -> str:
    """Give the address of the review's own page."""
    return links.to("review:show", review.pk)


def crumbs_of(review: Review, *more: Link) -> tuple[Link, ...]:
    """Give the way to the review."""
    day = review.held_on or review.arranged_for
    text = _("Review of %(day)s") % {"day": dates.plain(day)} if day else _("The review")
    return (*trail_of(review.child, reviews=True), Link(text=text, href=back_to(review)), *more)


def first_name(review: Review) -> str:
    """Give what the child is called."""
    child = review.child
    return child.preferred_name or child.given_name or child.shown_name


def refuse(form: forms.Form, error: DomainError, fields: Mapping[type[DomainError], str]) -> None:
    """Show what the action says at its field."""
    field = fields.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)
