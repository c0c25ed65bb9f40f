"""What may be done, and the roles that bundle it. Code asks for a Permission, never for a role."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop


class Permission(StrEnum):
    """One thing that a user may do."""

    CHILDREN_VIEW_ALL = "children.view_all"
    CHILDREN_VIEW_TEAM = "children.view_team"
    CHILDREN_VIEW_OWN = "children.view_own"
    CHILDREN_EXPORT = "children.export"
    CHILDREN_NAME = "children.name"
    PARTIES_EDIT = "parties.edit"
    RESTRICTED_VIEW = "children.view_restricted"
    WORKLIST_OWN = "worklist.own"
    SERVICE_VIEW = "service.view"
    IRO_APPOINT = "iro.appoint"
    REVIEW_ARRANGE = "review.arrange"
    REVIEW_RECORD = "review.record"
    REVIEW_EXPLAIN_LATE = "review.explain_late"
    REVIEW_PREPARE = "review.prepare"
    COMPLAINT_TELL = "complaint.tell"
    DECISION_ANSWER = "decision.answer"
    DECISION_ENTER = "decision.enter_answer"
    IMPORT_RUN = "import.run"
    IMPORT_VIEW = "import.view"
    FIGURES_VIEW = "figures.view"
    AUDIT_VIEW = "audit.view"
    PEOPLE_MANAGE = "people.manage"
    AUTHORITY_MANAGE = "authority.manage"
    RULES_VIEW = "rules.view"
    SUPPORT_MANAGE = "support.manage"
    SUPPORT_OWN = "support.own"
    LEGAL_ADVISE = "legal.advise"


class Role(StrEnum):
    """A named bundle of permissions."""

    IRO = "iro"
    IRO_MANAGER = "iro_manager"
    BUSINESS_SUPPORT = "business_support"
    SOCIAL_WORKER = "social_worker"
    TEAM_MANAGER = "team_manager"
    LEGAL_OFFICER = "legal_officer"
    COMPLAINTS_MANAGER = "complaints_manager"
    BOARD_MEMBER = "board_member"
    INSPECTOR = "inspector"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDescription:
    """What a role is called, what it is for, and what it may do."""

    title: str
    purpose: str
    may: frozenset[Permission]


_EVERYONE = frozenset({Permission.RULES_VIEW})
_SERVICE = frozenset(
    {
        Permission.CHILDREN_VIEW_ALL,
        Permission.CHILDREN_VIEW_OWN,
        Permission.CHILDREN_EXPORT,
        Permission.REVIEW_ARRANGE,
        Permission.IMPORT_VIEW,
        Permission.PARTIES_EDIT,
    }
)

ROLES: dict[Role, RoleDescription] = {
    Role.IRO: RoleDescription(
        title=gettext_noop("Independent reviewing officer"),
        purpose=gettext_noop("Reviews children's cases, and sees every child of the service who is not restricted."),
        may=_EVERYONE
        | _SERVICE
        | {
            Permission.WORKLIST_OWN,
            Permission.REVIEW_RECORD,
            Permission.REVIEW_EXPLAIN_LATE,
            Permission.SUPPORT_OWN,
        },
    ),
    Role.IRO_MANAGER: RoleDescription(
        title=gettext_noop("IRO manager"),
        purpose=gettext_noop(
            "Runs the service: names IROs, watches timeliness, loads returns, sees restricted children."
        ),
        may=_EVERYONE
        | _SERVICE
        | {
            Permission.WORKLIST_OWN,
            Permission.REVIEW_RECORD,
            Permission.REVIEW_EXPLAIN_LATE,
            Permission.RESTRICTED_VIEW,
            Permission.SERVICE_VIEW,
            Permission.FIGURES_VIEW,
            Permission.IRO_APPOINT,
            Permission.IMPORT_RUN,
            Permission.CHILDREN_NAME,
            Permission.SUPPORT_OWN,
            Permission.SUPPORT_MANAGE,
        },
    ),
    Role.BUSINESS_SUPPORT: RoleDescription(
        title=gettext_noop("Business support"),
        purpose=gettext_noop("Arranges reviews, loads returns and corrects what came wrongly."),
        may=_EVERYONE
        | _SERVICE
        | {
            Permission.SERVICE_VIEW,
            Permission.IMPORT_RUN,
            Permission.CHILDREN_NAME,
            Permission.DECISION_ENTER,
        },
    ),
    Role.SOCIAL_WORKER: RoleDescription(
        title=gettext_noop("Social worker"),
        purpose=gettext_noop("Sees the children that they work with, and keeps who belongs to them."),
        may=_EVERYONE | {Permission.CHILDREN_VIEW_OWN, Permission.PARTIES_EDIT, Permission.REVIEW_PREPARE},
    ),
    Role.TEAM_MANAGER: RoleDescription(
        title=gettext_noop("Team manager"),
        purpose=gettext_noop("Sees the children of the team, and keeps who belongs to them."),
        may=_EVERYONE
        | {
            Permission.CHILDREN_VIEW_OWN,
            Permission.CHILDREN_VIEW_TEAM,
            Permission.PARTIES_EDIT,
            Permission.REVIEW_PREPARE,
            Permission.DECISION_ANSWER,
        },
    ),
    Role.LEGAL_OFFICER: RoleDescription(
        title=gettext_noop("Legal officer"),
        purpose=gettext_noop(
            "Sees the children whose proceedings they work on, and answers the IROs who ask them for advice."
        ),
        may=_EVERYONE | {Permission.CHILDREN_VIEW_OWN, Permission.LEGAL_ADVISE},
    ),
    Role.COMPLAINTS_MANAGER: RoleDescription(
        title=gettext_noop("Complaints manager"),
        purpose=gettext_noop("Sees the children whose complaint they handle, and tells the IRO that there is one."),
        may=_EVERYONE | {Permission.CHILDREN_VIEW_OWN, Permission.COMPLAINT_TELL},
    ),
    Role.BOARD_MEMBER: RoleDescription(
        title=gettext_noop("Board member"),
        purpose=gettext_noop("Sees the figures of the service and no child."),
        may=_EVERYONE | {Permission.FIGURES_VIEW},
    ),
    Role.INSPECTOR: RoleDescription(
        title=gettext_noop("Inspector"),
        purpose=gettext_noop("Sees the figures, and the children of the sample that the service opened for them."),
        may=_EVERYONE | {Permission.FIGURES_VIEW, Permission.CHILDREN_VIEW_OWN},
    ),
    Role.DATA_PROTECTION_OFFICER: RoleDescription(
        title=gettext_noop("Data protection officer"),
        purpose=gettext_noop("Sees who read and changed what, and no child's content."),
        may=_EVERYONE | {Permission.AUDIT_VIEW},
    ),
    Role.ADMINISTRATOR: RoleDescription(
        title=gettext_noop("Administrator"),
        purpose=gettext_noop("Manages people, teams and the authority's settings, and sees no child."),
        may=_EVERYONE | {Permission.PEOPLE_MANAGE, Permission.AUTHORITY_MANAGE},
    ),
}


def permitted(roles: list[str]) -> frozenset[Permission]:
    """This will give everything that the roles together may do."""
    return frozenset().union(*(ROLES[Role(role)].may for role in roles))
