"""Who is told of a new IRO, and how each is reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from heard.caseloads.officer_records import photo_of
from heard.caseloads.team import officers
from heard.children.models import Child, Party, Relationship
from heard.children.party_queries import Person, circle_of
from heard.common.errors import NotFound
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Officer
from heard.correspondence.notices import Notice, Occasion, officer_from, prepare
from heard.correspondence.pictures import NotAPhoto, photo
from heard.correspondence.recipients import Recipient, SafeContact
from heard.deadlines.queries import next_reviews

CHILD = "child"
KINDS = {
    Party.Kind.CHILD.value: "child",
    Party.Kind.PARENT.value: "parent",
    Party.Kind.GUARDIAN_IN_LAW.value: "parent",
    Party.Kind.FOSTER_CARER.value: "carer",
    Party.Kind.RESIDENTIAL_HOME.value: "carer",
    Party.Kind.PROSPECTIVE_ADOPTER.value: "carer",
    Party.Kind.SOCIAL_WORKER.value: "social_worker",
    Party.Kind.LEGAL.value: "legal",
}
STAFF = {
    Relationship.Kind.SOCIAL_WORKER.value: "social_worker",
    Relationship.Kind.LEGAL_OFFICER.value: "legal",
}
ORDER = ("child", "parent", "carer", "social_worker", "legal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody who is told: `key` names them on the form, `how` says how the letter goes.

    `chosen` is whether they are told unless the manager decides otherwise. Who must not be contacted has no `notice`.
    """

    key: str
    name: str
    part: str
    how: str
    chosen: bool
    notice: Notice | None


def addressees(child: Child, *, viewer: User, today: date) -> list[Addressee]:
    """This will list who is told of the IRO of a child: the child first, family and carers, social worker, and the
    legal officer where proceedings run."""
    circle = circle_of(child, viewer=viewer)
    people = [one for one in circle.people if one.party.from_on is None or one.party.from_on <= today]
    told = [one for one in (_of_person(person, child) for person in people) if one is not None]
    known = {person.party.user_id for person in people if person.party.user_id}
    told += [_of_staff(row) for row in circle.staff if row.kind in STAFF and row.user_id not in known]
    if not any(one.notice and one.notice.to.kind == CHILD for one in told) and not _child_is_among(people):
        told.append(_child_without_address(child))
    return sorted(told, key=lambda one: (ORDER.index(_kind(one)), one.key))


def _kind(one: Addressee) -> str:
    return one.notice.to.kind if one.notice else one.key.split("-")[0]


def _child_is_among(people: Iterable[Person]) -> bool:
    return any(person.party.kind == Party.Kind.CHILD for person in people)


def _of_person(person: Person, child: Child) -> Addressee | None:
    party = person.party
    kind = KINDS.get(party.kind)
    if kind is None:
        return None
    name = party.name or (party.user.name if party.user else "") or child.shown_name
    reach = person.reach
    how = {
        "email": _("By e-mail to %(address)s") % {"address": reach.address},
        "print": _("On paper, with the next print batch"),
        "held": _("Held: it can be read in the outbox until it is known how to reach them"),
    }[reach.channel]
    if reach.why == "forbidden":
        how = _("Must not be contacted")
    if reach.why == "blocked":
        how = _("Held: the address must not be used")
    to = Recipient(
        kind=kind,
        name=name,
        channel=reach.channel,
        address=reach.address,
        user_id=party.user_id,
        safe=SafeContact(allowed=person.may_be_contacted, blocked=person.blocked),
    )
    return Addressee(
        key=f"{kind}-{party.pk}",
        name=name,
        part=_(party.get_kind_display()),
        how=how,
        chosen=reach.why not in ("forbidden", "chosen") and person.is_consulted,
        notice=None
        if reach.why == "forbidden"
        else Notice(to=to, language=party.language, greeting=greeting(child) if kind == CHILD else name),
    )


def _of_staff(row: Relationship) -> Addressee:
    kind, user = STAFF[row.kind], row.user
    to = Recipient(kind=kind, name=user.name, channel="email", address=user.email, user_id=user.pk)
    return Addressee(
        key=f"{kind}-user-{user.pk}",
        name=user.name,
        part=_(row.get_kind_display()),
        how=_("By e-mail to %(address)s") % {"address": user.email},
        chosen=True,
        notice=Notice(to=to, language=user.language or "en", greeting=user.name),
    )


def _child_without_address(child: Child) -> Addressee:
    to = Recipient(kind=CHILD, name=child.shown_name, channel="held")
    return Addressee(
        key=CHILD,
        name=child.shown_name,
        part=_("The child"),
        how=_("On paper to the address below; without one it is held and can be read in the outbox"),
        chosen=True,
        notice=Notice(to=to, language="en", greeting=greeting(child)),
    )


def greeting(child: Child) -> str:
    """This will give the name by which a child is greeted."""
    return child.preferred_name or child.given_name or child.shown_name


def adjusted(one: Addressee, *, language: str, size: str, address: str) -> Notice | None:
    """This will give the notice with what the manager chose for the child's letter; others stay as they are."""
    if one.notice is None or one.notice.to.kind != CHILD:
        return one.notice
    to = one.notice.to
    if one.key == CHILD and address.strip():
        to = replace(to, channel="print", address=address.strip())
    return replace(
        one.notice,
        to=to,
        language=language or one.notice.language,
        size="young" if size == "young" else "older" if size == "older" else None,
    )


def occasion_of(
    child: Child,
    *,
    officer: Officer,
    appointed_on: date,
    before: NamedIro | None,
    review_due_on: date | None,
    appointment_id: int,
    today: date,
) -> Occasion:
    """This will say what the letters are about: a first IRO, or a change from the one before."""
    facts: dict[str, str | date | None] = {"appointed_on": appointed_on}
    if review_due_on is not None:
        facts["review_due_on"] = review_due_on
    if before is not None:
        facts |= {"previous_officer": before.iro.name, "last_day": appointed_on - timedelta(days=1)}
    return Occasion(
        what="iro-changed" if before is not None else "iro-named",
        child=child,
        about=About(kind="named_iro", pk=appointment_id),
        officer=officer,
        dated_on=today,
        facts=facts,
    )


def officer_of(iro: User, *, today: date) -> Officer:
    """This will give the officer as the letters show them: telephone, words for young people, photo."""
    profile = next((one.profile for one in officers(iro.authority_id, on=today, user_ids=[iro.pk])), None)
    try:
        kept = photo(bytes(photo_of(iro.pk, authority_id=iro.authority_id).content))
    except (NotFound, NotAPhoto):
        kept = None
    return officer_from(
        iro,
        telephone=profile.telephone if profile else "",
        words=profile.words_for_young_people if profile else "",
        photo=kept,
    )


def notices_of(
    told: Sequence[Addressee], keys: Iterable[str], *, language: str, size: str, address: str
) -> list[Notice]:
    """This will give the notices of those who were ticked."""
    wanted = set(keys)
    found = [adjusted(one, language=language, size=size, address=address) for one in told if one.key in wanted]
    return [one for one in found if one is not None]


def tell_all(named: Sequence[NamedIro], *, before: Mapping[int, NamedIro], by: User, today: date) -> int:
    """Write the letters about many appointments, to everybody who is told unless decided otherwise; all or none.

    `before` are the appointments that ran until then, by child. Says how many letters. Raises as `send_all`.
    """
    authority = by.authority
    reviews = next_reviews([one.child_id for one in named])
    signing = {iro.pk: officer_of(iro, today=today) for iro in {one.iro for one in named}}
    sendings: list[Sending] = []
    for one in named:
        review = reviews.get(one.child_id)
        occasion = occasion_of(
            one.child,
            officer=signing[one.iro_id],
            appointed_on=one.appointed_on,
            before=before.get(one.child_id),
            review_due_on=review.due_on if review else None,
            appointment_id=one.pk,
            today=today,
        )
        told = addressees(one.child, viewer=by, today=today)
        keys = [other.key for other in told if other.chosen]
        notices = notices_of(told, keys, language="", size="", address="")
        sendings += prepare(occasion, notices, authority=authority)
    return len(send_all(sendings, by=by)) if sendings else 0
