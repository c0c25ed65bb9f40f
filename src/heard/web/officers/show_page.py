"""One officer's page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.officer_records import Record
from heard.caseloads.team import Notice
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair, Tone, address
from heard.web.officers import parts, words

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list on the page; `act` ends it or takes it back, where the viewer may."""

    text: str
    note: str = ""
    tag: str = ""
    tone: Tone = Tone.GREY
    act: Link | None = None
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A list with its title, what to add, and what stands there while it is empty."""

    id: str
    title: str
    lines: tuple[Line, ...]
    empty: str
    add: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage:
    """The page of one officer."""

    name: str
    sub: str
    photo: parts.Photo
    photo_links: tuple[Link, ...]
    words: str
    facts: tuple[Pair, ...]
    edit: Link
    links: tuple[Link, ...]
    sections: tuple[Section, ...]
    alerts: tuple[str, ...]


def show_page(record: Record, notices: list[Notice], *, viewer: User, today: date) -> ShowPage:
    """This will make the page for the manager, or for the officer."""
    user, profile = record.officer.user, record.officer.profile
    manager = viewer.may(Permission.IRO_APPOINT)
    photo = parts.photo_of(user, record.photo)
    photo_links = [_link("change_photo", user, _("Another photo") if record.photo else _("Put a photo in"))]
    if record.photo:
        photo_links.append(_link("remove_photo", user, _("Take the photo away")))
    return ShowPage(
        name=user.name,
        sub=_sub(record),
        photo=photo,
        photo_links=tuple(photo_links),
        words=profile.words_for_young_people if profile else "",
        facts=_facts(record),
        edit=_link("profile", user, _("Change the profile")),
        links=_links(user, viewer),
        sections=(
            _registrations(record, notices, manager=manager, today=today),
            _posts(record, manager=manager, today=today),
            _leave(record, today=today),
            _duties(record, manager=manager, today=today),
            _cases(record, manager=manager, today=today),
            _evidence(record),
        ),
        alerts=tuple(_alert(notice) for notice in notices),
    )


def _link(name: str, user: User, text: str) -> Link:
    return Link(text=text, href=reverse(f"officers:{name}", args=[user.pk]))


def _item(name: str, user: User, pk: int, text: str) -> Link:
    return Link(text=text, href=reverse(f"officers:{name}", args=[user.pk, pk]))


def _sub(record: Record) -> str:
    post = record.officer.post
    if post is None:
        return _("Reviewing officer without a post today")
    told = {"fte": parts.fte(post.fte), "employment": words.EMPLOYMENT[post.employment]}
    return _("Reviewing officer, %(fte)s of a full-time post, %(employment)s") % told


def _alert(notice: Notice) -> str:
    return {
        "no-registration": _("No registration is recorded."),
        "lapsed": _("The registration is not valid today: no child may be named."),
        "lapses-soon": _("The registration must be renewed soon."),
        "short-experience": _("Less than five years of experience: a naming asks for a reason."),
    }[notice.code]


def _facts(record: Record) -> tuple[Pair, ...]:
    user, profile = record.officer.user, record.officer.profile
    none = _("Not recorded")
    qualified = dates.plain(profile.qualified_on) if profile and profile.qualified_on else none
    since = record.officer.experienced_since
    return (
        Pair(label=_("E-mail"), value=user.email),
        Pair(label=_("Telephone"), value=(profile.telephone if profile else "") or none),
        Pair(label=_("Qualified on"), value=qualified),
        Pair(label=_("Experience counts from"), value=dates.plain(since) if since else none),
        Pair(
            label=_("Management experience"),
            value=_("Yes") if profile and profile.management_experience else _("No"),
        ),
        Pair(label=_("Languages"), value=parts.languages(profile.languages if profile else ()) or none),
        Pair(label=_("Knows well"), value=parts.knowledge(profile.specialisms if profile else ()) or none),
        Pair(label=_("Starts from"), value=(profile.base_district if profile else "") or none),
        Pair(label=_("Line manager"), value=record.line_manager or _("Nobody here")),
    )


def _links(user: User, viewer: User) -> tuple[Link, ...]:
    found = [
        Link(text=_("Children and caseload"), href=address(reverse("my_week"), {"iro": str(user.pk)})),
        Link(
            text=_("Involvements with children"),
            href=address(reverse("officers:involvements"), {"officer": str(user.pk)}),
        ),
    ]
    if viewer.may(Permission.IRO_APPOINT):
        found.append(_link("line_manager", user, _("Change the line manager")))
    if user.pk == viewer.pk:
        found.append(Link(text=_("About yourself, if you wish"), href=reverse("officers:identity")))
    return tuple(found)


def _registrations(record: Record, notices: list[Notice], *, manager: bool, today: date) -> Section:
    user = record.officer.user
    rows = sorted(record.officer.registrations, key=lambda row: row.from_on, reverse=True)
    return Section(
        id="registrations",
        title=_("Registration"),
        lines=tuple(
            Line(
                text=row.body,
                note=row.number,
                more=parts.span(row.from_on, row.renew_by, today=today),
                tag="" if row.from_on <= today <= row.renew_by else _("Not valid"),
                tone=Tone.RED,
                act=_item("end_registration", user, row.pk, _("Change the last day")) if manager else None,
            )
            for row in rows
        ),
        empty=_("No registration is recorded."),
        add=_link("add_registration", user, _("Add a registration")) if manager else None,
    )


def _posts(record: Record, *, manager: bool, today: date) -> Section:
    user = record.officer.user
    return Section(
        id="posts",
        title=_("Posts"),
        lines=tuple(
            Line(
                text=_("%(fte)s of a full-time post") % {"fte": parts.fte(post.fte)},
                note=str(words.EMPLOYMENT[post.employment]),
                more=parts.span(post.from_on, post.until_on - A_DAY if post.until_on else None, today=today),
                act=_item("end_post", user, post.pk, _("End this post"))
                if manager and (post.until_on is None or post.until_on > today)
                else None,
            )
            for post in record.posts
        ),
        empty=_("No post is recorded. Without one the caseload cannot be set against a full-time post."),
        add=_link("add_post", user, _("Add a post")) if manager else None,
    )


def _leave(record: Record, *, today: date) -> Section:
    user = record.officer.user
    return Section(
        id="leave",
        title=_("Leave"),
        lines=tuple(
            Line(
                text=str(words.LEAVE[row.kind]),
                more=parts.span(row.first_day, row.last_day, today=today),
                tag=_("Away now") if row.first_day <= today else "",
                tone=Tone.BLUE,
                act=_item("cancel_leave", user, row.pk, _("Take it back")),
            )
            for row in record.officer.leave
        ),
        empty=_("No leave is ahead."),
        add=_link("add_leave", user, _("Add leave")),
    )


def _duties(record: Record, *, manager: bool, today: date) -> Section:
    user = record.officer.user
    return Section(
        id="duties",
        title=_("Other duties"),
        lines=tuple(
            Line(
                text=duty.name,
                note=_("counts as %(n)s children") % {"n": parts.fte(duty.counts_as)},
                more=parts.span(duty.from_on, duty.until_on - A_DAY if duty.until_on else None, today=today),
                act=_item("end_duty", user, duty.pk, _("End this duty")) if manager and duty.until_on is None else None,
            )
            for duty in record.duties
        ),
        empty=_("No other duty is recorded."),
        add=_link("add_duty", user, _("Add a duty")) if manager else None,
    )


def _cases(record: Record, *, manager: bool, today: date) -> Section:
    user = record.officer.user
    return Section(
        id="cases",
        title=_("Further cases"),
        lines=tuple(
            Line(
                text=case.child.shown_name,
                note=str(words.FURTHER_CASE[case.kind]),
                more=parts.span(
                    case.from_on,
                    case.until_on - A_DAY if case.until_on and case.until_on > case.from_on else case.until_on,
                    today=today,
                ),
                act=_item("end_case", user, case.pk, _("End this case")) if manager and case.until_on is None else None,
            )
            for case in record.cases
        ),
        empty=_("No pathway plan or conference beside the children in care."),
        add=_link("add_case", user, _("Add a case")) if manager else None,
    )


def _evidence(record: Record) -> Section:
    user = record.officer.user
    return Section(
        id="competence",
        title=_("What shows the competence"),
        lines=tuple(
            Line(
                text=str(words.COMPETENCE[row.kind]),
                note=row.what,
                more=dates.plain(row.shown_on),
                act=_item("remove_evidence", user, row.pk, _("Remove")),
            )
            for row in record.evidence
        ),
        empty=_("Nothing is recorded yet."),
        add=_link("add_evidence", user, _("Add what shows it")),
    )
