"""The pages of talks in private, and who sees what of them."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import Invitation, NoteOpening, PrivateTalk, Review, SeparateTalk
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db

UNIQUE = "zanzibarquill"


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def review(maren: User) -> Review:
    child = ChildFactory.create(authority=maren.authority)
    return ReviewFactory.create(period=PeriodFactory.create(child=child), arranged_for=date(2026, 11, 27))


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def given(**more: Any) -> dict[str, Any]:
    typed = {
        "version": "0",
        "told_of_limits": "on",
        "outcome": "before",
        "way": "in_person",
        "seen_alone": "on",
        "shared": "Wants to see Biscuit",
        "shared_with": ["sw"],
        "note": f"Is afraid of {UNIQUE}",
    }
    return typed | day("talked_on", date(2026, 11, 20)) | more


def path(review: Review, page: str = "talk/") -> str:
    return f"/reviews/{review.pk}/{page}"


def test_tells_the_child_s_limits_first_and_records_the_talk(maren: User, review: Review) -> None:
    page = words(visit(maren, path(review, "talk/record/")))
    answer = send(maren, path(review, "talk/record/"), **given())

    assert "If you or somebody else is being hurt, or may be, I must tell people who can help." in page
    assert "Regulation 36(1)(b), Care Planning, Placement and Case Review (England) Regulations 2010" in page
    assert (answer.status_code, answer["Location"]) == (302, path(review))
    told = words(visit(maren, path(review)))
    for part in (
        "Before the review", "Friday 20 November 2026", "In person", "Wants to see Biscuit",
        "Shared with: The social worker", f"Is afraid of {UNIQUE}", "Maren Oakhollow",
    ):  # fmt: skip
        assert part in told


def test_observation_is_proposed_for_a_very_young_child(maren: User, review: Review) -> None:
    baby = ChildFactory.create(authority=maren.authority, born_on=date(2026, 5, 5))
    theirs = ReviewFactory.create(period=PeriodFactory.create(child=baby), arranged_for=date(2026, 11, 27))

    young = visit(maren, path(theirs, "talk/record/"))
    older = visit(maren, path(review, "talk/record/"))

    checked = 'value="observation" checked'
    assert checked in young.content.decode()
    assert "observation is proposed" in words(young)
    assert checked not in older.content.decode()


def test_others_see_only_that_a_talk_took_place_when_and_how(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())
    worker = UserFactory.create(social_worker=True, authority=maren.authority)
    RelationshipFactory.create(child=review.child, user=worker)
    inspector = UserFactory.create(inspector=True, authority=maren.authority)
    RelationshipFactory.create(child=review.child, user=inspector, kind="inspection_sample")
    others = {
        "manager": UserFactory.create(manager=True, authority=maren.authority),
        "another iro": UserFactory.create(iro=True, authority=maren.authority),
        "social worker": worker,
        "inspector": inspector,
        "support": UserFactory.create(support=True, authority=maren.authority),
    }

    pages = {who: visit(user, path(review)) for who, user in others.items()}

    assert {who: page.status_code for who, page in pages.items()} == dict.fromkeys(others, 200)
    for page in pages.values():
        told = words(page)
        assert "Before the review" in told
        assert "Friday 20 November 2026" in told
        assert "In person" in told
        assert UNIQUE not in page.content.decode()
    assert [who for who, page in pages.items() if "Biscuit" in words(page)] == ["social worker"]


def test_the_words_of_a_note_are_on_no_page_of_the_child_and_in_no_file(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())
    other = UserFactory.create(manager=True, authority=maren.authority)
    child = f"/children/{review.child_id}/"
    pages = [
        "/", "/my-week/", "/service/", "/children/", f"/children/?q={UNIQUE}", "/children/?format=csv", child,
        f"{child}reviews/", f"{child}history/", f"{child}people/", f"/reviews/{review.pk}/",
    ]  # fmt: skip

    found = {page: visit(user, page) for page in pages for user in (maren, other)}

    searched = f"/children/?q={UNIQUE}"  # the page repeats what was searched for
    assert [page for page, answer in found.items() if UNIQUE in body(answer) and page != searched] == []
    assert "Teo Marblecroft" not in words(found[searched])
    assert found[child].status_code == found[f"{child}history/"].status_code == 200


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "Say what became of the talk"),
        ({"talked_on_day": "", "talked_on_month": "", "talked_on_year": ""}, "Enter the day of the talk"),
        ({"talked_on_day": "31"}, "The day of the talk must be a real date"),
        ({"talked_on_day": "24"}, "The day of the talk must be today or in the past."),
        ({"way": ""}, "Say how you talked"),
        ({"outcome": "declined"}, "Say why there was no talk alone"),
        ({"outcome": "after"}, "The review had not been held on that day."),
        ({"shared_with": []}, "Choose with whom the child agreed to share this"),
    ],
)
def test_says_what_to_mend_and_loses_nothing(maren: User, review: Review, typed: dict[str, Any], sentence: str) -> None:
    answer = send(maren, path(review, "talk/record/"), **given() | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert f"Is afraid of {UNIQUE}" in answer.content.decode()
    assert not PrivateTalk.objects.exists()


def test_what_was_saved_meanwhile_is_not_overwritten_unseen(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())

    change = links(visit(maren, path(review)))["Change"]
    first = send(maren, change, **given(shared="Nothing at all"))
    second = send(maren, change, **given(shared="Nothing at all", version="1"))

    assert "Somebody else changed this while you were working" in words(first)
    assert 'name="version" value="1"' in first.content.decode()
    assert "Nothing at all" in first.content.decode()
    assert second.status_code == 302
    assert PrivateTalk.objects.get().shared == "Nothing at all"


def test_another_cannot_change_the_talk(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())
    other = UserFactory.create(iro=True, authority=maren.authority)

    answer = send(other, links(visit(maren, path(review)))["Change"], **given(version="1", note="Mine"))

    assert (answer.status_code, answer["Location"]) == (302, path(review))
    assert "Change" not in links(visit(other, path(review)))
    assert PrivateTalk.objects.get().note.words == f"Is afraid of {UNIQUE}"


def test_the_new_iro_of_the_child_records_their_own_talk_beside_the_first(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given(outcome="declined", reason="Not today", shared_with=["carers"]))
    other = UserFactory.create(iro=True, authority=maren.authority, name="Odette Farrow")

    again = links(visit(other, path(review)))["Record another talk"]
    answer = send(other, again, **given(note="Laughed a lot", shared="Wants to see Rufus"))
    twice = send(other, again, **given(note="Laughed a lot"))
    theirs, hers = visit(other, path(review)), visit(maren, path(review))

    assert (again, answer.status_code) == (path(review, "talk/record/"), 302)
    assert "You recorded a talk with the child on that day already." in words(twice)
    told = words(theirs)
    assert "Odette Farrow, 20 November 2026" in told
    assert "Maren Oakhollow: The child did not want it" in told
    assert ("Laughed a lot" in told, "Wants to see Rufus" in told, "Biscuit" in told) == (True, True, False)
    assert UNIQUE not in theirs.content.decode()
    assert ("Laughed a lot" in words(hers), UNIQUE in words(hers), "Biscuit" in words(hers)) == (False, True, True)
    assert links(theirs)["Change : Odette Farrow, 20 November 2026"].startswith(f"{again}?talk=")
    assert "Change : Maren Oakhollow: The child did not want it" not in links(theirs)
    for wrong in ("0", "x", "\u0661"):
        assert visit(other, again, talk=wrong).status_code == 404


def test_an_override_is_recorded_shown_and_stays_open_until_the_child_is_told(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())
    manager = UserFactory.create(manager=True, authority=maren.authority, name="Ifeoma Brightwater")
    support = UserFactory.create(support=True, authority=maren.authority)
    address = links(visit(manager, path(review)))["Open the note to a colleague"]
    typed = {"to_user": manager.pk, "ground": "safeguarding", "reason": "A threat was told"}

    without = send(manager, address, **typed)
    agreed = send(manager, address, **typed | {"ground": "child"})
    made = send(manager, address, **typed, child_not_told_because="He must be safe first")

    assert "Enter the day on which the child was told that the note was opened" in words(without)
    assert "Select a valid choice" in words(agreed)
    assert (made.status_code, NoteOpening.objects.count()) == (302, 1)
    read = words(visit(manager, path(review)))
    assert f"Is afraid of {UNIQUE}" in read
    assert (
        "Opened to Ifeoma Brightwater by Ifeoma Brightwater on Monday 23 November 2026. To keep somebody safe." in read
    )
    assert "The child has not been told yet: He must be safe first" in read
    assert "Record that the child was told" in links(visit(maren, path(review)))
    assert "Opened" not in words(visit(support, path(review)))
    for one in (maren, manager):
        assert links(visit(one, "/my-week/"))["Talk alone: Teo Marblecroft"] == path(review)
    other = UserFactory.create(iro=True, authority=maren.authority)
    assert "Talk alone: Teo Marblecroft" not in links(visit(other, "/my-week/"))
    tell = links(visit(maren, path(review)))["Record that the child was told"]
    future = send(maren, tell, opening=NoteOpening.objects.get().pk, **day("told_on", date(2026, 12, 1)))
    assert "The day on which the child was told must be today or in the past." in words(future)
    send(maren, tell, opening=NoteOpening.objects.get().pk, **day("told_on", date(2026, 11, 23)))
    assert "The child was told on Monday 23 November 2026." in words(visit(maren, path(review)))
    assert visit(maren, tell).status_code == 302
    assert "Talk alone: Teo Marblecroft" not in links(visit(maren, "/my-week/"))


def test_the_pages_are_for_those_who_may(maren: User, review: Review) -> None:
    support = UserFactory.create(support=True, authority=maren.authority)
    stranger = UserFactory.create(social_worker=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(support, path(review)).status_code == 200
    assert send(support, path(review), **given()).status_code == 405
    assert visit(stranger, path(review)).status_code == 404
    for page in ("talk/record/", "talk/open/", "talk/told/", "separate-talks/"):
        assert visit(support, path(review, page)).status_code == 403
        assert send(support, path(review, page), **given()).status_code == 403
        assert visit(elsewhere, path(review, page)).status_code == 404
        assert asks_to_sign_in(visit(None, path(review, page)))
    assert visit(maren, path(review, "talk/open/")).status_code == 302  # there is no note
    assert not PrivateTalk.objects.exists()


def said(person: int, **more: Any) -> dict[str, Any]:
    typed = {"party": str(person), "way": "telephone", "views": "Wants longer visits"}
    return typed | day("talked_on", date(2026, 11, 20)) | more


def test_a_talk_that_a_parent_asked_for_is_shown_as_waiting_until_it_is_recorded(maren: User, review: Review) -> None:
    mother = PartyFactory.create(child=review.child)
    Invitation.objects.create(
        authority=review.authority, review=review, party=mother, wants_separate_talk=True, coming="whole"
    )
    address = path(review, "separate-talks/")

    before = words(visit(maren, address))
    answer = send(maren, address, **said(mother.pk))
    after = visit(maren, address)

    assert "Asked for their own talk Petra Marblecroft" in before
    assert "Mother. Asked for a talk on their own." in before
    assert answer.status_code == 302
    assert "Asked for their own talk" not in words(after)
    assert "Petra Marblecroft , Friday 20 November 2026. By telephone. Wants longer visits" in words(after)
    talk = SeparateTalk.objects.get()
    again = send(maren, f"{address}?talk={talk.pk}", **said(mother.pk, views="Less", version=talk.version))
    stale = send(maren, f"{address}?talk={talk.pk}", **said(mother.pk, views="Even less", version=1))
    assert again.status_code == 302
    assert "Somebody else changed this while you were working" in words(stale)
    assert SeparateTalk.objects.get().views == "Less"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"party": ""}, "Choose with whom you talked"),
        ({"talked_on_day": "24"}, "The day of the talk must be today or in the past."),
        ({"way": ""}, "Say how you talked"),
        ({"views": ""}, "Write what they said"),
    ],
)
def test_a_talk_alone_says_what_to_mend(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    mother = PartyFactory.create(child=review.child)

    answer = send(maren, path(review, "separate-talks/"), **said(mother.pk) | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not SeparateTalk.objects.exists()


def test_a_talk_of_another_review_is_not_there(maren: User, review: Review) -> None:
    assert visit(maren, path(review, "separate-talks/"), talk="x").status_code == 404
    assert visit(maren, path(review, "separate-talks/"), talk="1").status_code == 404
    assert "Nobody is entered round" in words(visit(maren, path(review, "separate-talks/")))


def test_the_pages_cost_the_same_whatever_stands_on_them(maren: User, review: Review) -> None:
    send(maren, path(review, "talk/record/"), **given())
    mother = PartyFactory.create(child=review.child)
    send(maren, path(review, "separate-talks/"), **said(mother.pk))
    one = [queries(maren, path(review, page)) for page in ("talk/", "talk/record/", "separate-talks/")]
    for number in range(3):
        person = PartyFactory.create(child=review.child, name=f"Uncle {number}")
        send(maren, path(review, "separate-talks/"), **said(person.pk))
        send(maren, path(review, "talk/record/"), **given() | day("talked_on", date(2026, 11, 17 + number)))
    several = [queries(maren, path(review, page)) for page in ("talk/", "talk/record/", "separate-talks/")]

    assert one == several
    assert max(one) <= 16


def test_a_talk_recorded_by_mistake_is_taken_back(maren: User, review: Review) -> None:
    mother = PartyFactory.create(child=review.child)
    address = path(review, "separate-talks/")
    send(maren, address, **said(mother.pk))
    remove = links(visit(maren, address))["Take back : Petra Marblecroft, Friday 20 November 2026"]

    assert "Take back the talk with Petra Marblecroft of 20 November 2026?" in words(visit(maren, remove))
    assert "Say what was wrong" in words(send(maren, remove, why=""))
    done = send(maren, remove, why="It was another child")

    assert (done.status_code, done["Location"], SeparateTalk.objects.count()) == (302, address, 0)
    assert visit(maren, remove).status_code == 404
    assert visit(maren, f"{address}remove/").status_code == 302
