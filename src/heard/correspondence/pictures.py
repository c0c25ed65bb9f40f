"""Photos of officers and the drawings of young children's letters."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from heard.common.errors import DomainError

MOST_BYTES = 2 * 1024 * 1024
MARKS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class NotAPhoto(DomainError):
    """The photo must be a PNG or JPEG file of at most 2 MB. Save it in one of these forms and choose it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo that was looked at: what it is, and its bytes."""

    media_type: str
    content: bytes
    digest: str

    @property
    def data_address(self) -> str:
        """The photo as an address that holds it, for pages and drawings."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"

    @property
    def cut_to_a_circle(self) -> str:
        """The photo as a drawing: its middle, cut to a circle."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 120">'
            '<clipPath id="c"><circle cx="60" cy="60" r="60"/></clipPath>'
            '<image width="120" height="120" preserveAspectRatio="xMidYMid slice" clip-path="url(#c)"'
            f' xlink:href="{self.data_address}"/></svg>'
        )


def photo(content: bytes) -> Photo:
    """This will look at a photo. Raises NotAPhoto."""
    for media_type, mark in MARKS.items():
        if content.startswith(mark) and len(content) <= MOST_BYTES:
            return Photo(media_type=media_type, content=content, digest=hashlib.sha256(content).hexdigest())
    raise NotAPhoto


@lru_cache(maxsize=32)
def drawing(name: str) -> str:
    """This will give one of our drawings as SVG. Raises LookupError."""
    if not re.fullmatch(r"[a-z]+", name):
        raise LookupError(name)
    found = files("heard.correspondence").joinpath("drawings", f"{name}.svg")
    if not found.is_file():
        raise LookupError(name)
    return found.read_text("utf-8")
