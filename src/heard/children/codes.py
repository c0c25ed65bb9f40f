"""What the codes of the looked-after return mean, in plain words (SSDA903 item guidance)."""

from django.utils.translation import gettext, gettext_noop

LEGAL_STATUS = {
    "C1": gettext_noop("Interim care order"),
    "C2": gettext_noop("Care order"),
    "D1": gettext_noop("Freeing order"),
    "E1": gettext_noop("Placement order"),
    "V2": gettext_noop("Accommodated by agreement (section 20)"),
    "V3": gettext_noop("Short breaks"),
    "V4": gettext_noop("Short breaks, by agreement"),
    "L1": gettext_noop("Police protection"),
    "L2": gettext_noop("Emergency protection order"),
    "L3": gettext_noop("Child assessment order"),
    "J1": gettext_noop("Remanded to the authority or to youth detention"),
    "J2": gettext_noop("Accommodated under the Police and Criminal Evidence Act"),
    "J3": gettext_noop("Youth rehabilitation order with a residence requirement"),
}
ACCOMMODATED_IN_WALES = gettext_noop("Accommodated by agreement (section 76)")
PLACEMENT = {
    "A3": gettext_noop("Placed for adoption with consent, with the present carer"),
    "A4": gettext_noop("Placed for adoption with consent"),
    "A5": gettext_noop("Placed for adoption under an order, with the present carer"),
    "A6": gettext_noop("Placed for adoption under an order"),
    "K1": gettext_noop("Secure children’s home"),
    "K2": gettext_noop("Children’s home"),
    "K3": gettext_noop("Supported accommodation"),
    "H5": gettext_noop("Semi-independent living"),
    "P1": gettext_noop("With parents"),
    "P2": gettext_noop("Independent living"),
    "P3": gettext_noop("Residential employment"),
    "R1": gettext_noop("Residential care home"),
    "R2": gettext_noop("Hospital or nursing care"),
    "R3": gettext_noop("Family centre or parent and child unit"),
    "R5": gettext_noop("Young offender institution"),
    "S1": gettext_noop("Residential school"),
    "T0": gettext_noop("Temporary move"),
    "T1": gettext_noop("In hospital for now"),
    "T2": gettext_noop("On holiday"),
    "T3": gettext_noop("While the carer is on holiday"),
    "T4": gettext_noop("Temporary, up to seven days"),
    "U1": gettext_noop("Foster care with a relative or friend, long term"),
    "U2": gettext_noop("Foster care with a relative or friend who may adopt"),
    "U3": gettext_noop("Foster care with a relative or friend"),
    "U4": gettext_noop("Foster care, long term"),
    "U5": gettext_noop("Foster care with carers who may adopt"),
    "U6": gettext_noop("Foster care"),
    "Z1": gettext_noop("Other placement"),
    "Z11": gettext_noop("Other placement"),
    "Z12": gettext_noop("Other placement"),
    "Z13": gettext_noop("Other placement"),
    "Z14": gettext_noop("Other placement"),
}
PLACED_WITH = {  # the extended family stands as a group of its own: there an IRO matters more
    "relatives": ("U1", "U2", "U3"),
    "parents": ("P1",),
}
CATEGORY_OF_NEED = {
    "N1": gettext_noop("Abuse or neglect"),
    "N2": gettext_noop("The child’s disability or illness"),
    "N3": gettext_noop("Parental illness or disability"),
    "N4": gettext_noop("Family in acute stress"),
    "N5": gettext_noop("Family dysfunction"),
    "N6": gettext_noop("Socially unacceptable behaviour"),
    "N7": gettext_noop("Low income"),
    "N8": gettext_noop("Absent parenting"),
}
REASON_CEASED = {
    "X1": gettext_noop("Care continued"),
    "E11": gettext_noop("Adopted"),
    "E12": gettext_noop("Adopted"),
    "E2": gettext_noop("Died"),
    "E3": gettext_noop("Care taken over by another authority"),
    "E4A": gettext_noop("Returned to parents or relatives, as planned"),
    "E4B": gettext_noop("Returned to parents or relatives, unplanned"),
    "E13": gettext_noop("Left to live with somebody without parental responsibility"),
    "E41": gettext_noop("Child arrangements order"),
    "E45": gettext_noop("Special guardianship, former foster carer who is a relative or friend"),
    "E46": gettext_noop("Special guardianship, former foster carer"),
    "E47": gettext_noop("Special guardianship, a relative or friend"),
    "E48": gettext_noop("Special guardianship"),
    "E5": gettext_noop("Independent living with support"),
    "E6": gettext_noop("Independent living"),
    "E7": gettext_noop("Residential care by adult services"),
    "E9": gettext_noop("Sentenced to custody"),
    "E14": gettext_noop("Remand ended"),
    "E15": gettext_noop("Found to be 18 or over"),
    "E16": gettext_noop("Moved abroad"),
    "E17": gettext_noop("Aged 18 and stayed with carers"),
    "E8": gettext_noop("Another reason"),
}
PARTICIPATION = {
    "PN0": gettext_noop("Under 4 at the review"),
    "PN1": gettext_noop("Came and spoke for themselves"),
    "PN2": gettext_noop("Came, and somebody spoke for them"),
    "PN3": gettext_noop("Came, and gave views without words"),
    "PN4": gettext_noop("Came, and gave no view"),
    "PN5": gettext_noop("Did not come; briefed somebody to speak"),
    "PN6": gettext_noop("Did not come; sent views"),
    "PN7": gettext_noop("Did not come, and no views were passed on"),
}


def legal_status(code: str, *, nation: str) -> str:
    """This will say a legal status in plain words, by the law of the nation and in the language of the page."""
    if code == "V2" and nation == "wales":
        return gettext(ACCOMMODATED_IN_WALES)
    return gettext(LEGAL_STATUS.get(code, "Not known"))
