"""The table from which an IRO is chosen: who fits and why, and who cannot be named with the fact and the citation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.caseloads.findings import told as told_of
from heard.caseloads.models import Involvement
from heard.caseloads.suggestion import Suggestion
from heard.law import Nation
from heard.law.independence import Finding, InvolvementKind, exclusions
from heard.law.independence import Involvement as Tie
from heard.pages.presenters import dates, figures
from heard.web.caseload import Guide, bar_of, guide_of
from heard.web.service.morning import cited

CHECKS = 5  # the grounds of the law, one line each under "What was checked"
DRAWN_AS = {"for": "plus", "against": "stop", "practice": "flag"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground in words: for, against, or a rule of practice from which the choice departs."""

    speaks: str
    icon: str
    before: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One person who can be named."""

    value: str
    id: str
    name: str
    post: str
    chosen: bool
    grounds: tuple[Ground, ...]
    load: figures.Load
    caseload: str
    over: bool
    free: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact against somebody: what it is, where it comes from, how it is corrected, and what the law says."""

    sentence: str
    source: str
    href: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """One person who cannot be named."""

    name: str
    post: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was read beside the suggestions: free days, involvements, the present IRO."""

    free: Mapping[int, int] | None
    until: date | None
    involvements: Sequence[Involvement]
    now_id: int | None


def choices_of(found: Sequence[Suggestion], told: Told, *, chosen: str, nation: str) -> list[Choice]:
    """This will list those who can be named, best first; the present IRO is not among them."""
    guide = guide_of(nation)
    able = [one for one in found if one.can_be_named and one.user.pk != told.now_id]
    return [_choice(place, one, told, guide, chosen) for place, one in enumerate(able)]


def _choice(place: int, one: Suggestion, told: Told, guide: Guide | None, chosen: str) -> Choice:
    now, then = one.per_full_time, one.with_child
    return Choice(
        value=str(one.user.pk),
        id=f"id_iro_{place}",
        name=one.user.name,
        post=post_of(one.fte),
        chosen=str(one.user.pk) == chosen,
        grounds=_grounds(one),
        load=bar_of(guide, float(now or 0), float(then or 0)),
        caseload=_("No post is recorded") if then is None else _("%(now)s, then %(then)s") % {"now": now, "then": then},
        over=guide is not None and then is not None and then > guide.last,
        free=_free(one, told),
        checked=ngettext("%(n)d check, today", "%(n)d checks, today", CHECKS) % {"n": CHECKS},
    )


def post_of(fte: Decimal) -> str:
    """This will give "Full-time" or "0.6 post"."""
    if not fte:
        return _("No post")
    return _("Full-time") if fte == 1 else _("%(fte)s post") % {"fte": f"{fte.normalize():f}"}


def _grounds(one: Suggestion) -> tuple[Ground, ...]:
    """Every ground that speaks, except those that stand as a departure from practice or in the bar beside."""
    practice = {"iro-same-siblings": "siblings", "iro-same-on-return": "previous"}
    told_already = {practice.get(finding.rule_id) for finding in one.departs}
    spoken = [
        _ground(ground.speaks, ground.words)
        for ground in sorted(one.grounds, key=lambda ground: (ground.speaks == "against", -ground.points))
        if ground.speaks and not (ground.speaks == "against" and ground.code in told_already)
        if not (ground.code == "capacity" and ground.speaks == "for")
    ]
    return (*spoken, *(_ground("practice", str(told_of(finding))) for finding in one.departs))


def _ground(speaks: str, words: str) -> Ground:
    before = {"for": _("For:"), "against": _("Against:"), "practice": _("Needs a reason:")}[speaks]
    return Ground(speaks=speaks, icon=DRAWN_AS[speaks], before=before, words=words)


def _free(one: Suggestion, told: Told) -> str:
    if told.free is None or told.until is None:
        return _("Not known")
    days = told.free.get(one.user.pk, 0)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else _("None")


def barred_of(found: Sequence[Suggestion], told: Told, *, nation: str) -> list[Barred]:
    """This will list those who cannot be named, with each fact, and the present IRO."""
    out = [
        Barred(
            name=one.user.name,
            post=post_of(one.fte),
            facts=tuple(_fact(one, finding, told.involvements, nation) for finding in one.blocks),
        )
        for one in found
        if one.blocks
    ]
    now = next((one for one in found if one.user.pk == told.now_id and not one.blocks), None)
    if now is not None:
        is_now = Fact(sentence=_("Is the child’s IRO now."), source="", href="", citation="")
        out.insert(0, Barred(name=now.user.name, post=post_of(now.fte), facts=(is_now,)))
    return out


def _fact(one: Suggestion, finding: Finding, involvements: Sequence[Involvement], nation: str) -> Fact:
    row = next((row for row in involvements if row.user_id == one.user.pk and _says(row, finding, nation)), None)
    return Fact(
        sentence=_spell(row) if row else str(told_of(finding)),
        source=_source(row) if row else "",
        href=correct_href(row) if row else "",
        citation=cited(finding.citation),
    )


def _says(row: Involvement, finding: Finding, nation: str) -> bool:
    """Whether the law rests the finding on an involvement of this kind."""
    kind = InvolvementKind(row.kind)
    day = row.from_on or row.until_on or date.max
    asked = Tie(kind=kind, from_on=row.from_on, until_on=row.until_on)
    return any(one.citation == finding.citation for one in exclusions(Nation(nation), [asked], on=day))


def _spell(row: Involvement) -> str:
    day = {"what": _(row.get_kind_display())}
    if row.from_on:
        day["first"] = dates.plain(row.from_on)
    if row.until_on:
        day["last"] = dates.plain(row.until_on)
    if row.from_on and row.until_on:
        return _("%(what)s: %(first)s to %(last)s.") % day
    if row.until_on:
        return _("%(what)s: until %(last)s.") % day
    if row.from_on:
        return _("%(what)s: since %(first)s.") % day
    return _("%(what)s.") % day


def _source(row: Involvement) -> str:
    told = {"source": _(row.get_source_display()), "evidence": row.evidence.rstrip(".")}
    return (_("%(source)s: %(evidence)s.") if row.evidence else _("%(source)s.")) % told


def correct_href(row: Involvement) -> str:
    """This will give the address at which the fact is corrected."""
    try:
        return reverse("officers:involvement_change", args=[row.pk])
    except NoReverseMatch:
        return ""
