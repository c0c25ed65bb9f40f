"""The Welsh catalogue: what stands in every page is translated, and no place for a value is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "src" / "heard" / "pages"
PLACE = re.compile(r"%\([a-z_]+\)[sd]")


def catalogue() -> Catalog:
    with (ROOT / "src" / "heard" / "locale" / "cy" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="cy")


def translated() -> Iterator[tuple[Any, str, str]]:
    message: Any
    for message in catalogue():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in filter(None, strings):
            if ids[0]:
                yield message, ids[-1], str(string)


def test_every_translation_keeps_the_places_of_its_values() -> None:
    checked = [(ids, string) for _, ids, string in translated()]

    assert len(checked) > 150
    assert [ids for ids, string in checked if set(PLACE.findall(ids)) != set(PLACE.findall(string))] == []


def test_plurals_have_all_five_welsh_forms() -> None:
    plurals = [message for message, _, _ in translated() if isinstance(message.id, tuple)]

    assert len(plurals) > 5
    assert [message.id for message in plurals if len(message.string) != 5 or not all(message.string)] == []


def test_nothing_of_the_shared_templates_is_left_in_english() -> None:
    known = {ids for _, ids, _ in translated()}
    asked = {
        text.replace('\\"', '"')
        for template in SHARED.rglob("*.jinja")
        for text in re.findall(r'_\(["\'](.*?)["\'][,)]', template.read_text(encoding="utf-8"))
    }

    assert len(asked) > 60
    assert sorted(asked - known) == []
