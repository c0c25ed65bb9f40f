"""The pages of the social work report: writing it, signing it, reading it."""

import re

import pytest

from heard.common import scope
from heard.reviews.models import ReportSection, ReportVersion, SocialWorkReport
from tests.domain.reviews.report.test_report import Scene
from tests.factories import (
    AuthorityFactory,
    DecisionFactory,
    PlanDateFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(anyshire):
    return Scene(anyshire)


def at(scene, tail=""):
    return f"/reviews/{scene.review.pk}/report/{tail}"


def autosave(user, scene, heading="health", words_="Teo is well.", version="0"):
    data = {"heading": heading, f"words-{heading}": words_, f"version-{heading}": version}
    with scope.within(scope.NOBODY):
        return visitor(user).post(at(scene, "write/save/"), data, headers={"HX-Request": "true"})


def given(scene):
    scene.write()
    scene.give()


def test_the_page_shows_every_heading_and_what_is_known_already(scene):
    held = ReviewFactory.create(period=scene.review.period, held=True)
    DecisionFactory.create(review=held, words="Maths help at lunchtime.")
    PlanDateFactory.create(child=scene.child, kind="health", seen_alone=None, done_on="2026-09-01")

    read = words(visit(scene.worker, at(scene, "write/")))

    assert "1 What became of the last decisions" in read
    assert "14 What the review is asked" in read
    assert "Maths help at lunchtime." in read
    assert "Health assessment 1 September 2026" in read
    assert len(re.findall("<textarea", visit(scene.worker, at(scene, "write/")).content.decode())) == 14


def test_a_welsh_report_asks_for_what_welsh_law_lists(everything_in_scope):
    scene = Scene(AuthorityFactory.create(wales=True))

    read = words(visit(scene.worker, at(scene, "write/")))

    assert "The care and support plan" in read
    assert "where they are to live after 18" in read


def test_saves_without_scripts_and_gives_it_over(scene):
    page = visit(scene.worker, at(scene, "write/")).content.decode()
    fields = dict(re.findall(r'name="(version-\w+)"[^>]* value="(\d+)"', page))

    answer = send(scene.worker, at(scene, "write/"), **fields, **{"words-health": "Teo is well.", "give": "yes"})

    assert (answer.status_code, answer["Location"]) == (302, at(scene))
    assert list(ReportSection.objects.exclude(words="").values_list("heading", "words", "version")) == [
        ("health", "Teo is well.", 1)
    ]
    assert SocialWorkReport.objects.get().state == "given"
    assert "Given to the team manager by Asha Windermoor on 23 November 2026." in words(visit(scene.worker, at(scene)))


def test_an_empty_report_is_not_given_over(scene):
    with scope.within(scope.NOBODY):
        answer = visitor(scene.worker).post(at(scene, "write/"), {"give": "yes"}, follow=True)

    assert "Nothing is written yet. Write at least one heading" in answer.content.decode()
    assert not SocialWorkReport.objects.filter(state="given").exists()


def test_saves_one_heading_by_itself(scene):
    answer = autosave(scene.worker, scene)

    html = answer.content.decode()
    assert ", version 1" in html
    assert 'name="version-health" id="version-health" value="1"' in html
    assert answer["HX-Trigger"] == '{"heard:saved": {"heading": "health"}}'
    assert ReportSection.objects.get().words == "Teo is well."


def test_two_who_write_at_once_see_both_texts_and_nothing_is_lost(scene, anyshire):
    other = UserFactory.create(authority=anyshire, roles=["social_worker"], name="Bo Larkspur")
    RelationshipFactory.create(child=scene.child, user=other, kind="social_worker")
    autosave(other, scene, words_="Hers.")

    alone = autosave(scene.worker, scene, words_="His.")
    page = send(scene.worker, at(scene, "write/"), **{"words-health": "His.", "version-health": "0"})

    assert "Bo Larkspur saved this heading" in alone.content.decode()
    assert "HX-Trigger" not in alone
    told = words(page)
    assert "Bo Larkspur saved this heading" in told
    assert ("Hers." in told, "His." in told) == (True, True)
    assert ReportSection.objects.get().words == "Hers."
    assert 'id="version-health" value="1"' in page.content.decode()


def test_what_is_typed_after_it_was_given_is_refused_and_stays_in_the_browser(scene):
    given(scene)

    answer = autosave(scene.worker, scene, words_="Late.", version="1")

    assert (answer.status_code, answer.content.decode()) == (
        400, "The report is with the team manager. Take it back before you change it.",
    )  # fmt: skip


def test_no_word_is_lost_where_the_report_was_given_in_another_window(scene):
    given(scene)

    told = words(
        send(scene.worker, at(scene, "write/"), **{"words-home": "With Grace.", "words-health": "Teo is well."})
    )

    assert "Your words were not saved" in told
    assert "With Grace." in told
    assert "Teo is well." not in told  # stands in the report already
    assert ReportSection.objects.count() == 1


def test_the_manager_reads_and_signs_and_everybody_else_reads_then(scene):
    given(scene)
    before = words(visit(scene.iro, at(scene)))
    version = re.search(r'name="version" value="(\d+)"', visit(scene.manager, at(scene)).content.decode())

    answer = send(scene.manager, at(scene), do="sign", version=version[1])

    assert "Teo is well." not in before
    assert "There is nothing to read yet." in before
    assert answer.status_code == 302
    told = words(visit(scene.iro, at(scene)))
    assert "Teo is well." in told
    assert "Signed by Priya Sandmartin on 23 November 2026." in told
    listed = words(visit(scene.iro, f"/reviews/{scene.review.pk}/papers/"))
    assert "Social work report Received Mon 23 Nov" in listed


def test_it_goes_back_with_a_reason_that_the_worker_reads(scene, anyshire):
    given(scene)

    refused = send(scene.manager, at(scene), do="send_back", version="2", reason="")
    send(scene.manager, at(scene), do="send_back", version="2", reason="Say more of school.")

    assert "Say what is to be changed, so that the social worker knows" in words(refused)
    assert "<title>Error: " in refused.content.decode()
    assert "Say more of school." in words(visit(scene.worker, at(scene, "write/")))
    assert "Say more of school." not in words(visit(scene.iro, at(scene)))


def test_a_reason_is_not_lost_where_the_report_changed_meanwhile(scene):
    given(scene)

    told = send(scene.manager, at(scene), do="send_back", version="1", reason="Say more of school.")

    assert "Somebody else changed this while you were working." in words(told)
    assert "Say more of school." in told.content.decode()
    assert SocialWorkReport.objects.get().state == "given"


def test_the_worker_takes_it_back_or_writes_it_again(scene):
    given(scene)
    send(scene.worker, at(scene), do="take_back")
    assert SocialWorkReport.objects.get().state == "writing"
    scene.give()
    scene.sign(version=4)

    send(scene.worker, at(scene), do="again", reason="He moved school.")

    assert SocialWorkReport.objects.get().state == "writing"
    assert "Teo is well." in words(visit(scene.iro, at(scene)))


def test_the_file_is_a_pdf_or_a_word_document(scene):
    given(scene)
    too_soon = visit(scene.iro, at(scene, "as/pdf/"))
    scene.sign()

    pdf, word = visit(scene.iro, at(scene, "as/pdf/")), visit(scene.iro, at(scene, "as/docx/"))

    assert too_soon.status_code == 302
    assert (pdf["Content-Disposition"], pdf.content[:5]) == ('inline; filename="social-work-report.pdf"', b"%PDF-")
    assert (word["Content-Disposition"], word.content[:2]) == (
        'attachment; filename="social-work-report.docx"', b"PK",
    )  # fmt: skip
    assert visit(scene.iro, at(scene, "as/exe/")).status_code == 404


def test_the_list_of_papers_leads_each_to_what_is_theirs(scene):
    papers = f"/reviews/{scene.review.pk}/papers/"
    assert links(visit(scene.worker, papers))["Write the social work report"] == at(scene, "write/")
    assert "Social work report:" not in words(visit(scene.iro, papers))
    given(scene)
    assert links(visit(scene.manager, papers))["Read and sign the social work report"] == at(scene)
    scene.sign()
    assert links(visit(scene.iro, papers))["Read the social work report"] == at(scene)


def test_the_manager_finds_what_waits_for_a_signature_among_the_decisions(scene):
    given(scene)

    assert links(visit(scene.manager, "/decisions/"))["Sign the social work report for " + scene.child.shown_name] == (
        at(scene)
    )
    assert "Sign the social work report" not in words(visit(scene.iro, "/decisions/"))


def test_is_for_those_who_may(scene, anyshire):
    given(scene)
    support = UserFactory.create(authority=anyshire, support=True)
    stranger = UserFactory.create(authority=anyshire, roles=["social_worker"])

    for by in (scene.iro, support, UserFactory.create(authority=anyshire, manager=True)):
        assert visit(by, at(scene, "write/")).status_code == 403
        assert autosave(by, scene).status_code == 403
        assert send(by, at(scene), do="sign", version="2").status_code == 403
        assert send(by, at(scene), do="again", reason="Why not").status_code == 403
    assert visit(scene.manager, at(scene, "write/"))["Location"] == at(scene)
    assert visit(stranger, at(scene)).status_code == 404
    assert asks_to_sign_in(visit(None, at(scene)))
    assert not ReportVersion.objects.exists()


def test_the_pages_take_a_fixed_number_of_queries(scene):
    papers = f"/reviews/{scene.review.pk}/papers/"
    scene.write()
    writing, listed = queries(scene.worker, at(scene, "write/")), queries(scene.iro, papers)
    for heading in ("education", "home", "contact"):
        scene.write("More.", heading)
    scene.give()
    scene.send_back()

    assert queries(scene.worker, at(scene, "write/")) == writing
    assert queries(scene.iro, papers) == listed
