"""What is said at the invented reviews. Plain words for plainly invented children."""

TIMES = ("After school, not on the day of the choir", "In the morning of the holidays", "When it is not swimming")
PLACES = ("At home", "In the café with the blue door", "At school, in the quiet room", "Outside, if it is dry")
WANTED = ("My carer and my big sister", "The advocate", "Nobody new", "Uncle Ferdy")
HELPS = (
    ("One voice at a time", "A break after twenty minutes"),
    ("Large pictures", "May leave when they like"),
    ("Sits beside the door",),
    ("Hearing loop in the room", "Questions sent the day before"),
)
SHARED = (
    "They want to see their brother more often than every second Saturday.",
    "They like the home and want to stay to the end of school.",
    "They worry about who looks after the dog.",
)
NOTE = "For my own memory only: an invented note of an invented talk."
WISHES = (
    (
        "I want to sleep at my brother’s house sometimes.",
        "partly",
        "Day visits come first; a night when the carer is approved.",
        "Overnight stays are wished for; safety checks come first because the house is not yet known.",
    ),
    ("I want to sing in the choir and not miss it for meetings.", "yes", "", ""),
    ("I want my own door key.", "not_now", "After your birthday, when you come home alone.", ""),
    ("I want to go back to my old school.", "no", "It is too far from here; friends from there may visit.", ""),
)
DECISIONS = (
    ("Overnight stays at the brother’s carer to be assessed", "You may sleep over when it is checked.", "sw", 30),
    ("Dentist: appointment made and kept", "You will see the dentist.", "carer", 25),
    ("Help with maths at lunchtime, twice a week", "You get help with maths at lunchtime.", "school", 40),
    ("Life-story work to begin", "Somebody helps you to put your story together.", "sw", 14),
    ("Passport application sent", "You get a passport.", "tm", 10),
)
SECTIONS = (
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
    ("plan", "The plan is long-term fostering with the present carers.", "The plan is that you stay where you are."),
)
DISAGREES = "The panel meets in January; the day cannot be kept."
OUTCOME = "Done as decided."
AGENDA_TALK = "Last decisions first, then family time; the child sets the third point."
WHO_COMES = "Child, mother for a part, carers, school in writing."
RISKS = "None known."
CONTACT = "Telephoned to hear whether the lunchtime help had begun. It has."
CHANGE = "The carers move to another town in spring; the plan to stay with them changes school and family time."
CHANGE_WISH = "Wants to stay with the carers and see the new school first."
CHANGE_EXPLAINED = "Talked it through with a map of the way to school, and what stays the same."
CHANGE_REASON = "The plan would change in two respects, so it is considered before it happens."
EARLY_WORDS = "Was away for one night and came back unhurt."
NONE_REASON = "Talked it through; nothing in the plan changes, and it stands on the agenda next time."
ADJOURNED_BECAUSE = "The assessment of the brother’s carer is not finished, and the decision hangs on it."
