"""What is said around the invented reviews, in the language of the council: plainly invented words."""

from dataclasses import dataclass

from heard.law import Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of one council: those of a report by heading, and of what is booked and what came of a duty."""

    begun: dict[str, str]
    report: dict[str, str]
    sent_back: str
    again: tuple[str, str]
    room: str
    link: str
    transport: str
    no_transport: str
    pathway: str
    education: str


ENGLISH = Said(
    begun={
        "last_decisions": "The dentist was seen. Help with maths has begun; the passport is still with the post.",
        "wishes": "“I want to sing in the choir and not miss it for meetings.” Said in the car, on the way home.",
    },
    report={
        "last_decisions": "The dentist was seen, and help with maths has begun. The passport has not been asked for.",
        "happened": "A new room, painted yellow. One weekend with the brother, which went well.",
        "wishes": "“I want my own door key.” Told to the carer at breakfast, and to me a week later.",
        "home": "The home is right. Nobody plans a move.",
        "contact": "Every second Saturday with the mother. Twice she could not come, and rang to say so.",
        "education": "Reading is above age; maths is helped at lunchtime, twice a week.",
        "health": "Glasses for reading have come. The next assessment is booked.",
    },
    sent_back="Say who is to ask for the passport, and by when.",
    again=(
        "last_decisions",
        "The dentist was seen, and help with maths has begun. The carer asks for the passport within two weeks.",
    ),
    room="The quiet room at the Lantern Library",
    link="Video call by the business support team",
    transport="Puddleduck Cars",
    no_transport="The firm has no car with a child seat that day. Another one is asked.",
    pathway="The plan stands. A bank account and a cooking evening were added.",
    education="The teacher left early. It goes on at school, in the week after the holidays.",
)
WELSH = Said(
    begun={
        "last_decisions": "Gwelwyd y deintydd. Mae’r help gyda mathemateg wedi dechrau; mae’r pasbort yn y post o hyd.",
        "wishes": "“Dw i eisiau canu yn y côr a pheidio â’i golli oherwydd cyfarfodydd.”"
        " Dywedwyd yn y car ar y ffordd adref.",
    },
    report={
        "last_decisions": "Gwelwyd y deintydd, ac mae’r help gyda mathemateg wedi dechrau. Ni ofynnwyd am y pasbort.",
        "happened": "Ystafell newydd, wedi’i phaentio’n felyn. Un penwythnos gyda’r brawd, a aeth yn dda.",
        "wishes": "“Dw i eisiau fy allwedd fy hun.” Dywedwyd wrth y gofalwr amser brecwast, ac wrthyf i wythnos wedyn.",
        "home": "Mae’r cartref yn iawn. Nid oes neb yn bwriadu symud.",
        "contact": "Bob yn ail ddydd Sadwrn gyda’r fam. Ddwywaith ni allai ddod, a ffoniodd i ddweud.",
        "education": "Mae’r darllen uwchlaw’r oedran; ceir help gyda mathemateg amser cinio, ddwywaith yr wythnos.",
        "health": "Mae’r sbectol ddarllen wedi dod. Trefnwyd yr asesiad nesaf.",
    },
    sent_back="Dywedwch pwy sydd i ofyn am y pasbort, ac erbyn pryd.",
    again=(
        "last_decisions",
        "Gwelwyd y deintydd, ac mae’r help gyda mathemateg wedi dechrau. Bydd y gofalwr yn gofyn am y pasbort o fewn"
        " pythefnos.",
    ),
    room="Yr ystafell dawel yn Llyfrgell y Llusern",
    link="Galwad fideo gan y tîm cymorth busnes",
    transport="Ceir Cwac-Cwac",
    no_transport="Nid oes gan y cwmni gar â sedd plentyn y diwrnod hwnnw. Gofynnir i un arall.",
    pathway="Mae’r cynllun yn sefyll. Ychwanegwyd cyfrif banc a noson goginio.",
    education="Gadawodd yr athro’n gynnar. Mae’n parhau yn yr ysgol, yn yr wythnos ar ôl y gwyliau.",
)


def said_in(nation: str) -> Said:
    """This will give the words of a council: Welsh in Wales."""
    return WELSH if nation == Nation.WALES else ENGLISH
