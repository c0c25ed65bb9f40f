"""The shape of a rule: what is owed, by whom, from when, for how long, and on whose authority."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from heard.law.errors import NoRuleInForce


class Nation(StrEnum):
    """Whose law applies: the nation of the responsible authority, not of the child's address."""

    ENGLAND = "england"
    WALES = "wales"

    @property
    def label(self) -> str:
        return str(self.value).capitalize()


class Duty(StrEnum):
    """The force of a rule: a miss of law is a breach, guidance may be departed from with a reason."""

    LAW = "law"
    GUIDANCE = "guidance"
    LOCAL = "local"


class Confidence(StrEnum):
    """How the value was checked: read in the text (T), read second-hand (S), from memory (M)."""

    TEXT = "T"
    SECOND_HAND = "S"
    MEMORY = "M"

    # The letters of the rulebook, for those who know them by it.
    T = TEXT
    S = SECOND_HAND
    M = MEMORY


class Stream(StrEnum):
    """Which set of review limits a child is under."""

    FULL_TIME = "full-time"
    SHORT_BREAK = "short-break"
    PATHWAY = "pathway"


class Direction(StrEnum):
    """Whether a limit is counted after the day of the clock, or back from it."""

    FORWARD = "forward"
    BACK = "back"


class LengthKind(StrEnum):
    """The unit of a limit, or the manner of one that has no number."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WINDOW = "window"
    NOT_BEFORE = "not_before"
    RATIO = "ratio"
    BEFORE_EVENT = "before_event"
    AT_ANY_TIME = "at_any_time"
    AS_SOON_AS_PRACTICABLE = "as_soon_as_practicable"
    STANDING = "standing"


_WITHOUT_NUMBER = {
    LengthKind.BEFORE_EVENT: "before the event",
    LengthKind.AT_ANY_TIME: "at any time",
    LengthKind.AS_SOON_AS_PRACTICABLE: "as soon as practicable",
    LengthKind.STANDING: "a standing duty",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a limit is.

    `amount` counts the unit of `kind`; for a window it is the first day and `upper` the last, both in
    calendar days; for a ratio they are the ends of the range. `beginning_with` includes the day of the clock.
    """

    kind: LengthKind
    amount: int = 0
    upper: int | None = None
    beginning_with: bool = False

    @property
    def has_date(self) -> bool:
        return self.kind not in _WITHOUT_NUMBER and self.kind is not LengthKind.RATIO

    def __str__(self) -> str:
        if self.kind in _WITHOUT_NUMBER:
            return _WITHOUT_NUMBER[self.kind]
        if self.kind is LengthKind.RATIO:
            return f"{self.amount} to {self.upper} for each full-time post"
        if self.kind is LengthKind.WINDOW:
            return f"between day {self.amount} and day {self.upper}"
        if self.kind is LengthKind.NOT_BEFORE:
            return f"not before day {self.amount}"
        unit = self.kind.value.replace("_", " ")
        words = f"{self.amount} {unit if self.amount != 1 else unit.removesuffix('s')}"
        return f"{words} beginning with the day itself" if self.beginning_with else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a value is laid down; `read_on` is the day a person compared it with its source."""

    instrument: str
    provision: str
    url: str | None = None
    read_on: date | None = None

    def __str__(self) -> str:
        return f"{self.instrument}, {self.provision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of a rule; both ends of its force are inclusive."""

    in_force_from: date
    in_force_until: date | None
    length: Length
    then: tuple[Length, ...]
    duty: Duty
    citation: Citation
    confidence: Confidence
    reaches_back: bool = False
    alert: Length | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    note: str | None = None

    def in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def length_at(self, step: int) -> Length:
        """Give the length of a step: 0 the first, later ones from `then`, whose last one repeats."""
        if step == 0 or not self.then:
            return self.length
        return self.then[min(step, len(self.then)) - 1]

    def __str__(self) -> str:
        until = f" to {long_date(self.in_force_until)}" if self.in_force_until else ""
        return f"in force from {long_date(self.in_force_from)}{until}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One duty in one nation, with every version of it in order."""

    id: str
    nation: Nation
    theme: str
    title: str
    clock: str
    direction: Direction
    owed_by: str
    satisfied_by: str
    if_missed: str
    versions: tuple[Version, ...]
    predecessor: str | None = None
    preceded_by: str | None = None
    succeeded_by: str | None = None
    see: str | None = None
    note: str | None = None

    def version_for(self, counted_from: date) -> Version:
        """Give the version that was in force when the clock started (rulebook 2.6).

        A version that `reaches_back` also rules clocks which started before it. Raises NoRuleInForce.
        """
        for version in self.versions:
            if version.in_force_from <= counted_from and (
                version.in_force_until is None or counted_from <= version.in_force_until
            ):
                return version
        first = self.versions[0]
        if first.reaches_back and counted_from < first.in_force_from:
            return first
        raise NoRuleInForce(self._not_in_force(counted_from))

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def confidence(self) -> Confidence:
        return self.latest.confidence

    @property
    def duty(self) -> Duty:
        return self.latest.duty

    def _not_in_force(self, day: date) -> str:
        sentence = f"{self.id} was not in force in {self.nation.label} on {long_date(day)}."
        if day < self.versions[0].in_force_from:
            sentence += f" It came into force on {long_date(self.versions[0].in_force_from)}."
            if self.preceded_by:
                return f"{sentence} Use {self.preceded_by} instead."
            return f"{sentence} Before it: {self.predecessor}." if self.predecessor else sentence
        last = self.versions[-1].in_force_until
        if last is not None and day > last:
            sentence += f" It ended on {long_date(last)}."
        return f"{sentence} Use {self.succeeded_by} instead." if self.succeeded_by else sentence


def long_date(day: date) -> str:
    """Write a date as a person would: 9 January 2025."""
    return f"{day.day} {day:%B %Y}"
