"""All that one return says about one child."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Generic, TypeVar

from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, OtherRow, PlacedForAdoptionRow, ReviewRow, UascRow

_AnyRow = TypeVar("_AnyRow", HeaderRow, EpisodeRow, ReviewRow, UascRow, PlacedForAdoptionRow, OtherRow)

_NO_OTHERS: Mapping[str, tuple[OtherRow, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Child903:
    """One child's rows. `header` is the first of `headers`; episodes are in the order of their dates."""

    child: str
    header: HeaderRow | None
    headers: tuple[HeaderRow, ...]
    episodes: tuple[EpisodeRow, ...]
    reviews: tuple[ReviewRow, ...]
    uasc: tuple[UascRow, ...]
    placed_for_adoption: tuple[PlacedForAdoptionRow, ...]
    others: Mapping[str, tuple[OtherRow, ...]]

    @property
    def dob(self) -> date | None:
        """The date of birth the Header gives."""
        return self.header.dob if self.header is not None else None

    @property
    def is_uasc(self) -> bool:
        """Say whether the child is in the UASC file, or flagged so in XML."""
        return bool(self.uasc) or (self.header is not None and self.header.uasc is True)

    @property
    def is_short_break_only(self) -> bool:
        """Say whether there are episodes and every one of them is a short break."""
        return bool(self.episodes) and all(episode.is_short_break for episode in self.episodes)


def in_order(episodes: Sequence[EpisodeRow]) -> tuple[EpisodeRow, ...]:
    """Sort episodes by the day they began.

    One with no readable start stands by its end, so that its neighbours are still compared rightly.
    """
    if len(episodes) == 1:
        return tuple(episodes)
    return tuple(sorted(episodes, key=_place_in_chain))


def _place_in_chain(episode: EpisodeRow) -> tuple[date, bool, date, str, str, str, str, int]:
    began = episode.decom or episode.dec or date.max
    return (
        began,
        episode.decom is not None,
        episode.dec or date.max,
        episode.rne,
        episode.ls,
        episode.place,
        episode.rec,
        episode.row,
    )


class _ByChild(dict[str, list[_AnyRow]], Generic[_AnyRow]):
    """Rows by their child, in the order they came."""

    def __init__(self, rows: Iterable[_AnyRow]) -> None:
        super().__init__()
        for row in rows:
            self[row.child].append(row)

    def __missing__(self, child: str) -> list[_AnyRow]:
        found: list[_AnyRow] = []
        self[child] = found
        return found

    def take(self, child: str) -> tuple[_AnyRow, ...]:
        """Hand out a child's rows, once."""
        return tuple(self.pop(child, ()))


def group(
    headers: Iterable[HeaderRow],
    episodes: Iterable[EpisodeRow],
    reviews: Iterable[ReviewRow],
    uasc: Iterable[UascRow],
    placed_for_adoption: Iterable[PlacedForAdoptionRow],
    others: Mapping[str, Iterable[OtherRow]],
) -> Iterator[Child903]:
    """Bring the rows of each child together; rows keep the order of their file, episodes that of their dates."""
    header_of, episodes_of, reviews_of = _ByChild(headers), _ByChild(episodes), _ByChild(reviews)
    uasc_of, placed_of = _ByChild(uasc), _ByChild(placed_for_adoption)
    others_of = {kind: _ByChild(rows) for kind, rows in others.items()}
    everyone = dict.fromkeys(chain(header_of, episodes_of, reviews_of, uasc_of, placed_of, *others_of.values()))
    for child in everyone:
        own = header_of.take(child)
        extra = {kind: found.take(child) for kind, found in others_of.items() if child in found}
        yield Child903(
            child=child,
            header=own[0] if own else None,
            headers=own,
            episodes=in_order(episodes_of.take(child)),
            reviews=reviews_of.take(child),
            uasc=uasc_of.take(child),
            placed_for_adoption=placed_of.take(child),
            others=MappingProxyType(extra) if extra else _NO_OTHERS,
        )
