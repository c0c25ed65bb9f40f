"""The environment: loud where a name is wrong, silent only for the macros of the package."""

from typing import Any

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.utils import translation
from jinja2 import UndefinedError

from heard.pages.frame import Frame


def render(source: str, **context: Any) -> str:
    return str(engines["jinja2"].from_string(source).render(context)).strip()


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ frame.missing }}",
        "{% if missing %}yes{% endif %}",
        "{% for item in missing %}{% endfor %}",
        "{{ missing.name }}",
        "{{ missing == 1 }}",
        "{{ missing | length }}",
    ],
)
def test_an_unknown_name_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError):
        render(source, frame=Frame())


def test_a_missing_parameter_of_a_macro_is_silent() -> None:
    assert render("[{{ params.hint }}|{{ params.hint.text }}]", params={}) == "[|]"
    assert render("{% if params.hint %}yes{% else %}no{% endif %}", params={}) == "no"
    assert render("{{ undefined }}") == ""
    assert render("{{ missing is defined }}") == "False"


def test_text_is_escaped() -> None:
    assert render("{{ name }}", name="<b>Teo</b>") == "&lt;b&gt;Teo&lt;/b&gt;"
    assert render("{{ _('Find: %(name)s', name=name) }}", name="<b>") == "Find: &lt;b&gt;"


def test_text_is_translated_in_the_language_of_the_request() -> None:
    with translation.override("cy"):
        assert render("{{ _('Sign out') }} {{ language() }}") == "Allgofnodi cy"
    with translation.override("en"):
        assert render("{{ _('Sign out') }} {{ language() }}") == "Sign out en"


def backend_of(name: str) -> str:
    found: Any = get_template(name)
    return str(found.backend.name)


def test_templates_of_djangos_language_are_left_to_it() -> None:
    assert backend_of("allauth/elements/h1.html") == "django"
    assert backend_of("layouts/staff.html.jinja") == "jinja2"
    with pytest.raises(TemplateDoesNotExist):
        engines["jinja2"].get_template("allauth/elements/h1.html")


@pytest.mark.parametrize(
    ("given", "held", "shown"),
    [
        ({"frame": Frame(authority="Anyshire")}, None, "Anyshire"),
        ({}, Frame(authority="Sir Unrhyw"), "Sir Unrhyw"),
        ({"frame": Frame(authority="Anyshire")}, Frame(authority="Sir Unrhyw"), "Anyshire"),
        ({}, None, ""),
    ],
)
def test_the_frame_comes_from_the_page_or_from_the_request(
    given: dict[str, Any], held: Frame | None, shown: str
) -> None:
    class Request:
        frame = held

    assert render("{{ frame_of().authority }}", request=Request(), **given) == shown
