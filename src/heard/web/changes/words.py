"""The words of significant changes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.planning.kinds import Group
from heard.planning.models import ChangeDecision, SignificantChange

Kind, ToldBy, Decision = SignificantChange.Kind, SignificantChange.ToldBy, ChangeDecision.Decision

KINDS: dict[str, str | Promise] = {
    Kind.PLAN_CHANGE: _("The care plan is to change in another way"),
    Kind.LEAVING_CARE: _("To leave care before 18"),
    Kind.OTHER_ARRANGEMENTS: _("To move from a regulated placement to another setting"),
    Kind.KEY_STAGE_4: _("To move in Key Stage 4, so that schooling is interrupted"),
    Kind.SETTLED_MOVE: _("To move although settled"),
    Kind.WITH_PARENT: _("To live with a parent"),
    Kind.PLACEMENT_MOVED: _("Had to move unexpectedly"),
    Kind.FAMILY_TIME: _("A major change to family time"),
    Kind.COMPLAINT: _("A complaint by or for the child, a parent or carer"),
    Kind.OFFENDING: _("A charge, proceedings or a sentence"),
    Kind.MISSING: _("Was missing or ran away"),
    Kind.PERSISTENTLY_ABSENT: _("Is persistently absent from the placement"),
    Kind.HARM: _("Concern about harm, a section 47 enquiry or a conference"),
    Kind.VISIT_FINDING: _("A visit found that the placement does not safeguard the child’s welfare"),
    Kind.EXCLUDED: _("Was excluded from school"),
    Kind.HEALTH: _("A serious health event"),
    Kind.FAMILY_EVENT: _("A birth, death or marriage in the family"),
    Kind.SOCIAL_WORKER: _("A change of social worker"),
    Kind.DECISION_LATE: _("A decision of the review was not carried out in time"),
    Kind.PANEL: _("A panel decided on permanence"),
    Kind.COURT: _("A court changed the plan"),
    Kind.DETAINED: _("Is detained, and would leave detention without a review"),
    Kind.ACCOMMODATION_ENDS: _("Accommodation is to stop and no parent takes over"),
    Kind.PROTECTION_ENDS: _("Accommodation after police protection or remand is to end"),
    Kind.CHILD_ASKS: _("The child asks for a review"),
    Kind.FAMILY_SUPPORT: _("The family was referred to an integrated family support team"),
    Kind.OTHER: _("Something else"),
}
GROUPS: dict[Group, str | Promise] = {
    Group.BEFORE: _("A review comes before the change"),
    Group.EARLY: _("The law calls for an early review"),
    Group.CONSIDER: _("The IRO considers an early review"),
}
TOLD_BY: dict[str, str | Promise] = {
    ToldBy.SOCIAL_WORKER: _("The social worker"),
    ToldBy.CHILD: _("The child"),
    ToldBy.PARENT: _("A parent"),
    ToldBy.CARER: _("The carer"),
    ToldBy.ADVOCATE: _("The advocate"),
    ToldBy.COMPLAINTS: _("The complaints manager"),
    ToldBy.IRO: _("The IRO found it"),
    ToldBy.OTHER: _("Somebody else"),
}
DECISIONS: dict[str, str | Promise] = {
    Decision.REVIEW_NOW: _("A review now"),
    Decision.AT_NEXT: _("At the next review"),
    Decision.NONE: _("No review"),
}
DECISION_HINTS: dict[str, str | Promise] = {
    Decision.REVIEW_NOW: _("Before the change is made. The next ordinary review then counts from it."),
    Decision.AT_NEXT: _("It stands on the page of that review."),
    Decision.NONE: _("Needs a reason that would satisfy the child."),
}
