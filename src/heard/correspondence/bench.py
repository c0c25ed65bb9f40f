"""How fast letters are written and set: one by one as for e-mail, and as one document for printing."""

import json
import sys
import time
from datetime import date
from typing import Any

from heard.correspondence.compose import Letterhead, Officer, Order, compose
from heard.correspondence.documents import Cover, as_one_pdf, as_page, as_pdf
from heard.correspondence.letter import Letter, as_text

_DAY = date(2026, 11, 23)
_KEYS = ("iro-named-child-older", "iro-named-child-young", "iro-named-parent", "iro-named-social-worker")


def measure(*, letters: int = 500) -> dict[str, Any]:
    """Time `letters` letters of four kinds in both languages: written, as page and text, as PDF each, as one PDF."""
    began = time.perf_counter()
    written = [compose(_order(number)) for number in range(letters)]
    composed = time.perf_counter()
    for letter in written:
        as_page(letter, photos={})
        as_text(letter)
    shown = time.perf_counter()
    as_pdf(written[0], pictures={})
    warm = time.perf_counter()
    size = sum(len(as_pdf(letter, pictures={}).content) for letter in written)
    each = time.perf_counter()
    batch = as_one_pdf(written, cover=_cover(written), pictures={}, double_sided=True)
    together = time.perf_counter()
    return {
        "letters": letters,
        "written_seconds": round(composed - began, 3),
        "pages_and_texts_seconds": round(shown - composed, 3),
        "first_pdf_seconds": round(warm - shown, 3),
        "pdf_each_seconds": round(each - warm, 3),
        "pdf_each_milliseconds_a_letter": round(1000 * (each - warm) / letters, 1),
        "pdf_each_megabytes": round(size / 1e6, 1),
        "one_pdf_seconds": round(together - each, 3),
        "one_pdf_megabytes": round(len(batch.content) / 1e6, 1),
    }


def _order(number: int) -> Order:
    name = f"Teo {number} Marblecroft"
    return Order(
        key=_KEYS[number % len(_KEYS)],
        language="en" if number % 8 < 4 else "cy",
        letterhead=Letterhead(council="Sir Unrhyw", nation="wales", service="Independent reviewing service"),
        officer=Officer(name="Maren Oakhollow", first_name="Maren", telephone="07700 900 142", words="I like dogs."),
        dated_on=_DAY,
        greeting="Teo",
        reader=name,
        facts={"child": name, "local_id": str(number), "appointed_on": _DAY},
        address=(name, f"{number} Pretend Lane", "Anyford"),
    )


def _cover(written: list[Letter]) -> Cover:
    return Cover(
        title="Letters to print",
        council="Sir Unrhyw",
        sentence=f"{len(written)} letters, in this order.",
        head=("Number", "To", "Address", "Pages"),
        rows=tuple(
            (str(number), letter.address[0], ", ".join(letter.address))
            for number, letter in enumerate(written, start=1)
        ),
        day=_DAY,
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
