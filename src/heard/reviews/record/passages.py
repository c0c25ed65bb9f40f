"""Taking marked words out of a text, whole: marks that touch or overlap leave nothing of each other behind. Pure."""

from collections.abc import Iterable

LEFT_OUT = "[…]"  # in place of what a copy leaves out


def taken_out(text: str, passages: Iterable[str]) -> str:
    """This will put `LEFT_OUT` in the place of every passage, wherever it stands in the text.

    Each is looked for in the text as it was written. Taken out one after the other, the second of two that share words
    would not be found any more, and the rest of it would be read.
    """
    made, read_to = [], 0
    for start, end in _joined(text, sorted(_spans(text, passages))):
        made += [text[read_to:start], LEFT_OUT]
        read_to = end
    return "".join((*made, text[read_to:]))


def _spans(text: str, passages: Iterable[str]) -> set[tuple[int, int]]:
    found = set()
    for words in filter(None, passages):
        start = text.find(words)
        while start >= 0:
            found.add((start, start + len(words)))
            start = text.find(words, start + 1)
    return found


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, those made one that overlap or have nothing but space between them."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
