"""What stands beside the form that arranges a review, and which brothers and sisters may be joined to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.children.family import relatives_of
from heard.children.models import Child
from heard.deadlines.models import Deadline
from heard.deadlines.queries import next_reviews
from heard.law import Nation
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.reviews.booking.queries import booked
from heard.reviews.booking.sibling_actions import LONGEST_REASON, Along, WithSibling
from heard.reviews.booking.window import Window, window
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.reviews.forms import ArrangeForm, CancelForm, MoveForm, VersionedForm

NEAR = timedelta(weeks=4)  # practice, not law: reviews further apart are not joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A brother or sister: when a review is owed and booked."""

    child: Child
    due: Deadline | None
    booking: Review | None

    @property
    def day(self) -> date | None:
        """The day to which another review is joined: that of the booking, or the limit."""
        if self.booking is not None:
            return self.booking.arranged_for
        return self.due.due_on if self.due else None

    @property
    def can_join(self) -> bool:
        """Whether the review can be arranged with another: it is owed and not booked yet."""
        return self.due is not None and self.booking is None


def siblings_of(child: Child, *, viewer: User) -> list[Sibling]:
    """This will give the brothers and sisters whom the viewer may see, in three queries."""
    found = [one.child for one in relatives_of(child, viewer=viewer) if one.role == "sibling"]
    keys = [one.pk for one in found]
    due, bookings = next_reviews(keys), booked(keys)
    return [Sibling(child=one, due=due.get(one.pk), booking=bookings.get(one.pk)) for one in found]


class WithSiblingsForm(ArrangeForm):
    """The form that arranges a review, with the brothers and sisters that can be joined to it."""

    together = forms.MultipleChoiceField(
        label=gettext_lazy("Arrange on the same day and in the same place, each with a booking of its own"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    apart = forms.CharField(
        label=gettext_lazy("Why are they reviewed apart?"),
        help_text=gettext_lazy("Needed for a brother or sister whose review is near and is not joined."),
        required=False,
        max_length=LONGEST_REASON,
    )

    def __init__(self, data: Any = None, *, siblings: Sequence[Sibling], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.siblings = siblings
        joinable = [(str(one.child.pk), one.child.shown_name) for one in siblings if one.can_join]
        together = self.fields["together"]
        assert isinstance(together, forms.MultipleChoiceField)
        together.choices = joinable
        if not joinable:
            del self.fields["together"]
        if not siblings:
            del self.fields["apart"]

    def made_with(self) -> dict[str, Any]:
        return {"siblings": self.siblings}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        left = [one for one in self._near(cleaned.get("on")) if not self._joined(one, cleaned)]
        if left and not (cleaned.get("apart") or "").strip() and "apart" not in self.errors:
            names = ", ".join(one.child.shown_name for one in left)
            self.add_error("apart", _("Join %(names)s, or say why they are reviewed apart") % {"names": names})
        return cleaned

    @property
    def plans(self) -> list[WithSibling]:
        """What is to be kept of each brother and sister whose review is near."""
        given = self.cleaned_data
        found = []
        for one in self._near(given["on"]):
            together = self._joined(one, given)
            found.append(
                WithSibling(
                    child_id=one.child.pk, together=together, reason="" if together else given.get("apart", "").strip()
                )
            )
        return found

    @property
    def going(self) -> list[tuple[Child, Deadline | None]]:
        """Give the brothers and sisters who are joined now, with what is owed to each."""
        chosen = self.cleaned_data.get("together", [])
        return [(one.child, one.due) for one in self.siblings if str(one.child.pk) in chosen]

    def _near(self, on: date | None) -> list[Sibling]:
        return [one for one in self.siblings if on is not None and one.day is not None and abs(one.day - on) <= NEAR]

    def _joined(self, one: Sibling, cleaned: dict[str, Any]) -> bool:
        if str(one.child.pk) in cleaned.get("together", []):
            return True
        return one.booking is not None and one.booking.arranged_for == cleaned.get("on")


class _Along(VersionedForm):
    """Which bookings of brothers and sisters that are joined to this one go along."""

    along = forms.MultipleChoiceField(label="", choices=(), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: Any = None, *, joined: Sequence[Review], initial: Any = None) -> None:
        super().__init__(data, initial={"along": [str(one.pk) for one in joined], **(initial or {})})
        self.joined = joined
        field = self.fields["along"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.child.shown_name) for one in joined]
        if not joined:
            del self.fields["along"]

    def made_with(self) -> dict[str, Any]:
        """What the form was made with beside its data."""
        return {"joined": self.joined}

    @property
    def going(self) -> list[Review]:
        """The bookings that go along."""
        chosen = self.cleaned_data.get("along", [])
        return [one for one in self.joined if str(one.pk) in chosen]


class MoveWithSiblingsForm(_Along, MoveForm):
    """The form that moves a booking, and those that are joined to it."""

    apart = WithSiblingsForm.base_fields["apart"]

    def __init__(self, data: Any = None, *, joined: Sequence[Review], initial: Any = None) -> None:
        super().__init__(data, joined=joined, initial=initial)
        if not joined:
            del self.fields["apart"]
            return
        self.fields["along"].label = _("Move these too: they are held on the same day and in the same place")
        self.fields["apart"].help_text = _("Needed for a brother or sister who does not move along.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("along", [])
        left = [one.child.shown_name for one in self.joined if str(one.pk) not in chosen]
        if left and not (cleaned.get("apart") or "").strip() and "apart" not in self.errors:
            text = _("Move %(names)s too, or say why they are reviewed apart now")
            self.add_error("apart", text % {"names": ", ".join(left)})
        return cleaned

    @property
    def wanted(self) -> Along:
        """What goes along, as the action takes it."""
        return Along(reviews=[one.pk for one in self.going], apart=self.cleaned_data.get("apart", ""))


class CancelWithSiblingsForm(_Along, CancelForm):
    """The form that cancels a booking, and those that are joined to it."""

    def __init__(self, data: Any = None, *, joined: Sequence[Review], initial: Any = None) -> None:
        super().__init__(data, joined=joined, initial={"along": [], **(initial or {})})
        if joined:
            self.fields["along"].label = _("Cancel these too: they are held on the same day and in the same place")

    @property
    def wanted(self) -> Along:
        """What goes along, as the action takes it."""
        return Along(reviews=[one.pk for one in self.going])


def window_lines(nation: str, *, today: date, due: Deadline | None, clear_days: bool) -> tuple[list[Pair], str]:
    """Give the window in lines, and what to think of where too little time is left."""
    found = window(Nation(nation), today=today, due_on=due.due_on if due else None, clear_days=clear_days)
    lines = [
        Pair(
            label=ngettext("%(n)d working day to prepare", "%(n)d working days to prepare", one.working_days)
            % {"n": one.working_days},
            value=_("from %(day)s") % {"day": dates.short(one.on, today=today)},
        )
        for one in found.earliest
        if one.possible
    ]
    lines += _latest(found, today)
    note = ""
    if found.short_notice:
        note = _(
            "Too little time is left to prepare it as guidance counts. Ask everybody at once, and keep who was asked."
        )
    return lines, note


def _latest(found: Window, today: date) -> list[Pair]:
    if found.latest_on is None:
        return []
    practical = found.latest_working_day
    note = ""
    if practical is not None and practical != found.latest_on:
        note = _("Last working day before it: %(day)s") % {"day": dates.short(practical, today=today)}
    return [Pair(label=_("Latest day"), value=dates.short(found.latest_on, today=today), note=note)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingLine:
    """A brother or sister beside the form; `use` takes over the day and place of their booking."""

    name: str
    text: str
    use: str


def sibling_lines(siblings: Sequence[Sibling], *, child: Child, today: date) -> list[SiblingLine]:
    """Give the brothers and sisters with what is owed and booked."""
    return [_line(one, child, today) for one in siblings]


def _line(one: Sibling, child: Child, today: date) -> SiblingLine:
    name = one.child.shown_name
    if one.booking is not None and one.booking.arranged_for is not None:
        at = dates.clock_time(one.booking.arranged_time) if one.booking.arranged_time else ""
        day = dates.short(one.booking.arranged_for, today=today)
        text = _("Arranged for %(when)s") % {"when": ", ".join(filter(None, [day, at, one.booking.place]))}
        return SiblingLine(
            name=name, text=text, use=f"{reverse('reviews:arrange', args=[child.pk])}?with={one.booking.pk}"
        )
    if one.due is not None and one.due.due_on is not None:
        told = {"review": words.title_of(one.due), "day": dates.short(one.due.due_on, today=today)}
        return SiblingLine(name=name, text=_("%(review)s owed by %(day)s, not arranged") % told, use="")
    return SiblingLine(name=name, text=_("No review is owed now"), use="")


def taken_over(asked: str, siblings: Sequence[Sibling]) -> dict[str, Any]:
    """Give day, time and place of a brother's or sister's booking for the form; nothing for any other number."""
    booking = next((one.booking for one in siblings if one.booking is not None and str(one.booking.pk) == asked), None)
    if booking is None:
        return {}
    at = dates.clock_time(booking.arranged_time) if booking.arranged_time else ""
    return {"on": booking.arranged_for, "at": at, "place": booking.place}
