"""What is late in the reviews of the whole service: records, decisions, talks; a list that keeps its filter."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import visible_to
from heard.common import clock
from heard.pages.presenters.parts import Pill, address
from heard.reviews.life.open_matters import Matter, open_matters
from heard.reviews.life.open_reviews import open_steps, overdue_decisions
from heard.reviews.life.values import Key
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required
from heard.web.review.lines import lines_of
from heard.web.review.open_lines import DECISIONS, StepLine
from heard.web.service import presenters

A_PAGE = 50
KINDS = {
    Key.SOCIAL_WORKER.value: gettext_lazy("Talks with social workers"),
    Key.INVITE.value: gettext_lazy("Invitations"),
    Key.PAPERS.value: gettext_lazy("Papers"),
    Key.PAPERS_CHOICE.value: gettext_lazy("Choices without papers"),
    Key.PRIVATE_TALK.value: gettext_lazy("Talks with children"),
    Key.COMPLETE.value: gettext_lazy("Adjourned reviews"),
    Key.SEND_DECISIONS.value: gettext_lazy("Decisions to send"),
    Key.CARE_PLAN.value: gettext_lazy("Care plans"),
    Key.RECORD.value: gettext_lazy("Records"),
    Key.DISTRIBUTE.value: gettext_lazy("Records to send out"),
    Key.NEXT_DATE.value: gettext_lazy("Next reviews not arranged"),
    DECISIONS: gettext_lazy("Decisions overdue"),
    Matter.HELP.value: gettext_lazy("Children who want help"),
    Matter.DISAGREED.value: gettext_lazy("Disagreements to tell"),
    Matter.NOT_RECEIVED.value: gettext_lazy("Decisions not received"),
}


def late_lines(viewer: User, *, today: date) -> list[StepLine]:
    """This will give every step whose limit is past, and what waits without one, the longest first."""
    steps = open_steps(visible_to(viewer), authority=viewer.authority, today=today, until=today)
    late = [one for one in steps if one.due_on < today]
    overdue = overdue_decisions(visible_to(viewer), today=today)
    return lines_of(late, overdue, open_matters(visible_to(viewer)), viewer=viewer, today=today)


def late_counts(viewer: User, *, today: date) -> dict[str, int]:
    """This will count by kind the steps whose limit is past, and what waits without one, in five queries."""
    steps = open_steps(visible_to(viewer), authority=viewer.authority, today=today, until=today)
    counted = Counter(one.step.key.value for one in steps if one.due_on < today)
    counted.update(one.matter.value for one in open_matters(visible_to(viewer)))
    counted[DECISIONS] = sum(one.number for one in overdue_decisions(visible_to(viewer), today=today))
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def needs_of(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """This will give each count in words with the address of its list."""
    return [(_words(kind, n), presenters.list_address("service:steps", kind=kind)) for kind, n in counts.items()]


def _words(kind: str, n: int) -> str:
    told = {
        Key.SOCIAL_WORKER.value: ngettext(
            "%(n)d talk with a social worker late", "%(n)d talks with social workers late", n
        ),
        Key.INVITE.value: ngettext("Invitations to %(n)d review late", "Invitations to %(n)d reviews late", n),
        Key.PAPERS.value: ngettext("Papers of %(n)d review late", "Papers of %(n)d reviews late", n),
        Key.PAPERS_CHOICE.value: ngettext("%(n)d choice without papers late", "%(n)d choices without papers late", n),
        Key.CARE_PLAN.value: ngettext("%(n)d care plan late", "%(n)d care plans late", n),
        Key.NEXT_DATE.value: ngettext("%(n)d next review not arranged", "%(n)d next reviews not arranged", n),
        Key.PRIVATE_TALK.value: ngettext("%(n)d talk with a child not held", "%(n)d talks with children not held", n),
        Key.COMPLETE.value: ngettext("%(n)d adjourned review late", "%(n)d adjourned reviews late", n),
        Key.SEND_DECISIONS.value: ngettext(
            "Decisions of %(n)d review not sent", "Decisions of %(n)d reviews not sent", n
        ),
        Key.RECORD.value: ngettext("%(n)d record late", "%(n)d records late", n),
        Key.DISTRIBUTE.value: ngettext("%(n)d record not sent out", "%(n)d records not sent out", n),
        DECISIONS: ngettext("%(n)d decision overdue", "%(n)d decisions overdue", n),
        Matter.HELP.value: ngettext("%(n)d child wants help with a right", "%(n)d children want help with a right", n),
        Matter.DISAGREED.value: ngettext("%(n)d disagreement to tell", "%(n)d disagreements to tell", n),
        Matter.NOT_RECEIVED.value: ngettext(
            "Decisions of %(n)d review not known to be received",
            "Decisions of %(n)d reviews not known to be received",
            n,
        ),
    }
    return told[kind] % {"n": n}


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def steps(request: SignedInRequest) -> HttpResponse:
    """This will list what is late in the reviews of the service, of all kinds or of one."""
    viewer, today = request.user, clock.today()
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    lines = late_lines(viewer, today=today)
    chosen = [line for line in lines if not kind or line.kind == kind]
    asked = page_asked(request.GET, count=len(chosen), size=A_PAGE)
    shown = chosen[asked.offset : asked.offset + A_PAGE]
    log.read(
        "service.steps", authority_id=viewer.authority_id, by=viewer.pk, children=len({line.child_id for line in shown})
    )
    context = {
        "lines": shown,
        "pills": _pills(lines, kind, request.path),
        "tabs": presenters.tabs(viewer, "service:today"),
        "pages": asked.links(request.path, {"kind": kind}),
    }
    return render(request, "service/steps.html.jinja", context)


def _pills(lines: list[StepLine], kind: str, path: str) -> list[Pill]:
    counted = Counter(line.kind for line in lines)
    pills = [Pill(text=gettext("All"), href=path, count=len(lines), current=not kind)]
    for one, text in KINDS.items():
        if counted[one] or one == kind:
            href = address(path, {}, kind=one)
            pills.append(Pill(text=str(text), href=href, count=counted[one], current=one == kind))
    return pills
