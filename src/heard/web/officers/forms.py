"""The forms about officers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.caseloads.models import OfficerIdentity, OfficerProfile
from heard.caseloads.officers import IdentityFacts, ProfileFacts
from heard.pages.forms import DateField
from heard.web.officers import words

NARROW = {"class": "govuk-input--width-5"}
MIDDLE = {"class": "govuk-input--width-10"}
WIDE = {"class": "govuk-input--width-20"}


def _choices(told: Mapping[str, Any], empty: Any = None) -> list[tuple[str, Any]]:
    return [*([("", empty)] if empty is not None else []), *told.items()]


class OwnProfileForm(forms.Form):
    """What officers write about themselves."""

    telephone = forms.CharField(
        label=_("Telephone"),
        help_text=_("It stands in letters to children and on the sheet for young people."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs=MIDDLE | {"autocomplete": "off"}),
    )
    words_for_young_people = forms.CharField(
        label=_("Words for young people"),
        help_text=_("A few sentences about you and what you do for them, as you would say them."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    languages = forms.CharField(
        label=_("Languages"),
        help_text=_("Those in which you can talk with a child, with commas between them, like: English, Welsh."),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=WIDE),
    )
    specialisms = forms.MultipleChoiceField(
        label=_("What you know well"),
        choices=_choices(words.SPECIALISM),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def initial_of(cls, profile: OfficerProfile | None) -> dict[str, Any]:
        """What stands in the form first."""
        if profile is None:
            return {}
        languages = ", ".join(language[:1].upper() + language[1:] for language in profile.languages)
        names = ("telephone", "words_for_young_people", "specialisms")
        return {name: getattr(profile, name) for name in names} | {"languages": languages}

    @property
    def facts(self) -> ProfileFacts:
        """What is to stand in the profile."""
        told = self.cleaned_data
        return ProfileFacts(
            telephone=told["telephone"],
            words_for_young_people=told["words_for_young_people"],
            languages=tuple(word.strip() for word in told["languages"].split(",") if word.strip()),
            specialisms=tuple(told["specialisms"]),
        )


class ProfileForm(OwnProfileForm):
    """What the manager writes beside it."""

    qualified_on = DateField(
        what=_("the day of qualification as a social worker"),
        label=_("Qualified as a social worker on"),
        required=False,
    )
    experienced_since = DateField(
        what=_("the day from which experience counts"),
        label=_("Experience counts from"),
        help_text=_("Leave empty when it counts from the qualification. Under five years a naming asks for a reason."),
        required=False,
    )
    management_experience = forms.BooleanField(label=_("Has experience of management"), required=False)
    base_district = forms.CharField(
        label=_("Where they start from"),
        help_text=_("The first half of a postcode, like LL11. It counts when distance is weighed."),
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs=NARROW),
    )

    @classmethod
    def initial_of(cls, profile: OfficerProfile | None) -> dict[str, Any]:
        """What stands in the form first."""
        names = ("qualified_on", "experienced_since", "management_experience", "base_district")
        more = {name: getattr(profile, name) for name in names} if profile else {}
        return super().initial_of(profile) | more

    @property
    def facts(self) -> ProfileFacts:
        """What is to stand in the profile."""
        told, own = self.cleaned_data, super().facts
        return ProfileFacts(
            telephone=own.telephone,
            words_for_young_people=own.words_for_young_people,
            languages=own.languages,
            specialisms=own.specialisms,
            qualified_on=told["qualified_on"],
            experienced_since=told["experienced_since"],
            management_experience=told["management_experience"],
            base_district=told["base_district"],
        )


class PhotoForm(forms.Form):
    """A photo."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("A PNG or JPEG file of at most 2 MB, of your face and nobody else’s."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": _("Choose a photo"), "empty": _("The file is empty. Save the photo again")},
    )


class RegistrationForm(forms.Form):
    """An entry in a register."""

    body = forms.ChoiceField(label=_("Register"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Number in the register"),
        max_length=30,
        widget=forms.TextInput(attrs=MIDDLE),
        error_messages={"required": _("Enter the number in the register")},
    )
    from_on = DateField(what=_("the day from which it is valid"), label=_("Valid from"))
    renew_by = DateField(
        what=_("the day by which it must be renewed"),
        label=_("To be renewed by"),
        help_text=_("The last day on which it is valid. A renewal is entered as a new registration."),
    )

    def __init__(self, *args: Any, bodies: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(body, body) for body in bodies]


class LastDayForm(forms.Form):
    """The last day of something that runs."""

    until_on = DateField(what=_("the last day"), label=_("Last day"))


class PostForm(forms.Form):
    """A part of a full-time post."""

    fte = forms.DecimalField(
        label=_("Part of a full-time post"),
        help_text=_("1 is full-time, 0.6 is three days of five."),
        decimal_places=2,
        max_digits=6,
        widget=forms.TextInput(attrs=NARROW | {"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter the part of a full-time post, like 0.6"),
            "invalid": _("Enter the part of a full-time post as a number, like 0.6"),
            "max_decimal_places": _("Enter the part of a full-time post with at most two figures after the point"),
        },
    )
    employment = forms.ChoiceField(label=_("Employment"), choices=_choices(words.EMPLOYMENT), widget=forms.RadioSelect)
    from_on = DateField(
        what=_("the first day of the post"),
        label=_("First day"),
        help_text=_("A post that runs ends the day before."),
    )
    until_on = DateField(
        what=_("the last day of the post"),
        label=_("Last day"),
        help_text=_("Empty while none is known."),
        required=False,
    )


class LeaveForm(forms.Form):
    """Days away."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(words.LEAVE), widget=forms.RadioSelect)
    first_day = DateField(what=_("the first day of leave"), label=_("First day"))
    last_day = DateField(what=_("the last day of leave"), label=_("Last day"))


class DutyForm(forms.Form):
    """Work beside cases."""

    name = forms.CharField(
        label=_("What is it?"),
        help_text=_("Training others, chairing foster carers’ reviews, work for the region."),
        max_length=120,
        error_messages={"required": _("Enter what it is")},
    )
    counts_as = forms.DecimalField(
        label=_("Counts as how many children"),
        help_text=_("As many children in full-time care as take the same time."),
        decimal_places=2,
        max_digits=5,
        widget=forms.TextInput(attrs=NARROW | {"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter as how many children it counts"),
            "invalid": _("Enter a number, like 5"),
        },
    )
    from_on = DateField(what=_("the first day"), label=_("First day"))


class CaseForm(forms.Form):
    """A young person whom the officer reviews without being the IRO of a child in care."""

    child = forms.CharField(
        label=_("Young person"),
        help_text=_("The local id, or the name."),
        max_length=120,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "off"}),
        error_messages={"required": _("Enter the local id or the name")},
    )
    kind = forms.ChoiceField(
        label=_("What is reviewed"), choices=_choices(words.FURTHER_CASE), widget=forms.RadioSelect
    )
    from_on = DateField(what=_("the first day"), label=_("First day"))


class ManagerForm(forms.Form):
    """Who manages an officer."""

    manager = forms.ChoiceField(label=_("Line manager"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["manager"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody here")), *((str(pk), name) for pk, name in people)]


class EvidenceForm(forms.Form):
    """What shows a competence."""

    kind = forms.ChoiceField(label=_("What it shows"), choices=_choices(words.COMPETENCE), widget=forms.RadioSelect)
    shown_on = DateField(what=_("the day on which it was shown"), label=_("Day"))
    what = forms.CharField(
        label=_("What shows it"),
        help_text=_("A course, an observed review, an audit, a case in court. Name no child."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what shows it")},
    )


class IdentityForm(forms.Form):
    """What officers tell about themselves, if they wish."""

    ethnicity = forms.ChoiceField(
        label=_("Ethnic group"), choices=_choices(words.ETHNICITY, _("I do not say")), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    gender = forms.ChoiceField(
        label=_("Gender"), choices=_choices(words.GENDER, _("I do not say")), required=False, widget=forms.RadioSelect
    )
    disability = forms.ChoiceField(
        label=_("Disability"), choices=_choices(words.DISABILITY, _("I do not say")), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    first_language = forms.ChoiceField(
        label=_("First language"), choices=_choices(words.FIRST_LANGUAGE, _("I do not say")), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    @classmethod
    def initial_of(cls, told: OfficerIdentity | None) -> dict[str, str]:
        """What stands in the form first."""
        return {name: getattr(told, name, "") for name in cls.base_fields}

    @property
    def facts(self) -> IdentityFacts:
        """What is told."""
        return IdentityFacts(**self.cleaned_data)


class PlaceForm(forms.Form):
    """Where the service stands in the organisation."""

    managed_by = forms.CharField(
        label=_("Who manages the service"),
        help_text=_("The post and its department, like: Head of safeguarding, quality assurance."),
        max_length=160,
        error_messages={"required": _("Write who manages the service")},
    )
    apart = forms.CharField(
        label=_("How far that is from casework and money"),
        help_text=_("Who manages the social workers, who holds the budget, and where the two lines meet."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    from_on = DateField(what=_("the day from which it is so"), label=_("Since"))


class ConfirmForm(forms.Form):
    """Nothing but a yes."""
