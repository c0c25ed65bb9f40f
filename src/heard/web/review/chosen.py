"""What a child chose for a review, in lines, for pages on which it stands beside something else."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.reviews.models import Choices, TalkWithSocialWorker
from heard.web.review.forms import CHAIRING, TEXTS, SocialWorkerForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen, and when the child was asked."""

    asked: str
    lines: tuple[Pair, ...]
    helps: tuple[str, ...]


def chosen_of(choices: Choices, *, today: date) -> Chosen:
    """Give what a child chose; what was left open is left out."""
    lines = [
        Pair(label=str(words), value=getattr(choices, name)) for name, words, _hint in TEXTS if getattr(choices, name)
    ]
    if choices.chairing:
        lines.append(Pair(label=_("Running it"), value=str(CHAIRING[Choices.Chairing(choices.chairing)])))
    asked = _("Asked on %(day)s.") % {"day": dates.short(choices.asked_on, today=today)}
    return Chosen(asked=asked, lines=tuple(lines), helps=tuple(choices.helps))


def talked(talk: TalkWithSocialWorker) -> tuple[Pair, ...]:
    """Give what is kept of the talk of IRO and social worker."""
    names = ("social_worker", "agenda", "changes", "who_comes", "risks")
    labels = SocialWorkerForm.base_fields
    return tuple(
        Pair(label=str(labels[name].label), value=getattr(talk, name)) for name in names if getattr(talk, name)
    )
