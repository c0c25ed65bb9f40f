"""The two invented councils and the people who can sign in there."""

from dataclasses import dataclass

from heard.accounts.permissions import Role
from heard.children.names import plain

SERVICE_TEAM = "Independent reviewing service"
WELSH_SERVICE_TEAM = "Gwasanaeth adolygu annibynnol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody invented with an account. `signs_in` is false for colleagues whose names only appear."""

    name: str
    role: Role
    team: str = SERVICE_TEAM
    language: str = ""
    signs_in: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """An invented council: its law, size, people, and how many children the first IRO carries."""

    name: str
    nation: str
    domain: str
    telephone: str
    children: int
    first_local_id: int
    caseload_of_first_iro: int
    people: tuple[Person, ...]

    def email_of(self, person: Person) -> str:
        """The address with which the person signs in."""
        return f"{plain(person.name).replace(' ', '.')}@{self.domain}"

    def named(self, *roles: Role) -> list[Person]:
        """The people of these roles, in order."""
        return [person for person in self.people if person.role in roles]


ANYSHIRE = Council(
    name="Anyshire",
    nation="england",
    domain="anyshire.example",
    telephone="01632 960142",
    children=180,
    first_local_id=204_117,
    caseload_of_first_iro=66,
    people=(
        Person(name="Maren Oakhollow", role=Role.IRO),
        Person(name="Tobias Wrenfield", role=Role.IRO),
        Person(name="Sunita Larkmoor", role=Role.IRO),
        Person(name="Kemi Adebrook", role=Role.IRO),
        Person(name="Dafydd Glynrhos", role=Role.IRO),
        Person(name="Hester Vaneleaf", role=Role.IRO),
        Person(name="Corin Saddlewick", role=Role.IRO),
        Person(name="Ifeoma Brightwater", role=Role.IRO_MANAGER),
        Person(name="Dougie Pennyfarthing", role=Role.BUSINESS_SUPPORT),
        Person(name="Callum Rushbrook", role=Role.SOCIAL_WORKER, team="Children in care, north"),
        Person(name="Asha Windermoor", role=Role.SOCIAL_WORKER, team="Children in care, north", signs_in=False),
        Person(name="Petra Stonechat", role=Role.SOCIAL_WORKER, team="Children in care, north", signs_in=False),
        Person(name="Emeka Fallowdale", role=Role.SOCIAL_WORKER, team="Children in care, south", signs_in=False),
        Person(name="Lise Harbourfold", role=Role.SOCIAL_WORKER, team="Children in care, south", signs_in=False),
        Person(name="Gareth Tallowbeck", role=Role.SOCIAL_WORKER, team="Children in care, south", signs_in=False),
        Person(name="Moira Sedgewater", role=Role.SOCIAL_WORKER, team="Assessment 2", signs_in=False),
        Person(name="Anselm Ploverton", role=Role.SOCIAL_WORKER, team="Assessment 2", signs_in=False),
        Person(name="Bettina Loosestrife", role=Role.SOCIAL_WORKER, team="Disabled children", signs_in=False),
        Person(name="Priya Sandmartin", role=Role.TEAM_MANAGER, team="Children in care, north"),
        Person(name="Howard Brackenridge", role=Role.LEGAL_OFFICER, team="Legal services"),
        Person(name="Odette Marlpit", role=Role.COMPLAINTS_MANAGER, team="Complaints"),
        Person(name="Winston Greyfeather", role=Role.BOARD_MEMBER, team="Corporate parenting board"),
        Person(name="Agnes Copperlode", role=Role.INSPECTOR, team="Inspection"),
        Person(name="Silas Candlewright", role=Role.DATA_PROTECTION_OFFICER, team="Information governance"),
        Person(name="Rosa Timberlake-Nook", role=Role.ADMINISTRATOR),
    ),
)
SIR_UNRHYW = Council(
    name="Sir Unrhyw",
    nation="wales",
    domain="sir-unrhyw.example",
    telephone="029 2018 0142",
    children=60,
    first_local_id=70_311,
    caseload_of_first_iro=24,
    people=(
        Person(name="Gwion Enghraifft", role=Role.IRO, team=WELSH_SERVICE_TEAM, language="cy"),
        Person(name="Eleri Nantymoch-Wyn", role=Role.IRO, team=WELSH_SERVICE_TEAM),
        Person(name="Idwal Crugmelyn", role=Role.IRO, team=WELSH_SERVICE_TEAM),
        Person(name="Angharad Pistyllwen", role=Role.IRO_MANAGER, team=WELSH_SERVICE_TEAM),
        Person(name="Delyth Cwmbanadl", role=Role.BUSINESS_SUPPORT, team=WELSH_SERVICE_TEAM, language="cy"),
        Person(name="Huw Glasgoed", role=Role.SOCIAL_WORKER, team="Plant sy’n derbyn gofal"),
        Person(name="Catrin Rhydlafar-Ddu", role=Role.SOCIAL_WORKER, team="Plant sy’n derbyn gofal", signs_in=False),
        Person(name="Emyr Bontgam", role=Role.SOCIAL_WORKER, team="Plant anabl", signs_in=False),
        Person(name="Luned Hafandir", role=Role.TEAM_MANAGER, team="Plant sy’n derbyn gofal"),
        Person(name="Ioan Llechwyrdd", role=Role.LEGAL_OFFICER, team="Gwasanaethau cyfreithiol"),
        Person(name="Beca Trwyncastell", role=Role.COMPLAINTS_MANAGER, team="Cwynion"),
        Person(name="Meirion Gwalchfa", role=Role.BOARD_MEMBER, team="Bwrdd rhianta corfforaethol"),
        Person(name="Elain Dyffrynlas", role=Role.INSPECTOR, team="Arolygiaeth"),
        Person(name="Tegid Morfablodau", role=Role.DATA_PROTECTION_OFFICER, team="Llywodraethu gwybodaeth"),
        Person(name="Ffion Cerrigmân", role=Role.ADMINISTRATOR, team=WELSH_SERVICE_TEAM),
    ),
)
COUNCILS = (ANYSHIRE, SIR_UNRHYW)
