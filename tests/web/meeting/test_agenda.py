"""The agenda: matters of the law first, rights, the plan for permanence; wishes with their answers."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening.actions import Told
from heard.reviews.models import MatterConsidered, Permanence, Review, ReviewDecision, RightExplained, Wish
from tests.factories import (
    TODAY,
    ChildFactory,
    EpisodeFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


def held(iro: User, *, second: bool = False) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=iro.authority), started_on=date(2026, 8, 3))
    EpisodeFactory.create(period=period)
    if second:
        ReviewFactory.create(period=period, held=True, held_on=date(2026, 8, 20))
    review = ReviewFactory.create(period=period, held=True, held_on=date(2026, 11, 19))
    diary(iro.authority)
    return review


@pytest.fixture
def review(maren: User) -> Review:
    return held(maren)


def path(review: Review, page: str = "agenda/") -> str:
    return f"/reviews/{review.pk}/{page}"


def test_the_agenda_begins_with_the_last_decisions_and_cites_the_law(maren: User) -> None:
    review = held(maren, second=True)
    before = Review.objects.exclude(pk=review.pk).get()
    ReviewDecision.objects.create(
        authority=maren.authority, child=before.child, review=before, number=1, words="Arrange a dentist",
        owner_name="Callum", owner_kind="sw", due_on=date(2026, 9, 30),
    )  # fmt: skip
    PartyFactory.create(child=review.child)

    told = words(visit(maren, path(review)))

    assert told.index("Arrange a dentist") < told.index("What has changed since the last review")
    assert "Schedule 7 paragraph 3 to be confirmed" in told
    assert "0 of 12 considered or left out with a reason" in told
    assert "A plan for permanence is due" in told
    assert "Parental responsibility" in told
    assert "Petra Marblecroft" in told


def test_wales_has_its_own_schedule(sir_unrhyw: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=sir_unrhyw)

    told = words(visit(iro, path(held(iro))))

    assert "Care Planning, Placement and Case Review (Wales) Regulations 2015, Schedule 8 to be confirmed" in told
    assert "Living arrangements after 18" in told
    assert "A plan for permanence is due" not in told


def given(**more: Any) -> dict[str, Any]:
    typed = {
        "version": "1",
        "m_health": "yes",
        "n_health": "Teeth",
        "m_leisure": "no",
        "n_leisure": "Next time, at Teo's wish",
        "r_advocate": "yes",
        "w_advocate": "on",
        "plan": "fostering",
        "parallel_plan": "guardianship",
    }
    return typed | more


def test_keeps_what_was_answered_and_leaves_the_rest_open(maren: User, review: Review) -> None:
    answer = send(maren, path(review), **given())
    page = visit(maren, path(review))

    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{review.pk}/")
    assert list(MatterConsidered.objects.order_by("item").values_list("item", "considered", "note")) == [
        ("health", True, "Teeth"),
        ("leisure", False, "Next time, at Teo's wish"),
    ]
    assert list(Permanence.objects.values_list("plan", "parallel_plan")) == [("fostering", "guardianship")]
    assert "2 of 12 considered or left out with a reason" in words(page)
    assert "waits for help To have an advocate" in words(page)
    assert "Teeth" in page.content.decode()
    review.refresh_from_db()
    send(maren, path(review), **given(version=review.version, h_advocate="Ash meets him on Friday"))
    assert "waits for help" not in words(visit(maren, path(review)))
    assert RightExplained.objects.get().helped_on == TODAY


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"n_leisure": " "}, "Say why this was not considered: Leisure interests"),
        ({"r_court": "no"}, "Say why this right was not explained: To apply to a court"),
        ({"w_complaint": "on"}, "Say whether this right was explained: To complain"),
        ({"plan": "none"}, "Say why there is no plan for permanence yet"),
        ({"plan": ""}, "Choose the plan itself, beside its parallel plan"),
    ],
)
def test_says_what_to_mend_and_keeps_nothing(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, path(review), **given() | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert "Teeth" in answer.content.decode()
    assert not MatterConsidered.objects.exists()
    assert not Permanence.objects.exists()


def test_another_s_change_is_not_overwritten_unseen(maren: User, review: Review) -> None:
    send(maren, path(review), **given())

    first = send(maren, path(review), **given(n_health="Teeth and eyes"))
    second = send(maren, path(review), **given(version="2", n_health="Teeth and eyes"))

    assert "Somebody else changed this while you were working" in words(first)
    assert "Teeth and eyes" in first.content.decode()
    assert second.status_code == 302
    assert MatterConsidered.objects.get(item="health").note == "Teeth and eyes"


def test_the_agenda_of_a_child_with_parents_has_a_matter_more(maren: User) -> None:
    review = held(maren)
    review.child.episodes.update(placement_type="P1")

    assert "0 of 13 considered or left out with a reason" in words(visit(maren, path(review)))


def wish(**more: Any) -> dict[str, Any]:
    typed = {"wish": "I want to see Ferdy", "came_by": "review", "answer": "partly", "why": "Every second Sunday"}
    return typed | {"weight": "Great"} | more


def test_a_wish_is_written_answered_and_shown(maren: User, review: Review) -> None:
    address = path(review, "wishes/")

    empty = words(visit(maren, address))
    answer = send(maren, address, **wish(answer="", why=""))
    waiting = words(visit(maren, address))
    one = Wish.objects.get()
    changed = send(maren, f"{address}?wish={one.pk}", **wish(version="1"))
    stale = send(maren, f"{address}?wish={one.pk}", **wish(version="1", why="Every Sunday"))

    assert "None is written down yet." in empty
    assert answer.status_code == changed.status_code == 302
    assert "I want to see Ferdy Waits for an answer Said at the review." in waiting
    assert "Somebody else changed this while you were working" in words(stale)
    assert "Every Sunday" in stale.content.decode()
    assert list(Wish.objects.values_list("words", "answer", "why", "weight", "version")) == [
        ("I want to see Ferdy", "partly", "Every second Sunday", "Great", 2)
    ]
    assert "Partly Said at the review. Every second Sunday Great" in words(visit(maren, address))
    assert visit(maren, address, wish="7x").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"wish": ""}, "Write the wish in the child’s own words"),
        ({"came_by": ""}, "Choose where the wish came from"),
        ({"why": ""}, "Say why, in words that the child can read"),
        ({"came_by": "talk"}, "The child has not agreed to share this with everybody."),
        ({"came_by": "consultation"}, "The child has not agreed that everybody may know what they answered."),
    ],
)
def test_a_wish_says_what_to_mend(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, path(review, "wishes/"), **wish() | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Wish.objects.exists()


def test_a_wish_is_taken_out_after_a_question(maren: User, review: Review) -> None:
    address = path(review, "wishes/")
    send(maren, address, **wish())
    remove = f"{path(review, 'wishes/remove/')}?wish={Wish.objects.get().pk}"

    page = visit(maren, remove)
    stale = send(maren, remove, version="9")
    kept = Wish.objects.count()
    answer = send(maren, remove, version="1")

    assert "Take this wish out? I want to see Ferdy" in words(page)
    assert (stale.status_code, kept) == (302, 1)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "None is written down yet." in words(visit(maren, address))
    assert not Wish.objects.exists()
    assert visit(maren, remove).status_code == 404


def test_only_what_was_shared_with_everybody_stands_beside_the_wishes(maren: User, review: Review) -> None:
    told = Told(
        outcome="before", talked_on=date(2026, 11, 18), way="play", shared="Biscuit first", shared_with=("everybody",),
        note="zanzibarquill",
    )  # fmt: skip
    talk_actions.record_private_talk(review_id=review.pk, told=told, today=TODAY, by=maren)

    page = visit(maren, path(review, "wishes/"))
    answer = send(maren, path(review, "wishes/"), **wish(came_by="talk"))

    assert "Shared with everybody from the private talk Biscuit first" in words(page)
    assert "zanzibarquill" not in page.content.decode()
    assert answer.status_code == 302


def test_the_pages_cost_the_same_for_one_and_for_many(maren: User, review: Review) -> None:
    send(maren, path(review), **given())
    send(maren, path(review, "wishes/"), **wish())
    PartyFactory.create(child=review.child)
    one = [queries(maren, path(review, page)) for page in ("agenda/", "wishes/")]
    for number in range(3):
        send(maren, path(review, "wishes/"), **wish(wish=f"Wish {number}"))
        PartyFactory.create(child=review.child, name=f"Uncle {number}")
    several = [queries(maren, path(review, page)) for page in ("agenda/", "wishes/")]

    assert one == several
    assert one[1] <= 12


def test_the_agenda_is_read_before_the_review_and_filled_in_after_it(maren: User) -> None:
    period = PeriodFactory.create(child=ChildFactory.create(authority=maren.authority))
    review = ReviewFactory.create(period=period)
    diary(maren.authority)

    told = words(visit(maren, path(review)))
    answer = send(maren, path(review), plan="long_term_foster")

    assert "What the review will consider" in told
    assert "First: what became of the last decisions" in told
    assert "Leisure interests" in told
    assert (answer.status_code, MatterConsidered.objects.count()) == (302, 0)
