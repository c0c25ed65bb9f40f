"""The social work report: written by the social worker, signed or sent back by the team manager."""

from datetime import date, timedelta

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.correspondence.compose import Letterhead
from heard.correspondence.documents import document_as_fragment, document_as_pdf
from heard.correspondence.records.report import AboutReport, report_document
from heard.law import Nation
from heard.law.agenda import Circumstance, required_items
from heard.reviews.models import Paper, ReportSection, ReportStep, ReportVersion, SocialWorkReport
from heard.reviews.papers import actions as paper_actions
from heard.reviews.report import actions
from heard.reviews.report.content import ReportContent, report_content_of
from heard.reviews.report.headings import headings_for
from heard.reviews.report.queries import content_seen, report_seen, reports_to_sign, reports_to_write
from heard.reviews.writing import WrittenMeanwhile
from tests.factories import (
    TODAY,
    DecisionFactory,
    NamedIroFactory,
    PeriodFactory,
    PlanDateFactory,
    RelationshipFactory,
    ReviewFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Scene:
    """A review of Teo with his social worker, the manager of the team, and the IRO."""

    def __init__(self, authority, **of_child):
        self.team = TeamFactory.create(authority=authority)
        period = PeriodFactory.create(
            child__authority=authority, child__given_name="Teo", child__team=self.team, **of_child
        )
        self.child, self.review = period.child, ReviewFactory.create(period=period)
        self.worker = UserFactory.create(authority=authority, roles=["social_worker"], name="Asha Windermoor")
        RelationshipFactory.create(child=self.child, user=self.worker, kind="social_worker")
        self.manager = UserFactory.create(
            authority=authority, roles=["team_manager"], team=self.team, name="Priya Sandmartin"
        )
        self.iro = UserFactory.create(authority=authority, iro=True)
        NamedIroFactory.create(child=self.child, iro=self.iro)

    def write(self, words="Teo is well.", heading="health", version=0, by=None):
        return actions.write_report(
            review_id=self.review.pk, heading=heading, words=words, version=version, today=TODAY, by=by or self.worker
        )

    def give(self, by=None):
        return actions.give_report(review_id=self.review.pk, today=TODAY, by=by or self.worker)

    def sign(self, version=2, by=None):
        return actions.sign_report(review_id=self.review.pk, version=version, today=TODAY, by=by or self.manager)

    def send_back(self, reason="Say more of school.", version=2, by=None):
        return actions.send_report_back(
            review_id=self.review.pk, reason=reason, version=version, today=TODAY, by=by or self.manager
        )

    def state(self):
        return SocialWorkReport.objects.get().state


@pytest.fixture
def scene(anyshire):
    return Scene(anyshire)


def test_the_social_worker_writes_heading_by_heading(scene):
    scene.write()
    scene.write("Year 5.\r\n\r\nReads well.", "education")
    kept = scene.write("Teo is very well.", version=1)

    assert (kept.words, kept.version, kept.saved_by) == ("Teo is very well.", 2, scene.worker)
    assert report_content_of(scene.review).words == (
        ("health", "Teo is very well."), ("education", "Year 5.\n\nReads well."),
    )  # fmt: skip
    assert scene.state() == "writing"
    assert Event.objects.filter(name="report.saved").count() == 3


def test_what_is_the_same_is_not_saved_again(scene):
    scene.write()

    assert scene.write(version=1).version == 1
    assert Event.objects.filter(name="report.saved").count() == 1


def test_two_who_write_at_once_lose_nothing(scene, anyshire):
    other = UserFactory.create(authority=anyshire, roles=["social_worker"])
    RelationshipFactory.create(child=scene.child, user=other, kind="social_worker")
    scene.write("Hers.", by=other)

    with pytest.raises(WrittenMeanwhile):
        scene.write("His.")
    assert ReportSection.objects.get().words == "Hers."


def test_a_heading_that_is_not_there_is_refused(scene):
    with pytest.raises(actions.UnknownReportHeading):
        scene.write(heading="gossip")
    assert not SocialWorkReport.objects.exists()


def test_only_a_social_worker_of_the_child_writes(scene, anyshire):
    stranger = UserFactory.create(authority=anyshire, roles=["social_worker"])

    for by, fault in (
        (scene.manager, actions.NotItsSocialWorker),
        (scene.iro, NotPermitted),
        (UserFactory.create(authority=anyshire, manager=True), NotPermitted),
        (UserFactory.create(authority=anyshire, support=True), NotPermitted),
        (stranger, NotFound),
    ):
        with pytest.raises(fault):
            scene.write(by=by)
    assert not SocialWorkReport.objects.exists()


def test_only_the_manager_signs_and_sends_back(scene, anyshire):
    scene.write()
    scene.give()
    elsewhere = UserFactory.create(authority=anyshire, roles=["team_manager"], team=TeamFactory(authority=anyshire))
    both = UserFactory.create(authority=anyshire, roles=["team_manager", "iro"], team=scene.team)

    for by, fault in (
        (scene.worker, NotPermitted),
        (scene.iro, NotPermitted),
        (UserFactory.create(authority=anyshire, support=True), NotPermitted),
        (both, NotPermitted),
        (elsewhere, NotFound),
    ):
        with pytest.raises(fault):
            scene.sign(by=by)
        with pytest.raises(fault):
            scene.send_back(by=by)
    assert scene.state() == "given"


def test_a_restricted_child_is_signed_for_by_who_works_with_the_child_alone(anyshire):
    scene = Scene(anyshire, child__restricted=True)
    scene.write()
    scene.give()

    with pytest.raises(NotFound):
        scene.sign()
    assert reports_to_sign(scene.manager) == []

    RelationshipFactory.create(child=scene.child, user=scene.manager, kind="team_manager")
    assert scene.sign().number == 1


def test_a_signed_report_is_kept_as_it_was_and_has_come(scene):
    PlanDateFactory.create(child=scene.child, kind="health", seen_alone=None, done_on=date(2026, 9, 1))
    scene.write()
    scene.give()

    signed = scene.sign()

    assert (signed.number, signed.signed_by, signed.given_by, signed.signed_on) == (
        1, scene.manager, scene.worker, TODAY,
    )  # fmt: skip
    content = ReportContent.from_json(ReportVersion.objects.get().content)
    assert content == report_content_of(scene.review)
    assert (content.under("health"), content.done, content.social_workers) == (
        "Teo is well.", (("health", "2026-09-01"),), ("Asha Windermoor",),
    )  # fmt: skip
    paper = Paper.objects.get(review=scene.review)
    assert (paper.kind, paper.received_on, paper.needed) == ("sw_report", TODAY, True)
    assert list(ReportStep.objects.order_by("pk").values_list("kind", "done_by")) == [
        ("given", scene.worker.pk), ("signed", scene.manager.pk),
    ]  # fmt: skip
    names = set(Event.objects.values_list("name", flat=True))
    assert {"report.given", "report.signed", "review.paper_marked"} <= names


def test_a_day_on_which_the_file_came_before_stays(scene):
    paper = Paper.objects.create(
        authority=scene.review.authority, review=scene.review, kind="sw_report", received_on=date(2026, 11, 19)
    )
    scene.write()
    scene.give()
    scene.sign()

    paper.refresh_from_db()
    assert paper.received_on == date(2026, 11, 19)
    with pytest.raises(paper_actions.ReceivedOnceSigned):
        paper_actions.mark_paper(
            paper_id=paper.pk, mark="received_on", on=None, version=paper.version, today=TODAY, by=scene.iro
        )


def test_it_goes_back_with_a_reason_and_comes_again(scene):
    scene.write()
    scene.give()
    with pytest.raises(actions.SentBackWithoutReason):
        scene.send_back(reason=" ")

    scene.send_back()
    scene.write("Year 5.", "education")
    scene.give()
    scene.sign(version=4)

    assert list(ReportStep.objects.order_by("pk").values_list("kind", "reason")) == [
        ("given", ""), ("sent_back", "Say more of school."), ("given", ""), ("signed", ""),
    ]  # fmt: skip
    assert scene.state() == "signed"


def test_what_the_manager_read_is_what_is_signed(scene):
    scene.write()
    scene.give()
    actions.take_report_back(review_id=scene.review.pk, today=TODAY, by=scene.worker)
    scene.write("Teo is ill.", version=1)
    scene.give()

    with pytest.raises(ChangedMeanwhile):
        scene.sign(version=2)
    with pytest.raises(ChangedMeanwhile):
        scene.send_back(version=2)
    assert not ReportVersion.objects.exists()


def test_while_it_is_with_the_manager_or_signed_nobody_changes_it(scene):
    with pytest.raises(actions.ReportEmpty):
        scene.give()
    with pytest.raises(actions.ReportNotGiven):
        scene.sign()
    scene.write()
    with pytest.raises(actions.ReportNotGiven):
        scene.sign()
    scene.give()
    for refused in (lambda: scene.write("New.", version=1), scene.give):
        with pytest.raises(actions.ReportWithManager):
            refused()
    scene.sign()
    for refused in (lambda: scene.write("New.", version=1), scene.give):
        with pytest.raises(actions.ReportSignedAlready):
            refused()
    with pytest.raises(actions.ReportNotGiven):
        actions.take_report_back(review_id=scene.review.pk, today=TODAY, by=scene.worker)
    assert ReportSection.objects.get().words == "Teo is well."


def test_a_signed_report_is_written_again_with_a_reason_and_the_first_stays(scene):
    again = {"review_id": scene.review.pk, "today": TODAY, "by": scene.worker}
    scene.write()
    with pytest.raises(actions.ReportNotSigned):
        actions.write_report_again(reason="Mistake", **again)
    scene.give()
    scene.sign()
    with pytest.raises(actions.WrittenAgainWithoutReason):
        actions.write_report_again(reason="", **again)

    actions.write_report_again(reason="He moved school.", **again)
    scene.write("New school.", version=1)

    seen = report_seen(scene.review, viewer=scene.iro)
    assert content_seen(scene.review, seen).under("health") == "Teo is well."
    scene.give()
    scene.sign(version=5)
    assert [
        ReportContent.from_json(row.content).under("health") for row in ReportVersion.objects.order_by("number")
    ] == ["Teo is well.", "New school."]


def test_nobody_signs_what_they_wrote(anyshire):
    scene = Scene(anyshire)
    scene.manager.roles = ["team_manager", "social_worker"]
    scene.manager.save()
    RelationshipFactory.create(child=scene.child, user=scene.manager, kind="social_worker")
    scene.write(by=scene.manager)
    scene.give()

    with pytest.raises(actions.OwnReport):
        scene.sign()
    assert scene.state() == "given"


def test_each_sees_it_when_it_is_theirs_to_see(scene, anyshire):
    people = {
        "worker": scene.worker,
        "manager": scene.manager,
        "iro": scene.iro,
        "support": UserFactory.create(authority=anyshire, support=True),
    }

    def readers():
        return {name for name, who in people.items() if report_seen(scene.review, viewer=who).may_read}

    found = [readers()]
    scene.write()
    found.append(readers())
    scene.give()
    found.append(readers())
    waiting = [row.review for row in reports_to_sign(scene.manager)]
    scene.sign()
    found.append(readers())

    assert found == [set(), {"worker"}, {"worker", "manager"}, set(people)]
    assert waiting == [scene.review]
    assert reports_to_sign(scene.manager) == []
    assert reports_to_sign(scene.iro) == []


def test_the_social_worker_sees_what_is_to_be_written_until_it_is_given_over(scene):
    colleague = UserFactory.create(authority=scene.child.authority, roles=["social_worker"])

    def owed(who, today=TODAY):
        return reports_to_write(who, today=today)

    found = [owed(scene.worker)]
    scene.write()
    found.append(owed(scene.worker))
    scene.give()
    found.append(owed(scene.worker))
    scene.send_back()
    found.append(owed(scene.worker))

    assert found == [[scene.review], [scene.review], [], [scene.review]]
    assert [owed(who) for who in (colleague, scene.manager, scene.iro)] == [[], [], []]
    on = scene.review.arranged_for
    assert [len(owed(scene.worker, today=on - timedelta(days=days))) for days in (-1, 0, 28, 29)] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "told", [{"received_on": TODAY}, {"needed": False, "reason_not_needed": "The report to the court serves"}]
)
def test_a_report_that_came_in_another_way_is_not_asked_for(scene, told):
    Paper.objects.create(authority=scene.child.authority, review=scene.review, kind="sw_report", **told)

    assert reports_to_write(scene.worker, today=TODAY) == []


@pytest.mark.parametrize("nation", list(Nation))
def test_every_matter_that_the_law_lists_has_its_heading(nation):
    headings = headings_for(nation)
    items = required_items(nation, on=TODAY, circumstances=tuple(Circumstance))

    assert len({one.key for one in headings}) == len(headings)
    assert {matter for one in headings for matter in one.matters} == {item.id for item in items}
    assert all(one.title(language) and one.hint(language) for one in headings for language in ("en", "cy"))


def test_the_document_says_all_of_it_and_is_tagged(scene):
    held = ReviewFactory.create(period=scene.review.period, held=True)
    DecisionFactory.create(review=held, words="Maths help at lunchtime.")
    scene.write("Teo is well.\nHe sleeps.")
    head = Letterhead(council="Anyshire", nation="england", service="Reviewing service")

    draft = report_document(report_content_of(scene.review), AboutReport(letterhead=head, dated_on=TODAY))
    scene.give()
    signed = scene.sign()
    kept = report_document(
        ReportContent.from_json(signed.content), AboutReport(letterhead=head, dated_on=TODAY, signed=signed)
    )

    assert (draft.mark, kept.mark) == ("Draft: the team manager has not signed this report yet.", "")
    assert kept.signed.startswith(
        "Version 1, written by Asha Windermoor, signed by Priya Sandmartin on 23 November 2026 · "
    )
    first = kept.parts[0]
    assert first.heading == "1 What became of the last decisions"
    assert first.table is not None
    assert first.table.rows[0][0] == "Maths help at lunchtime."
    health = next(part for part in kept.parts if part.heading.endswith("Health"))
    assert [one.text for one in health.paragraphs] == ["Teo is well.", "He sleeps."]
    assert "Nothing is written here." in document_as_fragment(kept)
    assert document_as_pdf(kept).content.startswith(b"%PDF-")
