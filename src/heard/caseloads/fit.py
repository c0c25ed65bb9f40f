"""How well an officer fits a child: grounds, each with its words and its share of the weight. Pure arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy, ngettext

from heard.caseloads.models import CaseloadSettings, Specialism
from heard.caseloads.practice import Kin
from heard.caseloads.settings import FAR, NEAR, pair

HALF, WHOLE, NOTHING = Decimal("0.5"), Decimal(1), Decimal(0)
SUBJECTS = dict(Specialism.choices)
BANDS = {
    NEAR: gettext_lazy("Near the child's home"),
    2: gettext_lazy("Within reach of the child's home"),
    FAR: gettext_lazy("Far from the child's home"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground for or against. `share` runs from 0, worst, to 1, best; a half is neutral."""

    code: str
    words: str
    share: Decimal
    points: Decimal

    @property
    def speaks(self) -> str:
        """Whether it speaks for the officer, against, or neither."""
        return "for" if self.share > HALF else "against" if self.share < HALF else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the child brings: needs, the home's postcode district, family and past."""

    languages: frozenset[str] = frozenset()
    specialisms: frozenset[str] = frozenset()
    district: str = ""
    kin: Kin


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the officer brings: the caseload for a full-time post with the child, and what they know."""

    user_id: int
    languages: frozenset[str] = frozenset()
    specialisms: frozenset[str] = frozenset()
    district: str = ""
    per_full_time: Decimal | None
    most: int | None


def grounds(wanted: Wanted, offered: Offered, settings: CaseloadSettings) -> tuple[Ground, ...]:
    """This will give every ground that has something to say of this child and officer."""
    return tuple(
        Ground(code=code, words=words, share=share, points=weight * share)
        for code, weight, (words, share) in (
            ("siblings", settings.fit_siblings, _siblings(wanted.kin, offered)),
            ("previous", settings.fit_previous, _previous(wanted.kin, offered)),
            ("capacity", settings.fit_capacity, _capacity(offered)),
            ("language", settings.fit_language, _language(wanted, offered)),
            ("specialism", settings.fit_specialism, _specialism(wanted, offered)),
            ("distance", settings.fit_distance, _distance(wanted, offered, settings)),
        )
        if words and weight
    )


def _siblings(kin: Kin, offered: Offered) -> tuple[str, Decimal]:
    mine = len(kin.siblings_iros.get(offered.user_id, ()))
    if mine:
        words = ngettext("IRO of a brother or sister", "IRO of %(n)d brothers and sisters", mine)
        return words % {"n": mine}, WHOLE
    return (gettext("A brother or sister has another IRO"), NOTHING) if kin.siblings_iros else ("", HALF)


def _previous(kin: Kin, offered: Offered) -> tuple[str, Decimal]:
    if kin.previous_iro == offered.user_id:
        return gettext("IRO of the child when looked after before"), WHOLE
    return "", HALF


def _capacity(offered: Offered) -> tuple[str, Decimal]:
    """Best with nothing to carry; a half at the upper end of the guidance; worst at twice that."""
    if offered.per_full_time is None:
        return gettext("No post is recorded, so the room is not known"), NOTHING
    told = {"n": offered.per_full_time, "most": offered.most}
    number = gettext("%(n)s for a full-time post with this child") % told
    if not offered.most:
        return number, max(NOTHING, WHOLE - offered.per_full_time / 140)
    share = max(NOTHING, WHOLE - offered.per_full_time / (2 * offered.most))
    over = offered.per_full_time > offered.most
    if over:
        return gettext("Over the guide of %(most)d: %(n)s for a full-time post with this child") % told, share
    return number, share


def _language(wanted: Wanted, offered: Offered) -> tuple[str, Decimal]:
    if not wanted.languages:
        return "", HALF
    spoken = wanted.languages & offered.languages
    missing = wanted.languages - spoken
    if not missing:
        return gettext("Speaks %(languages)s") % {"languages": _listed(spoken)}, WHOLE
    words = gettext("Does not speak %(languages)s") % {"languages": _listed(missing)}
    return words, Decimal(len(spoken)) / len(wanted.languages) * HALF


def _specialism(wanted: Wanted, offered: Offered) -> tuple[str, Decimal]:
    if not wanted.specialisms:
        return "", HALF
    known = wanted.specialisms & offered.specialisms
    if not known:
        return gettext("Knows none of what the child needs especially well"), NOTHING
    subjects = ", ".join(sorted(gettext(SUBJECTS.get(one, one)).lower() for one in known))
    words = gettext("Knows well: %(subjects)s") % {"subjects": subjects}
    return words, HALF + HALF * len(known) / len(wanted.specialisms)


def _distance(wanted: Wanted, offered: Offered, settings: CaseloadSettings) -> tuple[str, Decimal]:
    if not wanted.district or not offered.district:
        return "", HALF
    same = wanted.district == offered.district
    band = NEAR if same else settings.distance_bands.get(pair(wanted.district, offered.district))
    if band is None:
        return "", HALF
    return str(BANDS[band]), {NEAR: WHOLE, FAR: NOTHING}.get(band, HALF)


def _listed(languages: Iterable[str]) -> str:
    return ", ".join(language.capitalize() for language in sorted(languages))


def score(found: Iterable[Ground], settings: CaseloadSettings) -> Decimal:
    """This will add the points; a ground that says nothing counts half, so that silence is neutral."""
    weights = {
        "siblings": settings.fit_siblings,
        "previous": settings.fit_previous,
        "capacity": settings.fit_capacity,
        "language": settings.fit_language,
        "specialism": settings.fit_specialism,
        "distance": settings.fit_distance,
    }
    points = {ground.code: ground.points for ground in found}
    return sum((points.get(code, weight * HALF) for code, weight in weights.items()), Decimal(0))
