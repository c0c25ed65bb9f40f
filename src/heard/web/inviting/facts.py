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
from heard.correspondence.invitation_letters import ABOUT
from heard.correspondence.invitations import people_on
from heard.correspondence.models import Message
from heard.correspondence.queries import latest_about
from heard.law import DueDate, Nation
from heard.law.calendar_dates import age_on
from heard.pages.frame import Link
from heard.reviews.booking.entries import Standing, booking_of
from heard.reviews.booking.notice import closed_before, is_short, school_limit
from heard.reviews.limits import own_limit
from heard.reviews.models import Choices, Invitation, Review, SchoolHoliday
from heard.reviews.preparation.inviting_queries import invitations_of, still_to_list
from heard.reviews.preparation.need_queries import NeedLine, needs_of
from heard.reviews.preparation.queries import choices_for
from heard.reviews.preparation.questions import HEALTH, SCHOOLS
from heard.reviews.preparation.welcome import is_unwanted, is_wanted
from heard.reviews.queries import get_visible
from heard.reviews.settings import settings_of
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404
from heard.web.review.chosen import Chosen, chosen_of
from heard.web.reviews.presenters import SCHOOL_AGES

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
    choices: Choices | None  # of the child for this review, or else the last ones
    needs: Sequence[NeedLine]

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

    @property
    def school_due_on(self) -> date | None:
        """The day by which schools are to be asked: before the holiday, if the limit lies in one."""
        if self.due is None or self.day is None:
            return None
        return school_limit([self.holiday] if self.holiday else (), limit=self.due.due_on, review_on=self.day)

    def due_on(self, row: Invitation) -> date | None:
        """The day by which one person is to be asked."""
        if row.party.kind in SCHOOLS:
            return self.school_due_on
        return self.due.due_on if self.due else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts of which nobody stands on the list or round the child: the child, a school, a nurse."""
        kinds = {row.party.kind for row in self.invitations} | {party.kind for party in self.new}
        born_on = self.review.child.born_on
        at_school = born_on is None or age_on(born_on, self.day or self.today) in SCHOOL_AGES
        wanted = [("child", (Party.Kind.CHILD,)), ("school", SCHOOLS if at_school else ()), ("nurse", HEALTH)]
        return tuple(name for name, ones in wanted if ones and not kinds & set(ones))

    @property
    def booking(self) -> Standing | None:
        """What people are to be told now: the booking, or when an adjourned review goes on."""
        return booking_of(self.review)

    def unwelcome(self, row: Invitation) -> str:
        """Say that the child does not want somebody there; empty otherwise."""
        if not is_unwanted(row.party, self.choices):
            return ""
        return _("%(name)s does not want them at the review") % {"name": self.name}

    def childs_wish(self, row: Invitation) -> str:
        """Say what the child wishes where it differs from what is decided; empty otherwise."""
        if not row.invited and is_wanted(row.party, self.choices):
            return _("%(name)s wants them at the review") % {"name": self.name}
        return self.unwelcome(row)

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
    own = settings_of(authority.pk).local_limits
    due = own_limit(RULE, nation, own, counted_from=day, clear_days=authority.count_back_clear_days)
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
        choices=choices_for(review),
        needs=needs_of(review, invitations),
    )


def note_reading(request: SignedInRequest, what: str, review: Review) -> None:
    """This will write into the log of reads that a page about the child was opened."""
    log.read(what, authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)


def chosen_in(facts: PeopleFacts) -> tuple[Chosen | None, str]:
    """Give what the child chose, and a title that says whether it was for this review."""
    if facts.choices is None:
        return None, ""
    of_this = facts.choices.review_id == facts.review.pk
    title = _("What %(name)s chose") if of_this else _("What %(name)s chose last time")
    return chosen_of(facts.choices, today=facts.today), title % {"name": facts.name}


def crumbs_of(review: Review, *, people: bool = True) -> tuple[Link, ...]:
    """Give the way to a page of the people of a review."""
    found = list(trail_of(review.child, reviews=True))
    of_review = links.to("review:show", review.pk)
    if of_review:
        found.append(Link(text=_("The review"), href=of_review))
    if people:
        found.append(Link(text=_("People of the review"), href=reverse("inviting:people", args=[review.pk])))
    return tuple(found)
