"""The way to a page about a child."""

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.children.models import Child
from heard.pages.frame import Link


def trail_of(child: Child, *, reviews: bool = False) -> tuple[Link, ...]:
    """Give the links to the child, and to the child's reviews."""
    links = [Link(text=child.shown_name, href=reverse("child:show", args=[child.pk]))]
    if reviews:
        links.append(Link(text=_("Reviews"), href=reverse("child:reviews", args=[child.pk])))
    return tuple(links)
