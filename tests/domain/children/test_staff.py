"""Who works with a child: named, ended, taken back, and told by a file; each gives or takes the sight of the child."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads.models import Conflict
from heard.children import staff, staff_file, staff_import, staff_parties
from heard.children import staff_actions as actions
from heard.children.models import Child, Relationship
from heard.children.queries import visible_to
from heard.children.staff import StaffFacts
from heard.children.staff_file import RefusedRow
from heard.common import tables
from heard.common.errors import DomainError, NotFound, NotPermitted
from tests.factories import (
    TODAY,
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
EARLIER = date(2026, 9, 1)


@pytest.fixture
def support(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return ChildFactory.create(authority=anyshire, local_id="100200")


@pytest.fixture
def worker(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, social_worker=True, email="sw@council.example")


def name(child: Child, user: User, by: User, kind: str = "social_worker", since: date = MONDAY) -> Relationship:
    facts = StaffFacts(user_id=user.pk, kind=kind, from_on=since)
    return actions.name_staff(child_id=child.pk, facts=facts, today=TODAY, by=by)


def spells(child: Child) -> list[tuple[object, ...]]:
    rows = Relationship.objects.filter(child=child).order_by("from_on", "pk")
    return list(rows.values_list("user_id", "kind", "from_on", "until_on"))


def told() -> list[tuple[object, ...]]:
    return list(Event.objects.order_by("pk").values_list("name", "child_id", "actor_id", "facts"))


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("social_worker", "social_worker"),
        ("team_manager", "team_manager"),
        ("legal_officer", "legal_officer"),
        ("complaints_manager", "complaints_manager"),
        ("inspection_sample", "inspector"),
    ],
)
def test_whoever_is_named_sees_the_child_until_the_last_day(support: User, child: Child, kind: str, role: str) -> None:
    person = UserFactory.create(authority=child.authority, roles=[role])
    before = list(visible_to(person))

    row = name(child, person, support, kind=kind)
    seen = list(visible_to(person))
    actions.end_staff(relationship_id=row.pk, until_on=TODAY, today=TODAY, by=support)

    assert (before, seen, list(visible_to(person))) == ([], [child], [])
    assert spells(child) == [(person.pk, kind, MONDAY, TODAY)]
    facts = {"user": person.pk, "kind": kind}
    assert told() == [
        ("staff.named", child.pk, support.pk, facts),
        ("staff.ended", child.pk, support.pk, facts),
    ]


@pytest.mark.parametrize("kind", ["social_worker", "team_manager"])
def test_a_new_one_ends_the_other_on_that_day(support: User, child: Child, kind: str) -> None:
    first, second = (UserFactory.create(authority=child.authority, roles=[kind]) for _ in range(2))
    name(child, first, support, kind=kind, since=EARLIER)

    name(child, second, support, kind=kind)

    assert spells(child) == [(first.pk, kind, EARLIER, MONDAY), (second.pk, kind, MONDAY, None)]
    assert [row[0] for row in told()] == ["staff.named", "staff.ended", "staff.named"]


def test_two_legal_officers_may_work_side_by_side(support: User, child: Child) -> None:
    for person in (UserFactory.create(authority=child.authority, roles=["legal_officer"]) for _ in range(2)):
        name(child, person, support, kind="legal_officer")

    assert [row[3] for row in spells(child)] == [None, None]


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"kind": "named_iro"}, staff.UnknownPart),
        ({"kind": "friend"}, staff.UnknownPart),
        ({"kind": "team_manager"}, staff.NotInThisRole),
        ({"from_on": date(2026, 11, 24)}, staff.StartsInFuture),
        ({"until_on": date(2026, 11, 24)}, staff.EndsInFuture),
        ({"until_on": date(2026, 11, 15)}, staff.EndsFirst),
    ],
)
def test_refuses_what_cannot_be_and_changes_nothing(
    support: User, child: Child, worker: User, facts: dict[str, object], error: type[DomainError]
) -> None:
    given: dict[str, object] = {"user_id": worker.pk, "kind": "social_worker", "from_on": MONDAY} | facts
    with pytest.raises(error):
        actions.name_staff(child_id=child.pk, facts=StaffFacts(**given), today=TODAY, by=support)  # type: ignore[arg-type]

    assert (spells(child), told()) == ([], [])


def test_refuses_people_who_have_left_or_are_elsewhere(support: User, child: Child) -> None:
    gone = UserFactory.create(authority=child.authority, social_worker=True, is_active=False)
    elsewhere = UserFactory.create(authority=AuthorityFactory.create(), social_worker=True)

    for person in (gone, elsewhere):
        with pytest.raises(staff.NotInThisRole):
            name(child, person, support)

    assert spells(child) == []


def test_refuses_the_same_twice_and_one_before_the_one_now(support: User, child: Child, worker: User) -> None:
    other = UserFactory.create(authority=child.authority, social_worker=True)
    name(child, worker, support)

    with pytest.raises(staff.WorksAlready):
        name(child, worker, support, since=TODAY)
    with pytest.raises(staff.AnotherBeganLater):
        name(child, other, support, since=EARLIER)

    assert spells(child) == [(worker.pk, "social_worker", MONDAY, None)]


def test_what_was_before_is_kept_with_its_last_day(support: User, child: Child, worker: User) -> None:
    before = UserFactory.create(authority=child.authority, iro=True)  # who was a social worker then
    name(child, worker, support)
    facts = StaffFacts(user_id=before.pk, kind="social_worker", from_on=EARLIER, until_on=date(2026, 10, 1))

    actions.name_staff(child_id=child.pk, facts=facts, today=TODAY, by=support)

    assert spells(child) == [
        (before.pk, "social_worker", EARLIER, date(2026, 10, 1)),
        (worker.pk, "social_worker", MONDAY, None),
    ]


def test_refuses_an_end_that_cannot_be(support: User, child: Child, worker: User) -> None:
    row = name(child, worker, support)

    for day, error in ((date(2026, 11, 24), staff.EndsInFuture), (date(2026, 11, 15), staff.EndsFirst)):
        with pytest.raises(error):
            actions.end_staff(relationship_id=row.pk, until_on=day, today=TODAY, by=support)
    actions.end_staff(relationship_id=row.pk, until_on=TODAY, today=TODAY, by=support)
    with pytest.raises(actions.EndedAlready):
        actions.end_staff(relationship_id=row.pk, until_on=MONDAY, today=TODAY, by=support)

    assert spells(child) == [(worker.pk, "social_worker", MONDAY, TODAY)]


def test_what_was_never_so_is_taken_back_and_its_bar_falls(support: User, anyshire: ResponsibleAuthority) -> None:
    named = NamedIroFactory.create(child=PeriodFactory.create(child__authority=anyshire).child)
    named.iro.roles = ["iro", "social_worker"]
    named.iro.save(update_fields=["roles"])

    row = name(named.child, named.iro, support)
    found = list(Conflict.objects.values_list("iro_id", "since", "resolution"))
    actions.remove_staff(relationship_id=row.pk, today=TODAY, by=support)

    assert found == [(named.iro_id, MONDAY, "")]
    assert list(Conflict.objects.values_list("iro_id", "resolution")) == [(named.iro_id, "corrected")]
    assert [one[0] for one in told() if str(one[0]).startswith("staff")] == ["staff.named", "staff.removed"]
    assert [one[1] for one in spells(named.child)] == ["named_iro"]


def test_the_named_iro_is_not_ended_or_removed_here(support: User, anyshire: ResponsibleAuthority) -> None:
    row = RelationshipFactory.create(child__authority=anyshire, kind="named_iro")

    with pytest.raises(NotFound):
        actions.end_staff(relationship_id=row.pk, until_on=TODAY, today=TODAY, by=support)
    with pytest.raises(NotFound):
        actions.remove_staff(relationship_id=row.pk, today=TODAY, by=support)

    assert list(Relationship.objects.values_list("until_on", flat=True)) == [None]


def test_the_team_of_a_child_lets_its_managers_see_and_bars_them(support: User, anyshire: ResponsibleAuthority) -> None:
    team = TeamFactory.create(authority=anyshire)
    child = PeriodFactory.create(child__authority=anyshire).child
    named = NamedIroFactory.create(child=child)
    named.iro.roles, named.iro.team = ["iro", "team_manager"], team
    named.iro.save(update_fields=["roles", "team"])
    manager = UserFactory.create(authority=anyshire, roles=["team_manager"], team=team)

    actions.set_team(child_id=child.pk, team_id=team.pk, today=TODAY, by=support)

    assert list(visible_to(manager)) == [child]
    assert list(Conflict.objects.values_list("iro_id", "since")) == [(named.iro_id, TODAY)]
    assert ("child.team_changed", child.pk, support.pk, {"team": team.pk}) in told()
    with pytest.raises(actions.UnknownTeam):
        actions.set_team(child_id=child.pk, team_id=TeamFactory.create().pk, today=TODAY, by=support)
    actions.set_team(child_id=child.pk, team_id=None, today=TODAY, by=support)
    assert list(visible_to(manager)) == []


@pytest.mark.parametrize("role", ["social_worker", "iro", "administrator", "team_manager"])
def test_refuses_people_without_the_permission(child: Child, worker: User, support: User, role: str) -> None:
    row = name(child, worker, support)
    other = UserFactory.create(authority=child.authority, roles=[role])

    with pytest.raises(NotPermitted):
        name(child, other, other)
    with pytest.raises(NotPermitted):
        actions.end_staff(relationship_id=row.pk, until_on=TODAY, today=TODAY, by=other)
    with pytest.raises(NotPermitted):
        actions.remove_staff(relationship_id=row.pk, today=TODAY, by=other)
    with pytest.raises(NotPermitted):
        actions.set_team(child_id=child.pk, team_id=None, today=TODAY, by=other)
    with pytest.raises(NotPermitted):
        staff_import.import_staff(rows=(), today=TODAY, by=other)

    assert spells(child) == [(worker.pk, "social_worker", MONDAY, None)]


def test_children_elsewhere_and_restricted_ones_are_not_found(child: Child, worker: User) -> None:
    elsewhere = UserFactory.create(authority=AuthorityFactory.create(), support=True)
    support = UserFactory.create(authority=child.authority, support=True)
    hidden = ChildFactory.create(authority=child.authority, restricted=True)

    for by, one in ((elsewhere, child), (support, hidden)):
        with pytest.raises(NotFound):
            name(one, worker, by)

    assert Relationship.objects.count() == 0


@pytest.mark.parametrize("kind", ["social_worker", "team_manager"])
def test_whoever_ends_ends_among_the_people_too(support: User, child: Child, kind: str) -> None:
    first, second = (UserFactory.create(authority=child.authority, roles=[kind]) for _ in range(2))
    row = name(child, first, support, kind=kind, since=EARLIER)
    (party,) = staff_parties.enter(staff_parties.not_entered(child.pk), by=support)
    again = staff_parties.not_entered(child.pk)

    name(child, second, support, kind=kind)

    assert (party.kind, party.user, party.email, party.channel, party.from_on) == (
        kind, first, first.email, "email", EARLIER,
    )  # fmt: skip
    party.refresh_from_db()
    row.refresh_from_db()
    assert (again, party.until_on, party.ended_why) == ([], MONDAY, "No longer works with the child")
    assert [one.user for one in staff_parties.not_entered(child.pk)] == [second]


def test_one_who_was_typed_among_the_people_stands_there(support: User, child: Child) -> None:
    worker = UserFactory.create(authority=child.authority, social_worker=True, name="Rosa  Hallam")
    other = UserFactory.create(authority=child.authority, roles=["legal_officer"])
    name(child, worker, support)
    name(child, other, support, kind="legal_officer")
    PartyFactory.create(child=child, kind="social_worker", name="rosa hallam", email="another@council.example")

    assert staff_parties.not_entered(child.pk) == []


FILE = """local_id,e-mail,what,from,to,team
100200,before@council.example,Social worker,01/09/2026,,
100200,SW@council.example,social_worker,2026-11-16,,North
100200,sw@council.example,sw,16/11/2025,31/12/2025,
999999,sw@council.example,social_worker,16/11/2026,,
100200,nobody@council.example,social_worker,16/11/2026,,
100200,sw@council.example,team_manager,16/11/2026,,
100200,sw@council.example,cook,16/11/2026,,
100200,sw@council.example,social_worker,,,
100200,sw@council.example,social_worker,32/11/2026,,
100200,sw@council.example,social_worker,24/11/2026,,
100200,tm@council.example,team_manager,16/11/2026,,Nowhere
"""


def load(content: str, by: User) -> tuple[int, int, int, list[RefusedRow]]:
    read = staff_file.read(content.encode())
    done = staff_import.import_staff(rows=read.rows, today=TODAY, by=by)
    refused = sorted((*read.refused, *done.refused), key=lambda row: row.row)
    return done.created, done.updated, done.unchanged, refused


def test_a_file_tells_who_works_with_whom_and_again_changes_nothing(support: User, child: Child, worker: User) -> None:
    team = TeamFactory.create(authority=child.authority, name="North")
    before = UserFactory.create(authority=child.authority, social_worker=True, email="before@council.example")
    UserFactory.create(authority=child.authority, roles=["team_manager"], email="tm@council.example")

    first, again = load(FILE, support), load(FILE, support)

    no_role = staff.NotInThisRole().message
    refused = [
        RefusedRow(row=3, message="No child of the authority that you see has this local id."),
        RefusedRow(row=4, message=staff_import.NobodyHere().message),
        RefusedRow(row=5, message=no_role),
        RefusedRow(row=6, message="Choose what part this colleague has from the list."),
        RefusedRow(row=7, message="There is no first day."),
        RefusedRow(row=8, message="“32/11/2026” is not a day. Write it as 31/12/2026."),
        RefusedRow(row=9, message="The first day must be today or in the past."),
        RefusedRow(row=10, message="There is no team of that name. Make one under People and teams, or mend the name."),
    ]
    assert first == (3, 0, 0, refused)
    assert again == (0, 0, 3, refused)
    assert spells(child) == [
        (worker.pk, "social_worker", date(2025, 11, 16), date(2025, 12, 31)),
        (before.pk, "social_worker", EARLIER, MONDAY),
        (worker.pk, "social_worker", MONDAY, None),
    ]
    child.refresh_from_db()
    assert child.team == team
    counts = {"created": 3, "updated": 0, "unchanged": 0, "refused": 6}
    assert told()[0] == ("staff.imported", None, support.pk, counts)


def test_a_last_day_in_the_file_ends_what_runs(support: User, child: Child, worker: User) -> None:
    name(child, worker, support)
    head = "local_id;email;what;from;until\n"

    ended = load(f"{head}100200;sw@council.example;social_worker;16/11/2026;20/11/2026\n", support)
    still = load(f"{head}100200;sw@council.example;social_worker;16/11/2026;\n", support)

    assert (ended, still) == ((0, 1, 0, []), (0, 0, 1, []))
    assert spells(child) == [(worker.pk, "social_worker", MONDAY, date(2026, 11, 20))]


def test_a_file_that_bars_an_iro_is_a_conflict_at_once(support: User, anyshire: ResponsibleAuthority) -> None:
    named = NamedIroFactory.create(child=PeriodFactory.create(child__authority=anyshire).child)
    row = f"{named.child.local_id},{named.iro.email},social_worker,16/11/2026,20/11/2026\n"

    load(f"local_id,email,what,from,until\n{row}", support)

    assert list(Conflict.objects.values_list("iro_id", "since")) == [(named.iro_id, MONDAY)]


@pytest.mark.parametrize("content", [b"", b"\0\1", b"a,b\n1,2\n", b"local_id,email,what\n1,a@b,c\n"])
def test_refuses_a_file_without_its_columns(content: bytes) -> None:
    with pytest.raises(tables.NotATable):
        staff_file.read(content)


def test_the_empty_file_can_be_read() -> None:
    text = "\n".join(",".join(line) for line in staff_file.template())

    read = staff_file.read(text.encode("utf-8-sig"))

    assert [row.kind for row in read.rows] == [kind.value for kind in staff.ROLE_OF]
    assert read.refused == ()
