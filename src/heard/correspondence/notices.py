"""The notices when an IRO is named, changes or says goodbye: the letter that fits each recipient.

IRO Handbook (appointment): the child is told who the IRO is, with contact details, and so are the parents and those
who work with the child. Whether to send, and to whom, is the caller's to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotFound
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Fact, Officer, Order
from heard.correspondence.models import Message
from heard.correspondence.pictures import Photo
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient
from heard.correspondence.templates import common
from heard.law.calendar_dates import age_on

LETTER_OF = {"parent": "parent", "carer": "parent", "social_worker": "social-worker", "legal": "legal"}

What = Literal["iro-named", "iro-changed", "goodbye"]


class NoSuchNotice(DomainError):
    """There is no such letter for this person. A goodbye is written to the child alone."""


class ToldAlready(DomainError):
    """Letters about this appointment were written already. They stand among the letters about the child."""


class NobodyToTell(DomainError):
    """Choose at least one person who is told."""


class AppointmentEnded(DomainError):
    """This appointment has ended, so nobody is told of it any more. Look at who is the IRO now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice: to whom, in which language, how they are greeted.

    `checked` says that somebody who reads the language has checked the letter. `size` chooses a child's variant;
    without it the age on the day does, and a child of unknown age gets the older one.
    """

    to: Recipient
    language: str
    greeting: str
    checked: bool = False
    size: Literal["young", "older"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What the notices of one child are about, and who signs.

    `facts` by name: named needs `appointed_on`, changed also `previous_officer` and `last_day`, goodbye `last_day`.
    `change_reason`, `meeting_on`, `review_due_on`, `court_case`, `next_officer` and `own_words` stand in where given.
    """

    what: What
    child: Child
    about: About
    officer: Officer
    dated_on: date
    facts: Mapping[str, Fact] = field(default_factory=dict)


def officer_from(user: User, *, telephone: str = "", words: str = "", photo: Photo | None = None) -> Officer:
    """This will make the signature of an officer out of the account: the first word of the name is the first name."""
    return Officer(
        name=user.name,
        first_name=user.name.split()[0],
        telephone=telephone,
        email=user.email,
        words=words,
        photo=photo,
    )


def prepare(occasion: Occasion, notices: Sequence[Notice], *, authority: ResponsibleAuthority) -> list[Sending]:
    """This will say what would be sent, for a preview by `compose.compose(sending.order)`. Raises NoSuchNotice."""
    head, child = letterhead_of(authority), occasion.child
    facts = {"child": child.shown_name, "local_id": child.local_id, **occasion.facts}
    return [
        Sending(
            child_id=child.pk,
            about=occasion.about,
            to=notice.to,
            order=Order(
                key=letter_for(occasion, notice),
                language=notice.language,
                letterhead=head,
                officer=occasion.officer,
                dated_on=occasion.dated_on,
                greeting=notice.greeting,
                reader=notice.to.name,
                facts=facts,
                checked=notice.checked,
            ),
        )
        for notice in notices
    ]


def notify(occasion: Occasion, notices: Sequence[Notice], *, by: User) -> list[Message]:
    """Write all notices into the outbox, in the transaction of the caller. Raises NoSuchNotice, and as `send_all`."""
    authority = ResponsibleAuthority.objects.get(pk=by.authority_id)
    return send_all(prepare(occasion, notices, authority=authority), by=by)


@transaction.atomic
def notify_later(occasion: Occasion, notices: Sequence[Notice], *, by: User) -> list[Message]:
    """Write the notices of an appointment about which none were written when it was made.

    The appointment's row is held, so that two who do it at once do it once. Raises NotPermitted, NotFound,
    AppointmentEnded, ToldAlready, NobodyToTell, and as `notify`.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    child = get_visible(occasion.child.pk, viewer=by)
    named = NamedIro.objects.select_for_update(of=("self",)).filter(pk=occasion.about.pk, child=child).first()
    if named is None:
        raise NotFound
    if named.ended_on is not None:
        raise AppointmentEnded
    about = Message.objects.filter(about_kind=occasion.about.kind, about_id=named.pk)
    if about.exclude(state=Message.State.WITHDRAWN).exists():
        raise ToldAlready
    if not notices:
        raise NobodyToTell
    written = notify(occasion, notices, by=by)
    facts = {"appointment": named.pk, "letters": len(written)}
    log.record("named_iro.told_later", authority_id=child.authority_id, by=by.pk, child_id=child.pk, **facts)
    return written


def letter_for(occasion: Occasion, notice: Notice) -> str:
    """This will choose the letter. Raises NoSuchNotice."""
    if notice.to.kind == Message.Recipient.CHILD:
        return f"{occasion.what}-child-{notice.size or _size(occasion)}"
    if occasion.what == "goodbye" or notice.to.kind not in LETTER_OF:
        raise NoSuchNotice
    return f"{occasion.what}-{LETTER_OF[notice.to.kind]}"


def _size(occasion: Occasion) -> str:
    born_on = occasion.child.born_on
    if born_on is None:
        return "older"
    return "young" if age_on(born_on, occasion.dated_on) < common()["choices"]["older_from_age"] else "older"
