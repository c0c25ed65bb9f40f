"""What the ways, answers and states of talks and meetings are called on pages."""

from django.utils.translation import gettext_lazy as _

from heard.reviews.models import (
    Adjournment,
    ChildsPart,
    Choices,
    NoteOpening,
    Permanence,
    PrivateTalk,
    RightExplained,
    Sitting,
    TakingPart,
    Wish,
)

OUTCOMES = {
    PrivateTalk.Outcome.BEFORE: _("Before the review"),
    PrivateTalk.Outcome.AFTER: _("After the review"),
    PrivateTalk.Outcome.DECLINED: _("The child did not want it"),
    PrivateTalk.Outcome.INAPPROPRIATE: _("Not appropriate for age or understanding"),
}
TALK_WAYS = {
    PrivateTalk.Way.IN_PERSON: _("In person"),
    PrivateTalk.Way.TELEPHONE: _("By telephone"),
    PrivateTalk.Way.VIDEO: _("By video"),
    PrivateTalk.Way.OBSERVATION: _("Observation"),
    PrivateTalk.Way.PLAY: _("Play"),
}
PLAIN_WAYS = {
    TakingPart.Way.IN_PERSON: _("In person"),
    TakingPart.Way.VIDEO: _("By video"),
    TakingPart.Way.TELEPHONE: _("By telephone"),
}
AUDIENCES = {
    PrivateTalk.Audience.EVERYBODY: _("Everybody at the review"),
    PrivateTalk.Audience.SOCIAL_WORKER: _("The social worker"),
    PrivateTalk.Audience.CARERS: _("The carers"),
    PrivateTalk.Audience.PARENTS: _("The parents"),
    PrivateTalk.Audience.ADVOCATE: _("The advocate"),
}
GROUNDS = {
    NoteOpening.Ground.CHILD: _("The child agreed"),
    NoteOpening.Ground.SAFEGUARDING: _("To keep somebody safe"),
}
SITTING_WAYS = {
    Sitting.Way.IN_PERSON: _("In person"),
    Sitting.Way.VIDEO: _("By video"),
    Sitting.Way.TELEPHONE: _("By telephone"),
    Sitting.Way.HYBRID: _("Some in person, some by video"),
    Sitting.Way.PAPER: _("Without a meeting, as the child agreed"),
}
ADJOURNED = {
    Adjournment.Why.PAPERS_MISSING: _("Papers were missing"),
    Adjournment.Why.NOT_ENOUGH: _("Not enough was known to decide"),
    Adjournment.Why.SOMEBODY_MISSING: _("Somebody who matters could not come"),
    Adjournment.Why.CHILD_WISH: _("The child wished it"),
    Adjournment.Why.OTHER: _("Another reason"),
}
PRESENCES = {
    TakingPart.Presence.WHOLE: _("There for all of it"),
    TakingPart.Presence.PART: _("There for a part"),
    TakingPart.Presence.WRITING: _("In writing"),
    TakingPart.Presence.ABSENT: _("Not there"),
}
SPOKEN_FOR = {
    ChildsPart.SpokenForBy.ADVOCATE: _("An advocate"),
    ChildsPart.SpokenForBy.IRO: _("The IRO"),
    ChildsPart.SpokenForBy.OTHER: _("Somebody else whom the child chose"),
}
CHAIRED = {
    Choices.Chairing.NO: _("No"),
    Choices.Chairing.PART: _("Yes, a part of it"),
    Choices.Chairing.ALL: _("Yes, all of it"),
}
CAME_BY = {
    Wish.CameBy.REVIEW: _("Said at the review"),
    Wish.CameBy.TALK: _("Shared from the private talk"),
    Wish.CameBy.CONSULTATION: _("From the consultation"),
    Wish.CameBy.ADVOCATE: _("Through the advocate"),
    Wish.CameBy.OBSERVED: _("Observed"),
}
ANSWERS = {
    Wish.Answer.YES: _("Yes"),
    Wish.Answer.PARTLY: _("Partly"),
    Wish.Answer.NOT_NOW: _("Not now"),
    Wish.Answer.NO: _("No"),
}
RIGHTS = {
    RightExplained.Right.COMPLAINT: _("To complain"),
    RightExplained.Right.ADVOCATE: _("To have an advocate"),
    RightExplained.Right.COURT: _("To apply to a court"),
}
PERMANENCE = {
    Permanence.Plan.RETURN_HOME: _("Return to parents"),
    Permanence.Plan.FAMILY: _("Family or friends"),
    Permanence.Plan.LONG_TERM_FOSTERING: _("Long-term fostering"),
    Permanence.Plan.SPECIAL_GUARDIANSHIP: _("Special guardianship"),
    Permanence.Plan.ADOPTION: _("Adoption"),
    Permanence.Plan.RESIDENTIAL: _("Residential care"),
    Permanence.Plan.INDEPENDENCE: _("Supported living and independence"),
    Permanence.Plan.NONE: _("No plan yet"),
}


def rights_in_words(rights: tuple[str, ...]) -> str:
    """This will give "to complain, to have an advocate"."""
    told = [str(RIGHTS[RightExplained.Right(right)]) for right in rights]
    return ", ".join(f"{text[:1].lower()}{text[1:]}" for text in told)
