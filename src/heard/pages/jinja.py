"""The environment of the templates whose names end in `.jinja`.

Unknown names and attributes are errors (`LoudUndefined`). The macros of govuk-frontend come under the prefix
`govuk_frontend_jinja`. Text is translated by Django's catalogues in the language of the request.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context

from heard.pages import forms
from heard.pages.frame import BARE, Frame
from heard.pages.presenters import dates, numbers

GOVUK = "govuk_frontend_jinja"
LENIENT_NAMES = frozenset({"caller", "successBanner", "typeClass"})


class LoudUndefined(StrictUndefined):
    """Fails for an unknown name or attribute; a missing key of a dict stays silent.

    Presenters are dataclasses, so nothing of ours is a dict: the silence serves the macros of govuk-frontend
    alone, which ask their parameters for keys that were not given.
    """

    __slots__ = ()

    def _lenient(self) -> bool:
        return isinstance(self._undefined_obj, dict) or self._undefined_name in LENIENT_NAMES

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and self._lenient():
            return self
        return super().__getattr__(name)


def _lenient(name: str) -> Callable[..., Any]:
    silent: Callable[..., Any] = getattr(Undefined, name)
    loud: Callable[..., Any] = getattr(StrictUndefined, name)

    def method(self: LoudUndefined, *args: Any) -> Any:
        return (silent if self._lenient() else loud)(self, *args)

    return method


for _name in ("__iter__", "__str__", "__len__", "__eq__", "__ne__", "__bool__", "__hash__"):
    setattr(LoudUndefined, _name, _lenient(_name))


class OwnLoader(FunctionLoader):
    """Answers to names that end in `.jinja`; all others belong to Django's own template language."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> Any:
        """Give the source as the inner loader does; raises TemplateNotFound for another's name."""
        if not template.endswith(".jinja"):
            raise TemplateNotFound(template)
        return self._loader.get_source(environment, template)


def url(name: str, /, *args: Any, **kwargs: Any) -> str:
    """Give the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def frame_of(context: Context) -> Frame:
    """Give the frame of this page: the one in the context, that of the request, else an empty one."""
    given = context.get("frame")
    if isinstance(given, Frame):
        return given
    held = getattr(context.get("request"), "frame", None)
    return held if isinstance(held, Frame) else BARE


@pass_context
def messages_of(context: Context) -> list[Any]:
    """Give the messages that wait for this person, once."""
    request = context.get("request")
    return list(get_messages(request)) if request is not None else []


def environment(**options: Any) -> Environment:
    """Make the environment out of what Django's Jinja2 backend passes."""
    own: BaseLoader = options.pop("loader")
    loader = ChoiceLoader([OwnLoader(own), PrefixLoader({GOVUK: PackageLoader(GOVUK)})])
    options |= {"undefined": LoudUndefined, "loader": loader, "autoescape": True}
    made = Environment(  # noqa: S701 (it is set in the options, one line above)
        **options,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(
        static=static,
        url=url,
        null=None,
        undefined=LoudUndefined(obj={}, name="undefined"),
        language=get_language,
        frame_of=frame_of,
        bare_frame=BARE,
        messages_of=messages_of,
        component=forms.component,
        problems_of=forms.problems,
    )
    made.filters.update(
        long_date=dates.long,
        day_date=dates.day,
        short_date=dates.short,
        day_month=dates.day_month,
        clock_time=dates.clock_time,
        instant=dates.instant,
        number=numbers.whole,
        percent=numbers.percent,
    )
    return made
