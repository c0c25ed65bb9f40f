"""The strip above the choice of an IRO: clocks, home, language and needs, family."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro, Needs, Specialism
from heard.caseloads.suggestion import district_of
from heard.children.family import Relative
from heard.children.models import Child
from heard.children.queries import Care
from heard.deadlines.measures import COUNTED
from heard.deadlines.models import Deadline
from heard.pages.presenters import dates
from heard.web.child import words
from heard.web.due import DueCell, due_cell

ROLES = {
    "sibling": gettext_lazy("Brothers and sisters"),
    "parent": gettext_lazy("Parent, also looked after"),
    "child": gettext_lazy("Own child, also looked after"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """One linked child with the IRO."""

    name: str
    href: str
    iro: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The linked children of one kind."""

    label: str
    kin: tuple[Kin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What stands above the choice. Addresses are empty for somebody who may not go there."""

    sub: str
    limit: DueCell | None
    now: str
    review_label: str
    review: DueCell | None
    lives: str
    lives_note: str
    needs: tuple[str, ...]
    needs_href: str
    family: tuple[Family, ...]
    family_href: str


def strip_of(
    child: Child,
    *,
    care: Care,
    diary: Sequence[Deadline],
    needs: Needs | None,
    relatives: Sequence[Relative],
    iros: Mapping[int, NamedIro],
    viewer: User,
    today: date,
) -> Strip:
    """This will make the strip."""
    nation, name = viewer.authority.nation, child.shown_name
    limit = next((row for row in diary if row.kind == Deadline.Kind.APPOINT_IRO and row.state == "owed"), None)
    review, running = first_review(diary), iros.get(child.pk)
    return Strip(
        sub=_sub(child, care, nation, today),
        limit=due_cell(limit, name=name, today=today, nation=nation) if limit else None,
        now=running.iro.name if running else "",
        review_label=_("%(review)s by") % {"review": words.title_of(review)} if review else _("Next review by"),
        review=due_cell(review, name=name, today=today, nation=nation) if review else None,
        lives=words.placement(care.episode.placement_type) if care.episode else _("Not known"),
        lives_note=_lives_note(care),
        needs=_needs(needs),
        needs_href=reverse("naming:needs", args=[child.pk]) if viewer.may(Permission.REVIEW_ARRANGE) else "",
        family=tuple(_family(relatives, iros)),
        family_href=reverse("naming:family", args=[child.pk]) if viewer.may(Permission.IMPORT_RUN) else "",
    )


def first_review(diary: Iterable[Deadline]) -> Deadline | None:
    """This will give the review owed next, of those that count."""
    owed = [row for row in diary if row.state == Deadline.State.OWED and row.chain in COUNTED and row.due_on]
    return min(owed, key=lambda row: row.due_on or date.max, default=None)


def _sub(child: Child, care: Care, nation: str, today: date) -> str:
    parts = []
    if child.born_on:
        told = {"age": words.age(child.born_on, today=today), "day": dates.plain(child.born_on)}
        parts.append(_("%(age)s, born %(day)s.") % told)
    if care.period is None or care.period.ceased_on is not None:
        return " ".join([*parts, _("Not looked after now.")])
    under = words.under(care.episode, nation=nation)
    told = {"day": dates.long(care.period.started_on), "under": under}
    since = _("Looked after since %(day)s, %(under)s.") if under else _("Looked after since %(day)s.")
    return " ".join([*parts, since % told])


def _lives_note(care: Care) -> str:
    district = district_of(care.episode.placement_postcode) if care.episode else ""
    return _("Postcode district %(district)s") % {"district": district} if district else ""


def _needs(needs: Needs | None) -> tuple[str, ...]:
    if needs is None or not (needs.languages or needs.specialisms):
        return ()
    knows = [_(Specialism(one).label) for one in needs.specialisms]
    return (*(language.capitalize() for language in needs.languages), *knows)


def _family(relatives: Sequence[Relative], iros: Mapping[int, NamedIro]) -> Iterable[Family]:
    for role, label in ROLES.items():
        kin = tuple(
            Kin(
                name=one.child.shown_name,
                href=reverse("child:show", args=[one.child.pk]),
                iro=iros[one.child.pk].iro.name if one.child.pk in iros else _("No IRO"),
            )
            for one in relatives
            if one.role == role
        )
        if kin:
            yield Family(label=str(label), kin=kin)
