"""Reads about supervision. Only the officer and the managers of the service read a session; everybody else nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Prefetch, Q, QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro
from heard.caseloads.team import in_post
from heard.children.models import PeriodOfCare
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.quality import draw
from heard.quality.access import supervised_of
from heard.quality.models import AgreedAction, DrawnCase, SupervisionSession, SupportSettings

COUNTS = (SupervisionSession.Kind.SUPERVISION, SupervisionSession.Kind.REFLECTIVE)


def settings_of(authority_id: int) -> SupportSettings:
    """This will give the settings of an authority, the defaults where it has set none, in one query."""
    found = SupportSettings.objects.filter(authority_id=authority_id).first()
    return found or SupportSettings(authority_id=authority_id)


def caseload_to_draw_from(officer: User, *, viewer: User) -> list[int]:
    """This will list the looked-after children whose named IRO the officer is, among those whom the viewer may see, in
    one query."""
    running = PeriodOfCare.objects.filter(authority_id=officer.authority_id, ceased_on__isnull=True).values("child_id")
    mine = NamedIro.objects.filter(iro=officer, ended_on__isnull=True, authority_id=officer.authority_id)
    found = mine.filter(child__in=visible_to(viewer)).filter(child_id__in=running)
    return sorted(found.values_list("child_id", flat=True))


def sessions_for(viewer: User) -> QuerySet[SupervisionSession]:
    """This will give the sessions that the viewer may read: all of the service for a manager, an officer's own."""
    sessions = SupervisionSession.objects.filter(authority_id=viewer.authority_id)
    if viewer.may(Permission.SUPPORT_MANAGE):
        return sessions
    return sessions.filter(officer=viewer) if viewer.may(Permission.SUPPORT_OWN) else sessions.none()


def sessions_listed(viewer: User, *, officer_id: int | None = None) -> QuerySet[SupervisionSession]:
    """This will list sessions with their people and what was agreed, planned ones first, then the latest, in two
    queries."""
    found = sessions_for(viewer)
    if officer_id is not None:
        found = found.filter(officer_id=officer_id)
    agreed = Prefetch("agreed", AgreedAction.objects.order_by("due_on", "pk"))
    return found.select_related("officer", "supervisor").prefetch_related(agreed).order_by("-planned_for", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session as its reader may see it. `drawn_from` is None where some of the caseload is not the reader's to
    see, so that not even a number tells of those children."""

    session: SupervisionSession
    cases: tuple[DrawnCase, ...]
    agreed: tuple[AgreedAction, ...]
    drawn_from: int | None
    repeats: bool


def get_session(session_id: int, *, viewer: User) -> Session:
    """This will give one session, in four queries. Raises NotFound alike where there is none and where it is not the
    viewer's."""
    session = sessions_for(viewer).filter(pk=session_id).select_related("officer", "supervisor").first()
    if session is None:
        raise NotFound
    seen = set(visible_to(viewer).filter(pk__in=session.pool).values_list("pk", flat=True))
    cases = list(session.cases.select_related("child").order_by("place"))
    order = tuple(case.child_id for case in cases)
    return Session(
        session=session,
        cases=tuple(case for case in cases if case.child_id in seen),
        agreed=tuple(session.agreed.order_by("due_on", "pk")),
        drawn_from=len(session.pool) if len(seen) == len(session.pool) else None,
        repeats=draw.drawn(session.pool, len(cases), seed=session.seed) == order,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionClock:
    """When an officer's next supervision is due: so many weeks after `counted_from`, the last session held or, before
    the first, the start of the post. No date without a setting or without a day to count from."""

    officer: User
    last_on: date | None
    planned_for: date | None
    counted_from: date | None
    weeks: int | None

    @property
    def due_on(self) -> date | None:
        """The last day on which the next session is in time."""
        if self.weeks is None or self.counted_from is None:
            return None
        return self.counted_from + timedelta(weeks=self.weeks)

    def overdue(self, *, today: date) -> bool:
        """Whether the day has passed, or a clock runs and nothing was ever recorded from which to count."""
        if self.weeks is None:
            return False
        return self.due_on is None or self.due_on < today


def clocks(authority_id: int, *, today: date, officer_ids: Iterable[int] | None = None) -> list[SupervisionClock]:
    """This will give the clock of every supervised officer, overdue ones first, then by date and name; four queries."""
    weeks = settings_of(authority_id).supervision_weeks
    wanted = None if officer_ids is None else set(officer_ids)
    people = [user for user in supervised_of(authority_id) if wanted is None or user.pk in wanted]
    told = {
        pk: (held, planned)
        for pk, held, planned in SupervisionSession.objects.filter(authority_id=authority_id)
        .order_by()
        .values("officer_id")
        .annotate(
            held=Max("held_on", filter=Q(kind__in=COUNTS, held_on__lte=today)),
            planned=Max("planned_for", filter=Q(kind__in=COUNTS, state=SupervisionSession.State.PLANNED)),
        )
        .values_list("officer_id", "held", "planned")
    }
    posts = dict(in_post(authority_id, on=today).values_list("user_id", "from_on"))
    found = [_clock(user, told.get(user.pk, (None, None)), posts.get(user.pk), weeks) for user in people]
    return sorted(found, key=lambda clock: (not clock.overdue(today=today), clock.due_on or date.min))


def _clock(
    user: User, told: tuple[date | None, date | None], post_from: date | None, weeks: int | None
) -> SupervisionClock:
    held, planned = told
    return SupervisionClock(
        officer=user, last_on=held, planned_for=planned, counted_from=held or post_from, weeks=weeks
    )


def get_action(action_id: int, *, viewer: User) -> AgreedAction:
    """This will give something agreed in a session that the viewer may read, with the session. Raises NotFound."""
    rows = AgreedAction.objects.filter(pk=action_id, session__in=sessions_for(viewer))
    found = rows.select_related("session").first()
    if found is None:
        raise NotFound
    return found
