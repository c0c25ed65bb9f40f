"""A caseload against the guidance, where the nation has any."""

from dataclasses import dataclass

from django.utils.translation import gettext

from heard.law import Confidence, Nation, UnknownRule, catalogue
from heard.pages.presenters import figures

RULE = "iro-caseload-50-70"
SCALE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """How many children a full-time post carries by the guidance, both ends included."""

    first: int
    last: int
    source: str
    to_be_confirmed: bool

    @property
    def words(self) -> str:
        """The guide in a sentence."""
        return gettext("Guidance for a full-time post is %(first)d to %(last)d (shaded).") % {
            "first": self.first,
            "last": self.last,
        }

    def bar(self, cases: float, then: float | None = None) -> figures.Load:
        """This will give the bar of a caseload on a scale from 0 to 90; `then` is what it would be."""
        return figures.load(cases, guide=(self.first, self.last), scale=SCALE, then=then)


def bar_of(guide: Guide | None, cases: float, then: float | None = None) -> figures.Load:
    """This will give the bar of a caseload, without a band where the nation has no guide."""
    return guide.bar(cases, then) if guide else figures.load(cases, guide=None, scale=SCALE, then=then)


def guide_of(nation: str) -> Guide | None:
    """This will give the guide of a nation; None where its law and guidance name none."""
    try:
        version = catalogue().rule(RULE, Nation(nation)).latest
    except UnknownRule:
        return None
    return Guide(
        first=version.length.amount,
        last=version.length.upper or version.length.amount,
        source=str(version.citation),
        to_be_confirmed=version.confidence is Confidence.MEMORY,
    )
