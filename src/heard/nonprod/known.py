"""The children of the design's pages, and those who must be there on every day: booked, overdue, without an IRO."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from heard.law import england_and_wales
from heard.law.calendar_dates import add_months
from heard.nonprod.facts import Family, InventedChild, InventedPeriod, InventedReview
from heard.nonprod.life import give_home
from heard.nonprod.population import Population


@dataclass(frozen=True, slots=True)
class Name:
    """What a known child is called."""

    given: str
    family: str
    sex: str


@dataclass(slots=True)
class Known:
    """Makes the known children of one council; days are working days from today unless said otherwise."""

    people: Population

    @property
    def today(self) -> date:
        """The day up to which lives are told."""
        return self.people.today

    def new(
        self, *who: tuple[Name, date], days_ago: int, booked_in: int | None = None, at: time | None = None
    ) -> Family:
        """Brothers and sisters who came into care so many working days ago; no review yet, perhaps one booked."""
        found = []
        for name, born_on in who:
            child, period = self._child(name, born_on), self.people.period(self.day(-days_ago))
            period.appointed_on = self.people.life.working_day(period.started_on, 3)
            found.append(self._settle(child, period, booked_in, at))
        return Family(children=found)

    def without_iro(self, name: Name, born_on: date, *, days_ago: int, alone: bool = False) -> Family:
        """A child who came into care so many working days ago and has no IRO yet."""
        child, period = self._child(name, born_on), self.people.period(self.day(-days_ago))
        child.unaccompanied = alone
        if alone:
            period.need = "N8"
        return Family(children=[self._settle(child, period, None, None)])

    def second_due(
        self, *who: tuple[Name, date], in_days: int, booked_in: int | None = None, at: time | None = None
    ) -> Family:
        """A family whose second review is due in so many calendar days, or was due when below 0."""
        held = add_months(self.today + timedelta(days=in_days), -3)
        held = england_and_wales().previous_working_day(held)
        found = []
        for name, born_on in who:
            child, period = self._child(name, born_on), self.people.period(held - timedelta(days=21))
            period.appointed_on = self.people.life.working_day(period.started_on, 2)
            code = self.people.life.code_for(child, held)
            period.reviews.append(InventedReview(held_on=held, completed_on=held, code=code))
            found.append(self._settle(child, period, booked_in, at))
        return Family(children=found)

    def long_known(self, name: Name, born_on: date, *, days_ago: int) -> Family:
        """A child in care for so many calendar days, whose life went as other lives go."""
        child = self._child(name, born_on)
        return Family(
            children=[self.people.settle(child, self.people.period(self.today - timedelta(days=days_ago)), booked=True)]
        )

    def day(self, working_days: int) -> date:
        """This will give a working day so many before or after today."""
        return england_and_wales().add_working_days(self.today, working_days)

    def aged(self, years: int, *, months: int = 4) -> date:
        """This will give the birthday of somebody so old."""
        return add_months(self.today, -(12 * years + months))

    def _child(self, name: Name, born_on: date) -> InventedChild:
        self.people._taken.add((name.given, name.family))
        return InventedChild(given=name.given, family=name.family, sex=name.sex, born_on=born_on)

    def _settle(
        self, child: InventedChild, period: InventedPeriod, booked_in: int | None, at: time | None
    ) -> InventedChild:
        child.periods.append(period)
        if booked_in is not None:
            self.people.life.book(period, on=self.day(booked_in), at=at)
        give_home(self.people.life, child, period)
        return child


def of_anyshire(known: Known) -> list[Family]:
    """The known children of Anyshire."""
    aged = known.aged
    hers = [
        known.new(
            (Name("Teo", "Marblecroft", "1"), aged(9, months=8)),
            (Name("Mina", "Marblecroft", "2"), aged(4, months=5)),
            days_ago=15,
            booked_in=4,
            at=time(16, 15),
        ),
        known.second_due((Name("Wren", "Ashgrove", "2"), aged(12)), in_days=9, booked_in=1, at=time(9, 30)),
        known.second_due((Name("Isla", "Pennywhistle", "2"), aged(3)), in_days=12, booked_in=3, at=time(10, 0)),
        known.second_due(
            (Name("Bryn", "Coppergate", "1"), aged(11)),
            (Name("Rafi", "Coppergate", "1"), aged(15)),
            in_days=32,
            booked_in=15,
            at=time(15, 45),
        ),
        known.second_due((Name("Juno", "Thistlewick", "2"), aged(13)), in_days=6, booked_in=8, at=time(14, 0)),
        known.second_due((Name("Marnie", "Oxbowmere", "2"), aged(10)), in_days=-4),
        known.long_known(Name("Orla", "Fernhollow", "2"), aged(14), days_ago=570),
        known.long_known(Name("Pip", "Lanternby", "1"), aged(6), days_ago=640),
    ]
    for family in hers:
        family.first_iro = True
    return [
        *hers,
        known.second_due((Name("Kit", "Bramblecote", "1"), aged(7)), in_days=5, booked_in=2, at=time(11, 15)),
        known.second_due((Name("Hazel", "Dapplemere", "2"), aged(16)), in_days=18, booked_in=6, at=time(9, 30)),
        known.second_due((Name("Ezra", "Harrowbeck", "1"), aged(2)), in_days=40),
        known.new((Name("Otis", "Larchwood", "1"), aged(8)), days_ago=22),
        known.long_known(Name("Gethin", "Hazelbank", "1"), aged(10), days_ago=410),
        known.without_iro(Name("Lowri", "Hazelbank", "2"), aged(7), days_ago=1),
        known.without_iro(Name("Baby", "Thornbury-Quill", "2"), known.day(-1) - timedelta(days=2), days_ago=1),
        known.without_iro(Name("Ivo", "Saltmarsh", "1"), aged(16), days_ago=5, alone=True),
        known.without_iro(Name("Dot", "Summerlea", "2"), aged(5), days_ago=7),
    ]


def of_sir_unrhyw(known: Known) -> list[Family]:
    """The known children of Sir Unrhyw."""
    aged = known.aged
    hers = [
        known.long_known(Name("Nia", "Tegfryn", "2"), aged(15, months=7), days_ago=629),
        known.second_due((Name("Macsen", "Brynlleuad", "1"), aged(9)), in_days=8, booked_in=2, at=time(14, 0)),
        known.new((Name("Cadi", "Afonlas", "2"), aged(6)), days_ago=14, booked_in=3, at=time(10, 0)),
        known.second_due((Name("Guto", "Coedmelyn", "1"), aged(13)), in_days=5, booked_in=7, at=time(16, 15)),
    ]
    for family in hers:
        family.first_iro = True
    return [
        *hers,
        known.second_due((Name("Efa", "Nantserog", "2"), aged(11)), in_days=-4),
        known.without_iro(Name("Ynyr", "Dôlwennol", "1"), aged(4), days_ago=3),
        known.without_iro(Name("Mali", "Perthlwyd", "2"), aged(16), days_ago=16),
        known.without_iro(Name("Iolo", "Celynfro", "1"), aged(8), days_ago=1),
    ]
