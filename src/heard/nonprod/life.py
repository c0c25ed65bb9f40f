"""How invented care goes: reviews held by the law's own timetable, homes and legal statuses that change.

Everything is a function of the council's name and of `today`: the same day gives the same lives.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import count
from random import Random

from heard.law import Nation, Stream, england_and_wales
from heard.law.ages import AGE_OF_LEAVING_CARE, AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on, birthday
from heard.law.timetable import CareFacts, ReviewOwed, Sitting, review_timetable
from heard.nonprod.facts import InventedBooking, InventedChild, InventedEpisode, InventedPeriod, InventedReview

LATE_ONE_IN = 21
LATE_WITHOUT_REASON = (2, 6)  # of the late ones, in the order in which they are told
LATE_BECAUSE = (
    ("child_wish", "Wanted the carer from before to be there."),
    ("late_notice", "The service was told on day 11."),
    ("iro_absent", "Ill on the day, and nobody free before the limit."),
    ("papers_missing", "The care plan came the evening before."),
    ("child_unwell", "In hospital that week; the ward agreed a new day."),
    ("sw_absent", "The social worker had left and the new one had not met the child."),
    ("court", "The hearing was moved to the same day."),
    ("administration", "The room was booked for the wrong month."),
)
PLACES = {
    Nation.ENGLAND: ("At home, in the kitchen", "Foster home", "School, the quiet room", "Family centre", "Video call"),
    Nation.WALES: ("Gartref", "Cartref maeth", "Ysgol, yr ystafell dawel", "Canolfan deulu", "Galwad fideo"),
}
TIMES = (time(9, 30), time(10, 0), time(11, 15), time(14, 0), time(15, 45), time(16, 15))
LITTLE = ("PN2", "PN3", "PN6", "PN3", "PN2", "PN4")
MIDDLE = ("PN1", "PN1", "PN2", "PN5", "PN6", "PN6", "PN7")
OLDER = ("PN1", "PN1", "PN1", "PN1", "PN5", "PN6", "PN7")
SOON = ((0, 1, 1, 2, 2, 3, 3, 4, 5), (6, 7, 9, 12))


@dataclass(slots=True)
class Life:
    """Invents what happens to the children of one council up to `today`."""

    nation: Nation
    today: date
    random: Random
    _told: "count[int]" = field(default_factory=count)
    _late: "count[int]" = field(default_factory=count)

    def live(self, child: InventedChild, period: InventedPeriod, *, booked: bool | None = None) -> InventedPeriod:
        """This will hold the reviews of a period as they fall due, name the IRO, and book the next review.

        `booked` says whether a booking must be there or must not; None leaves it to chance and to how soon it is due.
        """
        while (owed := self.owed(child, period)) is not None:
            day = self._day_for(child, period, owed)
            if day > self._stop(child, period):
                break
            if day > self.today:
                if booked is None:
                    booked = day <= self.today + timedelta(days=42) and self.random.random() < 0.8
                if booked:
                    self.book(period, on=day)
                break
            period.reviews.append(self._held(child, day, late=owed.due_on is not None and day > owed.due_on))
        if period.appointed_on is None:
            self.appoint(period)
        return period

    def owed(self, child: InventedChild, period: InventedPeriod) -> ReviewOwed | None:
        """This will ask the law which review is owed next, the soonest of all series."""
        facts = CareFacts(
            nation=self.nation,
            started_on=period.started_on,
            ceased_on=period.ceased_on,
            born_on=child.born_on,
            stream=Stream(period.stream),
            sittings=tuple(Sitting(review.held_on, review.completed_on) for review in period.reviews),
            authorised_on=period.authorised_on,
            placed_on=period.placed_on,
        )
        rows = [row for row in review_timetable(facts, as_of=self.today) if row.held_on is None]
        return min((row for row in rows if row.due_on is not None), key=_due_on, default=None)

    def book(self, period: InventedPeriod, *, on: date, at: time | None = None, place: str = "") -> None:
        """This will book the next review."""
        period.booking = InventedBooking(
            on=on, at=at or self.random.choice(TIMES), place=place or self.random.choice(PLACES[self.nation])
        )

    def appoint(self, period: InventedPeriod) -> None:
        """This will name an IRO, mostly within 5 working days, and another one later in some long periods."""
        days = self.random.choice(SOON[self.random.random() < 0.1])
        last = min(period.ceased_on or self.today, self.today)
        period.appointed_on = min(self.working_day(period.started_on, days), last)
        length = (last - period.started_on).days
        if length > 240 and self.random.random() < 0.12:
            middle = period.started_on + timedelta(days=self.random.randint(length // 3, length * 3 // 4))
            period.replaced_on = self.working_day(middle, 1)

    def working_day(self, day: date, days: int) -> date:
        """This will count working days on, or back; 0 is the day itself."""
        return england_and_wales().add_working_days(day, days) if days else day

    def code_for(self, child: InventedChild, on: date) -> str:
        """This will choose a participation code that fits the child's age that day."""
        age = age_on(child.born_on, on)
        if age < AGE_OF_PARTICIPATION_CODES:
            return "PN0"
        if child.disabled or age < 7:
            return self.random.choice(LITTLE)
        return self.random.choice(MIDDLE if age < 12 else OLDER)

    def _day_for(self, child: InventedChild, period: InventedPeriod, owed: ReviewOwed) -> date:
        """A working day before the limit, or one after it for one review in nineteen, if it is past by then."""
        assert owed.due_on is not None
        length = (owed.due_on - owed.counted_from).days
        planned = owed.due_on - timedelta(days=self.random.randint(1, max(1, min(18, length // 3))))
        day = england_and_wales().previous_working_day(planned)
        last = max([review.held_on for review in period.reviews], default=period.started_on)
        day = day if day > last else self.working_day(last, 1)
        while day in (period.authorised_on, period.placed_on):  # a review on the day of a change serves what was before
            day = self.working_day(day, 1)
        if next(self._told) % LATE_ONE_IN != 11:
            return day
        late = self.working_day(owed.due_on, self.random.choice((1, 2, 3, 3, 5, 8, 12)))
        return late if last < late <= min(self._stop(child, period), self.today) else day

    def _stop(self, child: InventedChild, period: InventedPeriod) -> date:
        return min(period.ceased_on or date.max, birthday(child.born_on, AGE_OF_LEAVING_CARE))

    def _held(self, child: InventedChild, day: date, *, late: bool) -> InventedReview:
        review = InventedReview(held_on=day, completed_on=day, code=self.code_for(child, day))
        if late:
            place = next(self._late)
            if place not in LATE_WITHOUT_REASON:
                review.late_reason, review.late_note = LATE_BECAUSE[place % len(LATE_BECAUSE)]
        elif self.random.random() < 0.02 and self.working_day(day, 6) < self.today:
            review.completed_on = self.working_day(day, 6)
        return review


def _due_on(row: ReviewOwed) -> date:
    return row.due_on or date.max


def give_home(life: Life, child: InventedChild, period: InventedPeriod) -> None:
    """This will give a period its episodes: legal statuses and placements that follow each other to its end."""
    steps = _short_breaks(life, child, period) if period.stream == "short-break" else _steps(life, child, period)
    ends = [step[0] for step in steps[1:]] + [period.ceased_on]
    for place, ((start, reason, status, placement), end) in enumerate(zip(steps, ends, strict=True)):
        last = place == len(steps) - 1
        period.episodes.append(
            InventedEpisode(
                started_on=start,
                reason_started=reason,
                legal_status=status,
                placement=placement,
                provider="PR4" if placement in ("K2", "H5") else "PR1",
                ceased_on=_end_of_break(start, end) if status == "V3" else end,
                reason_ceased=_reason(status, last=last, period=period),
            )
        )


Step = tuple[date, str, str, str]


def _reason(status: str, *, last: bool, period: InventedPeriod) -> str:
    if status == "V3":
        return "E4A"
    return period.reason_ceased if last else "X1"


def _end_of_break(start: date, end: date | None) -> date:
    return start + timedelta(days=2) if end is None else min(start + timedelta(days=2), end)


def _short_breaks(life: Life, child: InventedChild, period: InventedPeriod) -> list[Step]:
    """A series recorded as one (V4), or each break by itself (V3), of two nights about every ten weeks."""
    if life.random.random() < 0.6:
        return [(period.started_on, "S", "V4", "U6")]
    last = period.ceased_on or life.today
    days = range(0, max(1, (last - period.started_on).days - 2), 70)
    return [(period.started_on + timedelta(days=day), "S", "V3", "U6") for day in days]


def _steps(life: Life, child: InventedChild, period: InventedPeriod) -> list[Step]:
    start, today = period.started_on, period.ceased_on or life.today
    home = _first_home(life, child, start)
    steps: list[Step] = [(start, "S", life.random.choice(("V2", "V2", "L2", "C1")), home)]
    if child.unaccompanied:
        steps = [(start, "S", "V2", home)]
    elif period.authorised_on is not None:
        steps = [(start, "S", "C1", home), (period.authorised_on, "L", "E1", home)]
    elif steps[0][2] in ("L2", "C1") or life.random.random() < 0.4:
        steps += [
            (start + timedelta(days=8), "L", "C1", home),
            (start + timedelta(days=life.random.randint(170, 230)), "L", "C2", home),
        ]
        if steps[0][2] == "C1":
            del steps[1]
    if period.placed_on is not None:
        steps.append((period.placed_on, "P", "E1", "A6"))
    elif home in ("U6", "K2") and life.random.random() < 0.4:
        moved = start + timedelta(days=life.random.randint(240, 500))
        steps.append((moved, "P", steps[-1][2], life.random.choice(("U4", "U6", "U1"))))
    return [step for place, step in enumerate(steps) if place == 0 or steps[place - 1][0] < step[0] < today]


def _first_home(life: Life, child: InventedChild, on: date) -> str:
    age = age_on(child.born_on, on)
    if child.unaccompanied:
        return "H5" if age >= 16 else "U6"
    if age < 12:
        return life.random.choice(("U6", "U6", "U6", "U3"))
    return life.random.choice(("U6", "U6", "K2", "U3"))
