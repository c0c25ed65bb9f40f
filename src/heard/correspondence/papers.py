"""Asking the social worker for the papers of a review that have not come (rulebook 1E, prep-reports-3wd)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.children.models import Child, Party
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Sending, send
from heard.correspondence.colleagues import Addressed, colleague_of
from heard.correspondence.compose import Officer, Order
from heard.correspondence.invitations import NobodyToSign
from heard.correspondence.just_sent import refuse_again
from heard.correspondence.models import Message
from heard.correspondence.queries import letterhead_of
from heard.law import Nation
from heard.reviews.access import locked, tell
from heard.reviews.limits import own_limit
from heard.reviews.models import Paper, PaperKind, Review
from heard.reviews.papers.actions import NothingMissing
from heard.reviews.papers.queries import missing, papers_of
from heard.reviews.preparation.inviting_actions import SentBeforeBooking
from heard.reviews.settings import own_limits_of

ABOUT = "review_papers"
KEY = "review-papers"
RULE = "prep-reports-3wd"


class NoSocialWorker(DomainError):
    """Nobody is known as the social worker of this child. Enter them among the people, with an e-mail address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the papers are called, by language, for a letter."""

    of: Mapping[str, Mapping[str, str]]

    def name(self, paper: Paper, language: str) -> str:
        """The name of a paper: its own where it has one."""
        return paper.name if paper.kind == PaperKind.OTHER else self.of[language][paper.kind]


NAMES = Names(
    of={
        "en": {kind.value: kind.label for kind in PaperKind},
        "cy": {
            PaperKind.CARE_PLAN: "Cynllun gofal",
            PaperKind.SOCIAL_WORK_REPORT: "Adroddiad gwaith cymdeithasol",
            PaperKind.EDUCATION_PLAN: "Cynllun addysg personol",
            PaperKind.HEALTH_PLAN: "Cynllun iechyd",
            PaperKind.PLACEMENT_PLAN: "Cynllun lleoli",
            PaperKind.PATHWAY_PLAN: "Cynllun llwybr",
            PaperKind.PREVIOUS_DECISIONS: "Penderfyniadau’r adolygiad diwethaf",
            PaperKind.OTHER: "Papur arall",
        },
    }
)


def social_worker_of(child: Child, *, viewer: User, today: date) -> Addressed:
    """This will say how the social worker is reached: from among the people, else as a colleague.

    Raises NoSocialWorker.
    """
    found = colleague_of(child, Party.Kind.SOCIAL_WORKER, viewer=viewer, today=today)
    if found is None:
        raise NoSocialWorker
    return found


def sending_of(
    review: Review, *, officer: Officer | None, authority: ResponsibleAuthority, viewer: User, today: date
) -> Sending:
    """This will say what would be sent. Raises SentBeforeBooking, NothingMissing, NobodyToSign, NoSocialWorker."""
    papers = missing(papers_of(review))
    day = review.arranged_for or review.held_on
    if day is None:
        raise SentBeforeBooking
    if not papers:
        raise NothingMissing
    if officer is None:
        raise NobodyToSign
    addressed = social_worker_of(review.child, viewer=viewer, today=today)
    due = own_limit(
        RULE,
        Nation(authority.nation),
        own_limits_of(authority),
        counted_from=day,
        clear_days=authority.count_back_clear_days,
    )
    return Sending(
        child_id=review.child_id,
        about=About(kind=ABOUT, pk=review.pk),
        to=addressed.to,
        order=Order(
            key=KEY,
            language=addressed.language,
            letterhead=letterhead_of(authority),
            officer=officer,
            dated_on=today,
            greeting=addressed.to.name,
            reader=addressed.to.name,
            facts={
                "child": review.child.shown_name,
                "local_id": review.child.local_id,
                "review_on": day,
                "papers_by": due.due_on if due else None,
            },
            lists={"missing": tuple(NAMES.name(paper, addressed.language) for paper in papers)},
        ),
    )


@transaction.atomic
def chase(*, review_id: int, officer: Officer | None, today: date, by: User, again: bool = False) -> Message:
    """Write to the social worker which papers are missing. The papers count as chased when the letter has left.

    What went minutes ago goes once more only with `again`. Raises NotPermitted, NotFound, ReviewCancelled, SentJustNow,
    what `sending_of` raises, and as `send`.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    if not again:
        refuse_again([About(kind=ABOUT, pk=review.pk)], template=KEY)
    authority = ResponsibleAuthority.objects.get(pk=review.authority_id)
    message = send(sending_of(review, officer=officer, authority=authority, viewer=by, today=today), by=by)
    tell("review.papers_asked_for", review, by=by, today=today, message=message.pk)
    return message
