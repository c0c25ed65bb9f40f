"""What is said at the invented reviews. Plain words for plainly invented children."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """Everything that is said and written at reviews, in one language."""

    times: tuple[str, ...]
    places: tuple[str, ...]
    wanted: tuple[str, ...]
    helps: tuple[tuple[str, ...], ...]
    shared: tuple[str, ...]
    note: str
    wishes: tuple[tuple[str, str, str, str], ...]
    decisions: tuple[tuple[str, str, str, int], ...]
    sections: tuple[tuple[str, str, str], ...]
    disagrees: str
    outcome: str
    agenda_talk: str
    who_comes: str
    risks: str
    contact: str
    change: str
    change_wish: str
    change_explained: str
    change_reason: str
    early_words: str
    none_reason: str
    adjourned_because: str
    owners: dict[str, str]


ENGLISH = ReviewWords(
    times=("After school, not on the day of the choir", "In the morning of the holidays", "When it is not swimming"),
    places=("At home", "In the café with the blue door", "At school, in the quiet room", "Outside, if it is dry"),
    wanted=("My carer and my big sister", "The advocate", "Nobody new", "Uncle Ferdy"),
    helps=(
        ("One voice at a time", "A break after twenty minutes"),
        ("Large pictures", "May leave when they like"),
        ("Sits beside the door",),
        ("Hearing loop in the room", "Questions sent the day before"),
    ),
    shared=(
        "They want to see their brother more often than every second Saturday.",
        "They like the home and want to stay to the end of school.",
        "They worry about who looks after the dog.",
    ),
    note="For my own memory only: an invented note of an invented talk.",
    wishes=(
        (
            "I want to sleep at my brother’s house sometimes.",
            "partly",
            "Day visits come first; a night when the carer is approved.",
            "Overnight stays are wished for; safety checks come first because the house is not yet known.",
        ),
        ("I want to sing in the choir and not miss it for meetings.", "yes", "", ""),
        ("I want my own door key.", "not_now", "After your birthday, when you come home alone.", ""),
        ("I want to go back to my old school.", "no", "It is too far from here; friends from there may visit.", ""),
    ),
    decisions=(
        ("Overnight stays at the brother’s carer to be assessed", "You may sleep over when it is checked.", "sw", 30),
        ("Dentist: appointment made and kept", "You will see the dentist.", "carer", 25),
        ("Help with maths at lunchtime, twice a week", "You get help with maths at lunchtime.", "school", 40),
        ("Life-story work to begin", "Somebody helps you to put your story together.", "sw", 14),
        ("Passport application sent", "You get a passport.", "tm", 10),
    ),
    sections=(
        (
            "home",
            "The home is settled. The carers know what helps at bedtime and what does not.",
            "You told us that bedtime goes better with the light on.",
        ),
        (
            "family",
            "Family time with the mother every second Saturday went well four times of five.",
            "You see your mum every second Saturday. Once it did not happen. That was not your fault.",
        ),
        (
            "school",
            "Attendance is 96%. Reading is above age; maths needs help, asked for at lunchtime.",
            "Your teacher told us that you read really well.",
        ),
        ("health", "The health assessment is in date. Glasses are needed for reading.", "You get glasses for reading."),
        (
            "plan",
            "The plan is long-term fostering with the present carers.",
            "The plan is that you stay where you are.",
        ),
    ),
    disagrees="The panel meets in January; the day cannot be kept.",
    outcome="Done as decided.",
    agenda_talk="Last decisions first, then family time; the child sets the third point.",
    who_comes="Child, mother for a part, carers, school in writing.",
    risks="None known.",
    contact="Telephoned to hear whether the lunchtime help had begun. It has.",
    change="The carers move to another town in spring; the plan to stay with them changes school and family time.",
    change_wish="Wants to stay with the carers and see the new school first.",
    change_explained="Talked it through with a map of the way to school, and what stays the same.",
    change_reason="The plan would change in two respects, so it is considered before it happens.",
    early_words="Was away for one night and came back unhurt.",
    none_reason="Talked it through; nothing in the plan changes, and it stands on the agenda next time.",
    adjourned_because="The assessment of the brother’s carer is not finished, and the decision hangs on it.",
    owners={"carer": "The carers", "school": "The school", "tm": "The team manager"},
)
