"""Who comes into the care of an invented council: so many of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from heard.law import Nation
from heard.law.calendar_dates import add_months, birthday
from heard.nonprod import names
from heard.nonprod.facts import Family, InventedChild, InventedPeriod
from heard.nonprod.life import Life, give_home

THREE_YEARS = 1_080
ETHNICITIES = ("WBRI", "WBRI", "WBRI", "WBRI", "MWBC", "BCRB", "APKN", "WOTH")
NEEDS = ("N1", "N1", "N1", "N3", "N4", "N5", "N5", "N6")
LEFT = ("E4A", "E4A", "E4B", "E45", "E46", "E41", "E13")


@dataclass(slots=True)
class Population:
    """Invents children of each kind; no two of one council bear the same names."""

    life: Life
    _taken: set[tuple[str, str]] = field(default_factory=set)
    _families: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day up to which lives are told."""
        return self.life.today

    def family_name(self, own: tuple[str, ...]) -> str:
        """This will choose a family name, each once before any comes again."""
        if not self._families:
            welsh = self.life.nation is Nation.WALES
            near, far = (names.WELSH_FAMILIES, names.ENGLISH_FAMILIES) if welsh else (names.ENGLISH_FAMILIES, ())
            self._families = [*near, *far[:20], *names.OTHER_FAMILIES, *(() if welsh else names.WELSH_FAMILIES[:8])]
            self.life.random.shuffle(self._families)
        return self.life.random.choice(own) if own else self._families.pop()

    def child(self, *, born_on: date, family: str = "", unaccompanied: bool = False) -> InventedChild:
        """This will name a child."""
        random = self.life.random
        family = family or self.family_name(names.ARRIVED_FAMILIES if unaccompanied else ())
        girl = random.random() < (0.2 if unaccompanied else 0.48)
        pool = self._given(family, girl=girl, unaccompanied=unaccompanied)
        free = [given for given in pool if (given, family) not in self._taken]
        given = random.choice(free or pool)
        self._taken.add((given, family))
        return InventedChild(
            given=given,
            family=family,
            sex="2" if girl else "1",
            born_on=born_on,
            ethnicity="BAFR" if unaccompanied else random.choice(ETHNICITIES),
            unaccompanied=unaccompanied,
        )

    def _given(self, family: str, *, girl: bool, unaccompanied: bool) -> tuple[str, ...]:
        if unaccompanied:
            return names.ARRIVED_GIRLS if girl else names.ARRIVED_BOYS
        if family in names.OTHER_FAMILIES:
            return names.OTHER_GIRLS if girl else names.OTHER_BOYS
        if family in names.WELSH_FAMILIES:
            return names.WELSH_GIRLS if girl else names.WELSH_BOYS
        return names.ENGLISH_GIRLS if girl else names.ENGLISH_BOYS

    def settle(self, child: InventedChild, period: InventedPeriod, *, booked: bool | None = None) -> InventedChild:
        """This will let the child live a period: reviews, IRO, homes."""
        child.periods.append(self.life.live(child, period, booked=booked))
        give_home(self.life, child, period)
        return child

    def period(self, started_on: date, **more: object) -> InventedPeriod:
        """This will begin a period of care with a category of need."""
        made = InventedPeriod(started_on=started_on, need=self.life.random.choice(NEEDS))
        for name, value in more.items():
            setattr(made, name, value)
        return made

    def ago(self, least: int, most: int) -> date:
        """This will choose a day so many days ago."""
        return self.today - timedelta(days=self.life.random.randint(least, most))

    def born(self, least: float, most: float) -> date:
        """This will choose a birthday of somebody so many years old today."""
        return self.ago(int(least * 365.25) + 1, int(most * 365.25) - 1)

    # The kinds ---------------------------------------------------------------------------------------------------

    def in_care(self, *, size: int = 1) -> Family:
        """One child, or brothers and sisters who came on the same day; most of them long ago enough for reviews."""
        random = self.life.random
        recent = random.random() < 0.13
        started = self.ago(15, 290) if recent else self.ago(300, THREE_YEARS)
        family, found = self.family_name(()), []
        for _ in range(size):
            born = min(self.born(0.4, 17.7), started - timedelta(days=random.randint(1, 60)))
            found.append(self.settle(self.child(born_on=born, family=family), self.period(started)))
        return Family(children=found)

    def newborn(self) -> Family:
        """A baby who came into care days after birth."""
        started = self.ago(20, 200)
        child = self.child(born_on=started - timedelta(days=self.life.random.randint(1, 12)))
        return Family(children=[self.settle(child, self.period(started))])

    def nearly_of_age(self) -> Family:
        """Somebody who turns 18 in the next two months."""
        of_age = self.today + timedelta(days=self.life.random.randint(5, 55))
        child = self.child(born_on=add_months(of_age, -12 * 18))
        return Family(children=[self.settle(child, self.period(self.ago(400, 900)))])

    def born_on_leap_day(self) -> Family:
        """A child born on 29 February, between 8 and 12 years old."""
        year = self.today.year - self.today.year % 4 - 8
        return Family(children=[self.settle(self.child(born_on=date(year, 2, 29)), self.period(self.ago(300, 900)))])

    def left(self) -> Family:
        """A child who left care within the last three years."""
        started = self.ago(240, THREE_YEARS)
        ceased = started + timedelta(days=self.life.random.randint(100, (self.today - started).days - 10))
        child = self.child(born_on=started - timedelta(days=self.life.random.randint(400, 5_000)))
        period = self.period(started, ceased_on=ceased, reason_ceased=self.life.random.choice(LEFT))
        return Family(children=[self.settle(child, period)])

    def came_of_age(self) -> Family:
        """Somebody whose care ended on the 18th birthday."""
        ceased = self.ago(20, 600)
        child = self.child(born_on=add_months(ceased, -12 * 18))
        ceased = birthday(child.born_on, 18)
        if ceased >= self.today:
            ceased = self.today - timedelta(days=1)
        period = self.period(ceased - timedelta(days=430), ceased_on=ceased, reason_ceased="E6")
        return Family(children=[self.settle(child, period)])

    def returned(self) -> Family:
        """A child who went home and came back into care: a new period, and the clock starts again."""
        first = self.ago(900, THREE_YEARS)
        home = first + timedelta(days=self.life.random.randint(150, 330))
        again = home + timedelta(days=self.life.random.randint(40, 300))
        child = self.child(born_on=min(self.born(3.5, 16.5), first - timedelta(days=30)))
        self.settle(child, self.period(first, ceased_on=home, reason_ceased="E4A"))
        return Family(children=[self.settle(child, self.period(again))])

    def to_be_adopted(self, *, placed: bool, adopted: bool = False) -> Family:
        """A small child whom the authority may place for adoption; perhaps placed, perhaps adopted."""
        started = self.ago(420, 640)
        child = self.child(born_on=started - timedelta(days=self.life.random.randint(10, 900)))
        authorised = started + timedelta(days=self.life.random.randint(180, 230))
        period = self.period(started, authorised_on=authorised)
        if placed or adopted:
            period.placed_on = authorised + timedelta(days=self.life.random.randint(30, 90))
        if adopted and period.placed_on is not None:
            period.ceased_on = period.placed_on + timedelta(days=self.life.random.randint(75, 95))
            period.reason_ceased = "E11"
        return Family(children=[self.settle(child, period)])

    def arrived_alone(self) -> Family:
        """A young person who came to the country without anybody."""
        child = self.child(born_on=self.born(15.2, 17.6), unaccompanied=True)
        return Family(children=[self.settle(child, self.period(self.ago(40, 700), need="N8"))])

    def short_breaks(self) -> Family:
        """A disabled child with a series of short breaks."""
        child = self.child(born_on=self.born(6, 16))
        child.disabled = True
        period = self.period(self.ago(60, THREE_YEARS), stream="short-break", need="N2")
        return Family(children=[self.settle(child, period)])

    def kinds(self, children: int) -> Iterator[tuple[Callable[[], Family], int]]:
        """This will say how many families of each kind a council of so many children has."""
        parts = children // 60
        yield self.newborn, 2 * parts
        yield self.nearly_of_age, 2 * parts if parts == 1 else parts
        yield self.born_on_leap_day, min(parts, 2)
        yield self.left, 6 * parts
        yield self.came_of_age, parts
        yield self.returned, 3 * parts
        yield lambda: self.to_be_adopted(placed=False), parts
        yield lambda: self.to_be_adopted(placed=True), parts
        yield lambda: self.to_be_adopted(placed=True, adopted=True), parts
        yield self.arrived_alone, 2 * parts
        yield self.short_breaks, 4 * parts
        yield lambda: self.in_care(size=3), parts
        yield lambda: self.in_care(size=2), 3 * parts
