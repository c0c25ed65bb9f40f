"""A draw by lot that anybody can repeat: the same seed and the same pool give the same order, on any machine.

Each member of the pool gets the SHA-256 of "seed:member"; the lowest come first. Who draws chooses the seed by chance
and keeps it with the pool, so that neither can be fitted to a wish afterwards.
"""

from collections.abc import Iterable
from hashlib import sha256
from secrets import token_hex

FEWEST, MOST = 1, 10
SEED_BYTES = 8


def new_seed() -> str:
    """This will give a seed that nobody can foresee."""
    return token_hex(SEED_BYTES)


def drawn(pool: Iterable[int], number: int, *, seed: str) -> tuple[int, ...]:
    """This will draw so many members of the pool, first drawn first; all of them where the pool is smaller."""
    return tuple(sorted(set(pool), key=lambda member: (_lot(seed, member), member))[:number])


def _lot(seed: str, member: int) -> str:
    return sha256(f"{seed}:{member}".encode()).hexdigest()
