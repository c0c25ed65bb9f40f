"""How fast the letters after reviews are written and set, as one job of the outbox does it: `script/bench letters`."""

import time
from datetime import date
from typing import Any

from heard.correspondence.compose import Letterhead, Officer, Order, compose
from heard.correspondence.documents import as_pdf
from heard.correspondence.records.building import About, Signature, document_of
from heard.correspondence.records.letter import OwnWords, Paper, letter_to_child, letter_with_record
from heard.reviews.models import WRITTEN, Copy
from heard.reviews.record.content import Content, DecisionMade, Person, Section, WishSaid

_DAY = date(2026, 11, 23)
_COUNCIL = Letterhead(council="Sir Unrhyw", nation="wales", service="Independent reviewing service")


def measure(*, letters: int = 500) -> dict[str, Any]:
    """Time `letters` letters after reviews, every second one to a child, the others with a record of forty decisions
    enclosed: written and set one by one as one job does."""
    began = time.perf_counter()
    written = [compose(_after_review(number)) for number in range(letters)]
    composed = time.perf_counter()
    size = sum(len(as_pdf(letter, pictures={}).content) for letter in written)
    done = time.perf_counter()
    return {
        "letters": letters,
        "written_seconds": round(composed - began, 3),
        "pdf_seconds": round(done - composed, 3),
        "megabytes": round(size / 1e6, 1),
        "job_seconds": round(done - began, 3),
    }


def _after_review(number: int) -> Order:
    officer = Officer(name="Maren Oakhollow", first_name="Maren", telephone="07700 900 142")
    paper = Paper(letterhead=_COUNCIL, officer=officer, dated_on=_DAY)
    content = _record(number)
    if number % 2:
        own = OwnWords(language="en" if number % 4 == 1 else "cy", pictures=number % 8 == 1)
        return letter_to_child(content, own, paper, greeting="Teo")
    about = About(
        letterhead=_COUNCIL,
        officer=officer.name,
        signature=Signature(number=1, who=officer.name, on=_DAY, sha256="0" * 64),
        dated_on=_DAY,
    )
    document = document_of(content, Copy.RECORD, about)
    return letter_with_record(document, paper, child=content.child_name, held_on=_DAY, to="Petra Marblecroft")


def _record(number: int) -> Content:
    """A full record: words under each heading, three wishes, forty decisions, ten people."""
    said = "Teo is settled with Grace and Ade. He sleeps well and has found two friends at school. " * 4
    return Content(
        child_name=f"Teo {number} Marblecroft",
        number=3,
        born_on="2017-03-14",
        held_on="2026-11-16",
        completed_on="2026-11-16",
        place="Foster home",
        participation_code="PN1",
        talk_outcome="before",
        talked_on="2026-11-10",
        talk_way="in_person",
        earlier=(),
        wishes=tuple(
            WishSaid(words=f"I want thing {one}.", answer="partly", why="A little at first.", weight="")
            for one in range(3)
        ),
        sections=tuple(Section(heading=heading, words=said, letter_words=said[:80]) for heading in WRITTEN),
        decisions=tuple(
            DecisionMade(
                number=one,
                words=f"Decision {one}: somebody does something that matters to Teo.",
                words_for_child="",
                owner_name="Asha Windermoor",
                owner_kind="sw",
                due_on="2026-12-18",
                carried_times=one % 3,
            )
            for one in range(1, 41)
        ),
        people=tuple(
            Person(name=f"Person {one}", kind="relative", presence="whole", way="in_person", note="")
            for one in range(10)
        ),
    )
