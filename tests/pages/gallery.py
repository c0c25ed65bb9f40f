"""A page of all components, made by the real presenters from real rules about invented people."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.template import engines

from heard.law import DueDate, Nation, catalogue, due_date, england_and_wales
from heard.pages.forms import DateField
from heard.pages.frame import Frame, LanguageLink, Link, NavEntry
from heard.pages.presenters import clock, dates, figures, parts, why

TODAY = date(2026, 11, 23)
CALENDAR = england_and_wales()
TEMPLATE = Path(__file__).with_name("gallery.html.jinja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a worklist."""

    clock: clock.Clock
    why: why.Why
    what: str
    hint: str
    child: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What Django's messages give to the template."""

    text: str
    level_tag: str

    def __str__(self) -> str:
        return self.text


class HeldForm(forms.Form):
    """One field of every kind."""

    held_on = DateField(
        what="the date the review was held",
        label="When was it held?",
        help_text="If it was in parts, the first sitting. Arranged for 27 11 2026.",
    )
    talk = forms.ChoiceField(
        label="Did you talk with Teo alone before it?",
        choices=[("before", "Yes, before"), ("after", "After, because he asked for that"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    who = forms.MultipleChoiceField(
        label="Who came?", choices=[("mum", "Mother"), ("carer", "Carer")], widget=forms.CheckboxSelectMultiple
    )
    where = forms.ChoiceField(label="Where?", choices=[("", "Choose"), ("home", "At home"), ("school", "At school")])
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    code = forms.CharField(label="Local number", widget=forms.TextInput({"class": "govuk-input--width-10"}))
    paper = forms.FileField(label="Consultation paper")
    sure = forms.BooleanField(label="I have checked the names")
    password = forms.CharField(label="Your password", widget=forms.PasswordInput({"autocomplete": "current-password"}))


def due(rule: str, counted_from: date, nation: Nation = Nation.ENGLAND) -> DueDate:
    """Apply a rule of the catalogue."""
    return due_date(catalogue().rule(rule, nation), counted_from=counted_from)


def setting(about: str, **more: Any) -> why.Setting:
    """What a page knows beside the engine."""
    return why.Setting(today=TODAY, about=about, more=f"/why/{abs(hash(about))}/", **more)


def row(rule: str, counted_from: date, what: str, child: str) -> Row:
    """One line, with its clock and its reason."""
    found = due(rule, counted_from)
    return Row(
        clock=clock.due(found.due_on, today=TODAY, calendar=CALENDAR),
        why=why.brief(found, setting(f"{what}, {child}")),
        what=what,
        hint="Arranged for Fri 27 Nov, 16:15",
        child=child,
        who="You",
    )


def frame(nation: str = "england") -> Frame:
    """The frame of a signed-in IRO."""
    languages = (
        LanguageLink(code="en", text="English", href="/language/en/", back="/children/", current=True),
        LanguageLink(code="cy", text="Cymraeg", href="/language/cy/", back="/children/"),
    )
    return Frame(
        authority="Anyshire",
        council="Anyshire Council",
        nation=nation,
        user="Maren Oakhollow",
        role="Independent reviewing officer",
        nav=(
            NavEntry(text="My week", href="/my-week/"),
            NavEntry(text="Service", href="/service/"),
            NavEntry(text="Children", href="/children/", current=True),
            NavEntry(text="Reports", href="/reports/"),
        ),
        search="/children/",
        account=(Link(text="My details", href="/me/"),),
        sign_out="/account/logout/",
        languages=languages if nation == "wales" else (),
        last_import="Sunday 22 November 2026, 23:10",
        foot=(Link(text="Help", href="/help/"), Link(text="Accessibility", href="/accessibility/")),
    )


def chips() -> list[clock.Clock]:
    """Every state of the clock."""
    days = [date(2026, 11, 13), TODAY, date(2026, 11, 25), date(2026, 11, 30), date(2027, 2, 27)]
    return [
        *(clock.due(day, today=TODAY, calendar=CALENDAR) for day in days),
        clock.waits(date(2026, 11, 24)),
        clock.done(date(2026, 11, 11), due_on=date(2026, 11, 12), today=TODAY, calendar=CALENDAR),
        clock.done(date(2026, 11, 19), due_on=date(2026, 11, 16), today=TODAY, calendar=CALENDAR),
        clock.stopped(),
    ]


def steps() -> list[parts.Step]:
    """A ribbon: done, now, the review itself, and one that is late."""
    review = row("review-first-20wd", date(2026, 11, 2), "First review", "Teo Marblecroft")
    return [
        parts.Step(name="Talk with social worker", date="by Fri 6 Nov", state="done", today_next=True),
        parts.Step(name="Talk alone", date="by Fri 27 Nov", clock=chips()[2], state="now"),
        parts.Step(name="Review", why=review.why, clock=review.clock, key=True),
        parts.Step(name="Record", date="by Fri 13 Nov", clock=chips()[0], state="late"),
    ]


def context(nation: str = "england") -> dict[str, Any]:
    """All that the template shows."""
    first = due("review-first-20wd", date(2026, 11, 2))
    held = why.CaseSystemDate(due_on=date(2026, 11, 30))
    event = "when Teo became looked after (case system, episode 1)"
    kept = {"kind": "reviews"}
    return {
        "frame": frame(nation),
        "crumbs": [Link(text="Children of Anyshire", href="/children/")],
        "done": [Message(text="Concern 57 closed: it changed things for Pip.", level_tag="success")],
        "bar": parts.Identity(
            name="Teo Marblecroft",
            facts=(
                parts.Pair(label="Likes to be called", value="Teo"),
                parts.Pair(label="", value="9 years,", note="born 14 March 2017"),
                parts.Pair(label="Lives with", value="Grace and Ade Millfield, foster carers, 6 miles"),
            ),
            badges=(
                parts.Badge(text="Hearing aids: sit where Teo can see faces"),
                parts.Badge(text="Not in court", tone=parts.Tone.GREY),
            ),
        ),
        "full": why.full(first, setting("first review, Teo", event=event, case_system=held), calendar=CALENDAR),
        "christmas": why.full(
            due("review-first-20wd", date(2026, 11, 27)), setting("first review, Dot"), calendar=CALENDAR
        ),
        "tabs": [
            parts.Tab(text="Overview", href="/children/1/", current=True),
            parts.Tab(text="Voice", href="/children/1/voice/", badge=1, badge_words="1 new"),
            parts.Tab(text="History", href="/children/1/history/"),
        ],
        "days": [
            parts.WeekDay(name="Monday 23", today=True, booked=(parts.Booked(at="10:00", text="Supervision"),)),
            parts.WeekDay(
                name="Tuesday 24", booked=(parts.Booked(at="09:30", text="Review, Wren", href="/reviews/2/"),)
            ),
            *(parts.WeekDay(name=name) for name in ("Wednesday 25", "Thursday 26", "Friday 27")),
        ],
        "chips": chips(),
        "steps": steps(),
        "cells": [
            parts.Pair(label="Stage 2 ends", value="Mon 23 Nov", clock=chips()[1]),
            parts.Pair(label="Raised", value="9 November 2026", note="by Maren Oakhollow"),
        ],
        "choices": [
            parts.Pill(text="All", href="?", count=3, current=True),
            parts.Pill(text="Reviews", href="?kind=reviews", count=2),
        ],
        "heads": [
            parts.sortable("Due, and why", key="due", sorted_by="due", path="/my-week/", kept=kept),
            parts.Head(text="What"),
            parts.sortable("Child", key="child", sorted_by="due", path="/my-week/", kept=kept),
            parts.Head(text="Waiting on"),
        ],
        "owed": [
            row("review-first-20wd", date(2026, 10, 16), "First review to be held", "Ivo Saltmarsh"),
            row("review-first-20wd", date(2026, 11, 2), "First review to be held", "Teo Marblecroft"),
            row("review-second-3m", date(2026, 11, 27), "Second review", "Wren Ashgrove"),
        ],
        "pages": parts.pages(current=3, last=12, path="/my-week/", kept=kept),
        "people": [
            parts.Pair(label="Where", value="At home, in the kitchen"),
            parts.Pair(label="Run by", value="Maren"),
        ],
        "there": [
            parts.Tile(name="Teo", how="Coming, will speak for himself", child=True),
            parts.Tile(name="Mother", how="Coming; own talk first"),
            parts.Tile(name="School", how="Not wanted by Teo", absent=True),
        ],
        "figures": [
            figures.stat(
                "Reviews in time",
                part=27,
                of=28,
                of_words="27 of 28 reviews due",
                of_href="/lists/m09/",
                measure="M09",
                measure_href="/measures/m09/",
                trend=(95.0, 96.1, 94.2, 97.0, 96.4),
            ),
            figures.stat("Children with every review in time", part=0, of=0, of_words="0 of 0 children", measure="M10"),
        ],
        "more": Link(text="By IRO", href="/forecast/"),
        "weeks": figures.strip([("23 Nov", 9, 8, 16), ("30 Nov", 17, 12, 16), ("7 Dec", 3, 2, 4), ("14 Dec", 0, 0, 0)]),
        "load_heads": [
            parts.Head(text="IRO"),
            parts.Head(text="Per full-time post", numeric=True),
            parts.Head(text="0 to 90 per full-time post"),
        ],
        "loads": [
            (name, cases, figures.load(cases, guide=(50, 70), scale=90))
            for name, cases in (("Tobias Wrenfield", 74.0), ("Kemi Adebrook", 63.0), ("Hester Vaneleaf", 48.0))
        ],
        "refused": [
            parts.Refused(
                file="reviews.csv",
                row="118",
                child="Otis Larchwood",
                field="REVIEW_CODE",
                came="PN0",
                why="He was 6 on 15 October 2026. PN0 is only for children under 4.",
                check="Rule 440",
                href="/children/3/",
            ),
            parts.Refused(
                file="episodes.csv",
                row="902",
                child="No child matched: 7731",
                field="DECOM",
                came="",
                why="November has 30 days.",
                check="Not a date",
            ),
        ],
        "events": [
            parts.Event(
                title="Consultation came back",
                on=date(2026, 11, 21),
                when=dates.long(date(2026, 11, 21)),
                by="Ade Millfield, foster carer",
                text="Settling. Sleeps through now.",
            ),
            parts.Event(title="Introduction visit", on=date(2026, 11, 10), when=dates.long(date(2026, 11, 10))),
        ],
        "answers": [parts.Pair(label="Held on", value="Friday 27 November 2026", href="#held")],
        "panel_filter": parts.Filter(
            action="/decisions/",
            groups=(
                parts.ChoiceGroup(
                    name="state",
                    legend="State",
                    choices=(parts.Choice(value="open", text="Open", checked=True, count=4),),
                ),
            ),
            chosen=(parts.Chosen(text="Open", href="/decisions/"),),
            clear="/decisions/",
        ),
        "form": HeldForm({"held_on_day": "31", "held_on_month": "11", "held_on_year": "2026"}),
        "csrf_input": "",
    }


def render(nation: str = "england") -> str:
    """Give the whole page."""
    return engines["jinja2"].from_string(TEMPLATE.read_text(encoding="utf-8")).render(context(nation))
