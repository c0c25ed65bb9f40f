"""The settings of an authority: how it weighs work and fit."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import CaseloadSettings
from heard.common.errors import DomainError
from heard.law import Nation, UnknownRule, catalogue

NEAR, FAR = 1, 3
WEIGHTS = (
    "weight_short_break", "weight_pathway", "weight_child_protection", "reviews_per_full_time_week", "fit_siblings",
    "fit_previous", "fit_capacity", "fit_language", "fit_specialism", "fit_distance",
)  # fmt: skip
NUMBERS = ("registration_warning_days", "largest_sibling_group")
MOST = Decimal("99.99")


class UnknownSetting(DomainError):
    """There is no such setting."""


class BadWeight(DomainError):
    """Enter a weight from 0 to 99.99; the reviews that fit in a full-time week must be more than 0."""


class BadNumber(DomainError):
    """Enter a whole number from 1 to 365."""


class BadDistanceBands(DomainError):
    """Each distance band names two postcode districts and is 1 (near), 2 (within reach) or 3 (far)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """How many children a full-time IRO should carry; None where neither guidance nor a setting says."""

    fewest: int | None
    most: int | None


def settings_of(authority_id: int) -> CaseloadSettings:
    """This will give the settings of an authority, the defaults where it has set none, in one query."""
    found = CaseloadSettings.objects.filter(authority_id=authority_id).first()
    return found or CaseloadSettings(authority_id=authority_id)


def guidance(nation: str, settings: CaseloadSettings) -> Guidance:
    """This will give the recommended caseload (iro-caseload-50-70); the authority's own upper end prevails."""
    try:
        length = catalogue().rule("iro-caseload-50-70", Nation(nation)).latest.length
    except UnknownRule:
        return Guidance(fewest=None, most=settings.full_caseload)
    return Guidance(fewest=length.amount, most=settings.full_caseload or length.upper)


def pair(one: str, other: str) -> str:
    """This will give the key of two postcode districts in `distance_bands`."""
    return " ".join(sorted((one.upper(), other.upper())))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSettings:
    """What a manager wants to change; what is not named stays. `by_guidance` takes an own full caseload back."""

    numbers: dict[str, int] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)
    chairs_conferences: bool | None = None
    full_caseload: int | None = None
    by_guidance: bool = False
    distance_bands: dict[str, int] | None = None


@transaction.atomic
def change_settings(*, wanted: NewSettings, by: User) -> CaseloadSettings:
    """Change how the authority weighs work and fit.

    Raises NotPermitted, UnknownSetting, BadWeight, BadNumber, BadDistanceBands.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    _check(wanted)
    CaseloadSettings.objects.get_or_create(authority_id=by.authority_id)
    row = CaseloadSettings.objects.select_for_update().get(authority_id=by.authority_id)
    changes: dict[str, object] = {**wanted.numbers, **wanted.weights}
    if wanted.chairs_conferences is not None:
        changes["chairs_conferences"] = wanted.chairs_conferences
    if wanted.full_caseload is not None:
        changes["full_caseload"] = wanted.full_caseload
    elif wanted.by_guidance:
        changes["full_caseload"] = None
    if wanted.distance_bands is not None:
        changes["distance_bands"] = {pair(*key.split()): band for key, band in wanted.distance_bands.items()}
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=sorted(changes))
    log.record("caseload_settings.changed", authority_id=by.authority_id, by=by.pk, changed=sorted(changes))
    return row


def _check(wanted: NewSettings) -> None:
    if set(wanted.weights) - set(WEIGHTS) or set(wanted.numbers) - set(NUMBERS):
        raise UnknownSetting
    if any(not 0 <= weight <= MOST for weight in wanted.weights.values()):
        raise BadWeight
    if wanted.weights.get("reviews_per_full_time_week", 1) <= 0:
        raise BadWeight
    whole = [*wanted.numbers.values(), *([wanted.full_caseload] if wanted.full_caseload is not None else [])]
    if any(not 1 <= number <= 365 for number in whole):
        raise BadNumber
    for key, band in (wanted.distance_bands or {}).items():
        if len(key.split()) != 2 or not NEAR <= band <= FAR:
            raise BadDistanceBands
