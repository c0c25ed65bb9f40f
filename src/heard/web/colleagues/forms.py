"""The forms about who works with a child."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Team, User
from heard.children.staff import ROLE_OF, StaffFacts
from heard.pages.forms import DateField
from heard.web.colleagues.words import PARTS, roles_of


class ColleagueForm(forms.Form):
    """Which colleague has what part, and when."""

    kind = forms.ChoiceField(
        label=_("What part does this colleague have?"),
        choices=[(kind.value, PARTS[kind.value]) for kind in ROLE_OF],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what part this colleague has")},
    )
    person = forms.ChoiceField(
        label=_("Colleague"),
        help_text=_("Who works with the child now needs the role that belongs to the part."),
        widget=forms.Select,
        error_messages={"required": _("Choose the colleague")},
    )
    from_on = DateField(what=_("the first day"), label=_("First day"))
    until_on = DateField(
        what=_("the last day"),
        label=_("Last day"),
        help_text=_("Leave empty while it goes on. With a last day it is kept as what was before."),
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), f"{one.name} ({roles_of(one)})") for one in colleagues]
        self.fields["person"].choices = [("", _("Choose a colleague")), *named]  # type: ignore[attr-defined]

    @property
    def facts(self) -> StaffFacts:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return StaffFacts(
            user_id=int(given["person"]), kind=given["kind"], from_on=given["from_on"], until_on=given["until_on"]
        )


class ChildTeamForm(forms.Form):
    """Which team has a child."""

    team = forms.ChoiceField(label=_("Team"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("No team")), *((str(one.pk), one.name) for one in teams)]  # type: ignore[attr-defined]

    @property
    def team_id(self) -> int | None:
        """The team that was chosen."""
        chosen = self.cleaned_data["team"]
        return int(chosen) if chosen else None


class ColleaguesFileForm(forms.Form):
    """A file that tells who works with which child."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("One CSV file."),
        validators=[FileExtensionValidator(["csv", "txt"], message=_("Give a CSV file"))],
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty. Export it again")},
    )
