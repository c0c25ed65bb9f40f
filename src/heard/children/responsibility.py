"""Who holds parental responsibility for a looked-after child, as far as the legal status says. Pure.

The law names who gains it; those who had it before keep it unless an order takes it away (Children Act 1989, s.2(6)).
Which parents have it is told by people, and kept with each of them (`Party.parental_responsibility`).
"""

from dataclasses import dataclass
from enum import StrEnum

from heard.accounts.models import Nation
from heard.law import Citation

CHILDREN_ACT = "Children Act 1989"
ADOPTION_ACT = "Adoption and Children Act 2002"


class Standing(StrEnum):
    """Who holds parental responsibility."""

    SHARED = "shared"  # the authority, with those who had it
    ADOPTION = "adoption"  # the authority, with parents restricted
    PLACED = "placed"  # the same, and the prospective adopters
    FREED = "freed"  # the authority alone, under an old order
    EMERGENCY = "emergency"  # whoever asked for the emergency order, with those who had it
    PARENTS = "parents"  # those who had it; the authority does not
    NOT_LOOKED_AFTER = "not_looked_after"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who holds it, and where that is laid down. The provisions were not compared with their text: to be confirmed."""

    standing: Standing
    citation: Citation | None = None

    @property
    def authority_holds(self) -> bool | None:
        """Whether the authority has it; None where that is not known."""
        if self.standing in (Standing.NOT_KNOWN, Standing.NOT_LOOKED_AFTER, Standing.EMERGENCY):
            return None
        return self.standing != Standing.PARENTS


ACCOMMODATED = {
    Nation.ENGLAND: Citation(instrument=CHILDREN_ACT, provision="section 20(7) and (8)"),
    Nation.WALES: Citation(
        instrument="Social Services and Well-being (Wales) Act 2014", provision="section 76(4) and (5)"
    ),
}
PLACED_BY_CONSENT = ("A3", "A4")
PLACED_BY_ORDER = ("A5", "A6")
OF_STATUS = {
    "C1": (Standing.SHARED, CHILDREN_ACT, "sections 31(11) and 33(3) and (4)"),
    "C2": (Standing.SHARED, CHILDREN_ACT, "section 33(3) and (4)"),
    "D1": (Standing.FREED, "Adoption Act 1976", "section 18(5)"),
    "E1": (Standing.ADOPTION, ADOPTION_ACT, "section 25(1), (2) and (4)"),
    "L1": (Standing.PARENTS, CHILDREN_ACT, "section 46(9)"),
    "L2": (Standing.EMERGENCY, CHILDREN_ACT, "section 44(4) and (5)"),
    "L3": (Standing.PARENTS, CHILDREN_ACT, "section 2(6)"),
    "J1": (Standing.PARENTS, CHILDREN_ACT, "section 2(6)"),
    "J2": (Standing.PARENTS, CHILDREN_ACT, "section 2(6)"),
    "J3": (Standing.PARENTS, CHILDREN_ACT, "section 2(6)"),
}
BY_AGREEMENT = ("V2", "V3", "V4")


def responsibility(*, nation: str, looked_after: bool, legal_status: str, placement_type: str) -> Responsibility:
    """This will say who holds parental responsibility under a legal status of the looked-after return."""
    if not looked_after:
        return Responsibility(standing=Standing.NOT_LOOKED_AFTER)
    if placement_type in PLACED_BY_CONSENT or (legal_status == "E1" and placement_type in PLACED_BY_ORDER):
        return Responsibility(
            standing=Standing.PLACED,
            citation=Citation(instrument=ADOPTION_ACT, provision="section 25(1) to (4)"),
        )
    if legal_status in BY_AGREEMENT:
        return Responsibility(standing=Standing.PARENTS, citation=ACCOMMODATED[Nation(nation)])
    if legal_status not in OF_STATUS:
        return Responsibility(standing=Standing.NOT_KNOWN)
    standing, instrument, provision = OF_STATUS[legal_status]
    return Responsibility(standing=standing, citation=Citation(instrument=instrument, provision=provision))
