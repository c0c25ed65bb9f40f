"""What the law of each nation says of each kind of significant change. Pure.

Sources: CPR 2010 reg 10, 14, 17, 32(2), 33(3), 39; CPR Wales 2015 reg 38(2), 39(3); CA 1989 s.22D; SSWA 2014 s.82;
rulebook 1C and 3.4; source 004 Annex 1.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.law import LawError, Nation, Rule, UnknownRule, catalogue
from heard.law.early_reviews import EarlyReviewEvent, early_review_events
from heard.planning.models import SignificantChange

Kind = SignificantChange.Kind

PLAN_CHANGES = "review-before-significant-change"
CONSIDER = "review-consider-bring-forward"
BEFORE: dict[str, str] = {
    Kind.PLAN_CHANGE: PLAN_CHANGES,
    Kind.LEAVING_CARE: "review-before-leaving-care",
    Kind.OTHER_ARRANGEMENTS: "review-before-other-arrangements",
    Kind.KEY_STAGE_4: "review-ks4",
    Kind.SETTLED_MOVE: "review-settled-move",
    Kind.WITH_PARENT: "review-before-placement-with-parent",
}
EARLY: dict[str, str] = {
    Kind.CHILD_ASKS: "child-asks",
    Kind.VISIT_FINDING: "visit-finding",
    Kind.PERSISTENTLY_ABSENT: "persistently-absent",
    Kind.HARM: "concern-of-harm",
    Kind.PROTECTION_ENDS: "accommodation-ending",
    Kind.DETAINED: "detained-in-care",
    Kind.ACCOMMODATION_ENDS: "no-parent-takes-over",
    Kind.FAMILY_SUPPORT: "family-support-team",
}
ONE_NATION = (Kind.FAMILY_SUPPORT,)  # stands only where the law lists it


class Group(StrEnum):
    """What follows from a change."""

    BEFORE = "before"  # considered at a review before it is made
    EARLY = "early"  # the law calls for a review before the ordinary date
    CONSIDER = "consider"  # the IRO considers whether to bring the review forward


@dataclass(frozen=True, slots=True, kw_only=True)
class KindInLaw:
    """One kind of change under the law of one nation. `provision` is empty where neither law nor guidance names it.

    `must` says that the law asks for a review whatever the IRO thinks; `may_decline` that the IRO may find one that the
    child asked for not justified.
    """

    kind: SignificantChange.Kind
    group: Group
    provision: str
    must: bool
    may_decline: bool
    to_be_confirmed: bool


def kinds_of(nation: Nation, *, on: date) -> tuple[KindInLaw, ...]:
    """List the kinds of change of a nation as the law stood on a day, in the order of groups."""
    events = {event.id: event for event in early_review_events(nation, on=on)}
    found = [_kind(kind, nation, events, on) for kind in Kind]
    order = list(Group)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: order.index(one.group)))


def kind_in_law(kind: str, nation: Nation, *, on: date) -> KindInLaw | None:
    """Give one kind; None where it is no kind of that nation."""
    return next((one for one in kinds_of(nation, on=on) if one.kind == kind), None)


def _kind(
    kind: SignificantChange.Kind, nation: Nation, events: dict[str, EarlyReviewEvent], on: date
) -> KindInLaw | None:
    event = events.get(EARLY.get(kind, ""))
    if event is not None:
        return KindInLaw(
            kind=kind,
            group=Group.EARLY,
            provision=f"{_instrument(event.rule_id, nation, on)}, {event.provision}",
            must=not event.iro_may_decline,
            may_decline=event.iro_may_decline,
            to_be_confirmed=event.to_be_confirmed,
        )
    if kind in ONE_NATION:
        return None
    if kind in BEFORE:
        rule = _rule(BEFORE[kind], nation) or _rule(PLAN_CHANGES, nation)
        return _by_rule(kind, Group.BEFORE, rule, on, must=kind != Kind.PLAN_CHANGE)
    return _by_rule(kind, Group.CONSIDER, _rule(CONSIDER, nation), on, must=False)


def _by_rule(kind: SignificantChange.Kind, group: Group, rule: Rule | None, on: date, *, must: bool) -> KindInLaw:
    provision, unsure = "", False
    if rule is not None:
        try:
            version = rule.version_for(on)
        except LawError:
            must = False
        else:
            provision, unsure = str(version.citation), version.confidence.value == "M"
    return KindInLaw(kind=kind, group=group, provision=provision, must=must, may_decline=False, to_be_confirmed=unsure)


def _rule(rule_id: str, nation: Nation) -> Rule | None:
    try:
        return catalogue().rule(rule_id, nation)
    except UnknownRule:
        return None


def _instrument(rule_id: str, nation: Nation, on: date) -> str:
    return catalogue().rule(rule_id, nation).version_for(on).citation.instrument
