"""The table from which an IRO is chosen, and what was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.caseloads.queries import Candidate
from heard.children.models import Relationship
from heard.law import Nation
from heard.law.independence import Involvement, InvolvementKind, exclusions
from heard.pages.presenters import figures
from heard.pages.presenters.why import provision_in_words

GUIDE = (50, 70)  # children of a full-time post, by the handbook
SCALE = 90
TIES = {
    Relationship.Kind.SOCIAL_WORKER: InvolvementKind.MANAGES_CASE,
    Relationship.Kind.TEAM_MANAGER: InvolvementKind.MANAGES_ONE_OF_THOSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One person of the table; `value` is empty where the person cannot be chosen."""

    value: str
    id: str
    name: str
    chosen: bool
    load: figures.Load
    caseload: str
    independent: str
    fact: str
    ground: str


def choices_of(found: Sequence[Candidate], *, chosen: str, nation: str, today: date) -> list[Choice]:
    """Give those who can be named first, the lightest caseload on top; then the others with the reason."""
    ordered = sorted(found, key=lambda one: (not one.can_be_named, one.caseload.all, one.caseload.iro.name))
    return [_choice(place, one, chosen=chosen, nation=nation, today=today) for place, one in enumerate(ordered)]


def _choice(place: int, one: Candidate, *, chosen: str, nation: str, today: date) -> Choice:
    value = str(one.caseload.iro.pk)
    fact, ground = _against(one, nation, today)
    return Choice(
        value=value if one.can_be_named else "",
        id=f"id_iro_{place}",
        name=one.caseload.iro.name,
        chosen=value == chosen and one.can_be_named,
        load=figures.load(one.caseload.all, guide=GUIDE, scale=SCALE),
        caseload=_caseload(one),
        independent=_("Nothing known against it") if not fact else "",
        fact=fact,
        ground=ground,
    )


def _caseload(one: Candidate) -> str:
    now = one.caseload.all
    children = ngettext("%(n)d child", "%(n)d children", now) % {"n": now}
    if one.caseload.short_break:
        breaks = _("%(n)d of them in short breaks") % {"n": one.caseload.short_break}
        children = f"{children}, {breaks}"
    return children if one.named_now else _("%(now)s; %(then)d with this child") % {"now": children, "then": now + 1}


def _against(one: Candidate, nation: str, today: date) -> tuple[str, str]:
    if one.works_with_child_as:
        kind = Relationship.Kind(one.works_with_child_as)
        tie = Involvement(kind=TIES[kind])
        finding = exclusions(Nation(nation), [tie], on=today)[0]
        instrument, _comma, provision = finding.citation.rpartition(", ")
        told = {"kind": str(kind.label).lower()}
        return _("Is the child’s %(kind)s") % told, f"{provision_in_words(provision)}, {instrument}"
    if one.named_now:
        return _("Is the child’s IRO now"), ""
    return "", ""
