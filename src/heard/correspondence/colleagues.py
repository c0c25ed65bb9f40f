"""How the social worker and the team manager of a child are written to: from among the people, else as colleagues."""

from dataclasses import dataclass, replace
from datetime import date

from heard.accounts.models import User
from heard.children.models import Child, Party, Relationship
from heard.children.party_queries import Person, people_of
from heard.correspondence.models import Message
from heard.correspondence.recipients import Recipient, recipient_of, safe_contact_of

RELATION_OF = {
    Party.Kind.SOCIAL_WORKER: Relationship.Kind.SOCIAL_WORKER,
    Party.Kind.TEAM_MANAGER: Relationship.Kind.TEAM_MANAGER,
}
KIND_OF = {Party.Kind.SOCIAL_WORKER: Message.Recipient.SOCIAL_WORKER, Party.Kind.TEAM_MANAGER: Message.Recipient.OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """To whom the letter goes, in which language."""

    to: Recipient
    language: str


def colleague_of(child: Child, part: Party.Kind, *, viewer: User, today: date, reply_to: str = "") -> Addressed | None:
    """This will say how somebody who works with the child in a part is reached; None where nobody may be.

    Somebody among the people to whom no letter may go gets none as a colleague either.
    """
    people = people_of([child.pk], viewer=viewer, on=today)[child.pk]
    for person in people:
        if person.party.kind == part and person.reach.channel != Message.Channel.HELD:
            return Addressed(to=recipient_of(person, reply_to=reply_to), language=person.party.language)
    rows = Relationship.objects.filter(
        child_id=child.pk, kind=RELATION_OF[part], until_on__isnull=True, user__is_active=True
    ).select_related("user")
    for row in rows.order_by("-from_on", "-pk"):
        if row.user.email and not _is_barred(row.user, people):
            return Addressed(
                to=replace(_to(row.user, part, people), reply_to=reply_to), language=row.user.language or "en"
            )
    return None


def _is_barred(user: User, people: list[Person]) -> bool:
    """Whether this user stands among the people and no letter may reach them."""
    return any(one.party.user_id == user.pk and one.reach.channel == Message.Channel.HELD for one in people)


def _to(user: User, part: Party.Kind, people: list[Person]) -> Recipient:
    same = next((one for one in people if one.party.user_id == user.pk), None)
    told = {"safe": safe_contact_of(same), "party_id": same.party.pk} if same else {}
    return Recipient(kind=KIND_OF[part], name=user.name, channel="email", address=user.email, user_id=user.pk, **told)  # type: ignore[arg-type]
