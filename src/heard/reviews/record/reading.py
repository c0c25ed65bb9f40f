"""How hard an English text is to read: a hint for whoever writes to a child, never a rule.

The age comes from the Flesch-Kincaid grade (0.39 × words per sentence + 11.8 × syllables per word − 15.59), which is a
school year of the United States; a pupil of year g is g + 5 years old when it starts. Syllables are counted by groups
of vowels, which is near enough for a hint. Nothing like it is agreed for Welsh, so for Welsh there is no hint.
"""

import re
from dataclasses import dataclass

FEWEST_WORDS = 12  # below, the figure means nothing
YOUNGEST, OLDEST = 5, 18
LONG_SENTENCE = 20  # words
HARD_SYLLABLES = 3
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
SENTENCE = re.compile(r"[^.!?\n]+")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeioutdy]ed|[^laeiouy]e)$")
_EVERYDAY = """
family families animal animals another anybody anything banana beautiful birthday computer different december
november october september january february saturday every everybody everyone everything everywhere example
favourite however something sometimes
holiday holidays hospital idea important lunchtime remember somebody suddenly telephone television together
tomorrow understand understood yesterday area really actually usually difficult carefully decision decisions
review reviewing reviewed visit visiting evening evenings
"""
EVERYDAY = frozenset(_EVERYDAY.split())
_OFFICE = """
accommodation adjourn adjourned allocate allocated approved assessment attainment authority commissioned concern
consent contact cohort disclosed eligible escalate escalated facilitate implement implemented legislation liaise
monitor monitored multi-agency outcome outcomes permanence placement placements provision recommend referral
residential respite safeguarding section siblings statutory strategy supervised support therapeutic threshold
timescale timescales transition unsupervised
"""
OFFICE = frozenset(_OFFICE.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The age at which most can read a text, its long sentences, and its words that are long or of the office."""

    age: int
    long_sentences: tuple[str, ...]
    hard_words: tuple[str, ...]


def reading_of(text: str) -> Reading | None:
    """Give the hint for an English text; None where it is too short to say."""
    sentences = [found for found in (part.strip() for part in SENTENCE.findall(text)) if WORD.search(found)]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if len(words) < FEWEST_WORDS:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return Reading(
        age=min(max(round(grade) + 5, YOUNGEST), OLDEST),
        long_sentences=tuple(one for one in sentences if len(WORD.findall(one)) > LONG_SENTENCE),
        hard_words=tuple(dict.fromkeys(word.lower() for one in sentences for word in _hard(one))),
    )


def syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels; at least one."""
    plain = word.lower().replace("’", "").replace("'", "")
    return max(len(VOWELS.findall(plain)) - bool(SILENT_END.search(plain)), 1)


def _hard(sentence: str) -> list[str]:
    """The hard words of a sentence. Names are not hard: a capital inside a sentence is taken for one."""
    found = []
    for place, word in enumerate(WORD.findall(sentence)):
        plain = word.lower()
        named = word[0].isupper() and place > 0
        if plain in OFFICE or (syllables(word) >= HARD_SYLLABLES and plain not in EVERYDAY and not named):
            found.append(word)
    return found
