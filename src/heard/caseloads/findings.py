"""What was found against a person as a child's IRO, told in the language of whoever reads it."""

from collections.abc import Iterable

from heard.common.sentences import AnyOf, Sentence
from heard.law.independence import Finding


def told(finding: Finding) -> Sentence:
    """This will give the sentence of a finding."""
    parts = {name: AnyOf(part) if isinstance(part, tuple) else part for name, part in finding.parts.items()}
    return Sentence(finding.words or finding.sentence, parts)


def all_told(findings: Iterable[Finding]) -> tuple[Sentence, ...]:
    """This will give the sentences of several."""
    return tuple(told(finding) for finding in findings)


def cited(findings: Iterable[Finding]) -> tuple[Sentence, ...]:
    """This will give the sentences of several, each with its citation, which stays in the language of the Act."""
    return tuple(
        Sentence("%(sentence)s (%(citation)s)", {"sentence": told(finding), "citation": finding.citation})
        for finding in findings
    )
