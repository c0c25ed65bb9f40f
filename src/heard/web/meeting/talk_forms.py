"""The forms about talks in private."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import User
from heard.pages.forms import DateField
from heard.reviews.listening.actions import SaidAlone, Told
from heard.reviews.models import NoteOpening, PrivateTalk
from heard.web.meeting import words
from heard.web.reviews.forms import VersionedForm

TALKED = (PrivateTalk.Outcome.BEFORE.value, PrivateTalk.Outcome.AFTER.value)


class TalkForm(VersionedForm):
    """The talk of IRO and child alone, or why there was none."""

    told_of_limits = forms.BooleanField(
        label=gettext_lazy("I told the child first when I must pass on what they say"), required=False
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did you talk alone?"),
        choices=list(words.OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what became of the talk")},
    )
    talked_on = DateField(
        what=gettext_lazy("the day of the talk"), label=gettext_lazy("When did you talk?"), required=False
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How?"), choices=list(words.TALK_WAYS.items()), widget=forms.RadioSelect, required=False
    )
    seen_alone = forms.BooleanField(label=gettext_lazy("Nobody else was there or could hear"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("If there was no talk alone, why?"),
        help_text=gettext_lazy("In the child’s words, or what about age or understanding."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    other_way_offered = forms.CharField(
        label=gettext_lazy("What other way to be heard was offered?"),
        help_text=gettext_lazy("Like a talk after the review, or the advocate."),
        required=False,
        max_length=300,
    )
    shared = forms.CharField(
        label=gettext_lazy("What did the child agree to share?"),
        help_text=gettext_lazy("In the child’s words. Only this may come into the review and its record."),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shared_with = forms.MultipleChoiceField(
        label=gettext_lazy("With whom?"),
        help_text=gettext_lazy("Ask the child. What nobody may know goes into your note."),
        choices=list(words.AUDIENCES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Your own note"),
        help_text=gettext_lazy("You alone can read it, unless it is opened. It is in no record, export or search."),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome in TALKED:
            if not cleaned.get("talked_on") and "talked_on" not in self.errors:
                self.add_error("talked_on", _("Enter the day of the talk"))
            if not cleaned.get("way"):
                self.add_error("way", _("Say how you talked"))
        elif outcome and not cleaned.get("reason"):
            self.add_error("reason", _("Say why there was no talk alone"))
        if cleaned.get("shared") and not cleaned.get("shared_with"):
            self.add_error("shared_with", _("Choose with whom the child agreed to share this"))
        return cleaned

    @property
    def told(self) -> Told:
        given = self.cleaned_data
        return Told(
            outcome=given["outcome"],
            talked_on=given["talked_on"],
            way=given["way"],
            seen_alone=given["seen_alone"],
            reason=given["reason"],
            other_way_offered=given["other_way_offered"],
            told_of_limits=given["told_of_limits"],
            shared=given["shared"],
            shared_with=tuple(given["shared_with"]),
            note=given["note"],
        )


class OpenForm(forms.Form):
    """To whom a note is opened, on what ground, and what the child is told."""

    to_user = forms.ChoiceField(
        label=gettext_lazy("Who may read the note?"),
        choices=(),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose who may read the note")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("On what ground?"),
        choices=list(words.GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose on what ground the note is opened")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Do not repeat what the note says."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the note is opened")},
    )
    child_told_on = DateField(
        what=gettext_lazy("the day on which the child was told"),
        label=gettext_lazy("When was the child told?"),
        required=False,
    )
    child_not_told_because = forms.CharField(
        label=gettext_lazy("If not yet, why?"),
        help_text=gettext_lazy("A reminder stays open until the child has been told."),
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any = None, *, readers: Iterable[User], may_say_child_agreed: bool) -> None:
        super().__init__(data)
        reader, ground = self.fields["to_user"], self.fields["ground"]
        assert isinstance(reader, forms.ChoiceField)
        assert isinstance(ground, forms.ChoiceField)
        reader.choices = [("", _("Choose")), *((str(one.pk), one.name) for one in readers)]
        if not may_say_child_agreed:
            ground.choices = [(NoteOpening.Ground.SAFEGUARDING.value, words.GROUNDS[NoteOpening.Ground.SAFEGUARDING])]


class ToldForm(forms.Form):
    """That the child has been told that the note was opened."""

    opening = forms.ChoiceField(
        label=gettext_lazy("Which opening was the child told of?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which opening the child was told of")},
    )
    told_on = DateField(
        what=gettext_lazy("the day on which the child was told"), label=gettext_lazy("When was the child told?")
    )

    def __init__(self, data: Any = None, *, openings: Iterable[NoteOpening]) -> None:
        super().__init__(data)
        field = self.fields["opening"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), _("Opened to %(name)s") % {"name": one.to_user.name}) for one in openings]


class SeparateForm(VersionedForm):
    """A talk with one person on their own."""

    party = forms.ChoiceField(
        label=gettext_lazy("With whom?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose with whom you talked")},
    )
    talked_on = DateField(what=gettext_lazy("the day of the talk"), label=gettext_lazy("When?"))
    way = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=list(words.PLAIN_WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how you talked")},
    )
    views = forms.CharField(
        label=gettext_lazy("What are their views?"),
        help_text=gettext_lazy("In their words. They may ask to read this."),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write what they said")},
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], hints: dict[str, str], **kw: Any) -> None:
        super().__init__(data, **kw)
        field: Any = self.fields["party"]
        field.choices, field.hints = people, hints

    @property
    def said(self) -> SaidAlone:
        given = self.cleaned_data
        return SaidAlone(
            party_id=int(given["party"]), talked_on=given["talked_on"], way=given["way"], views=given["views"]
        )
