"""Events between floors: a lower app publishes, a higher app subscribes in its `apps.py`.

Subscribers run at once, in the transaction of the publisher: if one fails, the change fails with it.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Subscriber = Callable[..., None]
_subscribers: defaultdict[str, list[Subscriber]] = defaultdict(list)


def subscribe(name: str, subscriber: Subscriber) -> None:
    """This will call `subscriber` with the event's facts each time `name` is published."""
    if subscriber not in _subscribers[name]:
        _subscribers[name].append(subscriber)


def publish(name: str, **facts: Any) -> None:
    """This will tell every subscriber of `name`, in the order in which they subscribed."""
    for subscriber in _subscribers[name]:
        subscriber(**facts)
