"""Reads the life of a review as its page does, for tests."""

from heard.children.party_queries import circle_of
from heard.reviews.life import queries as life
from heard.reviews.models import Review
from tests.factories import TODAY, UserFactory


def life_of(review: Review, number: int = 1) -> life.Found:
    """Everything of a review, for somebody who sees every child of the authority."""
    manager = UserFactory.create(manager=True, authority=review.authority)
    core = life.get_visible(review.pk, viewer=manager)
    circle = circle_of(core.child, viewer=manager)
    return life.read(
        core,
        authority=review.authority,
        people={one.party.pk: one.party for one in (*circle.people, *circle.earlier)},
        owed=life.Owed(due_on=None, due=None, number=number),
        quality_on=None,
        today=TODAY,
    )
