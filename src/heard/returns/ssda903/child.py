"""All that one return says about one child."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from operator import itemgetter, lt
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, OtherRow, PlacedForAdoptionRow, ReviewRow, UascRow

_AnyRow = TypeVar("_AnyRow", HeaderRow, EpisodeRow, ReviewRow, UascRow, PlacedForAdoptionRow, OtherRow)

_CHILD = itemgetter(2)
_NO_OTHERS: Mapping[str, tuple[OtherRow, ...]] = MappingProxyType({})


class Child903(NamedTuple):
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
    starts = [episode.decom for episode in episodes if episode.decom is not None]
    if len(starts) == len(episodes) and all(map(lt, starts, starts[1:])):
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


def _by_child(rows: Iterable[_AnyRow]) -> dict[str, list[_AnyRow]]:
    """Bring rows of one child together, in the order they came; files mostly have them together already."""
    found: dict[str, list[_AnyRow]] = {}
    for child, run in groupby(rows, key=_CHILD):
        found.setdefault(child, []).extend(run)
    return found


def group(
    headers: Iterable[HeaderRow],
    episodes: Iterable[EpisodeRow],
    reviews: Iterable[ReviewRow],
    uasc: Iterable[UascRow],
    placed_for_adoption: Iterable[PlacedForAdoptionRow],
    others: Mapping[str, Iterable[OtherRow]],
) -> Iterator[Child903]:
    """Bring the rows of each child together; rows keep the order of their file, episodes that of their dates."""
    header_of, episodes_of, reviews_of = _by_child(headers), _by_child(episodes), _by_child(reviews)
    uasc_of, placed_of = _by_child(uasc), _by_child(placed_for_adoption)
    others_of: dict[str, dict[str, tuple[OtherRow, ...]]] = {}
    for kind, rows in others.items():
        for child, found in _by_child(rows).items():
            others_of.setdefault(child, {})[kind] = tuple(found)
    everyone = dict.fromkeys(chain(header_of, episodes_of, reviews_of, uasc_of, placed_of, others_of))
    for child in everyone:
        own = tuple(header_of.get(child, ()))
        extra = others_of.get(child)
        yield Child903(
            child=child,
            header=own[0] if own else None,
            headers=own,
            episodes=in_order(episodes_of.get(child, ())),
            reviews=tuple(reviews_of.get(child, ())),
            uasc=tuple(uasc_of.get(child, ())),
            placed_for_adoption=tuple(placed_of.get(child, ())),
            others=MappingProxyType(extra) if extra is not None else _NO_OTHERS,
        )
