"""Writes the invented children of one council, set by set, in the scope of that council."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.caseloads.models import NamedIro
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare, Relationship, Source
from heard.children.names import sort_key_of
from heard.law import england_and_wales
from heard.nonprod.facts import Family, InventedChild, InventedPeriod, InventedReview
from heard.reviews.models import Review

RETURNED_AFTER = timedelta(days=365)
CANCELLED_ONE_IN = 9
BOOKED_AHEAD = timedelta(weeks=5)
NEW_TO_CARE = timedelta(days=60)


@dataclass(slots=True, kw_only=True)
class Writer:
    """The people of a council, and the rows that are made for its children."""

    authority: ResponsibleAuthority
    today: date
    users: dict[str, list[User]]
    caseload_of_first_iro: int
    first_local_id: int
    children: list[Child] = field(default_factory=list)
    periods: list[PeriodOfCare] = field(default_factory=list)
    episodes: list[EpisodeOfCare] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    named: list[NamedIro] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    bookings: int = 0

    def write(self, families: list[Family]) -> None:
        """This will write everything about the families."""
        workers = self._workers()
        officers = self._officers(families)
        number = self.first_local_id
        for family in families:
            iro = next(officers)
            worker = next(workers[self._desk(family)])
            for invented in family.children:
                number += 37
                self._child(invented, local_id=str(number), worker=worker, iro=iro)
        self._sample()
        Child.objects.bulk_create(self.children)
        PeriodOfCare.objects.bulk_create(self.periods)
        for rows in (self.episodes, self.reviews, self.named, self.relationships):
            rows[0].__class__._default_manager.bulk_create(rows)  # type: ignore[arg-type]

    def _officers(self, families: list[Family]) -> Iterator[User]:
        """The IRO of each family: the first one up to their caseload, then the others by turns."""
        first, *others = self.users[Role.IRO]
        room = self.caseload_of_first_iro - sum(_running(family) for family in families if family.first_iro)
        turns = cycle(others)
        for family in families:
            if not family.first_iro and not 0 < _running(family) <= room:
                yield next(turns)
                continue
            room -= 0 if family.first_iro else _running(family)
            yield first

    def _workers(self) -> dict[str, Iterator[User]]:
        """Social workers by turns: for disabled children, for those new to care, for all others."""
        workers = self.users[Role.SOCIAL_WORKER]
        disabled = [user for user in workers if user.team and user.team.name in ("Disabled children", "Plant anabl")]
        new = [user for user in workers if user.team and user.team.name.startswith("Assessment")]
        rest = [user for user in workers if user not in disabled and user not in new]
        return {"disabled": cycle(disabled), "new": cycle(new or rest), "rest": cycle(rest)}

    def _desk(self, family: Family) -> str:
        child = family.children[0]
        if child.disabled:
            return "disabled"
        return "new" if child.latest.started_on > self.today - NEW_TO_CARE else "rest"

    def _child(self, invented: InventedChild, *, local_id: str, worker: User, iro: User) -> None:
        child = Child(
            authority=self.authority,
            local_id=local_id,
            given_name=invented.given,
            family_name=invented.family,
            sort_key=sort_key_of(given_name=invented.given, family_name=invented.family, local_id=local_id),
            born_on=invented.born_on,
            sex=invented.sex,
            ethnicity=invented.ethnicity,
            unaccompanied=invented.unaccompanied,
            restricted=invented.restricted,
            team=worker.team,
            source=Source.RETURN,
        )
        self.children.append(child)
        latest = invented.latest
        self._relate(child, worker, Relationship.Kind.SOCIAL_WORKER, latest.started_on, latest.ceased_on)
        for period in invented.periods:
            self._period(child, period, iro)
        in_court = [episode.started_on for episode in latest.episodes if episode.legal_status in ("C1", "E1")]
        if in_court and latest.ceased_on is None:
            self._relate(child, self.users[Role.LEGAL_OFFICER][0], Relationship.Kind.LEGAL_OFFICER, in_court[0], None)

    def _period(self, child: Child, invented: InventedPeriod, iro: User) -> None:
        period = PeriodOfCare(
            authority=self.authority,
            child=child,
            stream=invented.stream,
            started_on=invented.started_on,
            ceased_on=invented.ceased_on,
            reason_ceased=invented.reason_ceased,
            category_of_need=invented.need,
            authorised_to_place_on=invented.authorised_on,
            placed_for_adoption_on=invented.placed_on,
            source=Source.RETURN,
        )
        self.periods.append(period)
        for episode in invented.episodes:
            self.episodes.append(
                EpisodeOfCare(
                    authority=self.authority,
                    child=child,
                    period=period,
                    started_on=episode.started_on,
                    reason_started=episode.reason_started,
                    legal_status=episode.legal_status,
                    category_of_need=invented.need,
                    placement_type=episode.placement,
                    placement_provider=episode.provider,
                    ceased_on=episode.ceased_on,
                    reason_ceased=episode.reason_ceased,
                    source=Source.RETURN,
                )
            )
        before = self._named(child, invented, iro)
        for review in invented.reviews:
            replaced = invented.replaced_on is not None and review.held_on < invented.replaced_on
            self._held(child, period, review, before if replaced else iro)
        self._booked(child, period, invented)

    def _named(self, child: Child, period: InventedPeriod, iro: User) -> User:
        """Name the IRO of a period and give the one before, who is another only where one was replaced."""
        if period.appointed_on is None:
            return iro
        others = [user for user in self.users[Role.IRO] if user is not iro]
        before = others[len(self.named) % len(others)] if period.replaced_on else iro
        ended, why = period.ceased_on, NamedIro.ReasonEnded.CEASED if period.ceased_on else ""
        if period.replaced_on is None:
            self._appoint(child, iro, period.appointed_on, ended, why)
        else:
            self._appoint(child, before, period.appointed_on, period.replaced_on, NamedIro.ReasonEnded.REPLACED)
            self._appoint(child, iro, period.replaced_on, ended, why)
        return before

    def _appoint(self, child: Child, iro: User, on: date, ended_on: date | None, why: str) -> None:
        self.named.append(
            NamedIro(
                authority=self.authority,
                child=child,
                iro=iro,
                appointed_on=on,
                ended_on=ended_on,
                reason_ended=why,
                appointed_by=self.users[Role.IRO_MANAGER][0],
            )
        )
        self._relate(child, iro, Relationship.Kind.NAMED_IRO, on, ended_on)

    def _held(self, child: Child, period: PeriodOfCare, held: InventedReview, iro: User) -> None:
        returned = held.held_on < self.today - RETURNED_AFTER
        self.reviews.append(
            Review(
                authority=self.authority,
                child=child,
                period=period,
                state=Review.State.HELD,
                held_on=held.held_on,
                completed_on=held.completed_on,
                participation_code=held.code,
                late_reason=held.late_reason,
                late_note=held.late_note,
                source=Source.RETURN if returned else Source.SERVICE,
                recorded_by=None if returned else iro,
            )
        )

    def _booked(self, child: Child, period: PeriodOfCare, invented: InventedPeriod) -> None:
        booking = invented.booking
        if booking is None:
            return
        shared = {
            "authority": self.authority,
            "child": child,
            "period": period,
            "source": Source.SERVICE,
            "recorded_by": self.users[Role.BUSINESS_SUPPORT][0],
            "arranged_time": booking.at,
            "place": booking.place,
        }
        booked_on = max(period.started_on, min(self.today, booking.on - BOOKED_AHEAD))
        review = Review(state=Review.State.ARRANGED, arranged_for=booking.on, booked_on=booked_on, **shared)
        self.reviews.append(review)
        self.bookings += 1
        if self.bookings % CANCELLED_ONE_IN == 0:
            why = "The carer could not come that day; booked again."
            day = england_and_wales().add_working_days(booking.on, -2)
            self.reviews.append(Review(state=Review.State.CANCELLED, arranged_for=day, cancelled_reason=why, **shared))

    def _sample(self) -> None:
        """Open every twentieth child in care to the inspector, and two to the complaints manager."""
        running = [period.child for period in self.periods if period.ceased_on is None]
        for child in running[::20]:
            on = self.today - timedelta(days=3)
            self._relate(child, self.users[Role.INSPECTOR][0], Relationship.Kind.INSPECTION_SAMPLE, on, None)
        for child in running[5:25:10]:
            on = self.today - timedelta(days=12)
            self._relate(child, self.users[Role.COMPLAINTS_MANAGER][0], Relationship.Kind.COMPLAINTS_MANAGER, on, None)

    def _relate(self, child: Child, user: User, kind: Relationship.Kind, on: date, until: date | None) -> None:
        self.relationships.append(
            Relationship(authority=self.authority, child=child, user=user, kind=kind, from_on=on, until_on=until)
        )


def _running(family: Family) -> int:
    """How many of the family an IRO carries now."""
    return sum(child.in_care and child.latest.appointed_on is not None for child in family.children)
