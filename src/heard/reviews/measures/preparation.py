"""How reviews were prepared, counted for M18 to M21: reviews held in the span. A fixed number of queries each.

From which day on this can be told is the matter of `telling`: the span is clipped to it before it is counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Party
from heard.law import Nation
from heard.reviews.booking.notice import holidays_of, is_short, school_limit
from heard.reviews.limits import own_limit
from heard.reviews.measures.recorded import Between
from heard.reviews.models import Invitation, Paper, Review, SeparateTalk, TakingPart, TalkWithSocialWorker
from heard.reviews.preparation.inviting_actions import HOLDERS
from heard.reviews.preparation.questions import CARERS, HEALTH, SCHOOLS
from heard.reviews.settings import own_limits_of

PARENTS = (Party.Kind.PARENT, Party.Kind.GUARDIAN_IN_LAW)
THERE = (TakingPart.Presence.WHOLE, TakingPart.Presence.PART)
CONSULT, TALK, PAPERS = "prep-consult-invite-10wd", "prep-sw-iro-15wd", "prep-reports-3wd"
GROUPS = ("child", "parent", "carer", "school", "nurse", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """Parents with parental responsibility, one for each review: what was done with each."""

    to_consult: int
    consulted: int
    attended: int
    separate: int
    not_appropriate: int
    not_listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """What was done by its limit, of what had one. At short notice is counted apart."""

    done: int
    of: int
    short_notice: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Who was asked in time, by who was to be asked; and how many reviews had no list of people at all."""

    groups: dict[str, InTime]
    without_list: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Reviews with every needed paper in time, and each kind of paper apart."""

    all_in_time: InTime
    by_kind: dict[str, InTime]
    with_child: InTime
    with_family: InTime
    without_list: int


def held(span: Between) -> list[Review]:
    """This will list the reviews that are counted, oldest first."""
    rows = Review.objects.filter(state=Review.State.HELD, **span.where(""))
    return list(rows.order_by("held_on", "pk"))


def parents(span: Between) -> Parents:
    """This will count M18: parents with parental responsibility. Whoever was forgotten on the list counts as missed."""
    reviews = held(span)
    rows = Invitation.objects.filter(
        review__in=reviews, party__kind__in=PARENTS, party__parental_responsibility__in=HOLDERS
    ).values_list("review_id", "party_id", "invited", "consulted", "sent_on", "bounced_on", "answered_on")
    there = set(TakingPart.objects.filter(review__in=reviews, presence__in=THERE).values_list("review_id", "party_id"))
    talks = set(SeparateTalk.objects.filter(review__in=reviews).values_list("review_id", "party_id"))
    counts: Counter[str] = Counter()
    judged = []
    for review_id, party_id, invited, consulted, sent_on, bounced_on, answered_on in rows:
        if invited or consulted:
            asked = (sent_on is not None and bounced_on is None) or answered_on is not None
            judged.append(((review_id, party_id), asked))
        else:
            counts["not_appropriate"] += 1
    for review, party in forgotten(reviews):
        if party.left_out == Party.LeftOut.BOTH:
            counts["not_appropriate"] += 1
        else:
            counts["not_listed"] += 1
            judged.append(((review.pk, party.pk), False))
    for here, asked in judged:
        counts["to_consult"] += 1
        counts["consulted"] += asked or here in there or here in talks
        counts["attended"] += here in there
        counts["separate"] += here in talks
    return Parents(**{name: counts[name] for name in Parents.__slots__})


def forgotten(reviews: list[Review]) -> list[tuple[Review, Party]]:
    """This will give the parents with parental responsibility who stand on no list of a review, in two queries."""
    listed = set(Invitation.objects.filter(review__in=reviews).values_list("review_id", "party_id"))
    of_child: dict[int, list[Party]] = {}
    rows = Party.objects.filter(
        child__in={review.child_id for review in reviews}, kind__in=PARENTS, parental_responsibility__in=HOLDERS
    )
    for party in rows.order_by("pk"):
        of_child.setdefault(party.child_id, []).append(party)
    return [
        (review, party)
        for review in reviews
        for party in of_child.get(review.child_id, ())
        if (review.pk, party.pk) not in listed and _stood_there(party, review.held_on or review.arranged_for)
    ]


def _stood_there(party: Party, on: date | None) -> bool:
    if on is None or (party.from_on is not None and party.from_on > on):
        return False
    return party.until_on is None or party.until_on >= on


def consultation(authority: ResponsibleAuthority, span: Between) -> Consultation:
    """This will count M19 by who was to be asked. England alone has the limit; a Welsh council may have its own.

    A school is to be asked before the holiday in which the limit lies. Whoever was forgotten counts as not asked: a
    parent with parental responsibility who is on no list, and the child where there is no list at all.
    """
    reviews = held(span)
    limits = _limits(authority, reviews, CONSULT)
    holidays = holidays_of(authority.pk)
    days = {review.pk: review.held_on for review in reviews}
    rows = Invitation.objects.filter(review__in=limits).values_list(
        "review_id", "party__kind", "sent_on", "bounced_on", "invited", "consulted"
    )
    found: dict[str, list[tuple[bool, bool]]] = {group: [] for group in GROUPS}
    listed = set()
    for review_id, kind, sent_on, bounced_on, invited, consulted in rows:
        listed.add(review_id)
        if not (invited or consulted):
            continue
        due_on, short = limits[review_id]
        day = days[review_id]
        if kind in SCHOOLS and day is not None:
            due_on = school_limit(holidays, limit=due_on, review_on=day)
        good = sent_on is not None and bounced_on is None and sent_on <= due_on
        found[_group(kind)].append((good, short and not good))
    for review, party in forgotten(reviews):
        if review.pk in limits and party.left_out != Party.LeftOut.BOTH:
            found["parent"].append((False, limits[review.pk][1]))
    without = [review_id for review_id in limits if review_id not in listed]
    found["child"] += [(False, limits[review_id][1]) for review_id in without]
    return Consultation(groups={group: _in_time(judged) for group, judged in found.items()}, without_list=len(without))


def talks_with_social_worker(authority: ResponsibleAuthority, span: Between) -> InTime:
    """This will count M20: talks of social worker and IRO by the limit, reviews at short notice apart."""
    limits = _limits(authority, held(span), TALK)
    days = dict(TalkWithSocialWorker.objects.filter(review__in=limits).values_list("review_id", "held_on"))
    judged = []
    for review_id, (due_on, short) in limits.items():
        good = review_id in days and days[review_id] <= due_on
        judged.append((good, short and not good))
    return _in_time(judged)


def papers(authority: ResponsibleAuthority, span: Between) -> Papers:
    """This will count M21. A review without a list of papers counts as one without its papers; one that was found to
    need none has all of them."""
    limits = _limits(authority, held(span), PAPERS)
    rows = Paper.objects.filter(review__in=limits).values_list(
        "review_id", "needed", "kind", "received_on", "shared_with_child_on", "shared_with_family_on"
    )
    complete: dict[int, bool] = {}  # by review with a list
    by_kind: dict[str, list[tuple[bool, bool]]] = {}
    child, family = [], []
    for review_id, needed, kind, received_on, child_on, family_on in rows:
        complete.setdefault(review_id, True)
        if not needed:
            continue
        good = received_on is not None and received_on <= limits[review_id][0]
        complete[review_id] = complete[review_id] and good
        by_kind.setdefault(kind, []).append((good, False))
        child.append((child_on is not None, False))
        family.append((family_on is not None, False))
    return Papers(
        all_in_time=_in_time([(complete.get(review_id, False), False) for review_id in limits]),
        by_kind={kind: _in_time(found) for kind, found in by_kind.items()},
        with_child=_in_time(child),
        with_family=_in_time(family),
        without_list=sum(review_id not in complete for review_id in limits),
    )


def _limits(authority: ResponsibleAuthority, reviews: list[Review], rule: str) -> dict[int, tuple[date, bool]]:
    """The limit of each review counted back from the day it was held, and whether it was booked after that day."""
    found, own = {}, own_limits_of(authority)
    for review in reviews:
        due = own_limit(
            rule,
            Nation(authority.nation),
            own,
            counted_from=review.held_on,
            clear_days=authority.count_back_clear_days,
        )
        if due is not None:
            found[review.pk] = (due.due_on, is_short(review.booked_on, due.due_on))
    return found


def _in_time(rows: Iterable[tuple[bool, bool]]) -> InTime:
    """Each row says whether it was in time, and whether it is excused by short notice."""
    found = list(rows)
    excused = sum(short for _good, short in found)
    return InTime(done=sum(good for good, _short in found), of=len(found) - excused, short_notice=excused)


def _group(kind: str) -> str:
    if kind == Party.Kind.CHILD:
        return "child"
    for name, kinds in (
        ("parent", (Party.Kind.PARENT, Party.Kind.STEP_PARENT, Party.Kind.GUARDIAN_IN_LAW)),
        ("carer", CARERS),
        ("school", SCHOOLS),
        ("nurse", HEALTH),
    ):
        if kind in kinds:
            return name
    return "other"
