"""The code lists of the return, by collection year where they changed."""

from functools import cache

from heard.returns.ssda903.year import CollectionYear

PARTICIPATION = frozenset(f"PN{number}" for number in range(8))
REASONS_NEW_EPISODE = frozenset("SPLTUB")
LEGAL_STATUSES = frozenset({"C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3"})
YOUTH_JUSTICE = frozenset({"J1", "J2", "J3"})
SHORT_BREAK = frozenset({"V3", "V4"})
NEEDS = frozenset(f"N{number}" for number in range(1, 9))
ADOPTED = frozenset({"E11", "E12"})
GUARDIANSHIP = frozenset({"E45", "E46", "E47", "E48"})
GUARDIANSHIP_OF_CARER = frozenset({"E45", "E46"})
INDEPENDENT = frozenset({"E5", "E6"})
NO_WAY_BACK = frozenset({"E2", "E15"})
PROVIDERS = frozenset(f"PR{number}" for number in range(6))
REASONS_PLACE_CHANGE = frozenset(
    {"CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "PLACE", "CUSTOD", "OTHER"}
)
ETHNICITIES = frozenset(
    {"WBRI", "WIRI", "WIRT", "WROM", "WOTH", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN"}
) | frozenset({"AOTH", "CHNE", "BCRB", "BAFR", "BOTH", "OOTH", "REFU", "NOBT"})
UPN_UNKNOWN = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})
NOT_INSPECTED = "XXXXXXX"

PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
FOSTER = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})

_LEAVING = (
    frozenset({"E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E5", "E6", "E7", "E9"})
    | frozenset({"E14", "E15", "E16", "E17", "E8"})
    | GUARDIANSHIP
)
_LEAVING_BEFORE_2019 = (_LEAVING - GUARDIANSHIP) | {"E43", "E44"}
_ALWAYS_PLACES = PLACED_FOR_ADOPTION | FOSTER | TEMPORARY | {"K1", "K2", "P1", "P3", "R1", "R2", "R3", "R5", "S1"}
_OTHER_SPLIT = frozenset({"Z11", "Z12", "Z13", "Z14"})
_WITHOUT_URN = TEMPORARY | {"P1", "P3", "R1", "R2", "R5"}

SPLIT_OF_Z1_FROM = 2026
SUPPORTED_ACCOMMODATION_FROM = 2024
UNREGULATED_UNTIL = 2025
NEW_GUARDIANSHIP_CODES_FROM = 2019


@cache
def leaving_reasons(year: CollectionYear) -> frozenset[str]:
    """Return every reason for an episode to end other than X1 (a further episode follows)."""
    return _LEAVING if year.end >= NEW_GUARDIANSHIP_CODES_FROM else _LEAVING_BEFORE_2019


@cache
def reasons_ceased(year: CollectionYear) -> frozenset[str]:
    """Return every reason for an episode to end."""
    return leaving_reasons(year) | {"X1"}


@cache
def other_placements(year: CollectionYear) -> frozenset[str]:
    """Return the codes for other placements: Z1, and from 2025-26 the four it was split into."""
    return _OTHER_SPLIT if year.end >= SPLIT_OF_Z1_FROM else frozenset({"Z1"})


@cache
def places(year: CollectionYear) -> frozenset[str]:
    """Return the placement codes of that year: K3 came with 2023-24; H5 and P2 were last taken in 2024-25."""
    found = _ALWAYS_PLACES | other_placements(year)
    if year.end >= SUPPORTED_ACCOMMODATION_FROM:
        found |= {"K3"}
    if year.end <= UNREGULATED_UNTIL:
        found |= {"H5", "P2"}
    return found


@cache
def places_without_urn(year: CollectionYear) -> frozenset[str]:
    """Return the placements that Ofsted does not inspect, whose URN stays blank."""
    return _WITHOUT_URN | other_placements(year) | ({"H5", "P2"} if year.end <= UNREGULATED_UNTIL else frozenset())


@cache
def places_without_provider(year: CollectionYear) -> frozenset[str]:
    """Return the placements whose provider stays blank."""
    return TEMPORARY | other_placements(year)
