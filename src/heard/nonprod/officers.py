"""The officers of an invented council: posts, registrations, what they know, and what ties them to children.

The posts are as large as the invented caseloads ask for: between 50 and 75 children for a full-time post.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from heard.accounts.models import Nation, ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.caseloads.independence import check_again
from heard.caseloads.models import (
    Acceptance,
    CompetenceEvidence,
    Involvement,
    Leave,
    NamedIro,
    Needs,
    OfficerPhoto,
    OfficerProfile,
    OfficerRegistration,
    OtherDuty,
    Post,
    ServicePlace,
)
from heard.caseloads.photos import cleaned
from heard.children.models import Child, FamilyLink
from heard.nonprod.facts import Family
from heard.nonprod.photos import drawn

PERMANENT, SESSIONAL, AGENCY = "permanent", "sessional", "agency"
RENEWAL_WARNED_OF = timedelta(days=35)
A_YEAR = timedelta(days=365)
NOT_ANSWERED_YET = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of an invented officer; `years` is how long experience counts, `here` how long they are in post."""

    fte: str
    years: int
    here: int
    words: str
    employment: str = PERMANENT
    languages: tuple[str, ...] = ("english",)
    knows: tuple[str, ...] = ()
    manages: bool = False
    renews_soon: bool = False


ENGLISH = (
    Told(
        fte="1", years=17, here=9, knows=("attachment", "leaving-care"), manages=True,
        words="I have been doing this for a long time, and I still learn most from the people I meet. Before your"
        " review I come to see you, and we talk about what you want to say.",
    ),
    Told(
        fte="0.4", years=11, here=6, knows=("disability", "communication"), languages=("english", "makaton"),
        words="I like walking, drawing and bad jokes. You do not have to talk to me: you can show me, write to me or"
        " send somebody you trust.",
    ),
    Told(
        fte="0.3", years=14, here=3, knows=("minority-ethnic", "unaccompanied"), languages=("english", "punjabi"),
        words="My job is to check that people do what they promised you. If they do not, tell me, and I will ask them"
        " why.",
    ),
    Told(
        fte="0.5", years=3, here=1, employment=SESSIONAL, knows=("exploitation",),
        words="I used to work with young people who were in trouble. I will not judge you, and I will not forget what"
        " you told me.",
    ),
    Told(
        fte="0.3", years=20, here=12, languages=("english", "welsh"), knows=("abuse-neglect", "adoption"),
        words="Rwy’n siarad Cymraeg hefyd. I am there for you and for nobody else in the room.",
    ),
    Told(
        fte="0.4", years=8, here=2, employment=AGENCY, knows=("special-needs",), renews_soon=True,
        words="I play the trombone, not well. Ask me anything about your plan: if I do not know, I will find out.",
    ),
    Told(
        fte="0.3", years=9, here=4, knows=("adoption", "attachment"),
        words="You can ring me or write to me between reviews, too. I answer in a day or two.",
    ),
)  # fmt: skip
WELSH = (
    Told(
        fte="0.4", years=16, here=8, languages=("english", "welsh"), knows=("leaving-care", "attachment"), manages=True,
        words="Fy ngwaith i yw gwneud yn siŵr bod pobl yn gwrando arnat ti. Dwed wrtha i beth sy’n bwysig.",
    ),
    Told(
        fte="0.3", years=6, here=2, languages=("english", "welsh"), knows=("disability", "sign-language"),
        renews_soon=True,
        words="Rwy’n hoffi beicio a phobi. We can talk in Welsh, English or sign, as you like.",
    ),
    Told(
        fte="0.5", years=4, here=1, employment=SESSIONAL, languages=("english",), knows=("abuse-neglect",),
        words="Before a review I ask you who should be there, and who should not.",
    ),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Officers:
    """Writes what is told of the officers of one council."""

    authority: ResponsibleAuthority
    today: date
    users: dict[str, list[User]]

    def write(self, families: Sequence[Family], children: Sequence[Child]) -> None:
        """This will write the officers, the brothers and sisters, and the involvements; then the law looks at them.

        `children` are those of the families, in their order.
        """
        told = WELSH if self.authority.nation == Nation.WALES else ENGLISH
        officers = list(zip(self.users[Role.IRO], told, strict=True))
        self._people(officers)
        self._lines()
        ServicePlace.objects.create(
            authority=self.authority,
            managed_by="Head of safeguarding and quality assurance",
            apart="The social work teams and the placement budget are managed by another head of service; the two meet"
            " at the director.",
            from_on=self._ago(3),
        )
        self._siblings(families, children)
        self._ties(children)
        self._accepted()
        check_again(authority_id=self.authority.pk, today=self.today)

    def _accepted(self) -> None:
        """Appointments but the newest were answered within a week."""
        named = NamedIro.objects.filter(authority=self.authority, appointed_on__lt=self.today - NOT_ANSWERED_YET)
        Acceptance.objects.bulk_create(
            Acceptance(
                authority=self.authority,
                appointment=one,
                answered_on=one.appointed_on + timedelta(days=2 + one.pk % 5),
                declares_independence=True,
            )
            for one in named
        )

    def _ago(self, years: int, days: int = 0) -> date:
        return self.today - years * A_YEAR - timedelta(days=days)

    def _people(self, officers: Sequence[tuple[User, Told]]) -> None:
        manager = self.users[Role.IRO_MANAGER][0]
        everybody = [user for user, _ in officers]
        OfficerProfile.objects.bulk_create(self._profile(place, *one) for place, one in enumerate(officers))
        OfficerProfile.objects.create(
            authority=self.authority,
            user=manager,
            qualified_on=self._ago(24),
            management_experience=True,
            languages=["english"],
            specialisms=["abuse-neglect", "leaving-care"],
        )
        OfficerRegistration.objects.bulk_create(
            self._registration(place, user, soon=soon)
            for place, (user, soon) in enumerate(
                [*((user, told.renews_soon) for user, told in officers), (manager, False)]
            )
        )
        Post.objects.bulk_create(self._post(user, told) for user, told in officers)
        OfficerPhoto.objects.bulk_create(self._photo(place, user) for place, user in enumerate(everybody))
        first, second = everybody[0], everybody[1]
        Leave.objects.bulk_create(
            [self._leave(second, "annual", -2, 6), self._leave(everybody[-1], "annual", 14, 25),
             self._leave(first, "training", 30, 31)]
        )  # fmt: skip
        OtherDuty.objects.create(
            authority=self.authority,
            user=second,
            name="Training foster carers",
            counts_as=Decimal("4"),
            from_on=self._ago(1),
        )
        CompetenceEvidence.objects.create(
            authority=self.authority,
            user=first,
            kind="communication",
            shown_on=self._ago(0, 150),
            what="A review was observed: every young person spoke before any adult did.",
            recorded_by=manager,
        )

    def _profile(self, place: int, user: User, told: Told) -> OfficerProfile:
        return OfficerProfile(
            authority=self.authority,
            user=user,
            qualified_on=self._ago(told.years, days=200),
            experienced_since=self._ago(told.years),
            management_experience=told.manages,
            words_for_young_people=told.words,
            telephone=f"01632 960 {200 + place}",
            languages=sorted(told.languages),
            specialisms=sorted(told.knows),
        )

    def _registration(self, place: int, user: User, *, soon: bool) -> OfficerRegistration:
        welsh = self.authority.nation == Nation.WALES
        return OfficerRegistration(
            authority=self.authority,
            user=user,
            body="Social Care Wales" if welsh else "Social Work England",
            number=f"{'W' if welsh else 'SW'}{100_317 + 61 * place}",
            from_on=self._ago(3),
            renew_by=self.today + (RENEWAL_WARNED_OF if soon else timedelta(days=330)),
        )

    def _post(self, user: User, told: Told) -> Post:
        return Post(
            authority=self.authority,
            user=user,
            fte=Decimal(told.fte),
            employment=told.employment,
            from_on=self._ago(told.here),
        )

    def _photo(self, place: int, user: User) -> OfficerPhoto:
        photo = cleaned(drawn(place))
        return OfficerPhoto(
            authority=self.authority,
            user=user,
            media_type=photo.media_type,
            digest=photo.digest,
            content=photo.content,
        )

    def _leave(self, user: User, kind: str, first: int, last: int) -> Leave:
        days = {"first_day": self.today + timedelta(days=first), "last_day": self.today + timedelta(days=last)}
        return Leave(authority=self.authority, user=user, kind=kind, **days)

    def _lines(self) -> None:
        """The IROs are managed by their manager, the first team of social workers by its manager."""
        manager, team_manager = self.users[Role.IRO_MANAGER][0], self.users[Role.TEAM_MANAGER][0]
        User.objects.filter(pk__in=[user.pk for user in self.users[Role.IRO]]).update(line_manager=manager)
        workers = [user.pk for user in self.users[Role.SOCIAL_WORKER] if user.team_id == team_manager.team_id]
        User.objects.filter(pk__in=workers).update(line_manager=team_manager)

    def _siblings(self, families: Sequence[Family], children: Sequence[Child]) -> None:
        links, place = [], 0
        for family in families:
            group = sorted(children[place : place + len(family.children)], key=lambda child: child.pk)
            place += len(family.children)
            links += [
                FamilyLink(authority=self.authority, child=one, relative=other, kind=FamilyLink.Kind.SIBLING)
                for number, one in enumerate(group)
                for other in group[number + 1 :]
            ]
        FamilyLink.objects.bulk_create(links)

    def _ties(self, children: Sequence[Child]) -> None:
        """One who prepared the plan of a child without an IRO; one who came to hold the money of their own child; one
        that is over and bars nobody; and what two children need."""
        manager = self.users[Role.IRO_MANAGER][0]
        named = {row.child_id: row for row in NamedIro.objects.filter(authority=self.authority, ended_on=None)}
        waiting = [child for child in children if child.pk not in named and child.given_name in ("Dot", "Mali")]
        second, last = self.users[Role.IRO][1], self.users[Role.IRO][-1]
        theirs = [child for child in children if child.pk in named and named[child.pk].iro_id == last.pk]
        money = self.today - timedelta(days=2)
        over = Involvement.Kind.VISITS_CHILD
        rows = [
            (waiting[0], second, Involvement.Kind.PREPARED_PLAN, self._ago(0, 60), self._ago(0, 40), "Case file"),
            (
                theirs[0],
                last,
                Involvement.Kind.CONTROLS_RESOURCES,
                money,
                None,
                "Covers the placement panel since then",
            ),
            (theirs[-1], second, over, self._ago(4), self._ago(3), "Case file"),
        ]
        Involvement.objects.bulk_create(
            Involvement(
                authority=self.authority,
                child=child,
                user=user,
                kind=kind,
                from_on=first,
                until_on=until,
                source=Involvement.Source.ENTERED,
                evidence=evidence,
                entered_by=manager,
            )
            for child, user, kind, first, until, evidence in rows
        )
        Needs.objects.create(
            authority=self.authority, child=waiting[0], languages=["welsh"], specialisms=["disability"]
        )
