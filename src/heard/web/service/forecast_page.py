"""The page of the forecast: 26 weeks of reviews beside the room for them, as things stand and with a change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.caseloads.forecast import Forecast, Week, WhatIf
from heard.deadlines.forecasting import Coming
from heard.pages.presenters import dates, figures
from heard.pages.presenters.parts import Tab, address
from heard.web.downloads import Cell
from heard.web.service.presenters import tabs

MOST_CHILDREN = 200
NOBODY = "none"  # in the address: children without an IRO
IN_A_STRIP = 13  # weeks
BAR_TOP = 4


class WhatIfForm(forms.Form):
    """Whose weeks are shown, and what is tried. It stands in the address."""

    iro = forms.ChoiceField(
        label=_("Weeks of"),
        required=False,
        error_messages={"invalid_choice": _("Choose an IRO of this service, or all of them")},
    )
    without = forms.ChoiceField(
        label=_("Without this IRO"),
        required=False,
        error_messages={"invalid_choice": _("Choose an IRO of this service to leave out, or nobody")},
    )
    more = forms.IntegerField(
        label=_("More children"),
        help_text=_("who come into care today, at most 200"),
        required=False,
        min_value=0,
        max_value=MOST_CHILDREN,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            name: _("Enter a whole number of children from 0 to 200") for name in ("invalid", "min_value", "max_value")
        },
    )

    def __init__(self, *args: object, coming: Coming, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(str(pk), name) for pk, name in sorted(coming.names.items(), key=lambda one: (one[1], one[0]))]
        nobody = [(NOBODY, gettext("Children without an IRO"))]
        self.fields["iro"].choices = [("", gettext("The service")), *people, *nobody]  # type: ignore[attr-defined]
        self.fields["without"].choices = [("", gettext("Nobody")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """An officer who is left out has no weeks to show."""
        given: dict[str, object] = super().clean() or {}
        if given.get("iro") and given.get("iro") == given.get("without"):
            self.add_error("without", gettext("Leave out another IRO than the one whose weeks are shown"))
        return given

    def asked(self) -> "Asked":
        """This will give what was asked for; the plain forecast of the service where the address makes no sense."""
        if not self.is_valid():
            return Asked()
        iro, without = self.cleaned_data["iro"], self.cleaned_data["without"]
        return Asked(
            nobody=iro == NOBODY,
            officer_id=int(iro) if iro and iro != NOBODY else None,
            without=int(without) if without else None,
            more=self.cleaned_data["more"] or 0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose weeks are shown (of the service, of one officer, or of children without an IRO) and what is tried."""

    nobody: bool = False
    officer_id: int | None = None
    without: int | None = None
    more: int = 0

    @property
    def what_if(self) -> WhatIf | None:
        """The change to try; None without one."""
        if self.without is None and not self.more:
            return None
        return WhatIf(without=frozenset(() if self.without is None else (self.without,)), more_children=self.more)

    @property
    def kept(self) -> dict[str, str]:
        """What stands in the address."""
        iro = NOBODY if self.nobody else str(self.officer_id or "")
        return {"iro": iro, "without": str(self.without or ""), "more": str(self.more or "")}

    def weeks(self, found: Forecast) -> tuple[Week, ...]:
        """This will choose the weeks that are shown; empty ones where nothing falls due."""
        if not self.nobody and self.officer_id is None:
            return found.weeks
        return found.by_iro.get(self.officer_id) or tuple(_empty(week.monday) for week in found.weeks)

    def room_is_known(self, coming: Coming) -> bool:
        """Whether room can be set beside these weeks: not for children without an IRO, nor without a post."""
        if self.nobody:
            return False
        if self.officer_id is None:
            return coming.room_is_known
        return any(desk.posts for desk in coming.desks if desk.iro_id == self.officer_id)


def _empty(monday: date) -> Week:
    return Week(monday=monday, reviews=0, meetings=0, first=0, expected=0.0, room=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCell:
    """One week of the chart, with its bars: meetings, expected besides, and the line of the room."""

    label: str
    reviews: int
    meetings: int
    first: int
    expected: str
    away: int
    room: str
    too_many: int
    first_late: int
    meetings_bar: figures.Bar
    expected_bar: figures.Bar
    room_y: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Half of the weeks."""

    title: str
    weeks: tuple[WeekCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A forecast: a sentence that says what it shows, the weeks in danger in words, and the strips."""

    id: str
    title: str
    sentence: str
    danger: tuple[str, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of the comparison."""

    text: str
    plain: str
    trial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """Everything that the page shows."""

    sub: str
    tabs: tuple[Tab, ...]
    room_known: bool
    no_room: str
    charts: tuple[Chart, ...]
    compared: tuple[Compared, ...]
    compared_title: str
    notes: tuple[str, ...]
    plain_href: str
    files: tuple[tuple[str, str], ...]


def forecast_page(coming: Coming, asked: Asked, *, viewer: User) -> ForecastPage:
    """This will make the page."""
    plain = asked.weeks(coming.forecast())
    what_if = asked.what_if
    trial = asked.weeks(coming.forecast(what_if)) if what_if else ()
    top = max([1.0, *(max(week.meetings + week.expected, week.room) for week in (*plain, *trial))])
    charts = [_chart("plain", gettext("As things stand"), plain, coming, asked, top, without=None)]
    if what_if:
        title = gettext("With the change")
        charts.append(_chart("trial", title, trial, coming, asked, top, without=asked.without))
    path = reverse("service:forecast")
    return ForecastPage(
        sub=_sub(coming, asked),
        tabs=tabs(viewer, "service:forecast"),
        room_known=asked.room_is_known(coming),
        no_room=_no_room(coming, asked),
        charts=tuple(charts),
        compared=tuple(_compared(plain, trial, room_known=asked.room_is_known(coming))) if what_if else (),
        compared_title=_change_words(coming, asked),
        notes=tuple(_notes(coming)),
        plain_href=address(path, asked.kept, without=None, more=None) if what_if else "",
        files=tuple(
            (name, address(reverse("service:forecast_export", args=[form]), asked.kept))
            for form, name in (("csv", "CSV"), ("xlsx", "Excel"))
        ),
    )


def _sub(coming: Coming, asked: Asked) -> str:
    whose = gettext("the whole service")
    if asked.nobody:
        whose = gettext("children without an IRO")
    elif asked.officer_id is not None:
        whose = coming.names[asked.officer_id]
    return gettext("26 weeks from %(day)s: %(whose)s.") % {"day": dates.long(_monday(coming)), "whose": whose}


def _no_room(coming: Coming, asked: Asked) -> str:
    """Why no room stands beside the weeks; nothing where it does."""
    if asked.room_is_known(coming):
        return ""
    if asked.nobody:
        return gettext("Children without an IRO have nobody whose time could be set beside their reviews.")
    if asked.officer_id is not None:
        told = {"name": coming.names[asked.officer_id]}
        return gettext("No post is recorded for %(name)s: record it, and the room stands here.") % told
    return gettext("No post is recorded for anybody: record the posts of the officers, and the room stands here.")


def _monday(coming: Coming) -> date:
    return coming.today - timedelta(days=coming.today.weekday())


def _change_words(coming: Coming, asked: Asked) -> str:
    more = ngettext("%(n)d child more", "%(n)d children more", asked.more) % {"n": asked.more}
    if asked.without is None:
        return gettext("What if: %(more)s") % {"more": more}
    without = coming.names[asked.without]
    if not asked.more:
        return gettext("What if: without %(name)s") % {"name": without}
    return gettext("What if: without %(name)s, and %(more)s") % {"name": without, "more": more}


def _chart(
    key: str, title: str, weeks: Sequence[Week], coming: Coming, asked: Asked, top: float, *, without: int | None
) -> Chart:
    scale = (figures.BAR_HEIGHT - BAR_TOP) / top
    gone = () if without is None else (without,)
    away = (0,) * len(weeks) if asked.nobody else coming.days_away(officer_id=asked.officer_id, without=gone)
    known = asked.room_is_known(coming)
    cells = [_cell(week, days, scale, room_known=known) for week, days in zip(weeks, away, strict=True)]
    danger = [week for week in weeks if week.first_that_do_not_fit] if known else []
    return Chart(
        id=key,
        title=title,
        sentence=_sentence(weeks, len(danger), room_known=known),
        danger=tuple(_danger(week) for week in danger),
        strips=tuple(_strips(cells)),
    )


def _strips(cells: Sequence[WeekCell]) -> Iterator[Strip]:
    for first in range(0, len(cells), IN_A_STRIP):
        weeks = tuple(cells[first : first + IN_A_STRIP])
        title = gettext("Weeks %(first)d to %(last)d") % {"first": first + 1, "last": first + len(weeks)}
        yield Strip(title=title, weeks=weeks)


def _cell(week: Week, away: int, scale: float, *, room_known: bool) -> WeekCell:
    low, high = round(week.meetings * scale, 1), round((week.meetings + week.expected) * scale, 1)
    height = figures.BAR_HEIGHT
    return WeekCell(
        label=dates.plain_day(week.monday),
        reviews=week.reviews,
        meetings=week.meetings,
        first=week.first,
        expected=_tenths(week.expected),
        away=away,
        room=_tenths(week.room) if room_known else "–",
        too_many=week.too_many if room_known else 0,
        first_late=week.first_that_do_not_fit if room_known else 0,
        meetings_bar=figures.Bar(y=round(height - low, 1), height=low),
        expected_bar=figures.Bar(y=round(height - high, 1), height=round(high - low, 1)),
        room_y=round(height - week.room * scale, 1) if room_known else None,
    )


def _tenths(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _sentence(weeks: Sequence[Week], danger: int, *, room_known: bool) -> str:
    """What the chart shows, in words."""
    reviews = ngettext(
        "%(n)d review falls due in these weeks", "%(n)d reviews fall due in these weeks", _sum_reviews(weeks)
    ) % {"n": _sum_reviews(weeks)}
    if not room_known:
        return gettext("%(reviews)s.") % {"reviews": reviews}
    if not danger:
        return gettext("%(reviews)s. Every first review fits.") % {"reviews": reviews}
    where = ngettext(
        "In %(n)d week first reviews will not fit.", "In %(n)d weeks first reviews will not fit.", danger
    ) % {"n": danger}
    return gettext("%(reviews)s. %(where)s") % {"reviews": reviews, "where": where}


def _sum_reviews(weeks: Sequence[Week]) -> int:
    return sum(week.reviews for week in weeks)


def _danger(week: Week) -> str:
    return ngettext(
        "Week of %(day)s: %(late)d of %(first)d first review will not fit; there is room for %(room)s meetings.",
        "Week of %(day)s: %(late)d of %(first)d first reviews will not fit; there is room for %(room)s meetings.",
        week.first,
    ) % {
        "day": dates.day(week.monday),
        "late": week.first_that_do_not_fit,
        "first": week.first,
        "room": _tenths(week.room),
    }


def _compared(plain: Sequence[Week], trial: Sequence[Week], *, room_known: bool) -> Iterator[Compared]:
    def line(text: str, pair: tuple[float, float]) -> Compared:
        return Compared(text=text, plain=_tenths(pair[0]), trial=_tenths(pair[1]))

    both = (plain, trial)
    yield line(gettext("Reviews falling due"), _each(both, lambda week: week.reviews))
    yield line(gettext("Meetings, brothers and sisters joined"), _each(both, lambda week: week.meetings))
    yield line(gettext("First reviews"), _each(both, lambda week: week.first))
    yield line(gettext("Expected besides"), _each(both, lambda week: week.expected))
    if room_known:
        yield line(gettext("Room"), _each(both, lambda week: week.room))
        yield line(gettext("Weeks with more than there is room for"), _each(both, lambda week: bool(week.too_many)))
        yield line(
            gettext("Weeks in which first reviews will not fit"),
            _each(both, lambda week: bool(week.first_that_do_not_fit)),
        )
        yield line(gettext("First reviews that will not fit"), _each(both, lambda week: week.first_that_do_not_fit))


def _each(both: Sequence[Sequence[Week]], value: Callable[[Week], float]) -> tuple[float, float]:
    plain, trial = (sum(value(week) for week in weeks) for weeks in both)
    return plain, trial


def _notes(coming: Coming) -> Iterator[str]:
    """What the forecast reckons with, so that nobody has to guess."""
    rates = coming.rates
    yield gettext(
        "Each review is taken to be held on the last day that the law allows, and the next is counted from there."
        " Brothers and sisters with one IRO whose reviews fall in one week meet once. What is overdue is taken to"
        " be held today."
    )
    yield gettext("Room: %(n)s meetings a week for a full-time post (a setting), less leave and bank holidays.") % {
        "n": _tenths(rates.reviews_per_full_time_week)
    }
    yield gettext(
        "Expected besides: %(early)s early reviews for each child in a year, as in the last 365 days, and from the"
        " fifth week on the first reviews of %(arrivals)s children a week, as many as came in the last 52 weeks."
    ) % {"early": f"{rates.early_per_child_year:.2f}", "arrivals": f"{rates.arrivals_per_week:.2f}"}
    if coming.undated:
        yield ngettext(
            "%(n)d review owed has no date that can be worked out; it is in no week.",
            "%(n)d reviews owed have no date that can be worked out; they are in no week.",
            coming.undated,
        ) % {"n": coming.undated}


def heads(*, trial: bool) -> list[str]:
    """This will give the heads of the file; with a change, its figures stand beside the plain ones."""
    plain = [
        gettext("Reviews falling due"),
        gettext("Meetings"),
        gettext("First reviews"),
        gettext("Expected besides"),
        gettext("Days of leave"),
        gettext("Room"),
        gettext("Too many"),
        gettext("First reviews that do not fit"),
    ]
    changed = [gettext("%(what)s, with the change") % {"what": head} for head in plain] if trial else []
    return [gettext("Week of"), *plain, *changed]


def rows(coming: Coming, asked: Asked) -> list[list[Cell]]:
    """This will give the weeks as a file."""
    plain = asked.weeks(coming.forecast())
    found: list[list[Cell]] = [[week.monday] for week in plain]
    _fill(found, plain, coming, asked, without=None)
    if asked.what_if:
        _fill(found, asked.weeks(coming.forecast(asked.what_if)), coming, asked, without=asked.without)
    return found


def _fill(found: list[list[Cell]], weeks: Sequence[Week], coming: Coming, asked: Asked, *, without: int | None) -> None:
    gone = () if without is None else (without,)
    away = (0,) * len(weeks) if asked.nobody else coming.days_away(officer_id=asked.officer_id, without=gone)
    known = asked.room_is_known(coming)
    for row, week, days in zip(found, weeks, away, strict=True):
        row += [week.reviews, week.meetings, week.first, Decimal(_tenths(week.expected)), days]
        row += [Decimal(_tenths(week.room)), week.too_many, week.first_that_do_not_fit] if known else [None, None, None]
