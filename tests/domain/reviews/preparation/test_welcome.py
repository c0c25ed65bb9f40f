"""Whom the child does not want at a review."""

import pytest

from heard.children.models import Party
from heard.reviews.models import Choices
from heard.reviews.preparation.welcome import is_unwanted, is_wanted


@pytest.mark.parametrize(
    ("party", "unwanted", "expected"),
    [
        pytest.param({"name": "Ferdy Marblecroft"}, "not ferdy please", True, id="by the first name"),
        pytest.param({"name": "Elena Marblecroft"}, "Ferdy Marblecroft", False, id="not by a shared family name"),
        pytest.param({"name": "Mr Coldharbour"}, "Mr Smith", False, id="not by a title"),
        pytest.param({"name": "Rob", "relation": "Step-dad"}, "my step-dad", True, id="by what they are to the child"),
        pytest.param({"name": "Jo"}, "Joanna", False, id="not by a part of a name"),
        pytest.param({"name": "Rob"}, "", False, id="nobody is named"),
        pytest.param({"name": "Rob", "child_agrees": "no"}, "", True, id="the child does not agree"),
        pytest.param({"name": "Teo", "kind": "child", "child_agrees": "no"}, "Teo", False, id="the child itself"),
    ],
)
def test_says_whom_the_child_does_not_want(party: dict[str, str], unwanted: str, expected: bool) -> None:
    person = Party(**({"kind": "relative"} | party))

    assert is_unwanted(person, Choices(unwanted=unwanted)) is expected


def test_says_whom_the_child_wants() -> None:
    assert is_wanted(Party(kind="friend", name="Joss"), Choices(wanted="Joss and Mum")) is True
    assert is_wanted(Party(kind="friend", name="Joss"), None) is False
