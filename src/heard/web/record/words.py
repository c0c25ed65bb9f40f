"""What the parts of a record are called on its pages."""

from django.utils.translation import gettext_lazy as _

from heard.reviews.models import Copy, Heading, SentCopy

HEADINGS = {
    Heading.LAST_DECISIONS: _("Last time’s decisions"),
    Heading.WISHES: _("Wishes"),
    Heading.HOME: _("Home"),
    Heading.FAMILY: _("Family and friends"),
    Heading.SCHOOL: _("School and learning"),
    Heading.HEALTH: _("Health"),
    Heading.WHO_I_AM: _("Who I am"),
    Heading.SAFE: _("Keeping safe"),
    Heading.PLAN: _("The plan"),
    Heading.FUTURE: _("Growing up"),
    Heading.DECISIONS: _("Decisions"),
    Heading.TOOK_PART: _("Who took part"),
    Heading.CONSULTED: _("Who was consulted"),
    Heading.VIEWS: _("What others said on their own"),
    Heading.SITTINGS: _("Sittings and adjournment"),
    Heading.CHANGES: _("Changes that were considered"),
    Heading.MATTERS: _("What was considered"),
    Heading.RIGHTS: _("Rights that were explained"),
    Heading.PERMANENCE: _("Plan for permanence"),
    Heading.DUTIES: _("Other reviews of this sitting"),
    Heading.FACTS: _("Facts at the head: day of birth, place, part taken, talk alone"),
}
COPIES = {
    Copy.RECORD: _("Full record"),
    Copy.LETTER: _("Letter to the child"),
    Copy.PARENTS: _("Parents’ copy"),
    Copy.COURT: _("Court copy"),
    Copy.DECISIONS: _("Decisions only"),
}
WAYS = {
    SentCopy.Way.OUTBOX: _("Through the outbox"),
    SentCopy.Way.HAND: _("Given by hand"),
    SentCopy.Way.CASE_FILE: _("Put on the case file"),
    SentCopy.Way.READ_OUT: _("Read out to the child"),
}
STATES = {"empty": _("empty"), "begun": _("begun"), "written": _("written")}
ANSWERS = {
    "yes": _("Yes"),
    "partly": _("Partly"),
    "not_now": _("Not now"),
    "no": _("No"),
    "": _("No answer yet"),
}
BECAME = {
    "open": _("Not done"),
    "done": _("Done"),
    "dropped": _("Dropped"),
    "carried": _("Carried over"),
}
