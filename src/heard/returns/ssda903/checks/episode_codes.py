"""Sections B and D: what an episode's codes say by themselves and beside each other."""

from collections.abc import Callable

from heard.returns.ssda903.checks.table import SOME_REASON, Case, ChildCheck, CodesCheck, EpisodeCodes
from heard.returns.ssda903.codes import (
    ADOPTED,
    FOSTER,
    GUARDIANSHIP_OF_CARER,
    LEGAL_STATUSES,
    NEEDS,
    NOT_INSPECTED,
    PLACED_FOR_ADOPTION,
    PROVIDERS,
    REASONS_NEW_EPISODE,
    SPLIT_OF_Z1_FROM,
    TEMPORARY,
    other_placements,
    places,
    places_without_provider,
    places_without_urn,
    reasons_ceased,
)
from heard.returns.ssda903.rows import EpisodeRow
from heard.returns.ssda903.year import CollectionYear


def _unknown(field: str, which: str) -> Callable[[EpisodeRow, Case], str]:
    def says(row: EpisodeRow, case: Case) -> str:
        return f"{row.came_as(field)} is no {which} of {case.year.label}. Give one of the codes of that year."

    return says


def _provider_out_of_place(codes: EpisodeCodes, year: CollectionYear) -> bool:
    """T4 is left out of this check from 2025-26 on; check 213 goes on to name it."""
    blank_for = other_placements(year) | (TEMPORARY - {"T4"} if year.end >= SPLIT_OF_Z1_FROM else TEMPORARY)
    return codes.place_provider != "" and (codes.place_provider not in PROVIDERS or codes.place in blank_for)


def _provider_given(codes: EpisodeCodes, year: CollectionYear) -> bool:
    """Z1 was no matter of this check; the codes it was split into are."""
    blank_for = places_without_provider(year) if year.end >= SPLIT_OF_Z1_FROM else TEMPORARY
    return codes.place_provider != "" and codes.place in blank_for


def _provider_missing(codes: EpisodeCodes, year: CollectionYear) -> bool:
    return codes.place_provider == "" and codes.place != "" and codes.place not in places_without_provider(year)


def _provider_clash(code: str, provider: str, clashing: frozenset[str]) -> CodesCheck:
    return CodesCheck(
        code=code,
        title=f"Provider {provider} with a placement it cannot provide",
        field="PLACE_PROVIDER",
        test=lambda codes, year: codes.place_provider == provider and codes.place in clashing,
        says=lambda row, case: f"A {row.place} placement cannot have the provider {provider}.",
    )


_BLANK_OR_NEED = NEEDS | {""}
_WITH_PARENT = frozenset({"P1"})
_HEALTH_OR_CUSTODY = frozenset({"P1", "R2", "R5"})
_NOT_PUBLIC_BODY = PLACED_FOR_ADOPTION | FOSTER | {"K1", "K2", "P1"}

CHECKS = (
    CodesCheck(
        code="143",
        title="Unknown reason for the new episode",
        field="RNE",
        test=lambda codes, year: codes.rne != "" and codes.rne not in REASONS_NEW_EPISODE,
        says=lambda row, case: f"{row.rne} is no reason for a new episode. Give one of S, P, L, T, U and B.",
    ),
    CodesCheck(
        code="144",
        title="Unknown legal status",
        field="LS",
        test=lambda codes, year: codes.ls != "" and codes.ls not in LEGAL_STATUSES,
        says=_unknown("LS", "legal status"),
    ),
    ChildCheck(
        code="145",
        title="Unknown category of need",
        field="CIN",
        find=lambda case: [row for row in case.episodes if row.cin not in _BLANK_OR_NEED],
        says=lambda row, case: f"{row.came_as('CIN')} is no category of need. Give one of N1 to N8.",
    ),
    CodesCheck(
        code="149",
        title="Unknown reason why the episode ceased",
        field="REC",
        test=lambda codes, year: codes.rec != "" and codes.rec not in reasons_ceased(year),
        says=_unknown("REC", "reason for an episode to cease"),
    ),
    CodesCheck(
        code="146",
        title="Unknown placement type",
        field="PLACE",
        test=lambda codes, year: codes.place != "" and codes.place not in places(year),
        says=_unknown("PLACE", "placement type"),
    ),
    CodesCheck(
        code="148",
        title="Date ceased and reason ceased not both given",
        field="REC",
        test=lambda codes, year: codes.has_dec != (codes.rec != ""),
        says=lambda row, case: (
            "A reason is given why the episode ceased, so the date it ceased is needed."
            if row.rec
            else "A date is given on which the episode ceased, so the reason is needed."
        ),
    ),
    CodesCheck(
        code="366",
        title="A short break that does not start as one",
        field="RNE",
        test=lambda codes, year: codes.ls == "V3" and codes.rne != "S",
        says="Each short break (V3) begins a period of care of its own, so its RNE is S.",
    ),
    CodesCheck(
        code="378",
        title="Placed with parents while accommodated under section 20",
        field="PLACE",
        test=lambda codes, year: codes.place == "P1" and codes.ls == "V2",
        says="A child who is accommodated by agreement (V2) is not looked after while living with parents (P1).",
    ),
    CodesCheck(
        code="382",
        title="A short break in a temporary placement",
        field="PLACE",
        test=lambda codes, year: codes.is_short_break and codes.place in TEMPORARY,
        says="A short break (V3 or V4) cannot be in a temporary placement (T0 to T4).",
    ),
    CodesCheck(
        code="384",
        title="A short break in a long-term foster placement",
        field="PLACE",
        test=lambda codes, year: codes.is_short_break and codes.place in ("U1", "U4"),
        says="A short break (V3 or V4) cannot be in a long-term foster placement (U1 or U4).",
    ),
    CodesCheck(
        code="408",
        title="Placed for adoption with a placement order that is not there",
        field="PLACE",
        test=lambda codes, year: codes.place in ("A5", "A6") and codes.ls != "E1",
        says="Placements A5 and A6 need a placement order, so the legal status is E1.",
    ),
    CodesCheck(
        code="390",
        title="Adopted out of a placement that was not for adoption",
        field="REC",
        test=lambda codes, year: codes.rec in ADOPTED and codes.place not in PLACED_FOR_ADOPTION,
        says="A child who was adopted (E11 or E12) was last placed for adoption (A3 to A6).",
    ),
    CodesCheck(
        code="516",
        title="Guardianship of a foster carer out of a placement that was not fostering",
        field="REC",
        test=lambda codes, year: codes.rec in GUARDIANSHIP_OF_CARER and codes.place not in FOSTER,
        says="E45 and E46 are for former foster carers, so the placement is one of U1 to U6.",
    ),
    CodesCheck(
        code="398",
        title="A postcode on a short break",
        field="HOME_POST",
        test=lambda codes, year: codes.is_short_break and (codes.has_home_post or codes.has_pl_post),
        says="Short breaks (V3 or V4) have no home and no placement postcode in this return.",
    ),
    CodesCheck(
        code="214",
        title="A placement postcode or URN on a short break",
        field="URN",
        test=lambda codes, year: codes.is_short_break and (codes.has_pl_post or codes.urn != ""),
        says="Short breaks (V3 or V4) have no placement postcode and no URN in this return.",
    ),
    CodesCheck(
        code="178",
        title="Unknown provider, or one where none belongs",
        field="PLACE_PROVIDER",
        test=_provider_out_of_place,
        says=lambda row, case: (
            f"A {row.place} placement has no provider in this return."
            if row.place_provider in PROVIDERS
            else f"{row.place_provider} is no placement provider. Give one of PR0 to PR5."
        ),
    ),
    CodesCheck(
        code="213",
        title="A provider for a placement that has none",
        field="PLACE_PROVIDER",
        test=_provider_given,
        says=lambda row, case: f"A {row.place} placement has no provider in this return.",
    ),
    CodesCheck(
        code="526",
        title="No provider for a placement that has one",
        field="PLACE_PROVIDER",
        test=_provider_missing,
        says=lambda row, case: f"A {row.place} placement needs its provider, PR0 to PR5.",
    ),
    _provider_clash("527", "PR1", _HEALTH_OR_CUSTODY),
    _provider_clash("528", "PR2", _HEALTH_OR_CUSTODY),
    _provider_clash("529", "PR3", _NOT_PUBLIC_BODY),
    _provider_clash("530", "PR4", _WITH_PARENT),
    _provider_clash("531", "PR5", _WITH_PARENT),
    CodesCheck(
        code="550",
        title="Parent as provider of another placement",
        field="PLACE_PROVIDER",
        test=lambda codes, year: codes.place_provider == "PR0" and codes.place != "P1",
        says="The provider PR0 (parent) is only for placements with parents (P1).",
    ),
    CodesCheck(
        code="222",
        title="A URN for a placement that Ofsted does not inspect",
        field="URN",
        test=lambda codes, year: codes.urn not in ("", NOT_INSPECTED) and codes.place in places_without_urn(year),
        says=lambda row, case: f"A {row.place} placement has no Ofsted number. Leave URN blank.",
    ),
    CodesCheck(
        code="242",
        title="XXXXXXX for a placement that is neither fostering nor for adoption",
        field="URN",
        first=2026,
        test=lambda codes, year: codes.urn == NOT_INSPECTED and codes.place not in FOSTER | PLACED_FOR_ADOPTION,
        says="XXXXXXX is only for regional adoption agencies, so only with the placements A3 to A6 and U1 to U6.",
    ),
    CodesCheck(
        code="233",
        title="A reason for the placement's change while the episode is open",
        field="REASON_PLACE_CHANGE",
        first=2026,
        test=lambda codes, year: not codes.has_dec and codes.reason_place_change != "",
        says="The episode is still open, so the placement has not changed. Leave REASON_PLACE_CHANGE blank.",
    ),
    CodesCheck(
        code="1009",
        title="Unknown reason for the placement's change",
        field="REASON_PLACE_CHANGE",
        test=lambda codes, year: codes.reason_place_change not in ("", SOME_REASON, "CUSTOD"),
        says=_unknown("REASON_PLACE_CHANGE", "reason for a placement to change"),
    ),
    CodesCheck(
        code="380",
        title="A temporary placement that does not begin as a move",
        field="RNE",
        test=lambda codes, year: codes.place in TEMPORARY and codes.rne not in ("P", "B"),
        says="A temporary placement (T0 to T4) begins with a move, so RNE is P or B.",
    ),
    CodesCheck(
        code="381",
        title="Care ceased in a temporary placement",
        field="REC",
        test=lambda codes, year: codes.place in TEMPORARY and codes.rec not in ("", "X1"),
        says="A child does not leave care out of a temporary placement (T0 to T4): its REC is X1.",
    ),
    CodesCheck(
        code="392d",
        title="Home and placement have one postcode",
        field="PL_POST",
        test=lambda codes, year: codes.same_post and codes.place != "P1",
        says="Home and placement have the same postcode, which only a placement with parents (P1) has.",
    ),
)
