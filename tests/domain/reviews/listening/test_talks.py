"""Talks in private: what is kept, who may read it, what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event, Reading
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.listening import actions as talks
from heard.reviews.listening.actions import SaidAlone, Told
from heard.reviews.listening.queries import talks_seen
from heard.reviews.meeting.held_actions import Held, record_held
from heard.reviews.models import Invitation, NoteOpening, PrivateNote, PrivateTalk, Review, SeparateTalk
from heard.reviews.record.content import content_of
from tests.domain.reviews.lives import life_of
from tests.factories import TODAY, ChildFactory, PartyFactory, PeriodFactory, RelationshipFactory, ReviewFactory
from tests.factories import UserFactory as Users

pytestmark = pytest.mark.django_db

UNIQUE = "zanzibarquill"
TOLD = Told(
    outcome="before",
    talked_on=date(2026, 11, 20),
    way="in_person",
    seen_alone=True,
    told_of_limits=True,
    shared="Wants to see Biscuit",
    shared_with=("everybody",),
    note=f"Is afraid of {UNIQUE}",
)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return Users.create(authority=anyshire, iro=True)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return Users.create(authority=anyshire, manager=True)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    child = ChildFactory.create(authority=anyshire)
    return ReviewFactory.create(period=PeriodFactory.create(child=child), arranged_for=date(2026, 11, 27))


def record(review: Review, by: User, told: Told = TOLD) -> PrivateTalk:
    return talks.record_private_talk(review_id=review.pk, told=told, today=TODAY, by=by, version=0)


def change(
    talk: PrivateTalk, by: User, told: Told = TOLD, version: int = 1, review: Review | None = None
) -> PrivateTalk:
    return talks.record_private_talk(
        review_id=(review or talk.review).pk, told=told, today=TODAY, by=by, talk_id=talk.pk, version=version
    )


def note_for(talk: PrivateTalk, *, viewer: User) -> PrivateNote | None:
    return next(one.note for one in talks_seen(talk.review, viewer=viewer) if one.talk.pk == talk.pk)


def opened(talk: PrivateTalk, to: User, by: User, **more: Any) -> NoteOpening:
    given: dict[str, Any] = {"ground": "safeguarding", "reason": "Somebody may be hurt", "child_told_on": TODAY} | more
    return talks.open_note(talk_id=talk.pk, to_user_id=to.pk, today=TODAY, by=by, **given)


def test_keeps_the_talk_and_what_may_be_shared_and_the_note_apart(review: Review, iro: User) -> None:
    talk = record(review, iro)

    assert (talk.outcome, talk.talked_on, talk.way, talk.told_of_limits, talk.shared, talk.shared_with) == (
        "before", date(2026, 11, 20), "in_person", True, "Wants to see Biscuit", ["everybody"],
    )  # fmt: skip
    assert (talk.note.words, talk.note.written_by) == (f"Is afraid of {UNIQUE}", iro)
    assert list(Event.objects.values_list("name", "child_id", "actor_id", "facts")) == [
        ("review.private_talk", review.child_id, iro.pk,
         {"review": review.pk, "outcome": "before", "talked_on": "2026-11-20"})
    ]  # fmt: skip


def test_the_words_of_a_note_stand_in_one_column_of_the_database_and_nowhere_else(review: Review, iro: User) -> None:
    talk = record(review, iro)
    opened(talk, Users.create(authority=iro.authority, iro=True), iro)
    change(talk, iro, replace(TOLD, note=f"Still afraid of {UNIQUE}"))
    record(review, another_iro(iro), replace(TOLD, note=f"Afraid of {UNIQUE} too"))
    assert note_for(talk, viewer=iro) is not None

    assert holding(UNIQUE) == ["reviews_privatenote.words"]
    assert UNIQUE not in str(content_of(review).as_json())
    assert "words" not in [field.name for field in apps.get_model("reviews", "PrivateNoteEvent")._meta.fields]


def holding(word: str) -> list[str]:
    """Every column of every table that holds a word."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public'"
            " and data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY') order by 1, 2"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'select exists (select 1 from "{table}" where "{column}"::text like %s)', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def test_a_note_is_for_its_writer_and_reading_it_is_logged(review: Review, iro: User, manager: User) -> None:
    talk = record(review, iro)
    others = [
        manager,
        Users.create(authority=iro.authority, iro=True),
        Users.create(authority=iro.authority, social_worker=True),
        Users.create(authority=iro.authority, inspector=True),
        Users.create(authority=iro.authority, support=True),
    ]

    assert [note_for(talk, viewer=one) for one in others] == [None] * 5
    found = note_for(talk, viewer=iro)
    assert found is not None
    assert found.words == f"Is afraid of {UNIQUE}"
    assert list(Reading.objects.values_list("what", "actor_id", "child_id")) == [
        ("private_note", iro.pk, review.child_id)
    ]


def test_a_note_is_opened_to_one_person_on_the_child_s_wish_by_its_writer_alone(
    review: Review, iro: User, manager: User
) -> None:
    talk = record(review, iro)
    reader = Users.create(authority=iro.authority, iro=True)

    with pytest.raises(talks.NotYourNote):
        opened(talk, reader, manager, ground="child")
    opening = opened(talk, reader, iro, ground="child", child_told_on=None)

    assert (opening.ground, opening.to_user, opening.opened_by, opening.opened_on) == ("child", reader, iro, TODAY)
    assert note_for(talk, viewer=reader) is not None
    assert note_for(talk, viewer=manager) is None


def test_an_override_is_told_to_the_child_and_a_reminder_stays_open_until_then(
    review: Review, iro: User, manager: User
) -> None:
    talk = record(review, iro)

    with pytest.raises(talks.ChildMustBeTold):
        opened(talk, manager, manager, child_told_on=None)
    opening = opened(talk, manager, manager, child_told_on=None, child_not_told_because="Would warn the adult")
    assert (opening.child_told_on, opening.child_not_told_because) == (None, "Would warn the adult")
    with pytest.raises(NotFound):
        talks.tell_child(opening_id=opening.pk, told_on=TODAY, today=TODAY, by=another_iro(iro))
    with pytest.raises(talks.TalkInFuture):
        talks.tell_child(opening_id=opening.pk, told_on=date(2026, 11, 24), today=TODAY, by=iro)
    talks.tell_child(opening_id=opening.pk, told_on=TODAY, today=TODAY, by=iro)

    opening.refresh_from_db()
    assert opening.child_told_on == TODAY


def another_iro(iro: User) -> User:
    return Users.create(authority=iro.authority, iro=True)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"reason": " "}, talks.OpeningNeedsReason),
        ({"ground": "curiosity"}, talks.OpeningNeedsReason),
        ({"child_told_on": date(2026, 11, 24)}, talks.TalkInFuture),
    ],
)
def test_refuses_to_open_a_note_without_ground(
    review: Review, iro: User, manager: User, more: dict[str, Any], error: type[Exception]
) -> None:
    talk = record(review, iro)

    with pytest.raises(error):
        opened(talk, manager, iro, **more)

    assert not NoteOpening.objects.exists()


def test_a_note_is_opened_only_to_somebody_who_sees_the_child_and_does_not_read_it_already(
    review: Review, iro: User
) -> None:
    talk = record(review, iro)
    stranger = Users.create(authority=iro.authority, social_worker=True)

    with pytest.raises(talks.ReaderDoesNotSee):
        opened(talk, stranger, iro)
    with pytest.raises(talks.ReadsAlready):
        opened(talk, iro, iro)
    RelationshipFactory.create(child=review.child, user=stranger)

    assert opened(talk, stranger, iro).to_user == stranger
    with pytest.raises(NotPermitted):
        opened(talk, iro, stranger)
    with pytest.raises(NotFound):
        talks.open_note(talk_id=0, to_user_id=iro.pk, ground="child", reason="x", today=TODAY, by=iro)


def test_only_whoever_recorded_the_talk_changes_it(review: Review, iro: User, manager: User) -> None:
    talk = record(review, iro)
    another = ReviewFactory.create(child=review.child, arranged_for=date(2027, 5, 27))

    with pytest.raises(talks.NotYourTalk):
        change(talk, manager, replace(TOLD, note="Mine"))
    with pytest.raises(NotFound):
        change(talk, iro, review=another)
    with pytest.raises(ChangedMeanwhile):
        change(talk, iro, version=0)
    changed = change(talk, iro, replace(TOLD, shared="", shared_with=("sw",), note=""))

    assert (changed.version, changed.shared, changed.shared_with) == (2, "", [])
    assert PrivateNote.objects.get().words == ""


def test_a_talk_after_a_change_of_iro_stands_beside_the_first_and_the_best_counts(
    review: Review, iro: User, anyshire: ResponsibleAuthority
) -> None:
    named = another_iro(iro)
    declined = record(review, iro, Told(outcome="declined", reason="Not today", note=f"Is afraid of {UNIQUE}"))
    met = record(review, named, replace(TOLD, note="Laughed a lot"))

    assert [(one.talk.pk, one.is_writer, one.note and one.note.words) for one in talks_seen(review, viewer=named)] == [
        (met.pk, True, "Laughed a lot"), (declined.pk, False, None),
    ]  # fmt: skip
    assert [one.note and one.note.words for one in talks_seen(review, viewer=iro)] == [
        None, f"Is afraid of {UNIQUE}",
    ]  # fmt: skip
    life = life_of(review).life
    assert (life.talk_outcome, life.talk_on) == ("before", date(2026, 11, 20))
    content = content_of(review)
    assert (content.talk_outcome, content.talked_on, content.talk_way) == ("before", "2026-11-20", "in_person")


def test_one_who_declined_and_is_met_later_has_both_and_a_day_stands_once(review: Review, iro: User) -> None:
    declined = Told(outcome="declined", reason="Not today")
    record(review, iro, declined)
    record(review, iro)

    with pytest.raises(talks.TalkKeptAlready, match="on that day already"):
        record(review, iro)
    with pytest.raises(talks.TalkKeptAlready, match="there was no talk"):
        record(review, iro, declined)

    assert list(PrivateTalk.objects.order_by("pk").values_list("outcome", "reason")) == [
        ("declined", "Not today"), ("before", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "reason"), [("declined", "I talked to you last week"), ("inappropriate", "A new-born child")]
)
def test_an_exception_has_its_reason_and_neither_day_nor_way(
    review: Review, iro: User, outcome: str, reason: str
) -> None:
    with pytest.raises(talks.NoTalkNeedsReason):
        record(review, iro, Told(outcome=outcome))
    talk = record(review, iro, Told(outcome=outcome, reason=reason, other_way_offered="The advocate", way="play"))

    assert (talk.outcome, talk.reason, talk.other_way_offered, talk.talked_on, talk.way) == (
        outcome, reason, "The advocate", None, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"outcome": "later"}, talks.UnknownOutcome),
        ({"talked_on": None}, talks.TalkNeedsDayAndWay),
        ({"way": "letter"}, talks.TalkNeedsDayAndWay),
        ({"talked_on": date(2026, 11, 24)}, talks.TalkInFuture),
        ({"outcome": "after"}, talks.TalkNotAfter),
        ({"shared_with": ()}, talks.SharedWithNobody),
        ({"shared_with": ("neighbours",)}, talks.SharedWithNobody),
    ],
)
def test_says_what_is_wrong_and_keeps_nothing(
    review: Review, iro: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        record(review, iro, replace(TOLD, **changes))

    assert not PrivateTalk.objects.exists()
    assert not Event.objects.exists()


def test_before_and_after_are_judged_by_the_first_sitting(anyshire: ResponsibleAuthority, iro: User) -> None:
    held = ReviewFactory.create(held=True, child=ChildFactory.create(authority=anyshire), held_on=date(2026, 11, 19))

    with pytest.raises(talks.TalkNotBefore):
        record(held, iro)
    with pytest.raises(talks.TalkNotAfter):
        record(held, iro, replace(TOLD, outcome="after", talked_on=date(2026, 11, 18)))

    assert record(held, iro, replace(TOLD, outcome="after")).outcome == "after"


def test_keeps_a_talk_with_a_parent_alone_once_a_day_and_changes_it(review: Review, iro: User) -> None:
    mother = PartyFactory.create(child=review.child)
    said = SaidAlone(party_id=mother.pk, talked_on=date(2026, 11, 20), way="telephone", views="Wants more visits")

    talk = talks.record_separate_talk(review_id=review.pk, said=said, today=TODAY, by=iro)
    with pytest.raises(talks.TalkOnThatDay):
        talks.record_separate_talk(review_id=review.pk, said=said, today=TODAY, by=iro)
    with pytest.raises(ChangedMeanwhile):
        talks.record_separate_talk(review_id=review.pk, said=said, today=TODAY, by=iro, talk_id=talk.pk, version=4)
    more = replace(said, views="Wants more visits\nand a call")
    talks.record_separate_talk(review_id=review.pk, said=more, today=TODAY, by=iro, talk_id=talk.pk, version=1)

    assert list(SeparateTalk.objects.values_list("party_id", "talked_on", "way", "views", "version")) == [
        (mother.pk, date(2026, 11, 20), "telephone", "Wants more visits\nand a call", 2)
    ]


def test_a_talk_with_another_does_not_stand_for_the_one_that_was_asked_for(review: Review, iro: User) -> None:
    mother, carer = PartyFactory.create(child=review.child), PartyFactory.create(child=review.child, name="Ade")
    Invitation.objects.create(authority=review.authority, review=review, party=mother, wants_separate_talk=True)

    def done() -> tuple[int, int]:
        found = life_of(review).life
        return found.separate_wanted, found.separate_done

    for party, expected in ((carer, (1, 0)), (mother, (1, 1))):
        said = SaidAlone(party_id=party.pk, talked_on=date(2026, 11, 20), way="telephone", views="More visits")
        talks.record_separate_talk(review_id=review.pk, said=said, today=TODAY, by=iro)
        assert done() == expected


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"talked_on": date(2026, 11, 24)}, talks.TalkInFuture),
        ({"way": "play"}, talks.TalkNeedsDayAndWay),
        ({"views": " "}, talks.NothingSaid),
        ({"party_id": 0}, NotFound),
    ],
)
def test_refuses_a_talk_alone_that_cannot_be(
    review: Review, iro: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    mother = PartyFactory.create(child=review.child)
    said = SaidAlone(party_id=mother.pk, talked_on=date(2026, 11, 20), way="telephone", views="Wants more visits")

    with pytest.raises(error):
        talks.record_separate_talk(review_id=review.pk, said=replace(said, **changes), today=TODAY, by=iro)

    assert not SeparateTalk.objects.exists()


def test_talks_are_recorded_by_those_who_record_reviews(review: Review, anyshire: ResponsibleAuthority) -> None:
    for trait in ("support", "social_worker", "team_manager", "inspector"):
        one = Users.create(authority=anyshire, **{trait: True})
        with pytest.raises(NotPermitted):
            record(review, one)

    assert not PrivateTalk.objects.exists()


@pytest.mark.parametrize(("held_on", "outcome"), [(date(2026, 11, 20), "before"), (date(2026, 11, 19), "after")])
def test_a_talk_counts_as_before_only_if_the_review_was_held_no_earlier(
    review: Review, iro: User, held_on: date, outcome: str
) -> None:
    record(review, iro)

    record_held(
        child_id=review.child_id,
        held=Held(held_on=held_on, completed_on=held_on, participation_code="PN1"),
        today=TODAY,
        by=iro,
        review_id=review.pk,
        version=review.version,
    )

    assert PrivateTalk.objects.get().outcome == outcome
    review.refresh_from_db()
    assert review.recorded_on == TODAY
