"""The events of the log in plain words. A test holds that no event about a child is without them."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.planning.models import PlanDate
from heard.reviews.models import PaperKind
from heard.web.changes import words as changes
from heard.web.child.limits_panel import KINDS as PLANS

ISSUE_OF_REVIEWS: dict[str, str | Promise] = {
    "review.adjourned": _("Adjourned a review"),
    "review.answered": _("Entered an answer to an invitation"),
    "review.bounced": _("An invitation came back"),
    "review.child_told": _("Told the child that a private note was opened"),
    "review.choices": _("Kept what the child chose for a review"),
    "review.combined": _("Said which duties one sitting serves"),
    "review.duties_recorded": _("Recorded what came of the other reviews of a sitting"),
    "review.considered": _("Considered matters of the agenda"),
    "review.help_wanted": _("The child wants help with a right"),
    "review.invitation_decided": _("Decided whether somebody is invited"),
    "review.invited": _("Invited somebody to a review"),
    "review.note_opened": _("Opened a private note"),
    "review.need_recorded": _("Kept how far something is that a review needs"),
    "review.interpreter_written_to": _("Wrote to an interpreter"),
    "report.saved": _("Wrote in the social work report"),
    "report.given": _("Gave the social work report to the team manager"),
    "report.taken_back": _("Took the social work report back"),
    "report.sent_back": _("Sent the social work report back"),
    "report.signed": _("Signed the social work report"),
    "report.again": _("Opened the signed social work report again"),
    "review.paper_added": _("Added a paper to a review"),
    "review.paper_marked": _("Marked a paper"),
    "review.paper_needed": _("Said whether a paper is needed"),
    "review.paper_withdrawn": _("Took a file of a paper back, and deleted it"),
    "review.paper_uploaded": _("Uploaded a paper"),
    "review.paper_changed": _("Changed what is known of a paper"),
    "named_iro.told_later": _("Wrote the letters about the IRO"),
    "review.papers_chased": _("Asked for missing papers"),
    "review.social_worker_reminded": _("Reminded by itself of what is owed before the review"),
    "review.papers_choice": _("Decided what to do about missing papers"),
    "review.papers_listed": _("Listed the papers of a review"),
    "review.participation": _("Said how the child took part"),
    "review.people_listed": _("Listed the people of a review"),
    "review.permanence": _("Considered the plan for permanence"),
    "review.private_talk": _("Recorded the private talk, or why there was none"),
    "review.reminded": _("Reminded somebody of an invitation"),
    "review.resumption_set": _("Said when an adjourned review goes on"),
    "review.invite_written": _("Wrote invitations to a review"),
    "review.reminder_written": _("Wrote reminders of a review"),
    "review.cancelled_written": _("Wrote that a review is cancelled"),
    "review.uninvited_written": _("Wrote that somebody is not invited any more"),
    "review.rights": _("Explained the child’s rights"),
    "review.separate_talk": _("Talked with somebody apart"),
    "review.siblings_planned": _("Planned the reviews of brothers and sisters"),
    "review.sitting": _("Recorded a sitting of a review"),
    "review.social_worker_spoken_with": _("Talked with the social worker before a review"),
    "review.wish": _("Kept a wish of the child, with its answer"),
    "review.wish_removed": _("Took a wish out of a review"),
    "record.started": _("Began the record of a review"),
    "record.saved": _("Wrote in the record of a review"),
    "record.left_out": _("Left a part of the record out of a copy"),
    "record.redacted": _("Blacked out a part of a copy"),
    "record.restored": _("Put a part of the record back"),
    "record.signed": _("Signed the record of a review"),
    "record.sent": _("Sent a copy of the record"),
    "record.left": _("A copy of the record left"),
    "record.did_not_arrive": _("A copy of the record did not arrive"),
    "record.on_its_way": _("A copy of the record is on its way again"),
    "letter.written": _("Wrote the letter to the child"),
    "letter.checked": _("Checked the letter to the child"),
    "decision.made": _("Made a decision of a review"),
    "decision.changed": _("Changed a decision of a review"),
    "decision.removed": _("Took a decision of a review back"),
    "decision.answered": _("Answered a decision for the authority"),
    "decision.disagreed": _("The authority disagreed with a decision"),
    "decision.progress": _("Told how a decision goes"),
    "decision.done": _("Recorded that a decision is carried out"),
    "decision.dropped": _("Dropped a decision, with a reason"),
    "decision.remedy": _("Set a new date for a decision that was not carried out"),
    "decision.carried": _("Carried a decision over to the next review"),
    "decisions.issued": _("Sent the decisions to the manager"),
    "disagreement.told": _("Told those who were there that the council disagrees"),
    "decisions.received": _("The manager received the decisions"),
    "decisions.letter_left": _("The decisions left for the manager"),
    "decisions.letter_failed": _("The decisions did not reach the manager"),
    "concern.wanted": _("Wants to raise a concern"),
    "quality_note.written": _("Wrote a note on the quality of the work"),
    "quality_note.sent": _("Sent a note on the quality of the work"),
    "good_practice.noted": _("Noted good practice"),
    "practice.concern_noted": _("Noted a concern about practice"),
}
BETWEEN: dict[str, str | Promise] = {
    "change.told": _("Told the IRO of a significant change"),
    "change.decided": _("Decided on a significant change"),
    "change.without_review": _("Recorded a change made without a review"),
    "plan_date.recorded": _("Entered a plan, visit or assessment"),
    "plan_date.removed": _("Took back a plan, visit or assessment"),
    "contact.recorded": _("Recorded a contact of the IRO"),
    "midway.checked": _("Recorded a midway check"),
    "progress.told": _("Told the IRO of progress"),
}
CIRCLE: dict[str, str | Promise] = {
    "family.linked": _("Said that the child belongs to another child’s family"),
    "family.unlinked": _("Took back that two children are family"),
    "staff.named": _("Said that a colleague works with the child"),
    "staff.ended": _("Recorded that a colleague no longer works with the child"),
    "staff.removed": _("Took back that a colleague works with the child"),
    "child.team_changed": _("Changed the child’s team"),
    "party.added": _("Entered somebody among the people"),
    "party.changed": _("Changed what is known of somebody"),
    "party.ended": _("Recorded that somebody has left"),
    "party.opened_again": _("Opened somebody again among the people"),
    "safe_contact.recorded": _("Made a rule of safe contact"),
    "safe_contact.ended": _("Ended a rule of safe contact"),
    "advice.asked": _("Asked for legal advice"),
    "advice.answered": _("Gave legal advice"),
    "advice.withdrawn": _("Withdrew a request for legal advice"),
}
FIELDS: dict[str, str | Promise] = {
    "kind": _("kind"),
    "decided": _("decided"),
    "due_on": _("by"),
    "done_on": _("on"),
    "made_on": _("made on"),
    "asked_on": _("asked on"),
    "answered_on": _("answered on"),
    "sent_on": _("sent on"),
    "talked_on": _("talked on"),
    "told_on": _("told on"),
    "complete_by": _("to be completed by"),
    "until_on": _("until"),
    "drift": _("drift or delay"),
}


def kind_in_words(code: str) -> str:
    """Give the words of a kind of change, plan or paper; of any other kind nothing."""
    if code in changes.KINDS:
        return str(changes.KINDS[code])
    if code in PlanDate.Kind.values:
        return str(PLANS[code])
    return gettext(PaperKind(code).label) if code in PaperKind.values else ""
