"""Each kind of field becomes its component, and each error a line that leads to the input."""

import pytest
from django import forms
from django.utils.safestring import mark_safe

from heard.pages.forms import DateField, component, problems
from heard.pages.presenters.parts import Problem

WHERE = [("home", "At home"), ("school", "At school")]


class Everything(forms.Form):
    held_on = DateField(what="the date the review was held", label="When was it held?")
    where = forms.ChoiceField(label="Where?", choices=WHERE, widget=forms.RadioSelect)
    who = forms.MultipleChoiceField(label="Who came?", choices=WHERE, widget=forms.CheckboxSelectMultiple)
    town = forms.ChoiceField(label="Town", choices=WHERE)
    notes = forms.CharField(label="Notes", widget=forms.Textarea)
    name = forms.CharField(label="Name", widget=forms.TextInput({"class": "govuk-input--width-10"}))
    mail = forms.EmailField(label="E-mail", widget=forms.EmailInput({"autocomplete": "email", "placeholder": "you"}))
    paper = forms.FileField(label="Paper", widget=forms.FileInput({"accept": ".csv,.zip"}))
    sure = forms.BooleanField(label="I am sure")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Roomy(forms.Form):
    roomy = True
    where = forms.ChoiceField(label="Where?", choices=WHERE, widget=forms.RadioSelect)


def test_every_field_has_its_component() -> None:
    form = Everything()

    assert {field.name: component(field)[0] for field in form} == {
        "held_on": "govukDateInput",
        "where": "govukRadios",
        "who": "govukCheckboxes",
        "town": "govukSelect",
        "notes": "govukTextarea",
        "name": "govukInput",
        "mail": "govukInput",
        "paper": "govukFileUpload",
        "sure": "govukCheckboxes",
        "secret": "govukPasswordInput",
        "token": "hidden",
    }


def test_every_error_leads_to_its_input() -> None:
    assert problems(Everything({})) == [
        Problem(text="Enter the date the review was held", href="#id_held_on_day"),
        Problem(text="Choose an answer for “Where?”", href="#id_where_0"),
        Problem(text="Choose an answer for “Who came?”", href="#id_who_0"),
        Problem(text="Choose an answer for “Town”", href="#id_town"),
        Problem(text="Fill in “Notes”", href="#id_notes"),
        Problem(text="Fill in “Name”", href="#id_name"),
        Problem(text="Fill in “E-mail”", href="#id_mail"),
        Problem(text="Choose a file for “Paper”", href="#id_paper"),
        Problem(text="Tick “I am sure” to go on", href="#id_sure"),
        Problem(text="Fill in “Password”", href="#id_secret"),
    ]


def test_every_address_of_the_summary_is_an_input_of_the_page() -> None:
    form = Everything({"held_on_day": "27", "held_on_month": "11"})
    page = "".join(field.as_field_group() for field in form)

    targets = [problem.href.removeprefix("#") for problem in problems(form)]

    assert targets[0] == "id_held_on_year"
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_only_the_part_at_fault_is_framed() -> None:
    form = Everything({"held_on_day": "27", "held_on_month": "11"})

    _, params = component(form["held_on"])

    assert [item["classes"] for item in params["items"]] == [
        "govuk-input--width-2",
        "govuk-input--width-2",
        "govuk-input--width-4 govuk-input--error",
    ]


def test_errors_of_the_whole_form_come_first_and_lead_nowhere() -> None:
    form = Everything({})
    form.add_error(None, "This review has already been held or was cancelled.")

    assert problems(form)[0] == Problem(text="This review has already been held or was cancelled.")


def test_a_good_form_has_no_summary() -> None:
    assert problems(Everything()) == []
    assert problems(Roomy({"where": "home"})) == []


def test_what_was_typed_stays() -> None:
    form = Everything({"notes": "Teo <said> no", "where": "school", "who": ["home"], "town": "school", "name": "Bo"})

    assert component(form["notes"])[1]["value"] == "Teo <said> no"
    assert [item["checked"] for item in component(form["where"])[1]["items"]] == [False, True]
    assert [item["checked"] for item in component(form["who"])[1]["items"]] == [True, False]
    assert [item["selected"] for item in component(form["town"])[1]["items"]] == [False, True]
    assert "Teo &lt;said&gt; no" in form["notes"].as_field_group()


def test_boxes_are_small_for_staff_and_large_for_children() -> None:
    assert component(Everything()["where"])[1]["classes"] == "govuk-radios--small"
    assert component(Roomy()["where"])[1]["classes"] == ""


def test_attributes_of_the_widget_go_on_but_placeholders_do_not() -> None:
    _, mail = component(Everything()["mail"])
    _, paper = component(Everything()["paper"])

    assert (mail["type"], mail["autocomplete"]) == ("email", "email")
    assert "placeholder" not in mail["attributes"]
    assert paper["attributes"] == {"accept": ".csv,.zip"}
    assert 'accept=".csv,.zip"' in Everything()["paper"].as_field_group()


@pytest.mark.parametrize(
    ("help_text", "hint"),
    [("Like A & B", {"text": "Like A & B"}), (mark_safe("<b>Bold</b>"), {"html": "<b>Bold</b>"})],
)
def test_help_is_a_hint_and_only_safe_text_is_markup(help_text: str, hint: dict[str, str]) -> None:
    class Hinted(forms.Form):
        name = forms.CharField(label="Name", help_text=help_text)

    assert component(Hinted()["name"])[1]["hint"] == hint


def test_boxes_may_carry_hints() -> None:
    class Hinted(forms.Form):
        where = forms.ChoiceField(label="Where?", choices=WHERE, widget=forms.RadioSelect)

    form = Hinted()
    form.fields["where"].hints = {"home": "Where Teo lives"}  # type: ignore[attr-defined]

    assert component(form["where"])[1]["items"][0]["hint"] == {"text": "Where Teo lives"}


def test_no_field_asks_the_browser_to_validate() -> None:
    page = "".join(field.as_field_group() for field in Everything())

    assert "required" not in page
    assert "pattern" not in page
    assert "disabled" not in page
