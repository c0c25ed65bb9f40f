"""The history of imports and how far one is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.imports.models import ImportRun
from heard.imports.progress import STEPS
from heard.pages.frame import Link
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Tone

TONES = {
    ImportRun.State.WAITING: Tone.GREY,
    ImportRun.State.RUNNING: Tone.BLUE,
    ImportRun.State.DONE: Tone.GREEN,
    ImportRun.State.REFUSED: Tone.RED,
    ImportRun.State.FAILED: Tone.RED,
}
STATES = {
    ImportRun.State.WAITING: gettext_lazy("Waiting"),
    ImportRun.State.RUNNING: gettext_lazy("Running"),
    ImportRun.State.DONE: gettext_lazy("Done"),
    ImportRun.State.REFUSED: gettext_lazy("Refused"),
    ImportRun.State.FAILED: gettext_lazy("Stopped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One import of the history."""

    pk: int
    href: str
    heading: str
    asked: str
    by: str
    what: str
    state: str
    tone: Tone
    trial: bool
    counts: str
    files: str


def trail_of() -> tuple[Link, ...]:
    """Give the way to a page of an import."""
    return (Link(text=_("Imports"), href=reverse("imports:list")),)


def line_of(run: ImportRun) -> Line:
    """Give one import in words."""
    asked = dates.instant(run.asked_at)
    state = ImportRun.State(run.state)
    return Line(
        pk=run.pk,
        href=reverse("imports:show", args=[run.pk]),
        heading=(_("Trial of %(when)s") if run.dry_run else _("Import of %(when)s")) % {"when": asked},
        asked=asked,
        by=run.by.name if run.by else _("the command line"),
        what=_what(run),
        state=str(STATES[state]),
        tone=TONES[state],
        trial=run.dry_run,
        counts=_counts(run),
        files=", ".join(file["name"] for file in run.files),
    )


def _what(run: ImportRun) -> str:
    if run.kind == ImportRun.Kind.NAMES:
        return _("Names")
    return f"SSDA903 {run.year}".strip()


def _counts(run: ImportRun) -> str:
    rows = run.counts.get("rows")
    if not rows:
        return run.message
    told = {"all": numbers.whole(rows["all"]), "changed": numbers.whole(rows["changed"]), "refused": rows["refused"]}
    return _("%(all)s rows: %(changed)s new or changed, %(refused)d refused") % told


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is."""

    label: str
    done: int
    of: int


def progress_of(run: ImportRun) -> Progress:
    """Give the step at which an import is."""
    of = run.all_parts or len(STEPS)
    if run.state == ImportRun.State.WAITING:
        return Progress(label=_("Waiting for its turn"), done=0, of=of)
    told = {"n": min(run.done_parts + 1, of), "of": of, "step": run.step or STEPS[0]}
    return Progress(label=_("Step %(n)d of %(of)d: %(step)s") % told, done=run.done_parts, of=of)


def took(run: ImportRun) -> str:
    """Give how long the import took; empty while it runs."""
    if run.started_at is None or run.finished_at is None:
        return ""
    seconds = round((run.finished_at - run.started_at).total_seconds())
    if seconds < 1:
        return _("Took less than a second.")
    return ngettext("Took %(n)d second.", "Took %(n)d seconds.", seconds) % {"n": seconds}
