"""The meeting: who took part, wishes with answers, the agenda, rights, the plan for permanence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.law import Nation
from heard.law.agenda import Circumstance
from heard.reviews.access import ReviewNotHeld
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening import wish_actions
from heard.reviews.listening.actions import Told
from heard.reviews.listening.participation import PartCannotBe, UnknownAnswer, WhatTheChildDid
from heard.reviews.listening.wish_actions import WishTold
from heard.reviews.meeting import actions as meeting
from heard.reviews.meeting.actions import AgendaTold, PermanenceTold, PersonsPart, RightTold
from heard.reviews.meeting.agenda import asked_beside, circumstances_of, required_of
from heard.reviews.models import (
    ChildsPart,
    MatterConsidered,
    Permanence,
    Review,
    RightExplained,
    TakingPart,
    Wish,
)
from tests.factories import TODAY, ChildFactory, PartyFactory, PeriodFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

SPOKE = WhatTheChildDid(attended=True, spoke=True)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire))
    return ReviewFactory.create(period=period, held=True, held_on=date(2026, 11, 20))


def took_part(
    review: Review, by: User, child: WhatTheChildDid = SPOKE, *others: PersonsPart, version: int | None = None
) -> Review:
    return meeting.record_taking_part(
        review_id=review.pk, child=child, others=others, today=TODAY, by=by, version=version
    )


@pytest.mark.parametrize(
    ("born_on", "child", "code"),
    [
        (date(2017, 3, 14), SPOKE, "PN1"),
        (date(2017, 3, 14), WhatTheChildDid(attended=True, spoke=True, spoken_for="advocate"), "PN1"),
        (date(2017, 3, 14), WhatTheChildDid(attended=True, spoken_for="iro"), "PN2"),
        (date(2017, 3, 14), WhatTheChildDid(attended=True, used_symbols=True, spoken_for="iro"), "PN3"),
        (date(2017, 3, 14), WhatTheChildDid(attended=True, sent_views=True), "PN4"),
        (date(2017, 3, 14), WhatTheChildDid(attended=False, spoken_for="other"), "PN5"),
        (date(2017, 3, 14), WhatTheChildDid(attended=False, sent_views=True), "PN6"),
        (date(2017, 3, 14), WhatTheChildDid(attended=False), "PN7"),
        pytest.param(date(2022, 11, 21), WhatTheChildDid(attended=True, observed=True), "PN0", id="four tomorrow"),
        pytest.param(date(2022, 11, 20), WhatTheChildDid(attended=True, observed=True), "PN4", id="four today"),
        pytest.param(None, WhatTheChildDid(attended=True, under_four=True), "PN0", id="said to be under four"),
        pytest.param(None, SPOKE, "PN1", id="birth not known"),
    ],
)
def test_the_code_follows_from_what_the_child_did(
    review: Review, iro: User, born_on: date | None, child: WhatTheChildDid, code: str
) -> None:
    review.child.born_on = born_on
    review.child.save(update_fields=["born_on"])

    assert took_part(review, iro, child).participation_code == code


@pytest.mark.parametrize(
    ("child", "error", "sentence"),
    [
        (
            WhatTheChildDid(attended=False, spoke=True),
            PartCannotBe,
            "A child who was not there cannot have spoken or used symbols. Say that the child was there, or that views"
            " were sent.",
        ),
        (
            WhatTheChildDid(attended=False, chaired="part"),
            PartCannotBe,
            "A child who was not there cannot have run the review. Mend one of the two answers.",
        ),
        (WhatTheChildDid(attended=True, chaired="most"), UnknownAnswer, "Choose one of the answers that are offered."),
        (
            WhatTheChildDid(attended=True, spoken_for="cat"),
            UnknownAnswer,
            "Choose one of the answers that are offered.",
        ),
    ],
)
def test_answers_that_cannot_all_be_true_are_refused(
    review: Review, iro: User, child: WhatTheChildDid, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as refused:
        took_part(review, iro, child)

    assert str(refused.value) == sentence
    assert not ChildsPart.objects.exists()
    review.refresh_from_db()
    assert review.participation_code == "PN1"


def test_keeps_who_took_part_and_how(review: Review, iro: User) -> None:
    mother = PartyFactory.create(child=review.child)
    school = PartyFactory.create(child=review.child, kind="school", name="Elm School", email="elm@school.example")
    child = replace(SPOKE, chaired="part", note="Opened the review")
    others = (
        PersonsPart(party_id=mother.pk, presence="part", way="telephone", note="First half"),
        PersonsPart(party_id=school.pk, presence="writing", way="video"),
    )

    made = took_part(review, iro, child, *others, version=review.version)
    with pytest.raises(ChangedMeanwhile):
        took_part(review, iro, child, version=review.version)

    assert (made.participation_code, made.version) == ("PN1", review.version + 1)
    assert list(ChildsPart.objects.values_list("attended", "spoke", "chaired", "note", "recorded_by_id")) == [
        (True, True, "part", "Opened the review", iro.pk)
    ]
    assert list(TakingPart.objects.order_by("pk").values_list("party_id", "presence", "way", "note")) == [
        (mother.pk, "part", "telephone", "First half"),
        (school.pk, "writing", "", ""),
    ]
    assert list(Event.objects.values_list("name", "facts")) == [
        ("review.participation", {"review": review.pk, "code": "PN1"})
    ]


def test_who_was_there_came_some_way_and_belongs_to_the_child(review: Review, iro: User) -> None:
    mother = PartyFactory.create(child=review.child)
    stranger = PartyFactory.create(child=ChildFactory.create(authority=iro.authority))

    with pytest.raises(meeting.WayMissing):
        took_part(review, iro, SPOKE, PersonsPart(party_id=mother.pk, presence="whole"))
    with pytest.raises(UnknownAnswer):
        took_part(review, iro, SPOKE, PersonsPart(party_id=mother.pk, presence="maybe"))
    with pytest.raises(NotFound):
        took_part(review, iro, SPOKE, PersonsPart(party_id=stranger.pk, presence="absent"))

    assert not TakingPart.objects.exists()


WISH = WishTold(words="I want to see Ferdy on Sundays", came_by="review", answer="partly", why="Every second one")


def add(review: Review, by: User, told: WishTold = WISH) -> Wish:
    return wish_actions.add_wish(review_id=review.pk, told=told, today=TODAY, by=by)


def test_a_wish_stands_in_the_child_s_words_with_its_answer(review: Review, iro: User) -> None:
    first = add(review, iro)
    add(review, iro, WishTold(words="A dog", came_by="advocate"))
    wish_actions.change_wish(
        wish_id=first.pk, told=replace(WISH, answer="yes", why="", weight="Great"), version=1, today=TODAY, by=iro
    )
    with pytest.raises(ChangedMeanwhile):
        wish_actions.change_wish(wish_id=first.pk, told=WISH, version=1, today=TODAY, by=iro)

    assert list(Wish.objects.order_by("place").values_list("place", "words", "came_by", "answer", "why", "weight")) == [
        (1, "I want to see Ferdy on Sundays", "review", "yes", "", "Great"),
        (2, "A dog", "advocate", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"words": " "}, wish_actions.NoWords),
        ({"came_by": "dream"}, UnknownAnswer),
        ({"answer": "maybe"}, UnknownAnswer),
        ({"why": " "}, wish_actions.WhyMissing),
        ({"answer": "no", "why": ""}, wish_actions.WhyMissing),
    ],
)
def test_refuses_a_wish_that_says_too_little(
    review: Review, iro: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        add(review, iro, replace(WISH, **changes))

    assert not Wish.objects.exists()


@pytest.mark.parametrize(("shared", "shared_with"), [("", ()), ("Sundays", ("sw",))])
def test_from_the_private_talk_only_what_was_shared_with_everybody_becomes_a_wish(
    review: Review, iro: User, shared: str, shared_with: tuple[str, ...]
) -> None:
    from_talk = replace(WISH, came_by="talk")
    told = Told(
        outcome="before",
        talked_on=date(2026, 11, 19),
        way="play",
        shared=shared,
        shared_with=shared_with,
        note="Secret",
    )
    kept = talk_actions.record_private_talk(review_id=review.pk, told=told, today=TODAY, by=iro)

    with pytest.raises(wish_actions.NotShared):
        add(review, iro, from_talk)
    open_to_all = replace(told, shared="Sundays", shared_with=("sw", "everybody"))
    talk_actions.record_private_talk(review_id=review.pk, told=open_to_all, talk_id=kept.pk, today=TODAY, by=iro)

    assert add(review, iro, from_talk).came_by == "talk"


KNOWN = ("health", "education", "savings")


def hold(review: Review, by: User, told: AgendaTold, version: int | None = None) -> Review:
    version = review.version if version is None else version
    return meeting.hold_agenda(review_id=review.pk, told=told, known=KNOWN, version=version, today=TODAY, by=by)


def test_keeps_matters_rights_and_permanence_together(review: Review, iro: User) -> None:
    told = AgendaTold(
        matters={"health": (True, ""), "savings": (False, "No money comes in yet")},
        rights={
            "complaint": RightTold(explained=True),
            "advocate": RightTold(explained=True, wants=True),
            "court": RightTold(explained=False, note="Three months old"),
        },
        permanence=PermanenceTold(plan="fostering", parallel_plan="guardianship", note="Explained to both parents"),
    )

    made = hold(review, iro, told)

    assert made.version == review.version + 1
    assert list(MatterConsidered.objects.order_by("pk").values_list("item", "considered", "note")) == [
        ("health", True, ""),
        ("savings", False, "No money comes in yet"),
    ]
    assert list(RightExplained.objects.order_by("pk").values_list("right", "explained", "wants", "note", "help")) == [
        ("complaint", True, False, "", ""),
        ("advocate", True, True, "", ""),
        ("court", False, False, "Three months old", ""),
    ]
    assert list(Permanence.objects.values_list("plan", "parallel_plan", "note")) == [
        ("fostering", "guardianship", "Explained to both parents")
    ]
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == [
        "review.considered", "review.help_wanted", "review.rights", "review.permanence",
    ]  # fmt: skip


def test_a_right_that_the_child_wants_stays_open_until_help_came(review: Review, iro: User) -> None:
    wants = RightTold(explained=True, wants=True)
    hold(review, iro, AgendaTold(rights={"advocate": wants}))
    row = RightExplained.objects.get()
    assert (row.wants, row.help, row.helped_on) == (True, "", None)

    helped = AgendaTold(rights={"advocate": replace(wants, help="Ash Reedling meets him on Friday")})
    hold(review, iro, helped, version=review.version + 1)

    row.refresh_from_db()
    assert (row.wants, row.help, row.helped_on) == (True, "Ash Reedling meets him on Friday", TODAY)
    assert list(Event.objects.filter(name="review.help_wanted").values_list("facts", flat=True)) == [
        {"review": review.pk, "right": "advocate"}
    ]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (AgendaTold(matters={"health": (False, " ")}), meeting.MatterNeedsReason),
        (AgendaTold(matters={"weather": (True, "")}), UnknownAnswer),
        (AgendaTold(matters={"health": (True, "")}, rights={"court": RightTold(explained=False)}),
         meeting.RightNeedsReason),
        (AgendaTold(matters={"health": (True, "")}, rights={"vote": RightTold(explained=True)}), UnknownAnswer),
        (AgendaTold(matters={"health": (True, "")}, permanence=PermanenceTold(plan="none")),
         meeting.PermanenceNeedsReason),
        (AgendaTold(permanence=PermanenceTold(plan="moon")), UnknownAnswer),
    ],
)  # fmt: skip
def test_keeps_nothing_of_an_agenda_with_a_fault(
    review: Review, iro: User, told: AgendaTold, error: type[Exception]
) -> None:
    with pytest.raises(error):
        hold(review, iro, told)

    assert not MatterConsidered.objects.exists()
    assert not Event.objects.exists()


def test_an_agenda_of_another_s_version_or_of_a_booking_is_refused(review: Review, iro: User) -> None:
    booked = ReviewFactory.create(child=ChildFactory.create(authority=iro.authority))

    with pytest.raises(ChangedMeanwhile):
        hold(review, iro, AgendaTold(matters={"health": (True, "")}), version=9)
    with pytest.raises(ReviewNotHeld):
        hold(booked, iro, AgendaTold(matters={"health": (True, "")}))

    assert not MatterConsidered.objects.exists()


def test_the_meeting_is_recorded_by_those_who_record_reviews(review: Review, anyshire: ResponsibleAuthority) -> None:
    for trait in ("support", "social_worker", "team_manager", "inspector"):
        one = UserFactory.create(authority=anyshire, **{trait: True})
        with pytest.raises(NotPermitted):
            took_part(review, one)
        with pytest.raises(NotPermitted):
            add(review, one)
        with pytest.raises(NotPermitted):
            hold(review, one, AgendaTold())


def test_the_agenda_comes_from_the_law_of_the_nation_and_the_facts_of_the_child(review: Review) -> None:
    review.child.unaccompanied = True
    facts = circumstances_of(review, placement_type="P1")

    def ids(nation: Nation, circumstances: Any = frozenset()) -> Mapping[str, str]:
        found = required_of(review, nation=nation, today=TODAY, circumstances=circumstances)
        return {item.id: item.citation for item in found}

    england, wales = ids(Nation.ENGLAND), ids(Nation.WALES)

    assert len(england) == 12
    assert set(wales) - set(england) == {"living-arrangements-after-18"}
    assert england["change-since-last-review"].endswith("Schedule 7 paragraph 1")
    assert wales["change-since-last-review"].endswith("Schedule 8")
    assert set(ids(Nation.ENGLAND, facts)) - set(england) == {"visits-with-parent", "trafficking-or-unaccompanied"}
    remanded = circumstances_of(review, placement_type="K1", legal_status="J1", family_support=True)
    assert remanded == {
        Circumstance.DETAINED, Circumstance.FAMILY_SUPPORT_TEAM, Circumstance.TRAFFICKED_OR_UNACCOMPANIED
    }  # fmt: skip
    assert set(ids(Nation.WALES, remanded)) - set(wales) == {"family-support"}
    assert "permanence-by-second-review" not in [item.id for item in asked_beside(review, number=1, today=TODAY)]
    assert "permanence-by-second-review" in [item.id for item in asked_beside(review, number=2, today=TODAY)]
