"""What the codes of the looked-after return mean, in plain words (SSDA903 item guidance)."""

LEGAL_STATUS = {
    "C1": "Interim care order",
    "C2": "Care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated by agreement (section 20)",
    "V3": "Short breaks",
    "V4": "Short breaks, by agreement",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "Remanded to the authority or to youth detention",
    "J2": "Accommodated under the Police and Criminal Evidence Act",
    "J3": "Youth rehabilitation order with a residence requirement",
}
ACCOMMODATED_IN_WALES = "Accommodated by agreement (section 76)"
PLACEMENT = {
    "A3": "Placed for adoption with consent, with the present carer",
    "A4": "Placed for adoption with consent",
    "A5": "Placed for adoption under an order, with the present carer",
    "A6": "Placed for adoption under an order",
    "K1": "Secure children’s home",
    "K2": "Children’s home",
    "K3": "Supported accommodation",
    "H5": "Semi-independent living",
    "P1": "With parents",
    "P2": "Independent living",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "Hospital or nursing care",
    "R3": "Family centre or parent and child unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Temporary move",
    "T1": "In hospital for now",
    "T2": "On holiday",
    "T3": "While the carer is on holiday",
    "T4": "Temporary, up to seven days",
    "U1": "Foster care with a relative or friend, long term",
    "U2": "Foster care with a relative or friend who may adopt",
    "U3": "Foster care with a relative or friend",
    "U4": "Foster care, long term",
    "U5": "Foster care with carers who may adopt",
    "U6": "Foster care",
    "Z1": "Other placement",
    "Z11": "Other placement",
    "Z12": "Other placement",
    "Z13": "Other placement",
    "Z14": "Other placement",
}
PLACED_WITH = {  # the extended family stands as a group of its own: there an IRO matters more
    "relatives": ("U1", "U2", "U3"),
    "parents": ("P1",),
}
CATEGORY_OF_NEED = {
    "N1": "Abuse or neglect",
    "N2": "The child’s disability or illness",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
}
REASON_CEASED = {
    "X1": "Care continued",
    "E11": "Adopted",
    "E12": "Adopted",
    "E2": "Died",
    "E3": "Care taken over by another authority",
    "E4A": "Returned to parents or relatives, as planned",
    "E4B": "Returned to parents or relatives, unplanned",
    "E13": "Left to live with somebody without parental responsibility",
    "E41": "Child arrangements order",
    "E45": "Special guardianship, former foster carer who is a relative or friend",
    "E46": "Special guardianship, former foster carer",
    "E47": "Special guardianship, a relative or friend",
    "E48": "Special guardianship",
    "E5": "Independent living with support",
    "E6": "Independent living",
    "E7": "Residential care by adult services",
    "E9": "Sentenced to custody",
    "E14": "Remand ended",
    "E15": "Found to be 18 or over",
    "E16": "Moved abroad",
    "E17": "Aged 18 and stayed with carers",
    "E8": "Another reason",
}
PARTICIPATION = {
    "PN0": "Under 4 at the review",
    "PN1": "Came and spoke for themselves",
    "PN2": "Came, and somebody spoke for them",
    "PN3": "Came, and gave views without words",
    "PN4": "Came, and gave no view",
    "PN5": "Did not come; briefed somebody to speak",
    "PN6": "Did not come; sent views",
    "PN7": "Did not come, and no views were passed on",
}


def legal_status(code: str, *, nation: str) -> str:
    """This will say a legal status in plain words, by the law of the nation."""
    if code == "V2" and nation == "wales":
        return ACCOMMODATED_IN_WALES
    return LEGAL_STATUS.get(code, "Not known")
