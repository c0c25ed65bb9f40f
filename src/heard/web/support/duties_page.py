"""What the register of duties shows."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.quality.counted import Behind, Counted
from heard.quality.duties import SOURCE, Standing, states
from heard.quality.models import DutyRecord
from heard.web.downloads import Cell as FileCell
from heard.web.support.parts import Cell, Page, Panel, Table, crumbs, files, heads, paragraphs, pills, tabs, tag

HERE = "support:duties"


def state_text(code: str) -> str:
    """This will give a state in words."""
    return str(DutyRecord.State(code).label)


def list_page(lines: Sequence[Standing], *, viewer: User, today: date) -> Page:
    """This will make the register."""
    counts = states(list(lines))
    told = ", ".join(f"{state_text(code)}: {number}" for code, number in counts.items())
    rows = tuple(_row(line, today=today) for line in lines)
    table = Table(
        caption=gettext("The 24 duties in their order"),
        heads=heads(
            gettext("Duty"), gettext("State"), gettext("What shows it"), gettext("Owner"), gettext("Look again")
        ),
        rows=rows,
    )
    return Page(
        title=gettext("Duties of the authority"),
        sub=told,
        tabs=tabs(viewer),
        pills=pills(viewer, HERE),
        files=files("support:duties_export"),
        panels=(
            Panel(title=gettext("What an authority does so that IROs can do their work"), id="duties", table=table),
        ),
    )


def _row(line: Standing, *, today: date) -> tuple[Cell, ...]:
    shown = Cell(
        tag=state_text(line.state), tone=tag(line.state, "").tone, sub=gettext("Counted") if line.counted else ""
    )
    late = line.review_is_late(today=today)
    return (
        Cell(
            text=f"{line.duty.item} {gettext(line.duty.title)}",
            href=reverse("support:duty", args=[line.duty.item]),
        ),
        shown,
        Cell(text=_shows(line)),
        Cell(text=line.owner or gettext("Nobody yet")),
        Cell(
            text=dates.plain(line.record.review_on) if line.record.review_on else gettext("No day set"),
            sub=gettext("This day has passed") if late else "",
        ),
    )


def _shows(line: Standing) -> str:
    if line.counted:
        return figure(line.counted)
    if not line.evidence:
        return gettext("Nothing yet")
    latest = line.evidence[0]
    return f"{latest.what}, {dates.plain(latest.dated_on)}"


def figure(counted: Counted) -> str:
    """This will give the figure of a counted duty, or what stops the count and how to mend it."""
    if counted.missing:
        return _missing()[counted.missing]
    n = {"good": counted.good, "all": counted.all}
    texts = {
        1: ngettext(
            "%(good)d of %(all)d looked-after child has an IRO or is within the limit",
            "%(good)d of %(all)d looked-after children have an IRO or are within the limit",
            counted.all,
        ),
        12: ngettext(
            "All work of %(good)d of %(all)d officer is within the guide",
            "All work of %(good)d of %(all)d officers is within the guide",
            counted.all,
        ),
        16: ngettext(
            "%(good)d of %(all)d officer was supervised in time",
            "%(good)d of %(all)d officers were supervised in time",
            counted.all,
        ),
        17: ngettext(
            "%(good)d of %(all)d officer carries no more children than the guide",
            "%(good)d of %(all)d officers carry no more children than the guide",
            counted.all,
        ),
        18: ngettext(
            "%(good)d of %(all)d officer attended training in the year and is short of no course",
            "%(good)d of %(all)d officers attended training in the year and are short of no course",
            counted.all,
        ),
    }
    return texts[counted.item] % n


def _missing() -> dict[str, str]:
    return {
        "no_children": gettext("No looked-after child is here yet. Load a return."),
        "no_posts": gettext("No officer’s post is recorded. Record posts to set caseloads against the guide."),
        "no_guide": gettext("There is no guide for caseloads here. Set the authority’s own full caseload."),
        "no_officers": gettext("There is no officer yet."),
        "no_interval": gettext("Set how often supervision is held, then this is counted."),
    }


def duty_page(line: Standing, *, viewer: User, today: date) -> Page:
    """This will make the page of one duty: what is asked, how it stands, and what shows it."""
    duty = line.duty
    buttons = (
        Link(
            text=gettext("Say who answers for it") if line.counted else gettext("Say how it stands"),
            href=reverse("support:assess", args=[duty.item]),
        ),
        Link(text=gettext("Add evidence"), href=reverse("support:evidence", args=[duty.item])),
    )
    panels = [_asked(line, viewer), _standing(line, today=today)]
    if line.counted and line.counted.rows:
        panels.append(_behind(line.counted))
    panels.append(_evidence(line))
    if line.record.words:
        panels.append(Panel(title=gettext("In words"), id="words", words=paragraphs(line.record.words)))
    return Page(
        title=f"{duty.item} {gettext(duty.title)}",
        crumbs=crumbs(HERE),
        tag=tag(line.state, state_text(line.state)),
        buttons=buttons,
        panels=tuple(panels),
    )


def _asked(line: Standing, viewer: User) -> Panel:
    pairs = [Pair(label=gettext("Source"), value=gettext(SOURCE) % {"item": line.duty.item})]
    citation = line.duty.citation(viewer.authority.nation)
    if citation:
        pairs.append(Pair(label=gettext("Rule"), value=citation))
    return Panel(title=gettext("What is asked"), id="asked", words=(gettext(line.duty.text),), pairs=tuple(pairs))


def _standing(line: Standing, *, today: date) -> Panel:
    record = line.record
    pairs = [Pair(label=gettext("State"), value=state_text(line.state))]
    if line.counted:
        pairs.append(Pair(label=gettext("Figure"), value=figure(line.counted), note=_average(line.counted)))
    elif record.assessed_on and record.assessed_by:
        told = {"name": record.assessed_by.name, "day": dates.plain(record.assessed_on)}
        pairs.append(Pair(label=gettext("Judged by"), value=gettext("%(name)s on %(day)s") % told))
    pairs.append(Pair(label=gettext("Owner"), value=line.owner or gettext("Nobody yet")))
    day = dates.long(record.review_on) if record.review_on else gettext("No day set")
    late = gettext("This day has passed") if line.review_is_late(today=today) else ""
    pairs.append(Pair(label=gettext("Look at it again"), value=day, note=late))
    return Panel(title=gettext("How it stands"), id="standing", pairs=tuple(pairs))


def _average(counted: Counted) -> str:
    if counted.value is None or counted.missing:
        return ""
    return gettext("Average caseload (M05): %(n)s children for a full-time post") % {"n": counted.value}


def _behind(counted: Counted) -> Panel:
    rows = tuple((_who(row), _yes(row), Cell(text=_fact(row))) for row in counted.rows)
    who = gettext("Child") if counted.item == 1 else gettext("Officer")
    return Panel(
        title=gettext("The list behind the figure"),
        id="behind",
        table=Table(
            caption=gettext("Whom the figure counts, those not as the duty asks first"),
            heads=heads(who, gettext("As the duty asks?"), gettext("Why")),
            rows=rows,
        ),
    )


def _who(row: Behind) -> Cell:
    return Cell(text=row.name, href=reverse("child:show", args=[row.child_id]) if row.child_id else "")


def _yes(row: Behind) -> Cell:
    return tag("yes", gettext("Yes")) if row.good else tag("no", gettext("No"))


def _fact(row: Behind) -> str:
    told = {"day": dates.plain(row.on) if row.on else "", "n": row.number if row.number is not None else ""}
    never = (
        gettext("Never; the first session is due by %(day)s") if row.on else gettext("Never, and no post is recorded")
    )
    texts = {
        "has_iro": gettext("Has a named IRO"),
        "in_time": gettext("No IRO yet; one is named by %(day)s"),
        "without_iro": gettext("No IRO; one was to be named by %(day)s"),
        "no_post": gettext("Carries children without a post that day"),
        "within": gettext("%(n)s for a full-time post"),
        "over": gettext("%(n)s for a full-time post: over the guide"),
        "supervised": gettext("Last supervised on %(day)s"),
        "never": never,
        "trained": gettext("Attended in the last twelve months, short of no mandatory course"),
        "short": gettext("Short of a mandatory course"),
        "none_in_year": gettext("Attended nothing in the last twelve months"),
    }
    return texts[row.code] % told


def _evidence(line: Standing) -> Panel:
    rows = tuple(
        (
            Cell(text=one.what),
            Cell(text=dates.plain(one.dated_on)),
            Cell(text=one.where or "–"),
            Cell(text=one.added_by.name),
        )
        for one in line.evidence
    )
    table = Table(
        caption=gettext("Evidence, the latest first"),
        heads=heads(gettext("What shows it"), gettext("Date"), gettext("Where it is kept"), gettext("Added by")),
        rows=rows,
    )
    return Panel(
        title=gettext("Evidence"),
        id="evidence",
        table=table if rows else None,
        empty="" if rows else gettext("No document or fact was added yet."),
    )


def file_heads() -> tuple[str, ...]:
    """This will give the heads of the register as a file."""
    return (
        gettext("Item"), gettext("Duty"), gettext("What is asked"), gettext("State"), gettext("Figure"),
        gettext("Evidence"), gettext("Owner"), gettext("Look again on"), gettext("In words"),
    )  # fmt: skip


def file_row(line: Standing) -> tuple[FileCell, ...]:
    """This will give one line of the file."""
    return (
        line.duty.item,
        gettext(line.duty.title),
        gettext(line.duty.text),
        state_text(line.state),
        figure(line.counted) if line.counted else "",
        "; ".join(f"{one.what} ({dates.plain(one.dated_on)})" for one in line.evidence),
        line.owner,
        line.record.review_on,
        line.record.words,
    )
