"""Form fields as components of the design system.

`FORM_RENDERER` names `Renderer`; a template says `{{ form.held_on.as_field_group() }}` and `component` chooses the
macro with its parameters. `problems` gives the lines of the error summary. A form whose class says `roomy = True`
(pages for children and families) has large radios and checkboxes; all others have the small ones of staff pages.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext

from heard.pages.date_field import LABELS, PARTS, DateField, PartedDate
from heard.pages.presenters.parts import Problem

__all__ = ["DateField", "PartedDate", "Renderer", "component", "problems"]

Params = dict[str, Any]
NOT_PASSED_ON = {"class", "placeholder", "autocomplete", "required", "rows", "cols", "aria-describedby"}


class Renderer(TemplatesSetting):
    """Renders each field through `component`."""

    field_template_name = "forms/field.html.jinja"


def component(field: BoundField) -> tuple[str, Params]:
    """Choose the macro of a field and give its parameters."""
    widget = field.field.widget
    for kind, make in _MAKERS:
        if isinstance(widget, kind):
            return make(field)
    return "govukInput", _single(field) | {"type": getattr(widget, "input_type", "text"), "value": _text(field)}


def problems(form: forms.BaseForm) -> list[Problem]:
    """Give what is wrong with a form, first its own errors, then one for each field, linked to its input."""
    if not form.errors:
        return []
    found = [Problem(text=str(text)) for text in form.non_field_errors()]
    for field in form:
        text, parts = _first_error(field)
        if text:
            found.append(Problem(text=text, href=f"#{_target(field, parts)}"))
    return found


def _date(field: BoundField) -> tuple[str, Params]:
    widget = field.field.widget
    assert isinstance(widget, PartedDate)
    _, wrong = _first_error(field)
    texts = widget.parts(field.value())
    items = [
        {
            "name": f"{field.html_name}_{part}",
            "id": f"{field.auto_id}_{part}",
            "label": str(LABELS[part]),
            "value": text,
            "classes": ("govuk-input--width-4" if part == "year" else "govuk-input--width-2")
            + (" govuk-input--error" if part in wrong else ""),
        }
        for part, text in zip(PARTS, texts, strict=True)
    ]
    return "govukDateInput", _grouped(field) | {"id": field.auto_id, "items": items}


def _radios(field: BoundField) -> tuple[str, Params]:
    return "govukRadios", _grouped(field) | _boxes(field, "govuk-radios--small")


def _checkboxes(field: BoundField) -> tuple[str, Params]:
    return "govukCheckboxes", _grouped(field) | _boxes(field, "govuk-checkboxes--small")


def _boxes(field: BoundField, small: str) -> Params:
    hints, dividers = getattr(field.field, "hints", {}), getattr(field.field, "dividers", {})
    items: list[dict[str, Any]] = []
    for box in field.subwidgets:
        value = str(box.data["value"])
        if value in dividers:
            items.append({"divider": str(dividers[value])})
        item = {
            "value": value,
            "text": str(box.data["label"]),
            "checked": bool(box.data["selected"]),
            "id": f"{field.auto_id}_{box.data['index']}",
        }
        items.append(item | ({"hint": {"text": str(hints[value])}} if value in hints else {}))
    own = str(field.field.widget.attrs.get("class", ""))
    classes = " ".join(filter(None, ["" if getattr(field.form, "roomy", False) else small, own]))
    return {"name": field.html_name, "idPrefix": field.auto_id, "classes": classes, "items": items}


def _one_box(field: BoundField) -> tuple[str, Params]:
    item = {"value": "on", "text": str(field.label), "checked": bool(field.value()), "id": field.auto_id}
    if field.help_text:
        item["hint"] = _words(field.help_text)
    roomy = getattr(field.form, "roomy", False)
    return "govukCheckboxes", _error(field) | {
        "name": field.html_name,
        "idPrefix": field.auto_id,
        "classes": "" if roomy else "govuk-checkboxes--small",
        "items": [item],
    }


def _select(field: BoundField) -> tuple[str, Params]:
    items = [
        {
            "value": str(box.data["value"]),
            "text": str(box.data["label"]),
            "selected": bool(box.data["selected"]),
        }
        for box in field.subwidgets
    ]
    return "govukSelect", _single(field) | {"items": items}


def _textarea(field: BoundField) -> tuple[str, Params]:
    rows = field.field.widget.attrs.get("rows", 5)
    return "govukTextarea", _single(field) | {"value": _text(field), "rows": str(rows)}


def _file(field: BoundField) -> tuple[str, Params]:
    return "govukFileUpload", _single(field)


def _password(field: BoundField) -> tuple[str, Params]:
    return "govukPasswordInput", _single(field) | {
        "showPasswordText": gettext("Show"),
        "hidePasswordText": gettext("Hide"),
        "showPasswordAriaLabelText": gettext("Show password"),
        "hidePasswordAriaLabelText": gettext("Hide password"),
    }


def _hidden(field: BoundField) -> tuple[str, Params]:
    return "hidden", {"html": str(field)}


_MAKERS: tuple[tuple[type[forms.Widget], Callable[[BoundField], tuple[str, Params]]], ...] = (
    (forms.HiddenInput, _hidden),
    (PartedDate, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),  # a kind of RadioSelect, so it is asked for first
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _one_box),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
)


def _single(field: BoundField) -> Params:
    attrs = field.field.widget.attrs
    params: Params = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": {"text": str(field.label)},
        "classes": str(attrs.get("class", "")),
        "attributes": {name: value for name, value in attrs.items() if name not in NOT_PASSED_ON},
    }
    if "autocomplete" in attrs:
        params["autocomplete"] = str(attrs["autocomplete"])
    return params | _hint(field) | _error(field)


def _grouped(field: BoundField) -> Params:
    legend = {"text": str(field.label), "classes": "govuk-fieldset__legend--s"}
    return {"fieldset": {"legend": legend}} | _hint(field) | _error(field)


def _hint(field: BoundField) -> Params:
    return {"hint": _words(field.help_text)} if field.help_text else {}


def _words(text: Any) -> Params:
    return {"html": str(text)} if hasattr(text, "__html__") else {"text": str(text)}


def _error(field: BoundField) -> Params:
    text, _ = _first_error(field)
    return {"errorMessage": {"text": text, "visuallyHiddenText": gettext("Error")}} if text else {}


def _text(field: BoundField) -> str:
    shown = field.field.widget.format_value(field.value())
    return "" if shown is None else str(shown)


def _first_error(field: BoundField) -> tuple[str, tuple[str, ...]]:
    """Give the sentence of a field's first error, and the parts of a date that are at fault."""
    errors: list[ValidationError] = field.errors.as_data() if field.errors else []
    if not errors:
        return "", ()
    first = errors[0]
    parts = (first.params or {}).get("parts", PARTS)
    text = _asked(field) if _is_plain_required(field, first) else " ".join(map(str, first.messages))
    return text, tuple(parts)


def _is_plain_required(field: BoundField, error: ValidationError) -> bool:
    """Whether the error is Django's own "This field is required.", which says nothing."""
    return error.code == "required" and error.message == forms.Field.default_error_messages["required"]


def _asked(field: BoundField) -> str:
    what = {"what": field.label}
    widget = field.field.widget
    if isinstance(widget, forms.FileInput):
        return gettext("Choose a file for “%(what)s”") % what
    if isinstance(widget, (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return gettext("Choose an answer for “%(what)s”") % what
    if isinstance(widget, forms.CheckboxInput):
        return gettext("Tick “%(what)s” to go on") % what
    return gettext("Fill in “%(what)s”") % what


def _target(field: BoundField, parts: tuple[str, ...]) -> str:
    widget = field.field.widget
    if isinstance(widget, PartedDate):
        return f"{field.auto_id}_{parts[0]}"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return str(field.auto_id)
