"""The chain of seals: proof that no event was changed, removed or slipped in after it was sealed.

A chain per row would make every writer of an authority wait for the one before; sealing afterwards does not.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from heard.audit.models import Seal

START = "0" * 64

COMPLETE = "select pg_snapshot_xmin(pg_current_snapshot())::text"
DIGEST = """
select count(*), encode(sha256(convert_to(%(previous)s || coalesce(string_agg(
  concat_ws('|', id, name, coalesce(actor_id::text, ''), coalesce(child_id::text, ''), coalesce(request_id::text, ''),
            extract(epoch from at), facts::text), E'\\n' order by id), ''), 'UTF8')), 'hex')
from audit_event
where authority_id = %(authority)s and xid >= %(since)s::text::xid8 and xid < %(upto)s::text::xid8
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """What verifying found."""

    seals: int
    events: int
    broken_at: int | None

    @property
    def ok(self) -> bool:
        """Whether every link holds."""
        return self.broken_at is None


@transaction.atomic
def seal(*, authority_id: int) -> int:
    """This will seal every event that is certainly complete and say how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('heard.seal'), %s)", [authority_id])
        last = Seal.objects.filter(authority_id=authority_id).order_by("-number").first()
        cursor.execute(COMPLETE)
        upto = cursor.fetchone()[0]
        since = last.upto_xid if last else "0"
        previous = last.digest if last else START
        count, digest = _digest(cursor, authority_id=authority_id, since=since, upto=upto, previous=previous)
    if count:
        Seal.objects.create(
            authority_id=authority_id,
            number=last.number + 1 if last else 1,
            from_xid=since,
            upto_xid=upto,
            events=count,
            digest=digest,
            previous=previous,
        )
    return count


@transaction.atomic
def verify(*, authority_id: int) -> ChainState:
    """This will work out every seal again and say at which number the chain breaks, if it does."""
    previous, events = START, 0
    seals = list(Seal.objects.filter(authority_id=authority_id).order_by("number"))
    with connection.cursor() as cursor:
        for number, link in enumerate(seals, start=1):
            count, digest = _digest(
                cursor,
                authority_id=authority_id,
                since=link.from_xid,
                upto=link.upto_xid,
                previous=previous,
            )
            if (link.number, link.previous, link.events, link.digest) != (number, previous, count, digest):
                return ChainState(seals=len(seals), events=events, broken_at=number)
            previous, events = link.digest, events + count
    return ChainState(seals=len(seals), events=events, broken_at=None)


def _digest(cursor, *, authority_id: int, since: str, upto: str, previous: str) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    cursor.execute(DIGEST, {"authority": authority_id, "since": since, "upto": upto, "previous": previous})
    count, digest = cursor.fetchone()
    return count, digest
