"""Who is to have the record of a review though nobody invites them: the court, the guardian and legal services of a
child in proceedings (R-176, R-177)."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from heard.children.models import Party

OF_COURT = (Party.Kind.GUARDIAN, Party.Kind.LEGAL, Party.Kind.COURT)
WITH_RECORD = (
    Party.Kind.CHILD,
    Party.Kind.PARENT,
    Party.Kind.STEP_PARENT,
    Party.Kind.GUARDIAN_IN_LAW,
    Party.Kind.FOSTER_CARER,
    Party.Kind.RESIDENTIAL_HOME,
    Party.Kind.PROSPECTIVE_ADOPTER,
    Party.Kind.SOCIAL_WORKER,
    Party.Kind.TEAM_MANAGER,
    Party.Kind.PERSONAL_ADVISER,
    *OF_COURT,
)  # for everybody else the decisions are the whole of their copy
SHOW_PROCEEDINGS = (Party.Kind.GUARDIAN, Party.Kind.COURT)


def in_proceedings(kinds: Iterable[str]) -> bool:
    """Whether a guardian or a court stands among the people of the child."""
    return bool(set(SHOW_PROCEEDINGS) & set(kinds))


def of_court(child: str) -> QuerySet[Party]:
    """This will give, for a subquery, those of the court round the child that the outer query's `child` points to."""
    told = Party.objects.filter(child=OuterRef("child"), kind__in=SHOW_PROCEEDINGS, until_on__isnull=True)
    return Party.objects.filter(Exists(told), child=OuterRef(child), kind__in=OF_COURT, until_on__isnull=True)
