"""Files of papers: uploaded after a look, refused with a sentence, opened safely by those who may."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.audit.models import Reading
from heard.reviews.models import PaperContent, PaperVersion
from heard.reviews.papers.files import LARGEST
from heard.web.sealed import SANDBOX
from tests.common.test_clamav import EICAR, clamd
from tests.factories import PaperFactory, PaperVersionFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.web.visits import links, send, visit, words

__all__ = ["clamd"]
pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n0000"


@pytest.fixture
def paper(scene):
    return PaperFactory.create(review=scene.review)


def at(paper):
    return f"/reviews/{paper.review_id}/papers/{paper.pk}/upload/"


def upload(by, paper, content=PDF, name="plan.pdf"):
    return send(by, at(paper), file=SimpleUploadedFile(name, content))


def test_a_social_worker_uploads_a_paper_of_their_child(scene, paper):
    answer = upload(scene.worker, paper)

    version = PaperVersion.objects.get()
    assert answer.status_code == 302
    assert (version.file_name, version.content_type, version.scan, version.uploaded_by) == (
        "plan.pdf", "application/pdf", "not_scanned", scene.worker,
    )  # fmt: skip
    told = words(visit(scene.iro, f"/reviews/{paper.review_id}/papers/"))
    assert "Received Mon 23 Nov" in told
    assert "Open version 1 of Care plan (PDF)" in told
    assert "Not scanned." in told


def test_says_plainly_that_nothing_is_scanned(scene, paper):
    assert "No virus scanner is set up, so the file is not scanned." in words(visit(scene.worker, at(paper)))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"MZ\x90\x00" + b"\0" * 60, "This is not a PDF, a Word document (.docx) or a picture"),
        ("plan.pdf", PNG, "ends in “.pdf” but the file is PNG"),
        ("plan.pdf", b"", "The file is empty."),
        ("plan.exe", PDF, "ends in “.exe” but the file is PDF"),
        ("plan.pdf", b"%PDF-" + b"0" * LARGEST, "The file is larger than 25 MB."),
        ("plan.pdf", b"%PDF-" + b"0" * 4 * LARGEST, "The file is larger than 25 MB."),
    ],
    ids=["a program", "another type", "empty", "exe", "just too large", "100 MB"],
)
def test_what_may_not_be_kept_gets_its_sentence_and_is_not_kept(scene, paper, name, content, sentence):
    told = words(upload(scene.worker, paper, content, name))

    assert sentence in told
    assert PaperVersion.objects.count() == 0
    paper.refresh_from_db()
    assert paper.received_on is None


def test_no_file_gets_its_sentence(scene, paper):
    assert "Choose the file" in words(send(scene.worker, at(paper), x="1"))


def test_with_a_scanner_what_it_finds_is_refused_and_the_rest_shown_as_clean(scene, paper, settings, clamd):
    settings.ENV = replace(settings.ENV, clamav=clamd.address)

    assert "The virus scanner stopped this file." in words(upload(scene.worker, paper, PDF + EICAR))
    assert PaperVersion.objects.count() == 0
    upload(scene.worker, paper)

    assert "No virus found." in words(visit(scene.iro, f"/reviews/{paper.review_id}/papers/"))


def test_nothing_is_kept_while_the_scanner_is_silent(scene, paper, settings):
    settings.ENV = replace(settings.ENV, clamav="/nowhere/clamd.sock")

    assert "The virus scanner does not answer" in words(upload(scene.worker, paper))
    assert PaperVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content_type", "shown"),
    [
        ("plan.pdf", "application/pdf", "inline"),
        ("page.png", "image/png", "inline"),
        ("plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
)
def test_a_file_is_opened_so_that_nothing_in_it_can_run(scene, paper, name, content_type, shown):
    version = PaperVersionFactory.create(paper=paper, file_name=name, content_type=content_type)

    answer = visit(scene.worker, f"/reviews/{paper.review_id}/papers/files/{version.pk}/")

    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, content_type, "nosniff",
    )  # fmt: skip
    assert answer["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert answer["Content-Security-Policy"] == SANDBOX
    assert answer["Cache-Control"] == "no-store, private"
    assert list(Reading.objects.filter(what="review.paper").values_list("actor_id", "child_id")) == [
        (scene.worker.pk, scene.child.pk)
    ]


def test_a_file_is_not_found_by_others_nor_under_another_review(scene, paper):
    version = PaperVersionFactory.create(paper=paper)
    other = ReviewFactory.create(period=PeriodFactory.create(child__authority=scene.child.authority))
    stranger = UserFactory.create(authority=scene.child.authority, roles=["social_worker"])

    assert visit(stranger, f"/reviews/{paper.review_id}/papers/files/{version.pk}/").status_code == 404
    assert visit(scene.iro, f"/reviews/{other.pk}/papers/files/{version.pk}/").status_code == 404
    assert Reading.objects.filter(what="review.paper").count() == 0
    assert upload(stranger, paper).status_code == 404


def test_a_file_of_another_child_is_taken_back_after_a_question(scene, paper):
    upload(scene.worker, paper)
    version = PaperVersion.objects.get()
    path = f"/reviews/{paper.review_id}/papers/files/{version.pk}/withdraw/"

    listed = visit(scene.worker, f"/reviews/{paper.review_id}/papers/")
    assert links(listed)["Take back version 1 of Care plan"] == path
    assert "The file is deleted and cannot be brought back." in words(visit(scene.worker, path))
    assert "Say why the file is taken back" in words(send(scene.worker, path, why=" "))
    assert PaperContent.objects.count() == 1

    answer = send(scene.worker, path, why="It is of another child")

    assert (answer.status_code, PaperContent.objects.count()) == (302, 0)
    told = words(visit(scene.iro, f"/reviews/{paper.review_id}/papers/"))
    by = scene.worker.name
    assert "Version 1 of Care plan was taken back" in told
    assert f"On Monday 23 November 2026 by {by}: It is of another child." in told
    assert visit(scene.iro, f"/reviews/{paper.review_id}/papers/files/{version.pk}/").status_code == 404
    assert visit(scene.worker, path).status_code == 302


def test_a_file_of_somebody_else_is_not_taken_back_by_a_social_worker(scene, paper):
    version = PaperVersionFactory.create(paper=paper)
    path = f"/reviews/{paper.review_id}/papers/files/{version.pk}/withdraw/"

    assert "Take back version 1 of Care plan" not in links(visit(scene.worker, f"/reviews/{paper.review_id}/papers/"))
    assert send(scene.worker, path, why="x").status_code == 302
    assert visit(UserFactory.create(authority=scene.child.authority, roles=["social_worker"]), path).status_code == 404
    assert PaperContent.objects.count() == 1
