"""The reminders that go by themselves before a review: to the social worker, and from the limit on to the team manager.

The named IRO signs, and what the IRO may not see or send does not go (rulebook 1E, prep-sw-iro-15wd, prep-reports-3wd).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro, OfficerProfile
from heard.children.models import Party
from heard.common.errors import DomainError
from heard.correspondence.actions import STILL_HERE, About, Sending, send_by_itself, take_back
from heard.correspondence.colleagues import Addressed, colleague_of
from heard.correspondence.compose import Fact, Officer, Order
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.papers import NAMES
from heard.correspondence.queries import letterhead_of
from heard.reviews.models import Paper, Review
from heard.reviews.papers.queries import missing, papers_of, usual_kinds
from heard.reviews.preparation.reminders import (
    OF_PAPERS,
    SECOND,
    DueReminder,
    Rules,
    SetBy,
    due_reminders,
    keep_reminder,
    outdated,
    rules_of,
)
from heard.reviews.settings import settings_of

ABOUT = "review_reminder"
OF_TALK, OF_MISSING = "review-talk-due", "review-papers-due"
DAY_OF = {SetBy.NATION: "asked_by", SetBy.COUNCIL: "council_asks_by", SetBy.USUAL: "usual_by"}
DONE_SINCE = "What this letter reminds of was done, or the review was moved, cancelled or held."

logger = structlog.get_logger("heard.correspondence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """How many reminders were written, and how many could not be, such as where nobody may be written to."""

    written: int
    not_written: int


def remind(*, authority_id: int, today: date) -> Reminded:
    """Write the reminders of an authority that are due today. Safe to run twice: each goes once for a booking.

    Each has a transaction of its own, so that one that cannot be written leaves the others written.
    """
    with transaction.atomic():
        authority = ResponsibleAuthority.objects.get(pk=authority_id)
        rules = rules_of(authority, settings_of(authority_id))
        waiting = [(due.review.pk, due.kind) for due in due_reminders(rules, today=today)]
    done = [_remind(review_id, kind, rules, authority, today) for review_id, kind in waiting]
    return Reminded(written=done.count(True), not_written=done.count(False))


def _remind(review_id: int, kind: str, rules: Rules, authority: ResponsibleAuthority, today: date) -> bool:
    """Hold the review, ask again whether the reminder is due, and write it."""
    try:
        with transaction.atomic():
            Review.objects.select_for_update(of=("self",)).get(pk=review_id)
            still = [due for due in due_reminders(rules, today=today, review_id=review_id) if due.kind == kind]
            return bool(still) and _write(still[0], authority, today)
    except DomainError as error:
        logger.info("review.not_reminded", review=review_id, kind=kind, why=type(error).__name__)
        return False


def _write(due: DueReminder, authority: ResponsibleAuthority, today: date) -> bool:
    """Without an IRO to sign, or anybody to write to, nothing is written; the next night asks again."""
    named = NamedIro.objects.filter(child_id=due.review.child_id, ended_on__isnull=True).select_related("iro").first()
    if named is None:
        return False
    readers = _readers(due, named.iro, today)
    if not readers:
        return False
    row = keep_reminder(due, names=[one.to.name for one in readers], today=today)
    signing = _officer(named.iro)
    sendings = [
        Sending(
            child_id=due.review.child_id,
            about=About(kind=ABOUT, pk=row.pk),
            order=_order(due, one, signing, authority, today, copied=len(readers) > 1),
            to=one.to,
        )
        for one in readers
    ]
    send_by_itself(sendings, viewer=named.iro)
    return True


def _readers(due: DueReminder, iro: User, today: date) -> list[Addressed]:
    parts = [Party.Kind.SOCIAL_WORKER]
    if due.kind in SECOND:
        parts.append(Party.Kind.TEAM_MANAGER)
    found = [colleague_of(due.review.child, part, viewer=iro, today=today, reply_to=iro.email) for part in parts]
    return [one for one in found if one is not None]


def _officer(iro: User) -> Officer:
    profile = OfficerProfile.objects.filter(user=iro).only("telephone").first()
    return officer_from(iro, telephone=profile.telephone if profile else "")


def _order(
    due: DueReminder,
    reader: Addressed,
    officer: Officer,
    authority: ResponsibleAuthority,
    today: date,
    *,
    copied: bool,
) -> Order:
    child, about_papers = due.review.child, due.kind in OF_PAPERS
    facts: dict[str, Fact] = {
        "child": child.shown_name,
        "local_id": child.local_id,
        "review_on": due.review_on,
        "begins": "" if due.again else "yes",
        "goes_on": "yes" if due.again else "",
        DAY_OF[due.aim.set_by]: due.aim.due_on,
        "limit_passed": "yes" if due.kind in SECOND else "",
        "copied": "yes" if copied else "",
    }
    return Order(
        key=OF_MISSING if about_papers else OF_TALK,
        language=reader.language,
        letterhead=letterhead_of(authority),
        officer=officer,
        dated_on=today,
        greeting=reader.to.name,
        reader=reader.to.name,
        facts=facts,
        lists={"missing": _lacking(due.review, reader.language, today)} if about_papers else {},
    )


def _lacking(review: Review, language: str, today: date) -> tuple[str, ...]:
    """The papers that have not come; where nobody made the list, those that the council asks for."""
    listed = papers_of(review)
    papers = missing(listed) if listed else [Paper(kind=kind) for kind in usual_kinds(review, today=today)]
    return tuple(NAMES.name(paper, language) for paper in papers)


def take_back_outdated(*, child_id: int, **_more: Any) -> None:
    """This will take back reminders that have not left and do not hold any more, in the transaction of the change."""
    waiting = Message.objects.filter(child_id=child_id, about_kind=ABOUT, state__in=STILL_HERE)
    found = list(waiting.select_for_update(of=("self",)))
    if not found:
        return
    gone = outdated(message.about_id for message in found)
    for message in found:
        if message.about_id in gone:
            take_back(message, DONE_SINCE, by=None)
