"""What the pages of training show."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair, Tone
from heard.quality.models import Attendance, Course, CourseDate
from heard.quality.training import Standing
from heard.web.downloads import Cell as FileCell
from heard.web.support.parts import Cell, Page, Panel, Table, crumbs, files, heads, pills, tabs, tag

HERE = "support:training"
SHOWN = 100


def list_page(
    courses: Sequence[Course], standings: Sequence[Standing], came: Sequence[Attendance], *, viewer: User, today: date
) -> Page:
    """This will make the page: who is short of what, the courses, and who attended."""
    manages = viewer.may(Permission.SUPPORT_MANAGE)
    button = (Link(text=gettext("Add a course"), href=reverse("support:add_course")),) if manages else ()
    return Page(
        title=gettext("Training"),
        sub=gettext("What is offered, who attended, and who is short of a mandatory course."),
        tabs=tabs(viewer),
        pills=pills(viewer, HERE),
        buttons=button,
        files=files("support:training_export"),
        panels=(_short(standings, today=today), _courses(courses), _attended(came, manages=manages)),
    )


def _short(standings: Sequence[Standing], *, today: date) -> Panel:
    short = [one for one in standings if one.is_short(today=today)]
    title = gettext("Short of a mandatory course")
    if not short:
        words = gettext("Nobody is short of a mandatory course.") if standings else gettext("No course is mandatory.")
        return Panel(title=title, id="short", empty=words)
    rows = tuple((Cell(text=one.officer.name), _course_of(one), _why_short(one), _booked(one)) for one in short)
    return Panel(
        title=title,
        id="short",
        table=Table(
            caption=gettext("Officers short of a mandatory course"),
            heads=heads(gettext("Officer"), gettext("Course"), gettext("Why"), gettext("Place offered")),
            rows=rows,
        ),
    )


def _course_of(one: Standing) -> Cell:
    return Cell(text=one.course.title, href=reverse("support:course", args=[one.course.pk]), of=one.officer.name)


def _why_short(one: Standing) -> Cell:
    if one.last_on is None or one.holds_until is None:
        return Cell(text=gettext("Never attended"))
    told = {"day": dates.plain(one.last_on), "every": every(one.course)}
    return Cell(
        text=gettext("Due again since %(day)s") % {"day": dates.plain(one.holds_until)},
        sub=gettext("Attended on %(day)s; %(every)s") % told,
    )


def _booked(one: Standing) -> Cell:
    return Cell(text=dates.plain(one.booked_on) if one.booked_on else gettext("None"))


def every(course: Course) -> str:
    """This will say how often a course is attended."""
    months = course.repeat_after_months
    if months is None:
        return gettext("once and for all")
    return ngettext("again after %(n)d month", "again after %(n)d months", months) % {"n": months}


def _courses(courses: Sequence[Course]) -> Panel:
    rows = tuple(
        (
            Cell(
                text=course.title,
                href=reverse("support:course", args=[course.pk]),
                of=gettext("the course"),
                sub=f"{course.get_topic_display()}, {course.provider}",
            ),
            _kind(course),
            Cell(text=dates.plain(on) if (on := getattr(course, "next_on", None)) else gettext("No day yet")),
            Cell(text=dates.plain(on) if (on := getattr(course, "last_on", None)) else "–"),
            Cell(text=str(getattr(course, "attended", 0))),
        )
        for course in courses
    )
    return Panel(
        title=gettext("Courses"),
        id="courses",
        table=Table(
            caption=gettext("Courses by title"),
            heads=heads(gettext("Course"), gettext("Kind"), gettext("Next"), gettext("Last"), gettext("Attended")),
            rows=rows,
        )
        if rows
        else None,
        empty="" if rows else gettext("No course is offered yet."),
    )


def _kind(course: Course) -> Cell:
    if not course.is_offered:
        return Cell(tag=gettext("No longer offered"))
    if course.mandatory:
        return Cell(tag=gettext("Mandatory"), tone=Tone.PURPLE, sub=every(course))
    return Cell(tag=gettext("Voluntary"), tone=Tone.BLUE)


def _attended(came: Sequence[Attendance], *, manages: bool) -> Panel:
    rows = tuple(
        (
            Cell(text=dates.plain(row.course_date.on), sub=row.course_date.course.title),
            Cell(text=row.officer.name),
            tag(row.outcome, row.get_outcome_display()),
            Cell(text=str(row.get_why_display()) if row.why else "–"),
        )
        for row in came
    )
    return Panel(
        title=gettext("Who attended") if manages else gettext("Your own training"),
        id="attended",
        table=Table(
            caption=gettext("Attendance, the latest first"),
            heads=heads(gettext("Day and course"), gettext("Officer"), gettext("Outcome"), gettext("Why not")),
            rows=rows,
        )
        if rows
        else None,
        empty="" if rows else gettext("No attendance is recorded yet."),
    )


def course_page(course: Course, days: Sequence[CourseDate], *, viewer: User, today: date) -> Page:
    """This will make the page of one course. An officer sees the days, and only themselves on them."""
    manages = viewer.may(Permission.SUPPORT_MANAGE)
    buttons: tuple[Link, ...] = ()
    if manages:
        buttons = (
            Link(text=gettext("Add a day"), href=reverse("support:add_date", args=[course.pk])),
            Link(text=gettext("Change the course"), href=reverse("support:change_course", args=[course.pk])),
        )
    facts = (
        Pair(label=gettext("Topic"), value=str(course.get_topic_display())),
        Pair(label=gettext("Given by"), value=course.provider),
        Pair(label=gettext("Mandatory"), value=gettext("Yes") if course.mandatory else gettext("No")),
        Pair(label=gettext("How often"), value=every(course)),
    )
    rows = tuple(_day(day, viewer=viewer, manages=manages, today=today) for day in days)
    table = Table(
        caption=gettext("Days of the course, the latest first"),
        heads=heads(gettext("Day"), gettext("Places"), gettext("Offered or attended"), gettext("Did not attend")),
        rows=rows,
    )
    return Page(
        title=course.title,
        crumbs=crumbs(HERE),
        tag=_kind(course),
        buttons=buttons,
        panels=(
            Panel(title=gettext("The course"), id="course", pairs=facts),
            Panel(
                title=gettext("Days"),
                id="days",
                table=table if rows else None,
                empty="" if rows else gettext("It has no day yet."),
            ),
        ),
    )


def _day(day: CourseDate, *, viewer: User, manages: bool, today: date) -> tuple[Cell, ...]:
    rows = [row for row in day.attendances.all() if manages or row.officer_id == viewer.pk]
    missed = [row for row in rows if row.outcome == Attendance.Outcome.DID_NOT]
    there = [row for row in rows if row.outcome != Attendance.Outcome.DID_NOT]
    return (
        Cell(
            text=dates.long(day.on),
            href=reverse("support:register", args=[day.pk]) if manages else "",
            of=gettext("the register") if manages else "",
        ),
        Cell(text=str(day.places) if day.places else gettext("No limit")),
        Cell(text=", ".join(sorted(row.officer.name for row in there)) or gettext("Nobody yet")),
        Cell(text="; ".join(f"{row.officer.name} ({row.get_why_display()})" for row in missed) or "–"),
    )


def file_heads() -> tuple[str, ...]:
    """This will give the heads of the list as a file."""
    return (
        gettext("Officer"), gettext("Course"), gettext("Topic"), gettext("Provider"), gettext("Mandatory"),
        gettext("Day"), gettext("Outcome"), gettext("Why not"),
    )  # fmt: skip


def file_row(row: Attendance) -> tuple[FileCell, ...]:
    """This will give one line of the file."""
    course = row.course_date.course
    return (
        row.officer.name,
        course.title,
        str(course.get_topic_display()),
        course.provider,
        gettext("Yes") if course.mandatory else gettext("No"),
        row.course_date.on,
        str(row.get_outcome_display()),
        str(row.get_why_display()) if row.why else "",
    )
