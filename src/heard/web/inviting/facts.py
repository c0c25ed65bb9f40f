"""What the pages of the people of a review are made from, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import named_iros
from heard.children.models import Party
from heard.children.party_queries import Person
from heard.common import clock
from heard.correspondence.invitations import ABOUT, people_on
from heard.correspondence.models import Message
from heard.correspondence.queries import latest_about
from heard.law import DueDate, Nation
from heard.pages.frame import Link
from heard.reviews.inviting_queries import invitations_of, still_to_list
from heard.reviews.models import Invitation, Review, SchoolHoliday
from heard.reviews.notice import closed_before, is_short
from heard.reviews.queries import get_visible
from heard.reviews.steps import limit
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404

RULE = "prep-consult-invite-10wd"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFacts:
    """A review with everybody who is asked for it. `due` is the limit for asking; Wales has none."""

    review: Review
    authority: ResponsibleAuthority
    viewer: User
    today: date
    invitations: Sequence[Invitation]
    people: Mapping[int, Person]
    messages: Mapping[int, Message]
    new: Sequence[Party]
    named: NamedIro | None
    due: DueDate | None
    holiday: SchoolHoliday | None

    @property
    def name(self) -> str:
        return self.review.child.shown_name

    @property
    def iro_id(self) -> int | None:
        return self.named.iro_id if self.named else None

    @property
    def may_arrange(self) -> bool:
        return self.viewer.may(Permission.REVIEW_ARRANGE)

    @property
    def day(self) -> date | None:
        return self.review.arranged_for or self.review.held_on

    @property
    def short_notice(self) -> bool:
        return is_short(self.review.booked_on, self.due.due_on if self.due else None)

    def of(self, invitation_id: int) -> Invitation:
        """Give one of the people. Raises Http404."""
        found = next((row for row in self.invitations if row.pk == invitation_id), None)
        if found is None:
            raise Http404
        return found


def read(request: SignedInRequest, review_id: int) -> PeopleFacts:
    """This will read the people of a review that the viewer sees."""
    review = or_404(get_visible, review_id, viewer=request.user)
    authority, today = request.user.authority, clock.today()
    invitations = invitations_of(review)
    day = review.arranged_for or review.held_on
    nation = Nation(authority.nation)
    due = limit(RULE, nation, counted_from=day, clear_days=authority.count_back_clear_days)
    return PeopleFacts(
        review=review,
        authority=authority,
        viewer=request.user,
        today=today,
        invitations=invitations,
        people=people_on(review, viewer=request.user, today=today),
        messages=latest_about(ABOUT, [row.pk for row in invitations], viewer=request.user),
        new=still_to_list(review, today=today),
        named=named_iros([review.child_id]).get(review.child_id),
        due=due,
        holiday=closed_before(authority.pk, limit=due.due_on if due else today, review_on=day) if day else None,
    )


def note_reading(request: SignedInRequest, what: str, review: Review) -> None:
    """This will write into the log of reads that a page about the child was opened."""
    log.read(what, authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)


def crumbs_of(review: Review, *, people: bool = True) -> tuple[Link, ...]:
    """Give the way to a page of the people of a review."""
    found = list(trail_of(review.child, reviews=True))
    of_review = links.to("review:show", review.pk)
    if of_review:
        found.append(Link(text=_("The review"), href=of_review))
    if people:
        found.append(Link(text=_("People of the review"), href=reverse("inviting:people", args=[review.pk])))
    return tuple(found)
