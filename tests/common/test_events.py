"""Events between floors run in the transaction of whoever publishes them."""

from collections import defaultdict

import pytest

from heard.common import events


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_subscribers", defaultdict(list))


def test_subscribers_are_told_in_the_order_in_which_they_came() -> None:
    told: list[tuple[str, int]] = []
    events.subscribe("child.changed", lambda child_id: told.append(("first", child_id)))
    events.subscribe("child.changed", lambda child_id: told.append(("second", child_id)))

    events.publish("child.changed", child_id=7)

    assert told == [("first", 7), ("second", 7)]


def test_who_subscribes_twice_is_told_once() -> None:
    told: list[int] = []

    def listen(child_id: int) -> None:
        told.append(child_id)

    events.subscribe("child.changed", listen)
    events.subscribe("child.changed", listen)

    events.publish("child.changed", child_id=7)

    assert told == [7]


def test_a_subscriber_that_fails_fails_the_publisher() -> None:
    def refuse(child_id: int) -> None:
        raise ValueError(child_id)

    events.subscribe("child.changed", refuse)

    with pytest.raises(ValueError, match="7"):
        events.publish("child.changed", child_id=7)
