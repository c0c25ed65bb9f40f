"""Every address × every role × own, other team, other authority, signed out.

The addresses come from the resolver: a new page is walked without anybody remembering it. What is expected is worked
out here from the permissions of the role and from who may see the child, not by asking the page.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, Team, User
from heard.accounts.permissions import Permission, Role, permitted
from heard.children.models import Child
from heard.common import scope
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    DecisionFactory,
    DutyFactory,
    EpisodeFactory,
    EvidenceFactory,
    FurtherCaseFactory,
    ImportProblemFactory,
    ImportRunFactory,
    InvitationFactory,
    InvolvementFactory,
    LeaveFactory,
    NamedIroFactory,
    PaperVersionFactory,
    PeriodFactory,
    PhotoFactory,
    PlanDateFactory,
    PostFactory,
    RegistrationFactory,
    RelationshipFactory,
    ReviewFactory,
    ReviewNeedFactory,
    SafeContactRuleFactory,
    SignificantChangeFactory,
    TeamFactory,
    UserFactory,
    diary,
)
from tests.web.addresses import Address, every_address
from tests.web.outbox import world as letters
from tests.web.support import world as support

pytestmark = pytest.mark.django_db

OURS = [address for address in every_address() if address.is_ours]
OWN, OTHER_TEAM, RESTRICTED, ELSEWHERE = "own", "other team", "restricted", "other authority"
MAY_SHOW = {200, 302, 405}
SAME = ((404, 404), (403, 403), (405, 405))  # not there, not for this role, not by reading


class World:
    """Two authorities, each with a child of each kind and everything that hangs on a child."""

    def __init__(self, role: Role) -> None:
        self.anyshire = AuthorityFactory.create(name="Anyshire")
        self.elsewhere = AuthorityFactory.create(name="Sir Unrhyw", wales=True)
        self.team = TeamFactory.create(authority=self.anyshire)
        self.viewer = UserFactory.create(authority=self.anyshire, roles=[role.value], team=self.team)
        other_team = TeamFactory.create(authority=self.anyshire)
        own = self._child(self.anyshire, self.team)
        RelationshipFactory.create(child=own, user=self.viewer, kind=self._kind(role))
        self.children = {
            OWN: own,
            OTHER_TEAM: self._child(self.anyshire, other_team),
            RESTRICTED: self._child(self.anyshire, other_team, restricted=True),
            ELSEWHERE: self._child(self.elsewhere, None),
        }
        self.people = {OWN: self.viewer, OTHER_TEAM: UserFactory.create(authority=self.anyshire)}
        self.people |= {RESTRICTED: self.viewer, ELSEWHERE: UserFactory.create(authority=self.elsewhere)}
        self.officers = {where: self._officer(self.people[where], self.children[where]) for where in (OWN, OTHER_TEAM)}
        own_again = {  # the walk takes leave and evidence back, each once
            "leave_id": LeaveFactory.create(user=self.viewer).pk,
            "evidence_id": EvidenceFactory.create(user=self.viewer).pk,
        }
        self.officers |= {RESTRICTED: self.officers[OWN] | own_again}
        self.officers |= {ELSEWHERE: self._officer(self.people[ELSEWHERE], self.children[ELSEWHERE])}
        self.involvements = {where: InvolvementFactory.create(child=child) for where, child in self.children.items()}
        self.around = {where: self._around(child) for where, child in self.children.items()}
        self.runs = {where: self._run(self.anyshire) for where in (OWN, OTHER_TEAM, RESTRICTED)}
        self.runs[ELSEWHERE] = self._run(self.elsewhere)
        self.support = {where: support.things_of(self.viewer, child, where) for where, child in self.children.items()}
        self.letters = {where: letters.things_of(self.viewer, child, where) for where, child in self.children.items()}
        self.decisions = {where: self._decision(child) for where, child in self.children.items()}
        diary(self.anyshire)
        diary(self.elsewhere)

    def _officer(self, user: User, child: Child) -> dict[str, int]:
        """Everything that hangs on an officer, by the parameter of its page."""
        PhotoFactory.create(user=user)
        return {
            "registration_id": RegistrationFactory.create(user=user).pk,
            "post_id": PostFactory.create(user=user).pk,
            "leave_id": LeaveFactory.create(user=user).pk,
            "duty_id": DutyFactory.create(user=user).pk,
            "case_id": FurtherCaseFactory.create(user=user, child=child).pk,
            "evidence_id": EvidenceFactory.create(user=user).pk,
        }

    def _around(self, child: Child) -> dict[str, int]:
        """Somebody round the child, with a rule of safe contact, by the parameter of their pages."""
        rule = SafeContactRuleFactory.create(party__child=child)
        review = child.reviews.get(state="arranged")
        invitation = InvitationFactory.create(review=review, party=rule.party)
        version = PaperVersionFactory.create(paper__review=review)
        papers = {"paper_id": version.paper_id, "version_id": version.pk}
        between = {
            "change_id": SignificantChangeFactory.create(child=child).pk,
            "plan_date_id": PlanDateFactory.create(child=child).pk,
        }
        colleague = {"relationship_id": RelationshipFactory.create(child=child, kind="legal_officer").pk}
        people = {"party_id": rule.party_id, "rule_id": rule.pk, "invitation_id": invitation.pk}
        people["need_id"] = ReviewNeedFactory.create(review=review).pk
        return people | papers | between | colleague

    def _decision(self, child: Child) -> int:
        return DecisionFactory.create(review=child.reviews.filter(state="held").get()).pk

    def _kind(self, role: Role) -> str:
        return {
            Role.TEAM_MANAGER: "team_manager",
            Role.LEGAL_OFFICER: "legal_officer",
            Role.COMPLAINTS_MANAGER: "complaints_manager",
            Role.INSPECTOR: "inspection_sample",
        }.get(role, "social_worker")

    def _child(self, authority: ResponsibleAuthority, team: Team | None, *, restricted: bool = False) -> Child:
        child = ChildFactory.create(authority=authority, team=team, restricted=restricted)
        period = PeriodFactory.create(child=child)
        EpisodeFactory.create(period=period)
        ReviewFactory.create(period=period)
        ReviewFactory.create(period=period, held=True)
        NamedIroFactory.create(child=child)
        return child

    def _run(self, authority: ResponsibleAuthority) -> Any:
        run = ImportRunFactory.create(authority=authority)
        ImportProblemFactory.create(run=run)
        return run

    def sees(self, where: str) -> bool:
        """Whether the viewer may see the child, said from the roles' descriptions alone."""
        may = permitted(self.viewer.roles)
        if where == ELSEWHERE:
            return False
        if where == OWN:
            return bool(
                may & {Permission.CHILDREN_VIEW_ALL, Permission.CHILDREN_VIEW_TEAM, Permission.CHILDREN_VIEW_OWN}
            )
        if where == RESTRICTED:
            return {Permission.CHILDREN_VIEW_ALL, Permission.RESTRICTED_VIEW} <= may
        return Permission.CHILDREN_VIEW_ALL in may

    def fill(self, parameter: str, where: str) -> object:
        """What stands in the address for a parameter. A new kind of parameter is added here."""
        child = self.children[where]
        if parameter == "child_id":
            return child.pk
        if parameter == "review_id":
            return child.reviews.filter(state="arranged").get().pk
        if parameter == "deadline_id":
            return child.deadlines.filter(kind="review").earliest("number").pk
        if parameter == "decision_id":
            return self.decisions[where]
        if parameter == "run_id":
            return self.runs[where].pk
        if parameter == "user_id":
            return self.people[where].pk
        if parameter == "involvement_id":
            return self.involvements[where].pk
        for things in (self.officers[where], self.support[where], self.letters[where], self.around[where]):
            if parameter in things:
                return things[parameter]
        fixed: dict[str, str] = {
            "item": "7",
            "month": "2026-11",
            "code": "166",
            "kind": "review",
            "year": "2025-26",
            "measure": "M09",
            "form": "csv",
            "copy": "record",
            "document": "page",
            "step": "invite",
        }
        return fixed[parameter]


@pytest.fixture
def world(request: pytest.FixtureRequest, everything_in_scope: None) -> World:
    return World(request.param)


def expected(address: Address, world: World, where: str) -> set[int]:
    """The answers that are right: 403 without the permission, 404 for what is not theirs, else the page.

    405 says only that the page does not take this method, which is the same for everybody.
    """
    if not any(world.viewer.may(permission) for permission in address.permissions):
        return {403, 405}
    if address.name.startswith("officers:") and _of_another_officer(address, world, where):
        return {404, 405}
    about_child = {"child_id", "review_id", "deadline_id", "involvement_id", "decision_id"} & set(address.parameters)
    about_child |= world.around[where].keys() & set(address.parameters)
    about_child |= world.letters[where].keys() & set(address.parameters)
    if about_child and not world.sees(where):
        return {404, 405}
    if letters.is_hidden(address, world.viewer, where):
        return {404, 405}
    if address.name.startswith("support:") and support.is_hidden(address.parameters, world.viewer, where):
        return {404, 405}
    if {"run_id", "user_id"} & set(address.parameters) and where == ELSEWHERE:
        return {404, 405}
    return MAY_SHOW


def _of_another_officer(address: Address, world: World, where: str) -> bool:
    """Whether the page is that of another officer, which is for the manager and that officer; a photo is for all."""
    if "user_id" not in address.parameters or address.name == "officers:photo" or where == ELSEWHERE:
        return False
    return world.people[where] != world.viewer and not world.viewer.may(Permission.IRO_APPOINT)


def walked(address: Address) -> tuple[str, ...]:
    return (OWN, OTHER_TEAM, RESTRICTED, ELSEWHERE) if address.parameters else (OWN,)


@pytest.mark.parametrize("world", list(Role), indirect=True)
@pytest.mark.parametrize("method", ["get", "post"])
def test_answers_each_role_as_it_should(world: World, method: str) -> None:
    client = Client()
    client.force_login(world.viewer)
    wrong = []
    for address in OURS:
        if address.is_open:
            continue
        for where in walked(address):
            filled = {parameter: world.fill(parameter, where) for parameter in address.parameters}
            target = reverse(address.name, kwargs=filled)
            with scope.within(scope.NOBODY):  # the page must choose its own scope
                answer = getattr(client, method)(target)
            if answer.status_code not in expected(address, world, where):
                wrong.append((address.name, where, answer.status_code, sorted(expected(address, world, where))))

    assert wrong == []


@pytest.mark.parametrize("world", [Role.IRO_MANAGER], indirect=True)
@pytest.mark.parametrize("method", ["get", "post"])
def test_asks_everybody_who_is_signed_out_to_sign_in(world: World, method: str) -> None:
    wrong = []
    for address in OURS:
        if address.is_open:
            continue
        filled = {parameter: world.fill(parameter, OWN) for parameter in address.parameters}
        target = reverse(address.name, kwargs=filled)
        with scope.within(scope.NOBODY):
            answer = getattr(Client(), method)(target)
        if answer.status_code != 302 or not answer["Location"].startswith("/account/login/"):
            wrong.append((address.name, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("world", [Role.IRO_MANAGER], indirect=True)
def test_not_theirs_and_not_there_are_the_same_page(world: World) -> None:
    client = Client()
    client.force_login(world.viewer)
    for address in OURS:
        if "child_id" not in address.parameters:
            continue
        with scope.within(scope.NOBODY):
            theirs = client.get(reverse(address.name, kwargs={"child_id": world.children[ELSEWHERE].pk}))
            nobody = client.get(reverse(address.name, kwargs={"child_id": 987_654_321}))

        assert (theirs.status_code, nobody.status_code) in SAME, address.name
        assert theirs.content == nobody.content, address.name


def test_every_page_names_its_permission_or_is_open() -> None:
    unguarded = [address.name for address in OURS if not address.permissions and not address.is_open]

    assert unguarded == []
    assert len(OURS) > 20  # there was something to walk


def test_the_pages_of_others_are_those_for_signing_in() -> None:
    others = {address.view.__module__.split(".")[0] for address in every_address() if not address.is_ours}

    assert others <= {"allauth"}


def test_a_signed_in_user_is_the_one_the_session_says(world_user: User) -> None:
    client = Client()
    client.force_login(world_user)

    with scope.within(scope.NOBODY):
        answer = client.get(reverse("home"))

    assert answer.wsgi_request.user == world_user


@pytest.fixture
def world_user(everything_in_scope: None) -> User:
    return UserFactory.create(iro=True)
