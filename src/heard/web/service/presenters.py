"""What several pages of the service show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.clocks import own_target
from heard.correspondence.queries import OUTBOX
from heard.deadlines.lists import WithoutIro
from heard.deadlines.measures import FULL_TIME, SHORT_BREAK
from heard.deadlines.models import Deadline
from heard.law import england_and_wales
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Tab, address
from heard.pages.presenters.why import Why
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.due import DueCell, cell_of, due_cell


def tabs(viewer: User, current: str, *, waiting: int = 0) -> tuple[Tab, ...]:
    """This will give the tabs of the service that the viewer may open."""
    found = []
    if viewer.may(Permission.SERVICE_VIEW):
        found.append(Tab(text=gettext("Today"), href=reverse("service:today"), current=current == "service:today"))
        found.append(
            Tab(
                text=gettext("Children without an IRO"),
                href=reverse("service:without_iro"),
                current=current == "service:without_iro",
                badge=waiting,
                badge_words=ngettext("%(n)d child", "%(n)d children", waiting) % {"n": waiting},
            )
        )
    if viewer.may(Permission.SERVICE_VIEW):
        href = reverse("service:caseload")
        found.append(Tab(text=gettext("Caseload"), href=href, current=current == "service:caseload"))
        href = reverse("service:forecast")
        found.append(Tab(text=gettext("Forecast"), href=href, current=current == "service:forecast"))
    if viewer.may(Permission.FIGURES_VIEW):
        href = reverse("service:timeliness")
        found.append(Tab(text=gettext("Timeliness"), href=href, current=current == "service:timeliness"))
    if viewer.may(Permission.SERVICE_VIEW):
        href = reverse("service:preparation")
        found.append(Tab(text=gettext("Asked late"), href=href, current=current == "service:preparation"))
        href = reverse("handover:list")
        found.append(Tab(text=gettext("Changes of IRO"), href=href, current=current == "handover:list"))
        found.append(Tab(text=gettext("Decisions"), href=reverse("decisions:list")))
    if viewer.may(Permission.IRO_APPOINT):
        found.append(Tab(text=gettext("Officers"), href=reverse("officers:list"), current=current == "officers:list"))
    elif viewer.may(Permission.IMPORT_RUN):
        href = reverse("officers:involvements")
        found.append(Tab(text=gettext("Officers"), href=href, current=current == "officers:involvements"))
    if viewer.may(OUTBOX):
        found.append(Tab(text=gettext("Outbox"), href=reverse("outbox:list"), current=current == "outbox:list"))
    if viewer.may(Permission.SUPPORT_MANAGE):
        here = current == "support:supervision"
        found.append(Tab(text=gettext("Support"), href=reverse("support:supervision"), current=here))
    if viewer.may(Permission.IMPORT_VIEW):
        found.append(Tab(text=gettext("Imports"), href=reverse("imports:list")))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A child without an IRO. `name_href` is empty for somebody who may not name one."""

    cell: DueCell
    target: DueCell | None
    name: str
    href: str
    age: str
    since: str
    since_iso: str
    review: DueCell | None
    name_href: str


def waiting_row(item: WithoutIro, *, viewer: User, today: date) -> WaitingRow:
    """This will make one line."""
    child, nation = item.appoint.child, viewer.authority.nation
    started = item.appoint.period.started_on
    review = due_cell(item.review, name=child.shown_name, today=today, nation=nation) if item.review else None
    return WaitingRow(
        cell=due_cell(item.appoint, name=child.shown_name, today=today, nation=nation),
        target=target_cell(viewer, started, name=child.shown_name, today=today),
        name=child.shown_name,
        href=reverse("child:show", args=[child.pk]),
        age=words.age(child.born_on, today=today) if child.born_on else "",
        since=dates.short(started, today=today),
        since_iso=started.isoformat(),
        review=review,
        name_href=reverse("naming:name", args=[child.pk]) if viewer.may(Permission.IRO_APPOINT) else "",
    )


def target_cell(viewer: User, started_on: date, *, name: str, today: date) -> DueCell | None:
    """This will give the authority's own target with its reason; nothing where it set none."""
    due = own_target(viewer.authority, started_on)
    if due is None:
        return None
    told = {"name": name}
    return cell_of(
        due,
        about=gettext("own target for naming an IRO, %(name)s") % told,
        event=gettext("when %(name)s became looked after") % told,
        today=today,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A review that counts for M09: in time, late with its reason, or not held."""

    deadline_id: int
    name: str
    href: str
    iro: str
    what: str
    why: Why | None
    held: str
    held_note: str
    late: bool
    reason: str
    reason_note: str
    reason_href: str


def late_row(row: Deadline, *, viewer: User, today: date) -> LateRow:
    """This will make one line; `row` carries `outcome` and `iro_name`."""
    child, review = row.child, row.review
    cell = due_cell(row, name=child.shown_name, today=today, nation=viewer.authority.nation)
    outcome, iro = getattr(row, "outcome", ""), getattr(row, "iro_name", None)
    reason, note = _reason(review, outcome)
    ask = outcome == "late" and not reason and viewer.may(Permission.REVIEW_EXPLAIN_LATE)
    return LateRow(
        deadline_id=row.pk,
        name=child.shown_name,
        href=reverse("child:show", args=[child.pk]),
        iro=iro or gettext("No IRO"),
        what=words.title_of(row),
        why=cell.why,
        held=_held(row, review, outcome, today),
        held_note=_how_late(row, review, outcome),
        late=outcome in ("late", "not_held"),
        reason=reason or ("" if ask else _no_reason(outcome)),
        reason_note=note,
        reason_href=reverse("reviews:explain", args=[review.pk]) if ask and review else "",
    )


def _no_reason(outcome: str) -> str:
    return gettext("No reason yet") if outcome == "late" else ""


def _reason(review: Review | None, outcome: str) -> tuple[str, str]:
    if review is None or outcome != "late" or not review.late_reason:
        return "", ""
    return review.get_late_reason_display(), review.late_note


def _held(row: Deadline, review: Review | None, outcome: str, today: date) -> str:
    if outcome == "not_held" or review is None or review.held_on is None:
        ended = row.state == Deadline.State.STOPPED
        return gettext("Not held before care ended") if ended else gettext("Not held yet")
    return dates.short(review.held_on, today=today)


def _how_late(row: Deadline, review: Review | None, outcome: str) -> str:
    if outcome != "late" or row.due_on is None or review is None or review.held_on is None:
        return ""
    if review.held_on <= row.due_on:
        return gettext("Begun in time, completed late")
    calendar = england_and_wales()
    days = calendar.working_days_between(row.due_on, review.held_on) if calendar.knows(review.held_on) else 0
    if days:
        return ngettext("%(n)d working day late", "%(n)d working days late", days) % {"n": days}
    days = (review.held_on - row.due_on).days
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}


def streams() -> Mapping[str, str]:
    """This will give the streams that are counted, with their words."""
    return {FULL_TIME: gettext("Full-time care"), SHORT_BREAK: gettext("Short breaks")}


def list_address(name: str, **kept: str) -> str:
    """This will give the address of a list with its filter."""
    return address(reverse(name), kept)
