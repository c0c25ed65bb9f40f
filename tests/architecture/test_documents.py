"""What the documents name exists."""

import re

import pytest

from heard.cli.main import VERBS
from heard.law import catalogue
from tests.architecture.source import ROOT, SRC

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")])
COMMAND = re.compile(r"(?:^|`|\n)\s*(?:\.venv/bin/)?heard ([a-z][a-z-]*)")
SCRIPT = re.compile(r"script/([a-z]+)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_names_only_what_exists(path) -> None:
    text = path.read_text()

    assert {verb for verb in COMMAND.findall(text) if verb not in VERBS} == set()
    assert {name for name in SCRIPT.findall(text) if not (ROOT / "script" / name).exists()} == set()
    assert {link for link in LINK.findall(text) if not (path.parent / link).exists()} == set()


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


def test_every_verb_is_in_the_operating_guide() -> None:
    guide = "\n".join(path.read_text() for path in (ROOT / "docs" / "operating").glob("*.md"))

    assert [verb for verb in VERBS if f"heard {verb}" not in guide] == []


def test_every_version_of_every_rule_cites_its_source() -> None:
    silent = [
        f"{rule.id} {version.in_force_from}"
        for rule in catalogue().rules()
        for version in rule.versions
        if not version.citation.instrument or not version.citation.provision
    ]

    assert silent == []


SHOWN_IN_THE_GALLERY_ALONE = {"components/ribbon.html.jinja", "components/tiles.html.jinja"}


def test_every_template_is_used() -> None:
    templates = [path for path in SRC.rglob("templates/**/*") if path.is_file()]
    texts = [path.read_text() for path in [*SRC.rglob("*.py"), *templates]]
    found_by_name = ("account/", "allauth/", "mfa/", "django/", "errors/", "layouts/")  # the framework asks for these
    unused = []
    for path in templates:
        name = path.as_posix().rsplit("/templates/", 1)[1]
        if not name.startswith(found_by_name) and not any(name in text for text in texts):
            unused.append(name)

    assert set(unused) <= SHOWN_IN_THE_GALLERY_ALONE
