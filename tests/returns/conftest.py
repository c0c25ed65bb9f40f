"""What the tests of returns share."""

from pathlib import Path

import pytest

_OWN = Path(__file__).parent / "samples"
_PUBLIC = Path(__file__).parents[2].parent / "shared" / "data" / "samples"


@pytest.fixture
def own_samples() -> Path:
    return _OWN


@pytest.fixture
def public_samples() -> Path:
    """The folder of public sample returns, which lies beside the repository and is not part of it."""
    if not _PUBLIC.is_dir():
        pytest.skip("The public sample returns are not there: ../shared/data/samples")
    return _PUBLIC
