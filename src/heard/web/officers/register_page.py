"""The register of involvements, and what came of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.involvements import Imported
from heard.caseloads.models import Involvement
from heard.children.models import Child
from heard.pages.presenters.parts import Pages, Pill, Tone, address
from heard.web.officers import parts, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the register. `change_href` is empty for somebody who may not correct it."""

    child: str
    child_href: str
    person: str
    person_href: str
    what: str
    days: str
    state: str
    tone: Tone
    known: str
    change_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """The register."""

    sub: str
    pills: tuple[Pill, ...]
    rows: tuple[Row, ...]
    add_href: str
    load_href: str
    pages: Pages | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """Whose involvements are shown: one officer's, one child's, or everybody's."""

    officer: User | None = None
    child: Child | None = None

    @property
    def kept(self) -> dict[str, str]:
        """As it stands in the address."""
        told = {"officer": self.officer.pk if self.officer else "", "child": self.child.pk if self.child else ""}
        return {name: str(value) for name, value in told.items() if value}


def register_page(
    rows: Sequence[Involvement], only: Only, *, viewer: User, pages: Pages | None, count: int, today: date
) -> RegisterPage:
    """This will make the page."""
    path = reverse("officers:involvements")
    may_load = viewer.may(Permission.IMPORT_RUN)
    pills = [Pill(text=_("Everybody"), href=path, current=not only.kept)] if may_load else []
    if only.officer:
        pills.append(Pill(text=only.officer.name, href=address(path, only.kept), current=True))
    if only.child:
        pills.append(Pill(text=only.child.shown_name, href=address(path, only.kept), current=True))
    return RegisterPage(
        sub=ngettext("%(n)d involvement.", "%(n)d involvements.", count) % {"n": count},
        pills=tuple(pills) if only.kept and may_load else (),
        rows=tuple(_row(row, may_change=may_load, today=today) for row in rows),
        add_href=address(reverse("officers:involvement_add"), only.kept),
        load_href=reverse("officers:involvements_load") if may_load else "",
        pages=pages,
    )


def _row(row: Involvement, *, may_change: bool, today: date) -> Row:
    state, tone = _state(row, today)
    return Row(
        child=row.child.shown_name,
        child_href=reverse("child:show", args=[row.child_id]),
        person=row.user.name,
        person_href=address(reverse("officers:involvements"), {"officer": str(row.user_id)}),
        what=str(words.INVOLVEMENT[row.kind]),
        days=parts.span(row.from_on, row.until_on, today=today),
        state=state,
        tone=tone,
        known=row.evidence or str(words.SOURCE[row.source]),
        change_href=reverse("officers:involvement_change", args=[row.pk]) if may_change else "",
    )


def _state(row: Involvement, today: date) -> tuple[str, Tone]:
    if row.from_on is not None and row.from_on > today:
        return _("Bars from its first day"), Tone.ORANGE
    if row.kind in words.LASTS:
        return _("Bars for good"), Tone.RED
    if row.until_on is not None and row.until_on < today:
        return _("Over"), Tone.GREY
    return _("Bars now"), Tone.RED


def came_of(done: Imported) -> str:
    """This will say what a file did."""
    told = {"created": done.created, "updated": done.updated, "same": done.unchanged, "refused": len(done.refused)}
    return _("%(created)d new, %(updated)d changed, %(same)d as before, %(refused)d refused.") % told
