"""Colleagues who work with a child, as people of the child: so they are invited, recorded as present, and told."""

from collections.abc import Iterable
from datetime import date

from heard.accounts.models import User
from heard.children.addresses import NotAnEmailAddress, checked_email
from heard.children.models import Party, Relationship
from heard.children.names import plain
from heard.children.parties import tell
from heard.common.texts import one_line

PARTY_OF = {
    Relationship.Kind.SOCIAL_WORKER.value: Party.Kind.SOCIAL_WORKER,
    Relationship.Kind.TEAM_MANAGER.value: Party.Kind.TEAM_MANAGER,
}
ENDED = "No longer works with the child"


def not_entered(child_id: int) -> list[Party]:
    """This will give the social worker and team manager who do not stand among the people yet, not saved; two queries.

    One who was typed there by name or address, without the account, stands there.
    """
    rows = Relationship.objects.filter(
        child_id=child_id, until_on__isnull=True, kind__in=list(PARTY_OF), user__is_active=True
    )
    staff = list(rows.select_related("user", "child").order_by("kind", "from_on", "pk"))
    people = list(Party.objects.filter(child_id=child_id, until_on__isnull=True).select_related("user", "child"))
    return [_party(row) for row in staff if not any(_is(row, party) for party in people)]


def enter(parties: Iterable[Party], *, by: User) -> list[Party]:
    """This will save those of `not_entered` among the people of their child."""
    saved = []
    for party in parties:
        party.recorded_by = by
        party.save()
        tell("party.added", party, by=by, kind=party.kind)
        saved.append(party)
    return saved


def end_with(row: Relationship, *, on: date, by: User) -> None:
    """This will end a colleague among the people too, who no longer works with the child."""
    if row.kind not in PARTY_OF:
        return
    standing = Party.objects.select_for_update().filter(
        child_id=row.child_id, user_id=row.user_id, kind=PARTY_OF[row.kind], until_on__isnull=True
    )
    for party in standing:
        party.until_on, party.ended_why = max(on, party.from_on or on), ENDED
        party.version += 1
        party.save(update_fields=["until_on", "ended_why", "version"])
        tell("party.ended", party, by=by, until_on=party.until_on)


def _party(row: Relationship) -> Party:
    email = _email(row.user.email)
    return Party(
        authority_id=row.authority_id,
        child=row.child,
        kind=PARTY_OF[row.kind],
        user=row.user,
        parental_responsibility=Party.Responsibility.NO,
        language=row.user.language or "en",
        channel=Party.Channel.EMAIL if email else Party.Channel.HELD,
        email=email,
        from_on=row.from_on,
    )


def _email(address: str) -> str:
    try:
        return checked_email(address)
    except NotAnEmailAddress:
        return ""


def _is(row: Relationship, party: Party) -> bool:
    if party.user_id is not None:
        return party.user_id == row.user_id
    if party.kind not in (Party.Kind.SOCIAL_WORKER, Party.Kind.TEAM_MANAGER):
        return False
    same_name = plain(one_line(party.name)) == plain(one_line(row.user.name))
    return same_name or party.email.casefold() == row.user.email.casefold()
