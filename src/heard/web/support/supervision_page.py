"""What the pages of supervision show."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.law import england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock as clocks
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.pages.presenters.why import Fact, Why
from heard.quality.models import AgreedAction, SupervisionSession
from heard.quality.supervision import Session, SupervisionClock
from heard.web.support.parts import Cell, Page, Panel, Table, crumbs, heads, paragraphs, pills, tabs, tag

HERE = "support:supervision"


def list_page(
    sessions: Sequence[SupervisionSession], due: Sequence[SupervisionClock], *, viewer: User, of: str, today: date
) -> Page:
    """This will make the list: whose supervision is due, and the sessions. `of` names the one officer shown."""
    manages = viewer.may(Permission.SUPPORT_MANAGE)
    buttons: tuple[Link, ...] = ()
    if manages:
        buttons = (
            Link(text=gettext("Plan a session"), href=reverse("support:plan")),
            Link(text=gettext("How often it is held"), href=reverse("support:settings")),
        )
    rows = tuple(_row(session, today=today) for session in sessions)
    listed = Panel(
        title=gettext("Sessions"),
        id="sessions",
        table=Table(
            caption=gettext("Sessions, the latest first"),
            heads=heads(gettext("Session"), gettext("Officer"), gettext("State"), gettext("Agreed")),
            rows=rows,
        )
        if rows
        else None,
        empty="" if rows else _nothing(manages=manages),
    )
    panels = (_due_panel(due, viewer=viewer, today=today), listed) if due else (listed,)
    return Page(
        title=gettext("Supervision of %(name)s") % {"name": of} if of else gettext("Supervision"),
        sub=gettext("Read by the officer and the managers of the service alone."),
        tabs=tabs(viewer),
        pills=pills(viewer, HERE),
        crumbs=crumbs(HERE) if of else (),
        buttons=buttons,
        panels=panels,
    )


def _nothing(*, manages: bool) -> str:
    if manages:
        return gettext("No session is recorded yet. Plan the first one: its cases are drawn by lot.")
    return gettext("No session is recorded yet. Your manager plans the first one.")


def _due_panel(due: Sequence[SupervisionClock], *, viewer: User, today: date) -> Panel:
    weeks = due[0].weeks
    title = gettext("When supervision is due")
    if weeks is None:
        return Panel(
            title=title, id="due", empty=gettext("No clock runs: your authority has not set how often it is held.")
        )
    table = Table(
        caption=gettext("Officers, those overdue first"),
        heads=heads(gettext("Officer"), gettext("Due"), gettext("Last held"), gettext("Next planned")),
        rows=tuple(_due_row(one, viewer=viewer, today=today) for one in due),
    )
    return Panel(title=title, id="due", table=table)


def _due_row(one: SupervisionClock, *, viewer: User, today: date) -> tuple[Cell, ...]:
    href = f"{reverse(HERE)}?officer={one.officer.pk}" if viewer.may(Permission.SUPPORT_MANAGE) else ""
    if one.due_on is None:
        due = Cell(
            clock=clocks.stopped(gettext("Never held")),
            sub=gettext("No session and no post is recorded from which to count."),
        )
    else:
        chip = clocks.due(one.due_on, today=today, calendar=england_and_wales())
        due = Cell(clock=chip, why=why_due(one, authority=viewer.authority.name, today=today))
    return (
        Cell(text=one.officer.name, href=href, of=gettext("sessions") if href else ""),
        due,
        Cell(text=dates.plain(one.last_on) if one.last_on else gettext("Not yet")),
        Cell(text=dates.plain(one.planned_for) if one.planned_for else gettext("Not planned")),
    )


def why_due(one: SupervisionClock, *, authority: str, today: date) -> Why:
    """This will give the reason of the day by which supervision is due: a setting of the authority, not law."""
    assert one.due_on is not None
    assert one.counted_from is not None
    assert one.weeks is not None
    since = gettext("the last session") if one.last_on else gettext("the start of the post: no session was held yet")
    length = ngettext("%(n)d week", "%(n)d weeks", one.weeks) % {"n": one.weeks}
    return Why(
        due_on=one.due_on,
        short=dates.short(one.due_on, today=today),
        long=dates.long(one.due_on),
        about=gettext("supervision of %(name)s") % {"name": one.officer.name},
        lead=gettext("The next supervision is due by %(day)s.") % {"day": dates.long(one.due_on)},
        facts=(
            Fact(term=gettext("Counted from"), text=f"{dates.plain(one.counted_from)}: {since}"),
            Fact(term=gettext("Length"), text=length),
            Fact(
                term=gettext("Source"),
                text=gettext("A setting of %(name)s; no law lays down a number.") % {"name": authority},
            ),
        ),
    )


def _row(session: SupervisionSession, *, today: date) -> tuple[Cell, ...]:
    day = dates.plain(session.held_on or session.planned_for)
    agreed = list(session.agreed.all())
    open_ = [action for action in agreed if action.done_on is None]
    late = sum(action.due_on < today for action in open_)
    words = gettext("All done") if agreed else "–"
    if open_:
        words = ngettext("%(n)d open", "%(n)d open", len(open_)) % {"n": len(open_)}
    return (
        Cell(
            text=f"{session.get_kind_display()}, {day}",
            href=reverse("support:session", args=[session.pk]),
            of=session.officer.name,
        ),
        Cell(text=session.officer.name, sub=gettext("with %(name)s") % {"name": session.supervisor.name}),
        tag(session.state, session.get_state_display()),
        Cell(text=words, sub=ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else ""),
    )


def session_page(found: Session, *, viewer: User, today: date) -> Page:
    """This will make the page of one session."""
    session = found.session
    title = f"{session.get_kind_display()}, {dates.plain(session.held_on or session.planned_for)}"
    return Page(
        title=title,
        sub=_who_and_next(session),
        crumbs=crumbs(HERE),
        tag=tag(session.state, session.get_state_display()),
        buttons=_buttons(session, viewer),
        panels=tuple(_session_panels(found, viewer=viewer, today=today)),
    )


def _who_and_next(session: SupervisionSession) -> str:
    told = {"officer": session.officer.name, "supervisor": session.supervisor.name}
    if session.next_on is None:
        return gettext("%(officer)s with %(supervisor)s") % told
    next_on = {"next": dates.long(session.next_on)}
    return gettext("%(officer)s with %(supervisor)s; the next session is on %(next)s") % (told | next_on)


def _buttons(session: SupervisionSession, viewer: User) -> tuple[Link, ...]:
    if not viewer.may(Permission.SUPPORT_MANAGE) or session.officer_id == viewer.pk:
        return ()
    if session.state == SupervisionSession.State.PLANNED:
        return (
            Link(text=gettext("Record this session"), href=reverse("support:record", args=[session.pk])),
            Link(text=gettext("Cancel it"), href=reverse("support:cancel", args=[session.pk])),
        )
    if session.state == SupervisionSession.State.HELD:
        return (Link(text=gettext("Add what was agreed"), href=reverse("support:agree", args=[session.pk])),)
    return ()


def _session_panels(found: Session, *, viewer: User, today: date) -> list[Panel]:
    session = found.session
    panels = []
    if session.cancelled_because:
        panels.append(Panel(title=gettext("Why it was cancelled"), id="cancelled", words=(session.cancelled_because,)))
    panels.append(_cases_panel(found, today=today))
    if session.state == SupervisionSession.State.HELD:
        panels.append(_agreed_panel(found, viewer=viewer, today=today))
        words = paragraphs(session.note)
        panels.append(
            Panel(
                title=gettext("What else was talked about"),
                id="note",
                words=words,
                empty="" if words else gettext("Nothing was written down."),
            )
        )
    panels.append(Panel(title=gettext("The draw"), id="draw", pairs=_draw(found), words=(_how_drawn(found),)))
    return panels


def _cases_panel(found: Session, *, today: date) -> Panel:
    rows = tuple(
        (
            Cell(text=case.child.shown_name, href=reverse("child:show", args=[case.child_id])),
            tag(case.child_centred, case.get_child_centred_display())
            if case.child_centred
            else Cell(text=gettext("Not recorded yet")),
            Cell(text=case.words or "–"),
        )
        for case in found.cases
    )
    table = Table(
        caption=gettext("Cases drawn, in the order of the draw"),
        heads=heads(gettext("Child"), gettext("Is the review child-centred?"), gettext("What was found")),
        rows=rows,
    )
    nothing = "" if rows else gettext("None of the children drawn is yours to see.")
    return Panel(title=gettext("Cases drawn"), id="cases", table=table if rows else None, empty=nothing)


def _agreed_panel(found: Session, *, viewer: User, today: date) -> Panel:
    rows = tuple(_agreed_row(action, today=today) for action in found.agreed)
    table = Table(
        caption=gettext("What was agreed, by day"),
        heads=heads(gettext("What"), gettext("Who"), pgettext("a date", "By"), gettext("Done")),
        rows=rows,
    )
    return Panel(
        title=gettext("What was agreed"),
        id="agreed",
        table=table if rows else None,
        empty="" if rows else gettext("Nothing was agreed yet."),
    )


def _agreed_row(action: AgreedAction, *, today: date) -> tuple[Cell, ...]:
    calendar = england_and_wales()
    if action.done_on is None:
        chip = clocks.due(action.due_on, today=today, calendar=calendar)
        done = Cell(text=gettext("Say that it is done"), href=reverse("support:done", args=[action.pk]), of=action.what)
    else:
        chip = clocks.done(action.done_on, due_on=action.due_on, today=today, calendar=calendar)
        done = Cell(text=dates.plain(action.done_on))
    return (
        Cell(text=action.what),
        Cell(text=str(action.get_who_display())),
        Cell(clock=chip, text=dates.plain(action.due_on), sub=gettext("Agreed in this session")),
        done,
    )


def _draw(found: Session) -> tuple[Pair, ...]:
    pairs = [
        Pair(label=gettext("Drawn on"), value=dates.plain(found.session.drawn_on)),
        Pair(label=gettext("Seed"), value=found.session.seed),
    ]
    if found.drawn_from is not None:
        children = ngettext("%(n)d looked-after child", "%(n)d looked-after children", found.drawn_from)
        pairs.append(Pair(label=gettext("Drawn from"), value=children % {"n": found.drawn_from}))
    return tuple(pairs)


def _how_drawn(found: Session) -> str:
    if not found.repeats:
        return gettext("The draw does not come out again from its seed: the record was changed after it was made.")
    return gettext(
        "The software drew these cases by lot from the officer’s caseload of that day, once. The same seed and the "
        "same caseload give the same cases again; this was checked just now."
    )
