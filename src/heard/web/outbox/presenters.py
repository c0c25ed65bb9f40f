"""What the outbox shows: its letters in words, and why mail does not leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.correspondence.models import Message, PrintBatch
from heard.correspondence.queries import OUTBOX, WithLetter
from heard.pages.frame import Link
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Pair, Pill, Tone, address
from heard.web.papers.presenters import size

STATES = {
    "queued": gettext_lazy("Waiting to go"),
    "held": pgettext_lazy("a letter", "Held"),
    "failed": gettext_lazy("Not delivered"),
    "sent": gettext_lazy("Sent"),
    "printed": gettext_lazy("Printed"),
    "withdrawn": gettext_lazy("Taken back"),
}
TONES = {"queued": Tone.BLUE, "held": Tone.ORANGE, "failed": Tone.RED, "sent": Tone.GREEN, "printed": Tone.GREEN}
WHO = {
    "child": gettext_lazy("the child"),
    "parent": gettext_lazy("a parent"),
    "carer": gettext_lazy("a carer"),
    "social_worker": gettext_lazy("the social worker"),
    "legal": gettext_lazy("legal services"),
    "other": gettext_lazy("somebody else"),
}
WHY_HELD = {
    "not_configured": gettext_lazy("No mail server is configured, so it waits here."),
    "no_sender": gettext_lazy("The service has no e-mail address of its own to send from, so it waits here."),
    "no_channel": gettext_lazy("No way to send it was chosen: it can be read here."),
}
LETTERS = {
    "iro-named": gettext_lazy("The IRO is named"),
    "change-told": gettext_lazy("A significant change is told"),
    "iro-changed": gettext_lazy("The IRO changes"),
    "goodbye": gettext_lazy("Goodbye from the IRO"),
    "review-letter": gettext_lazy("Letter after the review"),
    "review-record": gettext_lazy("Copy of the record of a review"),
}
CHANNELS = {
    "email": gettext_lazy("by e-mail"),
    "print": gettext_lazy("on paper"),
    "held": gettext_lazy("not sent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One letter of a list."""

    href: str
    title: str
    to: str
    who: str
    child: str
    child_href: str
    written: str
    written_iso: str
    by: str
    channel: str
    state: str
    tone: Tone | str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Why mail does not leave, and what to do; or that held letters can go now."""

    title: str
    text: str
    steps: tuple[str, ...]
    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One print batch."""

    number: int
    letters: str
    made: str
    printed: str
    pdf: str
    printed_href: str
    give_up_href: str


def title_of(message: Message) -> str:
    """Give what the letter says in a few words."""
    for key, text in LETTERS.items():
        if message.template.startswith(key):
            return str(text)
    return message.subject


def row_of(message: Message, *, of_child: bool = False) -> Row:
    """Give one line. `of_child` for a list about one child, which needs no name of it."""
    return Row(
        href=reverse("outbox:show", args=[message.pk]),
        title=title_of(message),
        to=message.recipient_name,
        who=str(WHO[message.recipient]),
        child="" if of_child else message.child.shown_name,
        child_href=reverse("child:show", args=[message.child_id]),
        written=dates.instant(message.written_at),
        written_iso=message.written_at.isoformat(),
        by=message.written_by.name if message.written_by else _("Heard itself"),
        channel=str(CHANNELS[message.channel]),
        state=str(STATES[message.state]),
        tone=TONES.get(message.state, Tone.GREY),
        note=note_of(message),
    )


def note_of(message: Message) -> str:
    """Give what became of a letter in a sentence."""
    match message.state:
        case Message.State.HELD:
            return str(WHY_HELD[message.why_held])
        case Message.State.FAILED:
            return message.error
        case Message.State.WITHDRAWN:
            return message.withdrawn_why
        case Message.State.SENT | Message.State.PRINTED if message.sent_at:
            return dates.instant(message.sent_at)
        case Message.State.QUEUED:
            return _on_its_way(message)
    return ""


def _on_its_way(message: Message) -> str:
    if message.channel == Message.Channel.PRINT:
        if message.batch is None:
            return _("Waits to be printed.")
        return _("In print batch %(n)d, not marked as printed yet.") % {"n": message.batch.number}
    if message.error and message.next_attempt_at:
        told = {"sentence": message.error, "when": dates.instant(message.next_attempt_at)}
        return _("%(sentence)s It is tried again %(when)s.") % told
    return _("Leaves in a moment.")


def pills_of(counts: Mapping[str, int], state: str, path: str) -> tuple[Pill, ...]:
    """Give the filter by state with its counts."""
    everything = Pill(text=_("All"), href=path, count=sum(counts.values()), current=not state)
    return (
        everything,
        *(
            Pill(text=str(text), href=address(path, {}, state=key), count=counts[key], current=key == state)
            for key, text in STATES.items()
        ),
    )


def mail_of(why: str, *, held: int, viewer: User) -> Mail | None:
    """Give what must be said about e-mail: nothing where it leaves and nothing was held for want of it."""
    waiting = ngettext("%(n)s letter waits.", "%(n)s letters wait.", held) % {"n": numbers.whole(held)}
    if why == Message.WhyHeld.NOT_CONFIGURED:
        return Mail(
            title=_("No mail server is configured: letters wait here"),
            text=_("E-mail is not sent. Letters are written, kept and can be read and printed. %(waiting)s")
            % {"waiting": waiting if held else ""},
            steps=(
                _("Whoever runs Heard sets HEARD_EMAIL_URL to the council’s mail server and starts Heard again."),
                _("The operating guide says how the address is written, and what a mail server must allow."),
                _("What is held does not leave by itself: come back here and send it, or print it instead."),
            ),
            release="",
        )
    if why == Message.WhyHeld.NO_SENDER:
        step = _("An administrator enters the duty e-mail address of the service under “Settings of the authority”.")
        return Mail(
            title=_("The service has no e-mail address to send from: letters wait here"),
            text=_("A mail server is configured, but it does not know who writes. %(waiting)s")
            % {"waiting": waiting if held else ""},
            steps=(step,),
            release="",
        )
    if not held:
        return None
    release = ngettext("Send the %(n)s letter that is held", "Send the %(n)s letters that are held", held)
    return Mail(
        title=_("E-mail works now"),
        text=_("Letters were held while it did not. %(waiting)s") % {"waiting": waiting},
        steps=(),
        release=release % {"n": numbers.whole(held)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """One letter with what became of it and what may be done."""

    title: str
    facts: tuple[Pair, ...]
    state: str
    tone: Tone | str
    note: str
    pdf: str
    text: str
    can: tuple[Link, ...]
    crumbs: tuple[Link, ...]


def letter_page(message: Message, *, viewer: User) -> LetterPage:
    """Make the page of one letter."""
    row = row_of(message)
    facts = [
        Pair(label=_("To"), value=f"{row.to}, {row.who}"),
        Pair(label=_("About"), value=row.child, href=row.child_href),
        Pair(label=_("How"), value=_channel(message)),
        Pair(label=_("Written"), value=row.written, note=row.by),
        Pair(label=_("Language"), value=_("Welsh") if message.language == "cy" else _("English")),
    ]
    if message.attempts:
        facts.append(Pair(label=_("Attempts"), value=numbers.whole(message.attempts)))
    return LetterPage(
        title=_("%(letter)s: to %(name)s") % {"letter": row.title, "name": row.to},
        facts=tuple(facts),
        state=row.state,
        tone=row.tone,
        note=row.note,
        pdf=reverse("outbox:pdf", args=[message.pk]),
        text=reverse("outbox:text", args=[message.pk]),
        can=tuple(_can(message)) if viewer.may(OUTBOX) else (),
        crumbs=crumbs_of(message, viewer=viewer),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file that goes with a letter."""

    name: str
    size: str
    href: str


def file_of(one: WithLetter) -> FileRow:
    """Give one file with its size and where it opens."""
    return FileRow(name=one.file_name, size=size(one.size), href=reverse("outbox:file", args=[one.message_id, one.pk]))


def _channel(message: Message) -> str:
    if message.channel == Message.Channel.HELD:
        return _("Not sent: read in Heard")
    address_line = ", ".join(line.strip() for line in message.address.splitlines() if line.strip())
    words = _("E-mail to %(address)s") if message.channel == Message.Channel.EMAIL else _("On paper to %(address)s")
    return words % {"address": address_line}


def _can(message: Message) -> list[Link]:
    found = []
    if message.state in (Message.State.HELD, Message.State.FAILED):
        again = _("Send it again") if message.state == Message.State.FAILED else _("Send it by e-mail")
        found.append(Link(text=again, href=reverse("outbox:send_again", args=[message.pk])))
        found.append(Link(text=_("Print it instead"), href=reverse("outbox:print_instead", args=[message.pk])))
    waiting = message.state in (Message.State.HELD, Message.State.FAILED, Message.State.QUEUED)
    if waiting and message.batch_id is None:
        found.append(Link(text=_("Take it back"), href=reverse("outbox:withdraw", args=[message.pk])))
    return found


def crumbs_of(message: Message, *, viewer: User) -> tuple[Link, ...]:
    """Give the way back: to the outbox for those who have it, else to the letters about the child."""
    letters = Link(
        text=_("Letters about %(name)s") % {"name": message.child.shown_name},
        href=reverse("outbox:of_child", args=[message.child_id]),
    )
    if viewer.may(OUTBOX) and viewer.may(Permission.SERVICE_VIEW):
        return (Link(text=_("Outbox"), href=reverse("outbox:list")), letters)
    return (letters,)


def batch_row(batch: PrintBatch) -> BatchRow:
    """Give one print batch; `batch` carries `letters`, the count."""
    count = int(getattr(batch, "letters", 0))
    printed = batch.printed_at
    by = batch.printed_by.name if batch.printed_by else ""
    told = {"when": dates.instant(printed) if printed else "", "who": by}
    return BatchRow(
        number=batch.number,
        letters=ngettext("%(n)d letter", "%(n)d letters", count) % {"n": count},
        made=_("%(when)s by %(who)s") % {"when": dates.instant(batch.made_at), "who": batch.made_by.name},
        printed=_("%(when)s by %(who)s") % told if printed else "",
        pdf=reverse("outbox:batch_pdf", args=[batch.pk]),
        printed_href="" if printed else reverse("outbox:batch_printed", args=[batch.pk]),
        give_up_href="" if printed else reverse("outbox:batch_given_up", args=[batch.pk]),
    )
