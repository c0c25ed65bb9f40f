"""Naming the IRO of a child."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro
from heard.caseloads.needs import record_needs
from heard.children.family import link_family
from heard.children.models import Child
from heard.correspondence.models import Message
from tests.factories import (
    TODAY,
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.factories.caseloads import InvolvementFactory, LeaveFactory, OfficerFactory, PostFactory
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def teo(ifeoma: User) -> Child:
    child = ChildFactory.create(authority=ifeoma.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    return child


def officer(authority: ResponsibleAuthority, name: str, fte: str = "1", **facts: Any) -> User:
    user = UserFactory.create(iro=True, authority=authority, name=name)
    PostFactory.create(user=user, fte=Decimal(fte))
    OfficerFactory.create(user=user, **facts)
    return user


def path(child: Child) -> str:
    return f"/children/{child.pk}/iro/"


def given(iro: User, day: str = "20", **more: Any) -> dict[str, Any]:
    return {
        "iro": str(iro.pk),
        "appointed_on_day": day,
        "appointed_on_month": "11",
        "appointed_on_year": "2026",
        "seen": "none",
    } | more


def test_names_an_iro_and_says_that_nobody_was_told(ifeoma: User, teo: Child) -> None:
    maren = UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(maren))

    assert answer.status_code == 302
    assert list(NamedIro.objects.values_list("iro", "appointed_on", "appointed_by")) == [
        (maren.pk, date(2026, 11, 20), ifeoma.pk)
    ]
    assert not Message.objects.exists()
    assert answer["Location"] == f"/children/{teo.pk}/"


def test_ranks_with_grounds_bars_and_free_days(ifeoma: User, teo: Child) -> None:
    dafydd = officer(ifeoma.authority, "Dafydd Glynrhos", "0.6", languages=["welsh"])
    maren = officer(ifeoma.authority, "Maren Oakhollow")
    gethin = ChildFactory.create(authority=ifeoma.authority, given_name="Gethin")
    PeriodFactory.create(child=gethin)
    NamedIroFactory.create(child=gethin, iro=dafydd)
    ReviewFactory.create(child=gethin, arranged_for=date(2026, 11, 25))
    LeaveFactory.create(user=maren, first_day=date(2026, 11, 26), last_day=date(2026, 12, 4))
    link_family(child_id=teo.pk, relative_id=gethin.pk, kind="sibling", today=TODAY, by=ifeoma)
    record_needs(child_id=teo.pk, languages=("Welsh",), specialisms=("disability",), by=ifeoma)
    EpisodeFactory.create(period=teo.periods_of_care.get(), placement_postcode="LL13 8AB")
    diary(ifeoma.authority)

    told = words(visit(ifeoma, path(teo)))

    assert "Free before Mon 30 Nov" in told
    assert (
        "Dafydd Glynrhos 0.6 post For: IRO of a brother or sister For: Speaks Welsh Against: Knows none of what the"
        " child needs especially well 1.7, then 3.3 4 days No conflict 5 checks, today" in told
    )
    assert (
        "Maren Oakhollow Full-time Against: Does not speak Welsh Against: Knows none of what the child needs especially"
        " well Needs a reason: A brother or sister has another IRO. 0.0, then 1.0 2 days" in told
    )
    assert "Language and needs Welsh, Disabled children" in told
    assert "Brothers and sisters Gethin Marblecroft : Dafydd Glynrhos" in told
    assert "Postcode district LL13" in told
    assert "To be named" not in told
    assert "IRO to be named by" in told


def test_somebody_barred_has_no_radio_but_the_fact_its_source_and_the_citation(ifeoma: User, teo: Child) -> None:
    tied = officer(ifeoma.authority, "Kemi Adebrook")
    involved = InvolvementFactory.create(
        child=teo,
        user=tied,
        kind="prepared-plan",
        from_on=date(2026, 10, 14),
        until_on=date(2026, 10, 14),
        evidence="Care plan of 14 October 2026",
        source="imported",
    )

    page = visit(ifeoma, path(teo))
    answer = send(ifeoma, path(teo), **given(tied))

    assert (
        "Kemi Adebrook Full-time Helped to prepare the plan: 14 October 2026 to 14 October 2026. Imported from the case"
        " system: Care plan of 14 October 2026." in words(page)
    )
    assert "Regulation 46(3)(a), Care Planning" in words(page)
    assert f'value="{tied.pk}"' not in page.content.decode()
    correct = [href for text, href in links(page).items() if text.startswith("Correct this fact about Kemi Adebrook")]
    assert correct == [f"/service/officers/involvements/{involved.pk}/"]
    assert "Choose somebody who can be named" in words(answer)
    assert not NamedIro.objects.exists()


def test_the_social_worker_of_the_child_is_barred_in_the_words_of_the_law(ifeoma: User, teo: Child) -> None:
    tied = UserFactory.create(authority=ifeoma.authority, roles=["iro", "social_worker"], name="Kemi Adebrook")
    RelationshipFactory.create(child=teo, user=tied)

    assert "Kemi Adebrook No post This person" in words(visit(ifeoma, path(teo)))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("24", "The day of the appointment must be today or in the past."),
        ("1", "on or after the day the child became looked after"),
        ("", "The day of the appointment must include a day"),
    ],
)
def test_an_impossible_day_is_refused_and_the_choice_stays(ifeoma: User, teo: Child, day: str, sentence: str) -> None:
    maren = UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(maren, day, tell=["child"]))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert f'value="{maren.pk}" checked' in answer.content.decode()
    assert 'value="child" checked' in answer.content.decode()
    assert (NamedIro.objects.count(), Message.objects.count()) == (0, 0)


def test_asks_for_a_choice(ifeoma: User, teo: Child) -> None:
    UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(ifeoma) | {"iro": ""})

    assert "Choose who should be the IRO" in words(answer)
    assert 'href="#id_iro_0"' in answer.content.decode()


def test_only_those_who_appoint_may(ifeoma: User, teo: Child) -> None:
    iro = UserFactory.create(iro=True, authority=ifeoma.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create())

    assert visit(ifeoma, path(teo)).status_code == 200
    assert visit(iro, path(teo)).status_code == 403
    assert visit(elsewhere, path(teo)).status_code == 404
    assert asks_to_sign_in(visit(None, path(teo)))


def test_a_departure_from_practice_needs_its_reason_and_keeps_it(ifeoma: User, teo: Child) -> None:
    before = UserFactory.create(authority=ifeoma.authority, iro=True, name="Kemi Adebrook")
    other = UserFactory.create(authority=ifeoma.authority, iro=True, name="Sunita Larkmoor")
    NamedIroFactory.create(
        child=teo, iro=before, appointed_on=date(2025, 1, 6), ended_on=date(2025, 6, 2), reason_ended="ceased"
    )

    refused = send(ifeoma, path(teo), **given(other, "23", tell=["child"]))

    assert "Say why this IRO is right, or choose somebody else." in words(refused)
    assert 'href="#id_reason"' in refused.content.decode()
    assert not NamedIro.objects.filter(child=teo, ended_on__isnull=True).exists()
    assert not Message.objects.exists()

    send(ifeoma, path(teo), **given(other, "23", reason="Teo asked for Sunita."))
    named = NamedIro.objects.get(child=teo, ended_on__isnull=True)
    assert (named.iro, named.reason) == (other, "Teo asked for Sunita.")


def test_of_two_managers_at_once_the_second_is_told_and_sees_who_was_named(ifeoma: User, teo: Child) -> None:
    maren, sunita = officer(ifeoma.authority, "Maren Oakhollow"), officer(ifeoma.authority, "Sunita Larkmoor")
    NamedIroFactory.create(child=teo, iro=maren)

    answer = send(ifeoma, path(teo), **given(sunita, "23", tell=["child"]))

    assert "Somebody else named an IRO for this child while you were choosing." in words(answer)
    assert "Maren Oakhollow Full-time Is the child’s IRO now." in words(answer)
    assert NamedIro.objects.get().iro == maren
    assert not Message.objects.exists()
    running = NamedIro.objects.get()
    assert f'name="seen" value="{running.pk}"' in answer.content.decode()


def test_names_and_tells_in_one_step(ifeoma: User, teo: Child) -> None:
    maren = officer(ifeoma.authority, "Maren Oakhollow")
    worker = UserFactory.create(authority=ifeoma.authority, roles=["social_worker"], name="Ada Worker")
    RelationshipFactory.create(child=teo, user=worker)
    page = visit(ifeoma, path(teo))

    answer = send(
        ifeoma,
        path(teo),
        **given(
            maren,
            tell=["child", f"social_worker-user-{worker.pk}"],
            child_language="cy",
            child_size="young",
            child_address="Teo Marblecroft\n3 Tarn Row\nAnytown",
        ),
    )

    assert f'value="social_worker-user-{worker.pk}" checked' in page.content.decode()
    assert 'value="child" checked' in page.content.decode()
    assert answer.status_code == 302
    named = NamedIro.objects.get()
    assert list(
        Message.objects.order_by("recipient").values_list(
            "recipient", "template", "language", "channel", "address", "about_kind", "about_id"
        )
    ) == [
        (
            "child",
            "iro-named-child-young",
            "cy",
            "print",
            "Teo Marblecroft\n3 Tarn Row\nAnytown",
            "named_iro",
            named.pk,
        ),
        ("social_worker", "iro-named-social-worker", "en", "email", worker.email, "named_iro", named.pk),
    ]


def test_a_childs_letter_without_an_address_is_held_and_not_lost(ifeoma: User, teo: Child) -> None:
    maren = officer(ifeoma.authority, "Maren Oakhollow")

    send(ifeoma, path(teo), **given(maren, tell=["child"]))

    assert list(Message.objects.values_list("recipient", "state", "why_held")) == [("child", "held", "no_channel")]


def test_a_change_of_iro_is_told_as_a_change(ifeoma: User, teo: Child) -> None:
    kemi, maren = officer(ifeoma.authority, "Kemi Adebrook"), officer(ifeoma.authority, "Maren Oakhollow")
    running = NamedIroFactory.create(child=teo, iro=kemi)

    send(ifeoma, path(teo), **given(maren, seen=str(running.pk), tell=["child"]))

    message = Message.objects.get()
    assert message.template == "iro-changed-child-young"
    assert message.body["facts"]["previous_officer"] == "Kemi Adebrook"
    assert message.body["facts"]["last_day"] == "2026-11-19"


def test_a_letter_is_seen_before_it_is_sent(ifeoma: User, teo: Child) -> None:
    maren = officer(ifeoma.authority, "Maren Oakhollow")

    answer = send(ifeoma, path(teo) + "letter/", **given(maren, letter="child", child_size="older"))
    without = send(ifeoma, path(teo) + "letter/", **given(maren, letter="child") | {"iro": ""})

    assert "The letter to Teo Marblecroft" in words(answer)
    assert "Maren" in words(answer)
    assert "Choose who should be the IRO and from which day" in words(without)
    assert (NamedIro.objects.count(), Message.objects.count()) == (0, 0)


def test_asks_the_database_as_often_for_three_officers_as_for_one(ifeoma: User, teo: Child) -> None:
    officer(ifeoma.authority, "A")
    diary(ifeoma.authority)
    one = queries(ifeoma, path(teo))
    for name in "BC":
        officer(ifeoma.authority, name)

    assert (one, queries(ifeoma, path(teo))) == (38, 38)
