"""The child's part in a review, asked once: on the page that records the review, or later on that of who took part.

The national code is worked out from the answers and never asked.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Child
from heard.common.errors import DomainError
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.participation import ParticipationCode
from heard.reviews.listening.participation import WhatTheChildDid, code_of, is_under_four
from heard.reviews.models import ChildsPart, Choices
from heard.web.meeting import words

YES, NO, UNDER = "yes", "no", "under"
TICKS = {"spoke": "spoke", "used_symbols": "symbols", "sent_views": "sent", "observed": "observed"}


def fields() -> dict[str, forms.Field]:
    """Give the questions about the child's part."""
    return {
        "attended": forms.ChoiceField(label="", choices=(), widget=forms.RadioSelect, required=False),
        "part": forms.MultipleChoiceField(label="", choices=(), widget=forms.CheckboxSelectMultiple, required=False),
        "spoken_by": forms.ChoiceField(
            label=gettext_lazy("Who spoke for them?"),
            choices=[("", gettext_lazy("Nobody")), *words.SPOKEN_FOR.items()],
            widget=forms.Select,
            required=False,
        ),
        "chaired": forms.ChoiceField(
            label="", choices=list(words.CHAIRED.items()), widget=forms.RadioSelect, required=False
        ),
    }


def ask(form: forms.Form, child: Child) -> None:
    """Put the questions about this child into a form."""
    name = {"name": child.shown_name}
    made: dict[str, Any] = fields()
    made["attended"].label = _("Was %(name)s there?") % name
    made["attended"].choices = [(YES, _("Yes")), (NO, _("No"))]
    if child.born_on is None:
        under = _("Under %(n)d years old then") % {"n": AGE_OF_PARTICIPATION_CODES}
        made["attended"].choices = [(YES, _("Yes")), (NO, _("No")), (UNDER, under)]
    made["part"].label = _("How did %(name)s take part?") % name
    made["part"].help_text = _("Choose all that apply. Choose none if no view was given in any way.")
    made["part"].choices = [
        ("spoke", _("Spoke for themselves")),
        ("symbols", _("Gave views without words: signs, symbols, pictures")),
        ("spoken_for", _("Somebody spoke for them, as they had asked")),
        ("sent", _("Sent views: a letter, form, message or recording")),
        ("observed", _("Was observed, or played with")),
    ]
    made["chaired"].label = _("Did %(name)s run the review?") % name
    form.fields.update(made)


def initial_of(part: ChildsPart | None, *, code: str, child: Child) -> dict[str, Any]:
    """Give the answers that are recorded."""
    if part is None:
        return {}
    chosen = [box for name, box in TICKS.items() if getattr(part, name)]
    attended = YES if part.attended else NO
    if child.born_on is None and code == ParticipationCode.UNDER_FOUR:
        attended = UNDER
    return {
        "attended": attended,
        "part": [*chosen, "spoken_for"] if part.spoken_for else chosen,
        "spoken_by": part.spoken_for,
        "chaired": part.chaired,
    }


def read(form: forms.Form, *, child: Child, held_on: date, note: str = "") -> WhatTheChildDid | None:
    """Give what the child did; None with the sentence at its field where the answers are missing or cannot be true."""
    given = form.cleaned_data
    attended, chosen = given.get("attended"), given.get("part") or []
    if not attended:
        form.add_error("attended", _("Say whether %(name)s was there") % {"name": child.shown_name})
        return None
    spoken_by = given.get("spoken_by") or ""
    if "spoken_for" in chosen and not spoken_by:
        form.add_error("spoken_by", _("Say who spoke for %(name)s") % {"name": child.shown_name})
        return None
    did = WhatTheChildDid(
        attended=attended != NO,
        under_four=attended == UNDER,
        spoken_for=spoken_by,
        chaired=given.get("chaired") or Choices.Chairing.NO.value,
        note=note,
        **{name: box in chosen for name, box in TICKS.items()},
    )
    try:
        code_of(born_on=child.born_on, held_on=held_on, child=did)
    except DomainError as error:
        before_birth = child.born_on is not None and held_on < child.born_on
        field = "held_on" if before_birth and "held_on" in form.fields else "part"
        form.add_error("chaired" if did.chaired != Choices.Chairing.NO and not did.attended else field, error.message)
        return None
    return did


def code_in_words(
    form: forms.Form, *, child: Child, held_on: date | None, did: WhatTheChildDid | None
) -> tuple[str, str]:
    """Give the code that the answers of a checked form lead to and what it means; else no code, and what is missing."""
    if held_on is not None and is_under_four(child.born_on, held_on):
        return in_words(ParticipationCode.UNDER_FOUR.value)
    if held_on is not None and did is not None:
        return in_words(code_of(born_on=child.born_on, held_on=held_on, child=did))
    if held_on is None or not form.data.get("attended"):
        return in_words("")
    found = [str(text) for name in ("part", "spoken_by", "chaired", "held_on") for text in form.errors.get(name, [])]
    return "", found[0] if found else in_words("")[1]


def in_words(code: str) -> tuple[str, str]:
    """Give a code with its meaning; without a code, where it will come from."""
    if not code:
        return "", _("The national code follows from the day and the answers.")
    return code, str(MEANINGS[ParticipationCode(code)])


MEANINGS = {
    ParticipationCode.UNDER_FOUR: gettext_lazy("The child was under 4 at the review"),
    ParticipationCode.SPOKE_FOR_SELF: gettext_lazy("The child was there and spoke"),
    ParticipationCode.SPOKEN_FOR: gettext_lazy("The child was there; somebody spoke for them"),
    ParticipationCode.SYMBOLS: gettext_lazy("The child was there and gave views by symbols or without words"),
    ParticipationCode.SILENT: gettext_lazy("The child was there and gave no views in any way"),
    ParticipationCode.BRIEFED_SPEAKER: gettext_lazy("The child was not there and had asked somebody to speak for them"),
    ParticipationCode.SENT_VIEWS: gettext_lazy("The child was not there and sent views"),
    ParticipationCode.NO_VIEWS: gettext_lazy("The child was not there and no views were passed on"),
}
