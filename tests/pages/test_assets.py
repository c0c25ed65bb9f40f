"""What the build brings: complete, our own, without addresses, and as the macros expect it."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "src" / "heard" / "pages" / "static" / "built"
TEMPLATES = ROOT / "src" / "heard" / "pages" / "templates"


def sheet(name: str) -> str:
    return (BUILT / f"{name}.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["staff", "open"])
def test_every_file_that_a_stylesheet_asks_for_is_there(name: str) -> None:
    asked = [address.strip("'\"") for address in re.findall(r"url\(([^)]*)\)", sheet(name))]
    files = [address for address in asked if not address.startswith("data:")]

    assert "fonts/source-sans-3-latin-wght-normal.woff2" in files
    assert "fonts/source-sans-3-latin-ext-wght-normal.woff2" in files
    assert [address for address in files if not (BUILT / address).is_file()] == []


@pytest.mark.parametrize("name", ["staff", "open"])
def test_no_typeface_or_crown_of_the_government_is_shown(name: str) -> None:
    text = sheet(name)

    assert "GDS Transport" not in text
    assert "crest" not in text
    assert "sourceMappingURL" not in text


def test_the_script_maps_nowhere() -> None:
    assert "sourceMappingURL" not in (BUILT / "heard.js").read_text(encoding="utf-8")


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_every_class_of_ours_in_a_template_has_a_style() -> None:
    text = sheet("staff") + sheet("open")
    used: set[str] = set()
    for template in TEMPLATES.rglob("*.jinja"):
        for classes in re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8")):
            bare = re.sub(r"\{[{%].*?[%}]\}", " ", classes)
            used |= {name for name in bare.split() if name.startswith("heard-") and not name.endswith("-")}

    hooks = {"heard-account", "heard-signin", "heard-progress", "heard-flow"}  # names for tests and later styles

    assert len(used) > 60
    assert sorted(name for name in used - hooks if f".{name}" not in text) == []


@pytest.mark.parametrize(
    "name",
    [
        "govuk-date-input__item",
        "govuk-password-input__input",
        "govuk-radios--small",
        "govuk-checkboxes--small",
        "govuk-error-summary__list",
        "govuk-service-navigation__toggle",
        "govuk-language-navigation__link",
        "moj-sub-navigation__link",
        "moj-identity-bar__title",
        "moj-timeline__byline",
        "moj-filter__tag",
        "moj-alert--warning",
    ],
)
def test_the_packages_still_name_what_our_markup_relies_on(name: str) -> None:
    assert f".{name}" in sheet("staff")
