"""Texts that people type, as they are kept."""

import unicodedata


def one_line(text: str) -> str:
    """This will make one line of a text: composed letters, and no control or direction characters."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if char.isspace() else char for char in composed if not _unseen(char)).split())


def lines(text: str) -> str:
    """This will keep the lines of a text that say something, each cleaned as `one_line` does."""
    return "\n".join(kept for kept in map(one_line, text.splitlines()) if kept)


def _unseen(char: str) -> bool:
    joins = char in "\u200c\u200d"  # written inside words of Persian and of Indian languages
    return not joins and not char.isspace() and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
