"""The codes of officers and involvements in plain words."""

from django.utils.translation import gettext_lazy as _

EMPLOYMENT = {
    "permanent": _("Permanent"),
    "sessional": _("Peripatetic or sessional"),
    "agency": _("Agency"),
}
LEAVE = {
    "annual": _("Annual leave"),
    "sick": _("Sickness"),
    "parental": _("Parental leave"),
    "training": _("Training"),
    "other": _("Other"),
}
SPECIALISM = {
    "disability": _("Disabled children"),
    "special-needs": _("Special educational needs"),
    "abuse-neglect": _("Abuse and neglect"),
    "attachment": _("Attachment"),
    "minority-ethnic": _("Children of minority ethnic groups"),
    "unaccompanied": _("Unaccompanied children"),
    "adoption": _("Adoption"),
    "leaving-care": _("Leaving care"),
    "exploitation": _("Exploitation"),
    "communication": _("Communication without speech"),
    "sign-language": _("British Sign Language"),
}
INVOLVEMENT = {
    "prepared-plan": _("Helped to prepare the plan"),
    "manages-case": _("Manages the case"),
    "visits-child": _("Visits the child for the authority"),
    "personal-adviser": _("Is the personal adviser"),
    "manages-one-of-those": _("Manages one of those"),
    "controls-resources": _("Controls the resources of the case"),
}
LASTS = {"prepared-plan": _("Bars for good, even when it is over.")}
SOURCE = {"entered": _("Entered here"), "imported": _("From the case system")}
COMPETENCE = {
    "communication": _("Communicating with children"),
    "safeguarding": _("Good-quality safeguarding practice"),
    "legal-framework": _("The legal framework for looked-after children and care leavers"),
}
FURTHER_CASE = {
    "pathway": _("Pathway plan"),
    "child-protection": _("Child protection conference"),
}
ETHNICITY = {
    "white": _("White"),
    "mixed": _("Mixed or multiple ethnic groups"),
    "asian": _("Asian or Asian British"),
    "black": _("Black, Black British, Caribbean or African"),
    "other": _("Other ethnic group"),
}
GENDER = {"woman": _("Woman"), "man": _("Man"), "another": _("Another")}
DISABILITY = {"yes": _("Disabled"), "no": _("Not disabled")}
SEX = {"girl": _("Girls"), "boy": _("Boys")}
FIRST_LANGUAGE = {"english": _("English"), "welsh": _("Welsh"), "other": _("Another language")}
