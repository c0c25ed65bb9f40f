"""People, teams, settings and one's own account."""

from datetime import date

import pytest
from django.test import Client

from heard.accounts.models import ResponsibleAuthority, Team, User
from heard.audit.models import Event
from heard.common import scope
from tests.factories import AuthorityFactory, TeamFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db
ADMINISTRATION = ("/people/", "/people/add/", "/people/teams/", "/settings/")


@pytest.fixture
def administrator(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(administrator=True, authority=anyshire, name="Hester Vaneleaf")


def test_lists_who_may_sign_in_and_what_they_may_do(administrator: User) -> None:
    team = TeamFactory.create(authority=administrator.authority, name="Harbour team")
    UserFactory.create(
        inspector=True, authority=administrator.authority, name="Asha Windermoor", access_until=date(2026, 11, 20)
    )
    UserFactory.create(authority=administrator.authority, name="Callum Rushbrook", team=team, is_active=False)
    UserFactory.create(authority=AuthorityFactory.create(name="Sir Unrhyw"), name="Nobody Here")

    told = words(visit(administrator, "/people/"))

    assert "Asha Windermoor" in told
    assert "Inspector No team Ended to Fri 20 Nov" in told
    assert "Independent reviewing officer Harbour team Closed" in told
    assert "Nobody Here" not in told


def test_adds_a_person_who_can_sign_in(administrator: User) -> None:
    team = TeamFactory.create(authority=administrator.authority)

    answer = send(
        administrator,
        "/people/add/",
        name="Kemi Adebrook",
        email="Kemi@Anyshire.example",
        password="quiet-harbour-lantern",
        roles=["iro", "iro_manager"],
        team=str(team.pk),
        access_until_day="31",
        access_until_month="3",
        access_until_year="2027",
    )

    made = User.objects.get(email="kemi@anyshire.example")
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    assert (made.name, made.roles, made.team_id, made.access_until) == (
        "Kemi Adebrook",
        ["iro", "iro_manager"],
        team.pk,
        date(2027, 3, 31),
    )
    assert made.check_password("quiet-harbour-lantern")
    assert list(Event.objects.values_list("name", "actor_id")) == [("user.created", administrator.pk)]


def test_says_what_is_wrong_and_keeps_what_was_typed(administrator: User) -> None:
    answer = send(
        administrator,
        "/people/add/",
        name="",
        email="nonsense",
        access_until_day="31",
        access_until_month="2",
        access_until_year="2027",
    )
    told = words(answer)

    assert "<title>Error: Add a person" in answer.content.decode()
    assert told.startswith(
        "There is a problem Enter the person’s name Enter an e-mail address like name@council.example"
        " Choose at least one role The last day of access must be a real date Add a person"
    )
    assert 'value="nonsense"' in answer.content.decode()
    found = links(answer)
    assert found["Choose at least one role"] == "#id_roles_0"
    assert found["The last day of access must be a real date"] == "#id_access_until_day"


def test_puts_the_refusal_of_an_address_that_is_taken_beside_the_field(administrator: User) -> None:
    UserFactory.create(authority=administrator.authority, email="kemi@anyshire.example")

    answer = send(
        administrator, "/people/add/", name="Kemi Adebrook", email="kemi@anyshire.example", roles=["iro"], password=""
    )

    assert links(answer)["Somebody has an account with that e-mail address already."] == "#id_email"


def test_refuses_a_weak_password_in_words(administrator: User) -> None:
    answer = send(
        administrator, "/people/add/", name="Kemi", email="kemi@anyshire.example", roles=["iro"], password="short"
    )

    assert "#id_password" in links(answer).values()
    assert not User.objects.filter(email="kemi@anyshire.example").exists()


def test_closes_an_account(administrator: User) -> None:
    person = UserFactory.create(authority=administrator.authority, name="Joss Kettering")

    send(administrator, f"/people/{person.pk}/", name="Joss Kettering", roles=["iro"], team="", is_active="no")

    person.refresh_from_db()
    assert person.is_active is False
    assert list(Event.objects.values_list("name", "facts__is_active")) == [("user.changed", False)]


def test_refuses_to_close_the_last_administrator(administrator: User) -> None:
    answer = send(
        administrator, f"/people/{administrator.pk}/", name="Hester", roles=["administrator"], team="", is_active="no"
    )

    assert "This is the last administrator. Make somebody else an administrator first." in words(answer)
    administrator.refresh_from_db()
    assert administrator.is_active is True


def test_adds_a_team(administrator: User) -> None:
    send(administrator, "/people/teams/", name="Harbour team")

    assert list(Team.objects.values_list("authority_id", "name")) == [(administrator.authority_id, "Harbour team")]
    assert "Harbour team" in words(visit(administrator, "/people/teams/"))
    assert "Enter the name of the team" in words(send(administrator, "/people/teams/", name=""))


def test_changes_the_settings_of_the_authority(administrator: User) -> None:
    send(
        administrator,
        "/settings/",
        duty_email="iro.duty@anyshire.example",
        duty_telephone="01632 960 142",
        allocation_target="3",
        clear_days="on",
    )

    own = ResponsibleAuthority.objects.get(pk=administrator.authority_id)
    assert (own.duty_email, own.duty_telephone, own.allocation_target_working_days, own.count_back_clear_days) == (
        "iro.duty@anyshire.example",
        "01632 960 142",
        3,
        True,
    )


def test_refuses_settings_that_cannot_be(administrator: User) -> None:
    told = words(send(administrator, "/settings/", duty_email="x", allocation_target="40"))

    assert told.startswith(
        "There is a problem Enter an e-mail address like name@council.example"
        " The number of working days must be 20 or less"
    )


def test_is_for_the_administrator_of_this_authority(administrator: User) -> None:
    iro = UserFactory.create(iro=True, authority=administrator.authority)
    elsewhere = UserFactory.create(administrator=True, authority=AuthorityFactory.create(name="Sir Unrhyw"))

    assert [visit(iro, path).status_code for path in ADMINISTRATION] == [403] * len(ADMINISTRATION)
    assert visit(elsewhere, f"/people/{iro.pk}/").status_code == 404
    assert send(elsewhere, f"/people/{iro.pk}/", name="x", roles=["iro"]).status_code == 404
    assert all(asks_to_sign_in(visit(None, path)) for path in (*ADMINISTRATION, "/me/"))


def test_asks_the_database_as_often_for_three_people_as_for_one(administrator: User) -> None:
    one = queries(administrator, "/people/")
    UserFactory.create_batch(2, authority=administrator.authority)

    assert (one, queries(administrator, "/people/")) == (4, 4)


def test_shows_ones_own_account_and_keeps_the_language(administrator: User) -> None:
    assert "Manages people, teams and the authority's settings" in words(visit(administrator, "/me/"))

    in_wales(administrator)
    send(administrator, "/me/", language="cy")

    administrator.refresh_from_db()
    assert administrator.language == "cy"
    assert '<html lang="cy"' in visit(administrator, "/me/").content.decode()


def in_wales(user: User) -> None:
    user.authority.nation = "wales"
    user.authority.save()


def test_a_button_changes_the_language_and_goes_back_and_nowhere_else(administrator: User) -> None:
    in_wales(administrator)

    answer = send(administrator, "/language/cy/", next="/people/?page=1")
    away = send(None, "/language/cy/", next="https://elsewhere.example/")

    administrator.refresh_from_db()
    assert (answer["Location"], answer.cookies["heard_language"].value) == ("/people/?page=1", "cy")
    assert administrator.language == "cy"
    assert away["Location"] == "/"
    assert send(None, "/language/xx/").status_code == 404


def test_an_address_alone_changes_no_language(administrator: User) -> None:
    in_wales(administrator)

    answer = visit(administrator, "/language/cy/", next="/people/")

    administrator.refresh_from_db()
    assert (answer.status_code, answer["Allow"], administrator.language) == (405, "POST", "")
    assert "heard_language" not in answer.cookies


def test_the_language_is_chosen_with_a_token(administrator: User) -> None:
    in_wales(administrator)
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    with scope.within(scope.NOBODY):
        answer = client.post("/language/cy/", {"next": "/people/"})

    administrator.refresh_from_db()
    assert (answer.status_code, administrator.language) == (403, "")


def test_welsh_is_neither_offered_nor_taken_in_an_english_council(administrator: User) -> None:
    by_button = send(administrator, "/language/cy/", next="/people/")
    by_form = send(administrator, "/me/", language="cy")

    administrator.refresh_from_db()
    assert (by_button.status_code, by_button["Location"], by_button.cookies.get("heard_language")) == (
        302, "/people/", None,
    )  # fmt: skip
    assert "Welsh is offered where the council is in Wales." in words(by_form)
    assert administrator.language == ""
    assert "Save language" not in words(visit(administrator, "/me/"))


def test_what_was_chosen_elsewhere_does_not_follow_into_an_english_council(administrator: User) -> None:
    client = visitor(administrator)
    client.cookies["heard_language"] = "cy"
    User.objects.filter(pk=administrator.pk).update(language="cy")

    with scope.within(scope.NOBODY):
        html = client.get("/me/").content.decode()

    assert '<html lang="en"' in html
    assert "Cymraeg" not in html


def test_offers_welsh_in_wales_before_anything_is_chosen() -> None:
    with scope.within(scope.NOBODY):
        welsh = UserFactory.create(iro=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
        english = UserFactory.create(iro=True, authority=AuthorityFactory.create(name="Anyshire"))

        offered = visit(welsh, "/children/?q=Teo").content.decode()
        assert '<form method="post" action="/language/cy/">' in offered
        assert '<input type="hidden" name="next" value="/children/?q=Teo">' in offered
        assert 'lang="cy">Cymraeg</button>' in offered
        assert "Cymraeg" not in visit(english, "/me/").content.decode()
