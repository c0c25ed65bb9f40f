"""One officer's page, and each change on it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import (
    CompetenceEvidence,
    Conflict,
    FurtherCase,
    Leave,
    OfficerIdentity,
    OfficerPhoto,
    OfficerProfile,
    OfficerRegistration,
    OtherDuty,
    Post,
    ServicePlace,
)
from heard.common import scope
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    DutyFactory,
    EvidenceFactory,
    FurtherCaseFactory,
    LeaveFactory,
    NamedIroFactory,
    PeriodFactory,
    PhotoFactory,
    PostFactory,
    RegistrationFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.factories.correspondence import png
from tests.web.visits import links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def maren(ifeoma: User) -> User:
    return UserFactory.create(iro=True, authority=ifeoma.authority, name="Maren Oakhollow")


def path(user: User, rest: str = "") -> str:
    return f"/service/officers/{user.pk}/{rest}"


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def follow(user: User, answer: Any) -> str:
    assert answer.status_code == 302, words(answer)
    return words(visit(user, answer["Location"]))


def test_the_manager_writes_the_profile(ifeoma: User, maren: User) -> None:
    told = {"telephone": "01632 960 001", "languages": "Welsh, English", "specialisms": ["adoption"]}
    told |= {"words_for_young_people": "I listen first.", "base_district": "ll11", "management_experience": "on"}

    answer = send(ifeoma, path(maren, "profile/"), **told, **on("qualified_on", date(2009, 7, 1)))

    page = follow(ifeoma, answer)
    assert "I listen first." in page
    assert "Telephone 01632 960 001 Qualified on 1 July 2009 Experience counts from 1 July 2009" in page
    assert "Management experience Yes Languages English, Welsh Knows well Adoption Starts from LL11" in page


def test_officers_write_their_own_profile_without_the_qualification(ifeoma: User, maren: User) -> None:
    answer = send(maren, path(maren, "profile/"), telephone="01632 960 001", **on("qualified_on", date(2009, 7, 1)))

    assert answer.status_code == 302
    assert list(OfficerProfile.objects.values_list("telephone", "qualified_on")) == [("01632 960 001", None)]
    assert "Qualified as a social worker on" not in words(visit(maren, path(maren, "profile/")))


def test_a_profile_with_a_wrong_number_is_refused_beside_the_field(ifeoma: User, maren: User) -> None:
    answer = send(ifeoma, path(maren, "profile/"), telephone="call me", base_district="nowhere")

    assert "Enter a telephone number with figures and spaces, like 01632 960 001." in words(answer) or (
        "Ensure this value has at most 4 characters" in words(answer)
    )
    assert OfficerProfile.objects.count() == 0


def test_a_photo_is_kept_and_served_to_colleagues_and_to_nobody_elsewhere(ifeoma: User, maren: User) -> None:
    answer = send(maren, path(maren, "photo/change/"), photo=SimpleUploadedFile("me.png", png(), "image/png"))

    assert "Take the photo away" in follow(maren, answer)
    worker = UserFactory.create(social_worker=True, authority=maren.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    shown = visit(worker, path(maren, "photo"))
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
    assert shown.content == bytes(OfficerPhoto.objects.get().content)
    assert shown["Cache-Control"] == "private, max-age=86400"
    assert visit(elsewhere, path(maren, "photo")).status_code == 404
    assert visit(worker, path(ifeoma, "photo")).status_code == 404


def test_what_is_no_photo_is_refused(maren: User) -> None:
    answer = send(maren, path(maren, "photo/change/"), photo=SimpleUploadedFile("me.png", b"<svg/>", "image/png"))

    assert "The photo must be a PNG or JPEG file of at most 2 MB." in words(answer)
    assert "Choose a photo" in words(send(maren, path(maren, "photo/change/")))
    assert OfficerPhoto.objects.count() == 0


def test_a_photo_is_taken_away(maren: User) -> None:
    PhotoFactory.create(user=maren)

    page = follow(maren, send(maren, path(maren, "photo/remove/")))

    assert "Put a photo in" in page
    assert OfficerPhoto.objects.count() == 0
    assert "There is no photo to take away." in words(send(maren, path(maren, "photo/remove/")))


def test_a_registration_is_added(ifeoma: User, maren: User) -> None:
    days = on("from_on", date(2025, 12, 1)) | on("renew_by", date(2026, 11, 30))

    answer = send(ifeoma, path(maren, "registrations/"), body="Social Work England", number="SW1", **days)

    assert "Social Work England SW1 Mon 1 Dec 2025 to Mon 30 Nov" in follow(ifeoma, answer)


def test_a_registration_that_ends_first_is_refused(ifeoma: User, maren: User) -> None:
    days = on("from_on", date(2026, 12, 1)) | on("renew_by", date(2026, 11, 30))

    answer = send(ifeoma, path(maren, "registrations/"), body="Social Work England", number="SW1", **days)

    assert "The renewal date must be on or after the day from which the registration is valid." in words(answer)
    assert OfficerRegistration.objects.count() == 0


def test_an_ended_registration_tells_at_once_which_child_needs_another_iro(ifeoma: User, maren: User) -> None:
    row = RegistrationFactory.create(user=maren)
    child = ChildFactory.create(authority=maren.authority, given_name="Dot")
    PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=maren)

    client = visitor(ifeoma)
    with scope.within(scope.NOBODY):
        page = client.post(path(maren, f"registrations/{row.pk}/"), on("until_on", date(2026, 11, 20)), follow=True)

    told = words(page)
    assert "The last day of the registration is saved." in page.content.decode()
    assert "1 child needs another IRO now" in told
    assert "Dot Marblecroft Maren Oakhollow This person has no registration valid on 23 November 2026" in told
    assert list(Conflict.objects.values_list("child", "rule")) == [(child.pk, "iro-qualified")]


def test_a_post_of_nothing_is_refused(ifeoma: User, maren: User) -> None:
    told = {"employment": "permanent", **on("from_on", date(2026, 9, 1))}

    nothing = words(send(ifeoma, path(maren, "posts/"), fte="0", **told))
    word = words(send(ifeoma, path(maren, "posts/"), fte="half", **told))

    assert "Enter the part of a full-time post as more than 0 and at most 1, like 0.6." in nothing
    assert "Enter the part of a full-time post as a number, like 0.6" in word
    assert Post.objects.count() == 0


def test_a_post_is_added_and_the_one_before_ends(ifeoma: User, maren: User) -> None:
    PostFactory.create(user=maren)

    answer = send(ifeoma, path(maren, "posts/"), fte="0.6", employment="sessional", **on("from_on", date(2026, 11, 1)))

    assert "0.6 of a full-time post Peripatetic or sessional since Sun 1 Nov" in follow(ifeoma, answer)
    assert list(Post.objects.order_by("from_on").values_list("fte", "until_on")) == [
        (Decimal("1.00"), date(2026, 11, 1)),
        (Decimal("0.60"), None),
    ]


def test_posts_that_overlap_are_refused(ifeoma: User, maren: User) -> None:
    PostFactory.create(user=maren)
    days = on("from_on", date(2014, 1, 1)) | on("until_on", date(2016, 1, 1))

    answer = send(ifeoma, path(maren, "posts/"), fte="0.6", employment="agency", **days)

    assert "This person has a post at that time already. End it first, or choose days outside it." in words(answer)
    assert Post.objects.count() == 1


def test_a_leaver_with_children_is_refused_with_what_to_do(ifeoma: User, maren: User) -> None:
    post = PostFactory.create(user=maren)
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=maren)

    answer = send(ifeoma, path(maren, f"posts/{post.pk}/"), **on("until_on", date(2026, 11, 20)))

    assert "This person is still the named IRO of 1 child. Share their caseload out first" in words(answer)
    assert "Share this caseload out" in links(answer)
    assert Post.objects.get().until_on is None


def test_a_post_ends_with_its_last_day(ifeoma: User, maren: User) -> None:
    post = PostFactory.create(user=maren)

    page = follow(ifeoma, send(ifeoma, path(maren, f"posts/{post.pk}/"), **on("until_on", date(2026, 11, 20))))

    assert "Reviewing officer without a post today" in page
    assert "Wed 1 Apr 2015 to Fri 20 Nov" in page
    assert Post.objects.get().until_on == date(2026, 11, 21)


def test_officers_record_and_take_back_their_leave(maren: User) -> None:
    days = on("first_day", date(2026, 12, 7)) | on("last_day", date(2026, 12, 11))

    page = follow(maren, send(maren, path(maren, "leave/"), kind="annual", **days))
    leave = Leave.objects.get()
    wrong = words(send(maren, path(maren, "leave/"), kind="annual", **days | on("last_day", date(2026, 12, 1))))
    after = follow(maren, send(maren, path(maren, f"leave/{leave.pk}/")))

    assert "Annual leave Mon 7 Dec to Fri 11 Dec" in page
    assert "The last day of leave must be on or after the first." in wrong
    assert "No leave is ahead." in after


def test_duties_and_further_cases_begin_and_end(ifeoma: User, maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority, given_name="Kit", local_id="4711")
    begun = on("from_on", date(2026, 11, 1))

    duty = follow(ifeoma, send(ifeoma, path(maren, "duties/"), name="Training", counts_as="5", **begun))
    case = follow(ifeoma, send(ifeoma, path(maren, "cases/"), child="4711", kind="pathway", **begun))
    send(ifeoma, path(maren, f"duties/{OtherDuty.objects.get().pk}/"), **on("until_on", date(2026, 11, 20)))
    send(ifeoma, path(maren, f"cases/{FurtherCase.objects.get().pk}/"), **on("until_on", date(2026, 11, 20)))

    assert "Training counts as 5 children since Sun 1 Nov" in duty
    assert "Kit Marblecroft Pathway plan since Sun 1 Nov" in case
    assert (OtherDuty.objects.get().until_on, FurtherCase.objects.get().until_on) == (date(2026, 11, 21),) * 2
    assert FurtherCase.objects.get().child == child


def test_a_case_of_nobody_or_of_many_is_refused(ifeoma: User, maren: User) -> None:
    for given in ("Kit", "Dot"):
        ChildFactory.create(authority=maren.authority, given_name=given)
    told = {"kind": "pathway", **on("from_on", date(2026, 11, 1))}

    nobody = words(send(ifeoma, path(maren, "cases/"), child="Wren", **told))
    many = words(send(ifeoma, path(maren, "cases/"), child="Marblecroft", **told))

    assert "No child has that local id or name. Look at the list of children" in nobody
    assert "2 children are called so: Dot Marblecroft" in many
    assert FurtherCase.objects.count() == 0


def test_evidence_is_recorded_and_removed(maren: User) -> None:
    told = {"kind": "safeguarding", "what": "Audit of ten cases"}

    page = follow(maren, send(maren, path(maren, "competence/"), **told, **on("shown_on", date(2026, 6, 3))))
    later = words(send(maren, path(maren, "competence/"), **told, **on("shown_on", date(2027, 6, 3))))
    send(maren, path(maren, f"competence/{CompetenceEvidence.objects.get().pk}/"))

    assert "Good-quality safeguarding practice Audit of ten cases 3 June 2026" in page
    assert "The day on which it was shown must be today or in the past." in later
    assert CompetenceEvidence.objects.count() == 0


def test_a_ring_of_managers_is_refused(ifeoma: User, maren: User) -> None:
    maren.line_manager = ifeoma
    maren.save()

    ring = words(send(ifeoma, path(ifeoma, "line-manager/"), manager=str(maren.pk)))
    gone = follow(ifeoma, send(ifeoma, path(maren, "line-manager/"), manager=""))

    assert "That person is managed by this one, directly or through others. Choose somebody else." in ring
    assert "Line manager Nobody here" in gone


def test_a_line_manager_who_manages_the_social_worker_can_no_longer_be_the_iro(ifeoma: User, maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=maren)
    other = UserFactory.create(iro=True, authority=maren.authority)
    RelationshipFactory.create(child=child, user=other)

    send(ifeoma, path(other, "line-manager/"), manager=str(maren.pk))

    assert list(Conflict.objects.values_list("child", "iro", "resolved_on")) == [(child.pk, maren.pk, None)]


def test_only_oneself_tells_about_oneself(ifeoma: User, maren: User) -> None:
    answer = send(maren, "/service/officers/about-me/", ethnicity="mixed", gender="woman")

    assert answer.status_code == 302
    assert list(OfficerIdentity.objects.values_list("user", "ethnicity", "gender", "disability")) == [
        (maren.pk, "mixed", "woman", "")
    ]
    told = words(visit(maren, "/service/officers/about-me/"))
    assert "Nobody reads your answers: no manager, no colleague, no inspector." in told
    assert 'value="mixed" checked' in visit(maren, "/service/officers/about-me/").content.decode()
    assert 'value="mixed" checked' not in visit(ifeoma, "/service/officers/about-me/").content.decode()
    assert "About yourself, if you wish" not in links(visit(ifeoma, path(maren)))


def test_where_the_service_stands_is_recorded_with_its_day(ifeoma: User) -> None:
    told = {"managed_by": "Head of safeguarding", "apart": "The budget is held elsewhere."}

    page = follow(ifeoma, send(ifeoma, "/service/officers/team/place/", **told, **on("from_on", date(2026, 4, 1))))
    nobody = words(send(ifeoma, "/service/officers/team/place/", **on("from_on", date(2026, 4, 1))))

    assert "Head of safeguarding , since 1 April 2026 The budget is held elsewhere." in page
    assert "Write who manages the service" in nobody
    assert ServicePlace.objects.count() == 1


def test_is_for_the_manager_and_the_officer(ifeoma: User, maren: User) -> None:
    colleague = UserFactory.create(iro=True, authority=maren.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))

    assert [visit(who, path(maren)).status_code for who in (ifeoma, maren, colleague, elsewhere)] == [
        200,
        200,
        404,
        404,
    ]
    assert visit(maren, path(maren, "posts/")).status_code == 403
    assert "Add a post" not in links(visit(maren, path(maren)))
    assert {"Add a post", "Add leave", "Change the profile"} <= set(links(visit(ifeoma, path(maren))))


def test_asks_the_database_as_often_for_many_as_for_few(ifeoma: User, maren: User) -> None:
    before = queries(ifeoma, path(maren))
    for _place in range(3):
        EvidenceFactory.create(user=maren)
        LeaveFactory.create(user=maren)
        DutyFactory.create(user=maren)
        FurtherCaseFactory.create(user=maren, child__authority=maren.authority)

    assert queries(ifeoma, path(maren)) == before
    assert before <= 20
