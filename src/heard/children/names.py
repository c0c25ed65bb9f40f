"""Names in order. The database sorts by code point, so the order of names is worked out here."""

import unicodedata


def sort_key_of(*, given_name: str, family_name: str, local_id: str) -> str:
    """This will make the key by which a child stands in a list: family name, given name, without case or accents.

    A child without a name stands after those with one, by local id: digits as numbers.
    """
    if not given_name and not family_name:
        digits = local_id.zfill(20) if local_id.isdigit() else local_id
        return f"\uffff{digits}"[:200]
    return f"{plain(family_name)}\u0001{plain(given_name)}"[:200]


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).strip()
