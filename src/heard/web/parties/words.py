"""What the parts, ways and states of people round a child are called on pages."""

from django.utils.translation import gettext_lazy as _

from heard.children.models import Party, SafeContactRule
from heard.children.responsibility import Standing

KINDS = {
    Party.Kind.CHILD: _("The child"),
    Party.Kind.PARENT: _("Parent"),
    Party.Kind.STEP_PARENT: _("Step-parent or parent’s partner"),
    Party.Kind.GUARDIAN_IN_LAW: _("Special guardian or testamentary guardian"),
    Party.Kind.RELATIVE: _("Other relative"),
    Party.Kind.FRIEND: _("Friend of the child or family"),
    Party.Kind.FOSTER_CARER: _("Foster carer"),
    Party.Kind.RESIDENTIAL_HOME: _("Children’s home or other placement"),
    Party.Kind.PROSPECTIVE_ADOPTER: _("Prospective adopter"),
    Party.Kind.SOCIAL_WORKER: _("Social worker"),
    Party.Kind.TEAM_MANAGER: _("Team manager"),
    Party.Kind.SCHOOL: _("School, designated teacher"),
    Party.Kind.PRE_SCHOOL: _("Nursery or pre-school"),
    Party.Kind.VIRTUAL_SCHOOL: _("Virtual school"),
    Party.Kind.NURSE: _("Nurse for looked-after children"),
    Party.Kind.HEALTH: _("Doctor or other health worker"),
    Party.Kind.ADVOCATE: _("Advocate"),
    Party.Kind.INDEPENDENT_VISITOR: _("Independent visitor"),
    Party.Kind.PERSONAL_ADVISER: _("Personal adviser"),
    Party.Kind.YOUTH_JUSTICE: _("Youth justice worker"),
    Party.Kind.INTERPRETER: _("Interpreter"),
    Party.Kind.GUARDIAN: _("Children’s guardian (Cafcass or Cafcass Cymru)"),
    Party.Kind.LEGAL: _("Solicitor or legal services"),
    Party.Kind.COURT: _("Court"),
    Party.Kind.OTHER: _("Somebody else"),
}
GROUPS = (
    ("family", _("The child and family"), ("child", "parent", "step_parent", "guardian_in_law", "relative", "friend")),
    ("carers", _("Carers"), ("foster_carer", "residential_home", "prospective_adopter")),
    ("school-and-health", _("School and health"), ("school", "pre_school", "virtual_school", "nurse", "health")),
    (
        "professionals",
        _("Professionals"),
        (
            "social_worker",
            "team_manager",
            "advocate",
            "independent_visitor",
            "personal_adviser",
            "youth_justice",
            "interpreter",
            "other",
        ),
    ),
    ("court", _("Court"), ("guardian", "legal", "court")),
)
RESPONSIBILITY = {
    Party.Responsibility.YES: _("Has parental responsibility"),
    Party.Responsibility.BY_ORDER: _("Has it by a court order or agreement"),
    Party.Responsibility.NO: _("Does not have it"),
    Party.Responsibility.NOT_KNOWN: _("Not known"),
}
FORMATS = {
    Party.Format.STANDARD: _("Ordinary print"),
    Party.Format.LARGE_PRINT: _("Large print"),
    Party.Format.EASY_READ: _("Easy read"),
    Party.Format.BRAILLE: _("Braille"),
    Party.Format.AUDIO: _("Audio"),
    Party.Format.SIGN: _("Sign language"),
}
CHANNELS = {
    Party.Channel.EMAIL: _("By e-mail"),
    Party.Channel.PRINT: _("By letter on paper"),
    Party.Channel.HELD: _("No letters are sent"),
}
LEFT_OUT = {
    Party.LeftOut.NO: _("Asked before a review, and invited"),
    Party.LeftOut.INVITATION: _("Asked before a review, but not invited"),
    Party.LeftOut.BOTH: _("Neither asked nor invited"),
}
CHILD_AGREES = {
    Party.ChildAgrees.NOT_ASKED: _("Not asked yet"),
    Party.ChildAgrees.YES: _("The child agrees"),
    Party.ChildAgrees.NO: _("The child does not agree"),
}
LANGUAGES = {"en": _("English"), "cy": _("Welsh")}
RULES = {
    SafeContactRule.Kind.DO_NOT_CONTACT: _("Do not contact at all"),
    SafeContactRule.Kind.NOT_THIS_ADDRESS: _("Do not use one address"),
}
STANDING = {
    Standing.SHARED: _(
        "%(authority)s has parental responsibility under the care order, and shares it with everybody who had it"
        " before. The authority may decide how far parents use theirs."
    ),
    Standing.ADOPTION: _(
        "%(authority)s has parental responsibility under the placement order. Parents keep theirs; the authority may"
        " decide how far they use it."
    ),
    Standing.PLACED: _(
        "%(authority)s and the prospective adopters have parental responsibility. Parents keep theirs; the authority"
        " may decide how far each of them uses it."
    ),
    Standing.FREED: _("%(authority)s alone has parental responsibility, under the freeing order."),
    Standing.EMERGENCY: _(
        "Whoever asked for the emergency protection order, as a rule %(authority)s, has parental responsibility while"
        " it lasts, only to keep the child safe. Everybody who had it before keeps it."
    ),
    Standing.PARENTS: _(
        "%(authority)s does not have parental responsibility. Those who had it before hold it alone, and decide."
    ),
    Standing.NOT_LOOKED_AFTER: _(
        "The child is not looked after now, so no order in the record gives %(authority)s parental responsibility."
    ),
    Standing.NOT_KNOWN: _("Not known: no legal status is recorded, so it cannot be said whether %(authority)s has it."),
}
WHY_HELD = {
    "chosen": _("No letters are sent"),
    "forbidden": _("Nothing is sent: must not be contacted"),
    "blocked": _("Nothing is sent: the address must not be used"),
}
