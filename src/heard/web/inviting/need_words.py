"""What a review needs booked, in words: what it is, how far it is, what is to be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from heard.children.models import Party
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Badge, Tone
from heard.reviews.models import Review, ReviewNeed
from heard.reviews.preparation.need_queries import NeedLine, Tell, open_needs

KINDS = {
    ReviewNeed.Kind.INTERPRETER: gettext_lazy("Interpreter"),
    ReviewNeed.Kind.ROOM: pgettext_lazy("booked for a review", "Room"),
    ReviewNeed.Kind.LINK: gettext_lazy("Video link"),
    ReviewNeed.Kind.TRANSPORT: gettext_lazy("Transport"),
}
STATES = {
    ReviewNeed.State.NEEDED: gettext_lazy("Needed"),
    ReviewNeed.State.ASKED: gettext_lazy("Asked for"),
    ReviewNeed.State.BOOKED: gettext_lazy("Booked"),
    ReviewNeed.State.FELL_THROUGH: gettext_lazy("Fell through"),
    ReviewNeed.State.NOT_NEEDED: gettext_lazy("Not needed any more"),
}
TONES = {
    ReviewNeed.State.NEEDED: Tone.ORANGE,
    ReviewNeed.State.ASKED: Tone.BLUE,
    ReviewNeed.State.BOOKED: Tone.GREEN,
    ReviewNeed.State.FELL_THROUGH: Tone.RED,
    ReviewNeed.State.NOT_NEEDED: Tone.GREY,
}
TELL = {
    Tell.BOOKED: gettext_lazy("Write to the interpreter"),
    Tell.CHANGED: gettext_lazy("Tell the interpreter of the change"),
    Tell.CANCELLED: gettext_lazy("Tell the interpreter that it is cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One thing that is needed, on the page of the people."""

    title: str
    state: Badge
    notes: tuple[str, ...]
    links: tuple[Link, ...]


def title_of(kind: str, party: Party | None) -> str:
    """This will say what is needed, and for whom."""
    what = str(KINDS[ReviewNeed.Kind(kind)])
    if party is None:
        return what
    return _("%(what)s for %(name)s") % {"what": what, "name": party.shown_name}


def still_open(review: Review, lines: Iterable[NeedLine]) -> str:
    """This will say in one line what is still to be booked; empty where nothing is."""
    titles = [title_of(line.kind, line.party) for line in open_needs(review, lines)]
    found = ", ".join(title[:1].lower() + title[1:] for title in titles)
    return _("Not booked yet: %(things)s") % {"things": found} if found else ""


def row_of(line: NeedLine, review: Review, *, changes: bool) -> NeedRow:
    """This will show one thing that is needed."""
    state = ReviewNeed.State(line.state)
    badge = Badge(text=str(STATES[state]), tone=TONES[state])
    if line.stale:
        badge = Badge(text=_("Booked for another day"), tone=Tone.RED)
    return NeedRow(
        title=title_of(line.kind, line.party),
        state=badge,
        notes=tuple(_notes(line)),
        links=tuple(_links(line, review)) if changes else (),
    )


def _notes(line: NeedLine) -> list[str]:
    need = line.need
    if need is None:
        spoken = line.party.spoken_language if line.party else ""
        return [spoken] if spoken else []
    found = [", ".join(filter(None, (need.who, need.reference, need.language)))]
    if need.booked_for is not None:
        found.append(_("For %(day)s") % {"day": dates.long(need.booked_for)})
    if need.told_on is not None and need.told_party is not None:
        told = {"name": need.told_party.shown_name, "day": dates.long(need.told_on)}
        found.append(_("%(name)s was written to, for %(day)s") % told)
    return [note for note in (*found, need.why) if note]


def _links(line: NeedLine, review: Review) -> list[Link]:
    title = title_of(line.kind, line.party)
    if line.need is None:
        asked = f"?kind={line.kind}" + (f"&party={line.party.pk}" if line.party else "")
        return [
            Link(
                text=_("Record"),
                about=title,
                href=reverse("inviting:add_need", args=[review.pk]) + asked,
            )
        ]
    at, found = [review.pk, line.need.pk], []
    if review.state != Review.State.CANCELLED:
        found.append(Link(text=_("Change"), about=title, href=reverse("inviting:need", args=at)))
    if line.tell is not Tell.NOTHING:
        found.append(Link(text=str(TELL[line.tell]), href=reverse("inviting:need_letter", args=at)))
    return found
