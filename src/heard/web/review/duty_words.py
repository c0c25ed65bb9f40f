"""What the other reviews of a sitting are called, and what came of them."""

from django.utils.translation import gettext_lazy

from heard.reviews.models import CombinedDuty

DUTIES = {
    CombinedDuty.Kind.SHORT_BREAKS: gettext_lazy("Review of short breaks"),
    CombinedDuty.Kind.PATHWAY: gettext_lazy("Review of the pathway plan"),
    CombinedDuty.Kind.PLACEMENT: gettext_lazy("Review of the placement plan"),
    CombinedDuty.Kind.EDUCATION: gettext_lazy("Review of the personal education plan"),
    CombinedDuty.Kind.ADOPTION: gettext_lazy("Adoption review"),
    CombinedDuty.Kind.CHILD_PROTECTION: gettext_lazy("Child protection conference"),
    CombinedDuty.Kind.SPECIAL_NEEDS: gettext_lazy("Review of the education, health and care plan"),
    CombinedDuty.Kind.YOUTH_JUSTICE: gettext_lazy("Youth justice review"),
}
OUTCOMES = {
    CombinedDuty.Outcome.OPEN: gettext_lazy("Not recorded yet"),
    CombinedDuty.Outcome.HELD: gettext_lazy("Carried out"),
    CombinedDuty.Outcome.GOES_ON: gettext_lazy("Begun, and goes on at another meeting"),
    CombinedDuty.Outcome.NOT_HELD: gettext_lazy("Not carried out"),
}
