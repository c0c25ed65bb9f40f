from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.correspondence import actions, notices, queries
from heard.correspondence.actions import About
from heard.correspondence.letter import as_text
from heard.correspondence.models import Message
from heard.correspondence.notices import Notice, Occasion
from heard.correspondence.recipients import Recipient
from tests.factories import ChildFactory, UserFactory
from tests.factories.correspondence import HOME

NAMED: dict[str, Any] = {"appointed_on": date(2026, 11, 5)}
CHANGED = NAMED | {"previous_officer": "Una Brook", "last_day": date(2026, 11, 4)}


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


def occasion(child: Any, what: Any = "iro-named", facts: dict[str, Any] = NAMED) -> Occasion:
    iro = UserFactory.create(authority=child.authority, iro=True, name="Maren Oakhollow", email="maren@any.example")
    return Occasion(
        what=what,
        child=child,
        about=About(kind="named_iro", pk=17),
        officer=notices.officer_from(iro, telephone="07700 900 142", words="I like dogs."),
        dated_on=date(2026, 11, 6),
        facts=facts,
    )


def to(kind: str, **others: Any) -> Notice:
    told: dict[str, Any] = {"language": "en", "greeting": "Ms Marblecroft"}
    recipient = Recipient(kind=kind, name="Una Marblecroft", channel="print", address=HOME)
    return Notice(to=recipient, **(told | others))


def test_each_is_told_in_their_own_letter(anyshire: ResponsibleAuthority, manager: User) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="4711")
    kinds = ["child", "parent", "carer", "social_worker", "legal"]

    written = notices.notify(occasion(child), [to(kind) for kind in kinds], by=manager)

    assert [(message.recipient, message.template, message.state) for message in written] == [
        ("child", "iro-named-child-young", "queued"),
        ("parent", "iro-named-parent", "queued"),
        ("carer", "iro-named-parent", "queued"),
        ("social_worker", "iro-named-social-worker", "queued"),
        ("legal", "iro-named-legal", "queued"),
    ]
    assert {(message.about_kind, message.about_id, message.child_id) for message in written} == {
        ("named_iro", 17, child.pk)
    }
    legal = as_text(queries.letter_of(written[-1]))
    assert "Child: Teo Marblecroft\nCase number: 4711\nIndependent reviewing officer: Maren Oakhollow\n" in legal
    assert "section 25A of the Children Act 1989" in legal


@pytest.mark.parametrize(
    ("born_on", "size", "letter"),
    [
        pytest.param(date(2015, 11, 7), None, "young", id="the day before the eleventh birthday"),
        pytest.param(date(2015, 11, 6), None, "older", id="the eleventh birthday"),
        pytest.param(None, None, "older", id="unknown age"),
        pytest.param(date(2011, 1, 1), "young", "young", id="somebody chose"),
    ],
)
def test_a_child_reads_a_letter_of_their_age(
    anyshire: ResponsibleAuthority, born_on: date | None, size: Any, letter: str
) -> None:
    child = ChildFactory.create(authority=anyshire, born_on=born_on)

    chosen = notices.letter_for(occasion(child), to("child", size=size))

    assert chosen == f"iro-named-child-{letter}"


def test_a_change_says_who_it_was_before(anyshire: ResponsibleAuthority, manager: User) -> None:
    child = ChildFactory.create(authority=anyshire)

    [message] = notices.notify(occasion(child, "iro-changed", CHANGED), [to("parent")], by=manager)

    assert "Una Brook was the IRO until Wednesday 4 November 2026." in as_text(queries.letter_of(message))


def test_a_goodbye_is_for_the_child_alone(anyshire: ResponsibleAuthority, manager: User) -> None:
    child = ChildFactory.create(authority=anyshire)
    leaving = occasion(child, "goodbye", {"last_day": date(2026, 11, 30), "next_officer": "Una Brook"})

    with pytest.raises(notices.NoSuchNotice, match="written to the child alone"):
        notices.notify(leaving, [to("child"), to("parent")], by=manager)
    written = notices.notify(leaving, [to("child")], by=manager)

    assert [message.template for message in Message.objects.all()] == ["goodbye-child-young"]
    assert "Una Brook is your new reviewing officer" in as_text(queries.letter_of(written[0]))


def test_the_foot_set_by_the_authority_stands_on_a_notice(anyshire: ResponsibleAuthority, manager: User) -> None:
    administrator = UserFactory.create(authority=anyshire, administrator=True)
    actions.change_letter_settings(
        advocacy="Voices, 0800 000 000", complaints="01632 960 142", double_sided=False, by=administrator
    )
    child = ChildFactory.create(authority=anyshire)

    [message] = notices.notify(occasion(child), [to("child")], by=manager)

    assert queries.letter_of(message).foot == (
        "You can have someone on your side to help you speak up. They are called an advocate, and it costs nothing:"
        " Voices, 0800 000 000.",
        "If you are unhappy about how you are looked after, you can complain: 01632 960 142.",
    )
