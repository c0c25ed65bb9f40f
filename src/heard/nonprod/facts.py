"""The facts of an invented child, before they are rows."""

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(slots=True, kw_only=True)
class InventedReview:
    """A review that took place."""

    held_on: date
    completed_on: date
    code: str
    late_reason: str = ""
    late_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedBooking:
    """A review that is booked."""

    on: date
    at: time
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedEpisode:
    """One legal status and one placement; the last one of a period ends with it."""

    started_on: date
    reason_started: str
    legal_status: str
    placement: str
    provider: str
    ceased_on: date | None = None
    reason_ceased: str = ""


@dataclass(slots=True, kw_only=True)
class InventedPeriod:
    """One period of care with everything that happened in it."""

    started_on: date
    need: str
    stream: str = "full-time"
    ceased_on: date | None = None
    reason_ceased: str = ""
    authorised_on: date | None = None
    placed_on: date | None = None
    appointed_on: date | None = None
    replaced_on: date | None = None
    episodes: list[InventedEpisode] = field(default_factory=list)
    reviews: list[InventedReview] = field(default_factory=list)
    booking: InventedBooking | None = None


@dataclass(slots=True, kw_only=True)
class InventedChild:
    """A child with a name, or with blanks where no name is known yet."""

    given: str
    family: str
    sex: str
    born_on: date
    ethnicity: str = "WBRI"
    unaccompanied: bool = False
    restricted: bool = False
    disabled: bool = False
    periods: list[InventedPeriod] = field(default_factory=list)

    @property
    def in_care(self) -> bool:
        """Whether a period of care runs."""
        return any(period.ceased_on is None for period in self.periods)

    @property
    def latest(self) -> InventedPeriod:
        """The running or last period."""
        return self.periods[-1]


@dataclass(slots=True, kw_only=True)
class Family:
    """Brothers and sisters who came into care together, or one child; `first_iro` when the first IRO carries them."""

    children: list[InventedChild]
    first_iro: bool = False
