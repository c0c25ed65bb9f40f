"""What correspondence hears: a rule of safe contact was made, so letters that it forbids must not leave; an invitation
or a letter with decisions left or did not arrive, so the review it is for knows."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from heard.accounts.models import User
from heard.children.models import SafeContactRule
from heard.common import events
from heard.correspondence import decisions, disagreement, papers, review_reminders
from heard.correspondence.change_notices import tell_iro
from heard.correspondence.invitation_letters import ABOUT, INVITE, REMIND
from heard.correspondence.models import Message
from heard.correspondence.note_notices import tell_writer
from heard.correspondence.safe_contact import withdraw_for_rule
from heard.reviews.decisions import receipt_actions
from heard.reviews.papers import actions as paper_actions
from heard.reviews.preparation import inviting_actions, reminders

OUTDATE_REMINDERS = (
    "review.moved", "review.cancelled", "review.held", "review.social_worker_spoken_with", "review.paper_uploaded",
    "review.paper_marked", "review.paper_changed", "review.paper_needed", "review.completed", "review.resumption_set",
    "review.corrected",
)  # fmt: skip


def keep_safe(*, authority_id: int, child_id: int, party_id: int, rule_id: int, by_id: int) -> None:
    """This will take back what a new rule forbids, in the transaction of the rule."""
    rule = SafeContactRule.objects.get(pk=rule_id, party_id=party_id, child_id=child_id, authority_id=authority_id)
    withdraw_for_rule(rule, by=User.objects.get(pk=by_id))


def follow_left(*, message_id: int, about_kind: str, about_id: int, at: datetime, **_more: Any) -> None:
    """This will keep that a letter left: an invitation, its reminder, papers asked for, decisions for the manager, or a
    reminder that went by itself."""
    if about_kind == review_reminders.ABOUT:
        _reminded(about_id, timezone.localdate(at))
    if about_kind == papers.ABOUT:
        paper_actions.follow_chased(review_id=about_id, on=timezone.localdate(at))
    if about_kind not in (ABOUT, decisions.ABOUT):
        return
    message = Message.objects.only("template").get(pk=message_id)
    if message.template == decisions.TO_MANAGER:
        receipt_actions.follow_left(review_id=about_id, on=timezone.localdate(at))
    elif message.template.startswith(INVITE):
        inviting_actions.follow_sent(invitation_id=about_id, on=timezone.localdate(at))
    elif message.template.startswith(REMIND):
        inviting_actions.follow_reminded(invitation_id=about_id, on=timezone.localdate(at))


def _reminded(reminder_id: int, on: date) -> None:
    row = reminders.follow_left(reminder_id=reminder_id, on=on)
    if row is not None and row.kind in reminders.OF_PAPERS:
        paper_actions.follow_chased(review_id=row.review_id, on=on)


def follow_failed(*, message_id: int, about_kind: str, about_id: int, at: datetime, **_more: Any) -> None:
    """This will keep that an invitation or the decisions for the manager did not arrive, on the day of the last
    attempt, and why."""
    if about_kind not in (ABOUT, decisions.ABOUT):
        return
    message = Message.objects.only("template", "error").get(pk=message_id)
    if message.template == decisions.TO_MANAGER:
        receipt_actions.follow_failed(review_id=about_id, on=timezone.localdate(at))
    elif message.template.startswith(INVITE):
        inviting_actions.follow_failed(invitation_id=about_id, on=timezone.localdate(at), note=message.error)


def connect() -> None:
    """This will listen to new rules of safe contact, to changes told and decisions refused, and to what becomes of
    letters."""
    events.subscribe("safe_contact.recorded", keep_safe)
    events.subscribe("change.told", tell_iro)
    events.subscribe("decision.disagreed", disagreement.tell_iro)
    events.subscribe("note.opened_by_another", tell_writer)
    for name in OUTDATE_REMINDERS:
        events.subscribe(name, review_reminders.take_back_outdated)
    events.subscribe("message.sent", follow_left)
    events.subscribe("message.printed", follow_left)
    events.subscribe("message.failed", follow_failed)
