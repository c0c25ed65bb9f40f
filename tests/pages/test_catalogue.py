"""The Welsh catalogue: what stands in every page is translated, and no place for a value is lost."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from heard.common.refusals import extract_data

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "heard"
DATA = (
    *(SOURCE / "law" / "data" / "england").glob("*.toml"),
    *(SOURCE / "law" / "data" / "wales").glob("*.toml"),
    SOURCE / "law" / "data" / "agenda.toml",
    SOURCE / "law" / "data" / "independence.toml",
    SOURCE / "quality" / "data" / "duties.toml",
)
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


def test_every_rule_matter_and_duty_is_told_in_welsh() -> None:
    known = {ids for _, ids, _ in translated()}
    files = [BytesIO(path.read_bytes()) for path in DATA]
    told = {words for file in files for _, _, words, _ in extract_data(file, {}, [], {})}

    assert "First review of the child's case" in told
    assert "Whether there is a plan for permanence" in told
    assert len(told) > 400
    assert sorted(told - known) == []


def test_the_files_whose_words_are_gathered_are_the_files_that_are_checked() -> None:
    mapped = (SOURCE / "locale" / "babel.cfg").read_text(encoding="utf-8")
    patterns = re.findall(r"^\[data: (.*)\]$", mapped, flags=re.MULTILINE)

    assert sorted(path for pattern in patterns for path in ROOT.glob(pattern)) == sorted(DATA)
