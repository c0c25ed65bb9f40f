"""The invented councils, Anyshire and Sir Unrhyw.

The same day gives the same facts, and a second load changes nothing.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from heard.accounts.actions import change_authority, create_authority, create_team, create_user
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import ROLES, Role
from heard.audit import log
from heard.children.models import Child
from heard.common import scope
from heard.common.errors import DomainError
from heard.deadlines.actions import recompute
from heard.law import Nation
from heard.nonprod.around_reviews import AroundReviews
from heard.nonprod.circle import Circle
from heard.nonprod.councils import COUNCILS, Council
from heard.nonprod.facts import Family
from heard.nonprod.known import Known, of_anyshire, of_sir_unrhyw
from heard.nonprod.life import Life
from heard.nonprod.officers import Officers
from heard.nonprod.population import Population
from heard.nonprod.review_lives import ReviewLives
from heard.nonprod.support import Support
from heard.nonprod.writing import Writer
from heard.reviews.models import Review

PASSWORD = "every-child-is-heard"  # noqa: S105  # of every invented person; shown to whoever loads the demo
UNNAMED_ONE_IN = 37
ALLOCATION_TARGET = 3  # working days, a local setting


class NotInProduction(DomainError):
    """The invented councils are not loaded in production. Unset HEARD_ENV where you want to look at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """An invented person who can sign in."""

    name: str
    role: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCouncil:
    """An invented council as it stands; `created` is false when it was there already and was left as it is."""

    authority: str
    nation: str
    created: bool
    children: int
    reviews_held: int
    reviews_booked: int
    sign_ins: tuple[SignIn, ...]


class DemoLoaded(dict[str, object]):
    """What `heard demo` prints: with `--json` as it is, for people as text."""

    def __init__(self, councils: list[LoadedCouncil]) -> None:
        super().__init__(password=PASSWORD, councils=[asdict(council) for council in councils])
        self.councils = tuple(councils)

    def __str__(self) -> str:
        lines = []
        for council in self.councils:
            done = "loaded" if council.created else "was there already; nothing changed"
            lines.append(
                f"{council.authority} ({council.nation}): {done}. {council.children} children,"
                f" {council.reviews_held} reviews held, {council.reviews_booked} booked."
            )
            width = max((len(person.email) for person in council.sign_ins), default=0)
            lines += [f"  {who.email.ljust(width)}  {who.name}, {who.role}" for who in council.sign_ins]
        return "\n".join([*lines, f"The password of every invented person: {PASSWORD}"])


@transaction.atomic
def load(*, today: date) -> DemoLoaded:
    """Load the invented councils that are not there yet, with three years of history up to `today`.

    Raises NotInProduction; EmailTaken when somebody of another authority has the address of an invented person.
    """
    if settings.PRODUCTION:
        raise NotInProduction
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('heard.demo'))")
    return DemoLoaded([load_council(council, today=today) for council in COUNCILS])


@transaction.atomic
def load_council(council: Council, *, today: date) -> LoadedCouncil:
    """Load one invented council, or leave the authority of that name as it is."""
    with scope.within(scope.DIRECTORY):
        there = ResponsibleAuthority.objects.filter(name__iexact=council.name).first()
    authority = there or create_authority(name=council.name, nation=council.nation)
    with scope.within(scope.of(authority.pk)):
        if there is None:
            _fill(authority, council, today)
        return _as_it_stands(authority, council, created=there is None)


def families_of(council: Council, *, today: date) -> list[Family]:
    """Invent the children of a council; a pure function of its name and the day."""
    life = Life(nation=Nation(council.nation), today=today, random=Random(f"heard {council.name}"))  # noqa: S311
    people = Population(life=life)
    known = (of_anyshire if life.nation is Nation.ENGLAND else of_sir_unrhyw)(Known(people=people))
    families = [make() for make, number in people.kinds(council.children) for _ in range(number)]
    left = council.children - sum(len(family.children) for family in [*known, *families])
    families += [people.in_care() for _ in range(left)]
    life.random.shuffle(families)
    _restrict(families, 2 if council.nation == Nation.ENGLAND else 1)
    for place, family in enumerate(families):
        if place % UNNAMED_ONE_IN == 9:
            for child in family.children:
                child.given = child.family = ""
    return [*known, *families]


def _restrict(families: list[Family], number: int) -> None:
    alone = [family.children[0] for family in families if len(family.children) == 1 and family.children[0].in_care]
    for child in alone[3 : 3 + number]:
        child.restricted = True


def _fill(authority: ResponsibleAuthority, council: Council, today: date) -> None:
    users = _people(authority, council, today)
    change_authority(
        authority_id=authority.pk,
        duty_email=f"iro.duty@{council.domain}",
        duty_telephone=council.telephone,
        allocation_target_working_days=ALLOCATION_TARGET,
        count_back_clear_days=False,
        by=users[Role.ADMINISTRATOR][0],
    )
    writer = Writer(
        authority=authority,
        today=today,
        users=users,
        caseload_of_first_iro=council.caseload_of_first_iro,
        first_local_id=council.first_local_id,
    )
    families = families_of(council, today=today)
    writer.write(families)
    Circle(authority=authority, today=today, by=users[Role.BUSINESS_SUPPORT][0]).write(writer.children)
    Officers(authority=authority, today=today, users=users).write(families, writer.children)
    Support(authority=authority, users=users, today=today).write()
    recompute(authority_id=authority.pk, today=today)
    ReviewLives(authority=authority, users=users, today=today).write()
    AroundReviews(authority=authority, users=users, today=today).write()
    log.record("demo.loaded", authority_id=authority.pk, by=None, today=today, children=len(writer.children))


def _people(authority: ResponsibleAuthority, council: Council, today: date) -> dict[str, list[User]]:
    users: dict[str, list[User]] = defaultdict(list)
    for person in council.people:
        team = create_team(authority_id=authority.pk, name=person.team, by=None)
        users[person.role].append(
            create_user(
                authority_id=authority.pk,
                email=council.email_of(person),
                name=person.name,
                roles=[person.role],
                password=None,
                by=None,
                team_id=team.pk,
                language=person.language,
                access_until=today + timedelta(days=28) if person.role == Role.INSPECTOR else None,
            )
        )
    who = [council.email_of(person) for person in council.people if person.signs_in]
    User.objects.filter(email__in=who).update(password=make_password(PASSWORD))  # one hash for all: hashing is slow
    return users


def _as_it_stands(authority: ResponsibleAuthority, council: Council, *, created: bool) -> LoadedCouncil:
    there = set(User.objects.filter(authority=authority, is_active=True).values_list("email", flat=True))
    people = [person for person in council.people if person.signs_in and council.email_of(person) in there]
    return LoadedCouncil(
        authority=authority.name,
        nation=authority.nation,
        created=created,
        children=Child.objects.filter(authority=authority).count(),
        reviews_held=Review.objects.filter(authority=authority, state=Review.State.HELD).count(),
        reviews_booked=Review.objects.filter(authority=authority, state=Review.State.ARRANGED).count(),
        sign_ins=tuple(
            SignIn(name=person.name, role=ROLES[person.role].title, email=council.email_of(person)) for person in people
        ),
    )
