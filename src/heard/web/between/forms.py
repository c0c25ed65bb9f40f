"""The forms of what happens between two reviews."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.oversight.actions import ContactFacts, MidwayFacts
from heard.oversight.models import IroContact
from heard.pages.forms import DateField
from heard.planning.models import PlanDate
from heard.web.changes.forms import told_text
from heard.web.child.limits_panel import KINDS

With, Way = IroContact.With, IroContact.Way

PEOPLE: dict[str, str | Promise] = {
    With.CHILD: _("The child"),
    With.SOCIAL_WORKER: _("The social worker"),
    With.TEAM_MANAGER: _("The team manager"),
    With.PARENT: _("A parent"),
    With.CARER: _("The carer"),
    With.ADVOCATE: _("The advocate"),
    With.SCHOOL: _("School"),
    With.HEALTH: _("Health"),
    With.GUARDIAN: _("The children’s guardian"),
    With.OTHER: _("Somebody else"),
}
WAYS: dict[str, str | Promise] = {
    Way.IN_PERSON: _("In person"),
    Way.TELEPHONE: _("By telephone"),
    Way.VIDEO: _("By video"),
    Way.WRITING: _("In writing"),
}
ALONE = {"yes": True, "no": False, "": None}
WALES_ALONE = (PlanDate.Kind.DOCTOR, PlanDate.Kind.DENTIST)
ENGLAND_ALONE = (PlanDate.Kind.AREA_NOTICE,)


class ContactForm(forms.Form):
    """A contact of the IRO."""

    spoke_with = forms.ChoiceField(
        label=_("With whom?"),
        choices=list(PEOPLE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose with whom you spoke")},
    )
    on = DateField(what=_("the day of the contact"), label=_("On which day?"))
    way = forms.ChoiceField(
        label=_("How?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you were in contact")},
    )
    seen_alone = forms.BooleanField(label=_("The child was seen alone"), required=False)
    words = told_text(
        _("What was it about?"),
        _("Say in a sentence or two what it was about"),
        help_text=_("The social worker reads this too. What the child said in confidence belongs to the private talk."),
    )

    @property
    def facts(self) -> ContactFacts:
        """What was typed, as the action takes it."""
        return ContactFacts(**self.cleaned_data)


class MidwayForm(forms.Form):
    """The check halfway."""

    checked_on = DateField(what=_("the day of the check"), label=_("On which day did you check?"))
    decisions = told_text(
        _("How do the decisions stand?"), help_text=_("The list beside shows them. Say what it does not.")
    )
    social_worker_on = DateField(
        what=_("the day of the talk"), label=_("When did you talk with the social worker?"), required=False
    )
    child_on = DateField(what=_("the day of the talk"), label=_("When did you talk with the child?"), required=False)
    why_not_child = forms.CharField(
        label=_("If you did not talk with the child, why not?"), required=False, max_length=300
    )
    drift = forms.BooleanField(
        label=_("There is drift or delay"),
        help_text=_("Something that was decided does not move, or the plan loses time for the child."),
        required=False,
    )
    next_steps = told_text(_("What happens next?"), help_text=_("Needed where there is drift or delay."))

    @property
    def facts(self) -> MidwayFacts:
        """What was typed, as the action takes it."""
        return MidwayFacts(**self.cleaned_data)


class ProgressForm(forms.Form):
    """What the social worker tells."""

    words = told_text(_("What has been done since the review?"), _("Say in a sentence or two what has been done"))


class PlanDateForm(forms.Form):
    """That a plan was made, a visit paid or an assessment done."""

    kind = forms.ChoiceField(
        label=_("What was done?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was done")},
    )
    done_on = DateField(what=_("the day"), label=_("On which day?"))
    seen_alone = forms.ChoiceField(
        label=_("Of a visit: was the child seen alone?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not known, or no visit"))],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    note = forms.CharField(
        label=_("Note, if one is needed"),
        help_text=_("Of a notice of a placement outside the area: which authority was told."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, wales: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        of_the_other = ENGLAND_ALONE if wales else WALES_ALONE
        kind.choices = [(key, text) for key, text in KINDS.items() if key not in of_the_other]


class PlanDatesFileForm(forms.Form):
    """A file with dates of plans, visits and assessments."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("First row: child, what, day, alone. One line for each plan, visit or assessment."),
        validators=[FileExtensionValidator(["csv", "txt"], message=_("Give a CSV file"))],
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty. Export it again")},
    )
