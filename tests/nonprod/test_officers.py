"""The officers of the invented councils: what their pages are for can be seen, and the law agrees."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads import team
from heard.caseloads.independence import check_again
from heard.caseloads.models import Conflict, Involvement, NamedIro, OfficerPhoto, OfficerProfile, Post
from heard.caseloads.photos import cleaned
from heard.children.models import Child, FamilyLink
from heard.common import scope
from heard.nonprod import demo
from heard.nonprod.councils import SIR_UNRHYW
from heard.nonprod.photos import drawn

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody_in_scope")
def test_a_council_has_officers_of_every_kind() -> None:
    demo.load_council(SIR_UNRHYW, today=TODAY)

    with scope.within(scope.DIRECTORY), transaction.atomic():
        authority = ResponsibleAuthority.objects.get(name="Sir Unrhyw")
    with scope.within(scope.of(authority.pk)), transaction.atomic():
        _is_told(authority)
        assert check_again(authority_id=authority.pk, today=TODAY) == 0


def _is_told(authority: ResponsibleAuthority) -> None:
    fte = Post.objects.aggregate(all=Sum("fte"))["all"]
    carried = NamedIro.objects.filter(ended_on=None).count()
    notices = team.notices(authority.pk, authority.nation, today=TODAY)
    conflict = Conflict.objects.get()
    bars = Involvement.objects.get(kind="prepared-plan")
    families = Child.objects.exclude(family_links=None).values_list("family_name", flat=True)

    assert fte == Decimal("1.20")
    assert 30 <= carried / fte <= 75
    assert set(Post.objects.values_list("employment", flat=True)) == {"permanent", "sessional"}
    assert [notice.code for notice in notices] == ["lapses-soon"]
    assert OfficerProfile.objects.filter(languages__contains=["welsh"]).count() == 2
    assert not OfficerProfile.objects.filter(words_for_young_people="", telephone__gt="").exists()
    assert OfficerPhoto.objects.count() == 3
    assert (conflict.rule, conflict.resolved_on, conflict.found_on) == ("iro-independent", None, TODAY)
    assert (bars.child.given_name, NamedIro.objects.filter(child=bars.child).exists()) == ("Mali", False)
    assert FamilyLink.objects.filter(kind="sibling").count() >= len(set(families)) > 0


@pytest.mark.parametrize("place", range(4))
def test_each_face_is_drawn_in_its_own_colours(place: int) -> None:
    assert cleaned(drawn(place)).content == drawn(place)
    assert len({drawn(other) for other in range(4)}) == 4
    assert len(drawn(place)) < 3_000
