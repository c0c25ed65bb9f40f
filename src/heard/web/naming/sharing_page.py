"""The plan of a sharing-out as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.caseloads.batch import SECONDS, After, Move, Plan
from heard.caseloads.carrying import per_post
from heard.pages.presenters import figures
from heard.web.caseload import Guide, bar_of, guide_of
from heard.web.naming.presenters import post_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One person of the select; `value` is empty for nobody."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """One child of the plan."""

    child_id: int
    name: str
    href: str
    now: str
    seen: str
    options: tuple[Option, ...]
    why: tuple[tuple[str, str], ...]
    departs: tuple[str, ...]
    changed: bool
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """What one officer carries before and after, for a full-time post."""

    name: str
    post: str
    before: str
    after: str
    bar: figures.Load
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A child whom nobody may take."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """Everything that the page shows."""

    title: str
    sub: str
    leaver: str
    rows: tuple[MoveRow, ...]
    unplaced: tuple[Unplaced, ...]
    unplaced_ids: tuple[int, ...]
    officers: tuple[OfficerRow, ...]
    proved: str


def share_page(
    plan: Plan, chosen: Mapping[int, str], *, nation: str, leaver: User | None, refused: tuple[int, str] | None
) -> SharePage:
    """This will make the page. `chosen` is the IRO of each child as it stands on the page, empty for nobody."""
    rows = tuple(_row(move, chosen[move.child.pk], refused) for move in plan.moves if move.child.pk in chosen)
    guide = guide_of(nation)
    moved = sum(1 for move in plan.moves if _goes(move, chosen.get(move.child.pk, "")))
    title = (
        gettext("Share out the caseload of %(name)s") % {"name": leaver.name}
        if leaver
        else gettext("Share out children")
    )
    return SharePage(
        title=title,
        sub=ngettext(
            "%(n)d child would come to another IRO. Nothing is saved yet.",
            "%(n)d children would come to another IRO. Nothing is saved yet.",
            moved,
        )
        % {"n": moved},
        leaver=str(leaver.pk) if leaver else "",
        rows=rows,
        unplaced=tuple(
            Unplaced(name=child.shown_name, href=reverse("naming:name", args=[child.pk])) for child in plan.unplaced
        ),
        unplaced_ids=tuple(child.pk for child in plan.unplaced),
        officers=tuple(_officer(one, plan, chosen, guide) for one in plan.officers if one.fte),
        proved=_proved(plan),
    )


def _proved(plan: Plan) -> str:
    if plan.proved:
        return gettext("By the weights of this service no plan is better.")
    return gettext("This is the best plan found in %(n)d seconds; there may be a better one.") % {"n": int(SECONDS)}


def _row(move: Move, chosen: str, refused: tuple[int, str] | None) -> MoveRow:
    planned = chosen == str(move.to.pk)
    people = sorted(move.able, key=lambda user: (user.pk != move.to.pk, user.name))
    options = [Option(value=str(user.pk), text=user.name, chosen=chosen == str(user.pk)) for user in people]
    nobody = Option(value="", text=gettext("Nobody for now"), chosen=not any(one.chosen for one in options))
    return MoveRow(
        child_id=move.child.pk,
        name=move.child.shown_name,
        href=reverse("child:show", args=[move.child.pk]),
        now=move.now.iro.name if move.now else gettext("Nobody"),
        seen=f"{move.now.pk}-{move.now.iro_id}" if move.now else "",
        options=(*options, nobody),
        why=tuple((ground.speaks, ground.words) for ground in move.grounds if ground.speaks) if planned else (),
        departs=move.departs if planned else (),
        changed=not planned,
        error=refused[1] if refused and refused[0] == move.child.pk else "",
    )


def _goes(move: Move, chosen: str) -> bool:
    return bool(chosen) and (move.now is None or str(move.now.iro_id) != chosen)


def _officer(one: After, plan: Plan, chosen: Mapping[int, str], guide: Guide | None) -> OfficerRow:
    after = one.after + _adjusted(one.user, plan, chosen)
    before, then = _per_post(one.before, one.fte), _per_post(after, one.fte)
    difference = after - one.before
    return OfficerRow(
        name=one.user.name,
        post=post_of(one.fte),
        before=str(before),
        after=str(then),
        bar=bar_of(guide, float(before), float(then)),
        change=f"{difference:+.1f}" if difference else "0",
    )


def _per_post(amount: Decimal, fte: Decimal) -> Decimal:
    found = per_post(amount, fte)
    return Decimal("0.0") if found is None else found


def _adjusted(user: User, plan: Plan, chosen: Mapping[int, str]) -> Decimal:
    """What the manager's own changes add to or take from somebody, beside the plan."""
    own = str(user.pk)
    total = Decimal(0)
    for move in plan.moves:
        goes = chosen.get(move.child.pk, str(move.to.pk)) or (str(move.now.iro_id) if move.now else "")
        total += move.weight * ((goes == own) - (move.to.pk == user.pk))
    return total
