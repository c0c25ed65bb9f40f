"""The invented people round the children of a council: family, carers, school, nurse, and a few who need more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from heard.accounts.models import Nation, ResponsibleAuthority, User
from heard.children.models import Child, Party, SafeContactRule

MOTHERS = ("Petra", "Morwen", "Sabine", "Odile", "Bronagh", "Ilse", "Marisol", "Thea", "Ginevra", "Lowenna")
FATHERS = ("Pavel", "Corin", "Anders", "Emrys", "Lorcan", "Matthias", "Dorian", "Perran", "Ruben", "Alaric")
CARERS = ("Una Brookmallow", "Stefan Hearthwick", "Gloria Lampwright", "Hywel Aelwydfach", "Nerys Bwthynllon")
SCHOOLS = ("Candle Lane Primary School", "Harbour Lantern Academy", "Ysgol Maes Llusern", "Willow Quill School")
NURSES = ("Nurse Honor Fenwhistle", "Nurse Tirion Pantglas")
WORDS = {
    Nation.ENGLAND: {"mother": "Mother", "father": "Father", "teacher": "Designated teacher", "polish": "Polish"},
    Nation.WALES: {"mother": "Mam", "father": "Tad", "teacher": "Athro dynodedig", "polish": "Pwyleg"},
}
EVERY = 12  # one child in twelve has a parent of each kind that needs more
FORBIDDEN, INTERPRETER, WELSH, LARGE_PRINT, NOT_THERE = range(5)
ORDER_MADE_AGO = timedelta(days=40)


@dataclass(slots=True, kw_only=True)
class Circle:
    """Writes the people round the children of one council. The same children get the same people."""

    authority: ResponsibleAuthority
    today: date
    by: User
    parties: list[Party] = field(default_factory=list)
    rules: list[SafeContactRule] = field(default_factory=list)

    def write(self, children: Sequence[Child]) -> None:
        """This will write everybody, in two statements."""
        for place, child in enumerate(children):
            if child.died_on is None:
                self.parties.extend(self._people(child, place))
        Party.objects.bulk_create(self.parties)
        SafeContactRule.objects.bulk_create(self.rules)

    def _people(self, child: Child, place: int) -> Iterator[Party]:
        yield self._party(child, "child", channel="held", parental_responsibility="no", language=self._language(place))
        if not child.unaccompanied:
            yield self._mother(child, place)
            yield from self._father(child, place)
        carer = CARERS[place % len(CARERS)]
        yield self._party(child, "foster_carer", name=carer, email=_email(carer), parental_responsibility="no")
        school = SCHOOLS[place % len(SCHOOLS)]
        yield self._party(
            child,
            "school",
            name=school,
            relation=self._word("teacher"),
            email=_email(school),
            parental_responsibility="no",
        )
        nurse = NURSES[self.authority.nation == Nation.WALES]
        yield self._party(child, "nurse", name=nurse, email=_email(nurse), parental_responsibility="no")

    def _mother(self, child: Child, place: int) -> Party:
        name = f"{MOTHERS[place % len(MOTHERS)]} {_family_of(child, place)}"
        kind = place % EVERY
        mother = self._party(
            child,
            "parent",
            name=name,
            relation=self._word("mother"),
            email=_email(name),
            parental_responsibility="yes",
            language="cy" if kind == WELSH else self._language(place),
            spoken_language=self._word("polish") if kind == INTERPRETER else "",
            interpreter=kind == INTERPRETER,
            accessible_format="large_print" if kind == LARGE_PRINT else "",
            postal_address=f"{place + 2} Pretend Lane\n{self.authority.name}",
        )
        if kind == NOT_THERE:
            mother.channel = Party.Channel.PRINT
            address = f"{place + 2} Pretend Lane"
            self._rule(mother, "not_this_address", "Others there open her letters", "The mother", address=address)
        return mother

    def _father(self, child: Child, place: int) -> Iterator[Party]:
        if place % 3 == 2:
            return
        name = f"{FATHERS[place % len(FATHERS)]} {_family_of(child, place)}"
        forbidden = place % EVERY == FORBIDDEN
        father = self._party(
            child,
            "parent",
            name=name,
            relation=self._word("father"),
            email=_email(name),
            parental_responsibility="by_order" if place % 3 else "not_known",
            left_out="both" if forbidden else "",
            left_out_why="A court order forbids contact" if forbidden else "",
        )
        if forbidden:
            self._rule(father, "do_not_contact", "A court order forbids contact", "The family court")
        yield father

    def _rule(self, party: Party, kind: str, reason: str, decided_by: str, *, address: str = "") -> None:
        rule = SafeContactRule(
            authority=self.authority,
            party=party,
            child=party.child,
            kind=kind,
            address=address,
            reason=reason,
            decided_by=decided_by,
            from_on=self.today - ORDER_MADE_AGO,
            recorded_by=self.by,
        )
        self.rules.append(rule)

    def _party(self, child: Child, kind: str, *, channel: str = "email", **told: object) -> Party:
        return Party(authority=self.authority, child=child, kind=kind, channel=channel, recorded_by=self.by, **told)

    def _word(self, kind: str) -> str:
        return WORDS[Nation(self.authority.nation)][kind]

    def _language(self, place: int) -> str:
        return "cy" if self.authority.nation == Nation.WALES and place % 2 else "en"


def _family_of(child: Child, place: int) -> str:
    return child.family_name or f"Unnamedby-{place}"


def _email(name: str) -> str:
    plain = "".join(letter for letter in name.casefold() if letter.isascii() and letter.isalnum())
    return f"{plain}@home.example"
