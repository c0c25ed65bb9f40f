"""Puts pages written in Django's template language, which are those of allauth, into our own layouts.

    {% heard_page %}title{% heard_body %}content{% endheard_page %}

Somebody who is signed in sees the staff layout, everybody else the door.
"""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class PageNode(template.Node):
    """Renders title and content, then the layout round them."""

    child_nodelists = ("title", "body")

    def __init__(self, title: NodeList, body: NodeList) -> None:
        self.title = title
        self.body = body

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        user = getattr(request, "user", None)
        layout = "account" if user is not None and user.is_authenticated else "entrance"
        given: dict[str, Any] = {
            "page_title": strip_tags(self.title.render(context)).strip(),
            "page_content": mark_safe(self.body.render(context)),  # noqa: S308 (rendered and escaped just now)
        }
        form = context.get("form")
        if isinstance(form, BaseForm):
            given["form"] = form
        return mark_safe(render_to_string(f"layouts/{layout}.html.jinja", given, request))  # noqa: S308 (as above)


@register.tag
def heard_page(parser: Parser, token: Token) -> PageNode:
    """Wrap a page; see the module."""
    title = parser.parse(("heard_body",))
    parser.delete_first_token()
    body = parser.parse(("endheard_page",))
    parser.delete_first_token()
    return PageNode(title, body)


@register.simple_tag
def heard_errors(form: BaseForm | str | None) -> SafeString:
    """Give the error summary of a form, or nothing."""
    if not isinstance(form, BaseForm) or not form.errors:
        return SafeString()
    return mark_safe(render_to_string("forms/errors.html.jinja", {"form": form}))  # noqa: S308 (escaped by Jinja)
