"""The letter's own words, leaving out, signing, and the copies as page, PDF and Word file."""

import io
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from heard.audit.models import Reading
from heard.common import scope
from heard.reviews.models import (
    DecisionsIssued,
    Permanence,
    RecordOfReview,
    RecordSection,
    RecordVersion,
    Redaction,
    Review,
)
from heard.reviews.record import actions as record_actions
from tests.factories import TODAY, AnswerFactory, IssuedFactory, NamedIroFactory, RelationshipFactory, UserFactory
from tests.factories.records import SECRET, mother_of
from tests.web.visits import links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


def at(review, rest):
    return f"/reviews/{review.pk}/{rest}"


def test_the_letters_own_words_are_kept_and_then_checked(review, iro):
    told = {"version": "1", "language": "en", "opening": "Thank you.", "closing": "", "pictures": "on"}
    saved = send(iro, at(review, "record/letter/"), **told)
    read = visit(iro, at(review, "record/letter/"))
    html = read.content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]

    checked = send(iro, at(review, "record/letter/"), **(told | {"version": "2", "checked": "yes", "seen": seen}))

    assert (saved.status_code, checked.status_code) == (302, 302)
    record = RecordOfReview.objects.get()
    assert (record.letter_opening, record.letter_pictures, record.letter_checked_by) == ("Thank you.", True, iro)
    assert "heard-letter--young" in html
    assert "Checked by Maren Oakhollow on 23 November 2026." in words(visit(iro, at(review, "record/letter/")))


def test_the_letter_is_not_silent_about_what_the_council_refused(review, iro):
    IssuedFactory.create(review=review)
    before = words(visit(iro, at(review, "record/letter/")))
    AnswerFactory.create(decision=review.decisions.get(number=2), disagreed=True)

    told = words(visit(iro, at(review, "record/letter/")))
    record = words(visit(iro, at(review, "record/")))

    assert "The council disagreed with this." not in before
    assert "The council disagreed with this. The letter does not say so by itself" in told
    assert "Maths help at lunchtime." in told
    assert "the council disagreed: There is no money for it." in record


def test_words_that_were_just_typed_are_read_before_they_are_checked(review, iro):
    told = {"version": "1", "language": "en", "opening": "Just typed", "checked": "yes", "seen": "x"}

    answer = send(iro, at(review, "record/letter/"), **told)

    assert answer["Location"] == at(review, "record/letter/")
    assert RecordOfReview.objects.get().letter_checked_on is None


def test_a_letter_that_changed_while_it_was_read_is_not_checked(review, iro):
    told = {"version": "1", "language": "en", "opening": "", "closing": "", "checked": "yes", "seen": "another"}

    answer = send(iro, at(review, "record/letter/"), **told)

    assert answer.status_code == 200
    assert "Somebody else changed this while you were working." in words(answer)
    assert RecordOfReview.objects.get().letter_checked_on is None


def test_leaves_a_passage_out_with_its_reason_and_lets_it_stand_again(review, iro):
    told = {"heading": "home", "passage": "His mother drinks again.", "copies": "parents", "reason": "Told in trust"}
    answer = send(iro, at(review, "record/leave-out/"), **told)

    row = Redaction.objects.get()
    assert answer.status_code == 302
    assert (row.passage, row.left_out_of, row.reason) == ("His mother drinks again.", ["parents"], "Told in trust")
    assert "drinks" not in words(visit(iro, at(review, "copies/parents/page/?draft=yes")))
    assert "drinks" in words(visit(iro, at(review, "copies/court/page/?draft=yes")))
    send(iro, at(review, "record/leave-out/"), again=str(row.pk))
    assert not Redaction.objects.exists()


def followed(user, path, **data):
    """Send a form and read the page that follows, with what it says."""
    with scope.within(scope.NOBODY):
        return words(visitor(user).post(path, data, follow=True))


def test_what_is_marked_after_signing_is_not_shown_from_what_was_signed(review, iro, support):
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    address = at(review, "copies/parents/pdf/")
    before = visit(support, address).status_code

    told = {"heading": "home", "passage": "His mother drinks again.", "copies": "parents", "reason": "Told in trust"}
    said = followed(iro, at(review, "record/leave-out/"), **told)

    assert "Sign it again before you give out the parents’ copy or the court copy." in said
    assert before == 200
    assert visit(support, address)["Location"] == f"/children/{review.child_id}/reviews/"
    assert visit(iro, address)["Location"] == at(review, "record/sign/")
    assert "drinks" in words(visit(iro, at(review, "copies/court/page/")))
    warned = "Parents’ copy: more was marked to be left out since the record was signed. Sign it again first."
    assert warned in words(visit(iro, at(review, "send/")))
    send(iro, at(review, "record/sign/"), sign="yes", why="More is left out")
    assert "drinks" not in words(visit(support, at(review, "copies/parents/page/")))
    assert warned not in words(visit(iro, at(review, "send/")))


def test_says_which_copies_wait_in_the_outbox_with_the_words(review, iro, support):
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    key = f"p{mother_of(review).pk}"
    send(support, at(review, "send/"), **{"to": [key], f"copy-{key}": "parents", "way": "outbox"})
    told = {"heading": "home", "passage": "His mother drinks again.", "reason": "Told in trust"}

    said = followed(iro, at(review, "record/leave-out/"), copies="parents", **told)
    other = followed(iro, at(review, "record/leave-out/"), copies="court", **told)

    waits = "Copies written before wait in the outbox and still hold it: Petra Marblecroft. Take them back there."
    assert waits in said
    assert waits not in other


def test_says_where_the_same_words_stand_as_well(review, iro):
    told = {"heading": "took_part", "passage": "Petra Marblecroft", "copies": "court", "reason": "Told in trust"}
    RecordSection.objects.filter(heading="home").update(words="Petra Marblecroft came.")

    said = followed(iro, at(review, "record/leave-out/"), **told)

    assert "The same words stand under “Home” too." in said


def test_leaves_the_place_out_where_a_parent_must_not_know_it(review, iro):
    Review.objects.filter(pk=review.pk).update(place="12 Pretend Lane")
    before = words(visit(iro, at(review, "copies/parents/page/?draft=yes")))

    send(
        iro, at(review, "record/leave-out/"), heading="facts", passage="", copies="parents", reason="Agreed with police"
    )

    after = words(visit(iro, at(review, "copies/parents/page/?draft=yes")))
    assert "12 Pretend Lane" in before
    assert "12 Pretend Lane" not in after
    assert "12 Pretend Lane" in words(visit(iro, at(review, "copies/record/page/?draft=yes")))


def test_leaves_a_whole_heading_out(review, iro):
    told = {"heading": "home", "passage": "", "copies": ["court", "letter"], "reason": "Not for the court"}
    send(iro, at(review, "record/leave-out/"), **told)

    assert RecordSection.objects.get(heading="home").left_out_of == ["letter", "court"]
    send(iro, at(review, "record/leave-out/"), again="home")
    assert RecordSection.objects.get(heading="home").left_out_of == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"passage": "Words that stand nowhere"}, "These words do not stand under that heading."),
        ({"reason": ""}, "Say why it is left out"),
        ({"copies": []}, "Choose the copies that leave it out"),
        ({"heading": ""}, "Choose the heading"),
        (
            {"heading": "decisions", "passage": "", "copies": ["decisions"]},
            "The copy with the decisions only cannot leave all of them out",
        ),
    ],
)
def test_what_cannot_be_left_out_gets_its_sentence(review, iro, changed, sentence):
    told = {"heading": "home", "passage": "His mother drinks again.", "copies": ["parents"], "reason": "Trust"}

    answer = send(iro, at(review, "record/leave-out/"), **(told | changed))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Redaction.objects.exists()


def test_signs_and_then_shows_what_changed(review, iro):
    first = send(iro, at(review, "record/sign/"), sign="yes")
    record_actions.save_section(
        review_id=review.pk, heading="home", words="Corrected.", letter_words="", version=1, today=TODAY, by=iro
    )

    changed = words(visit(iro, at(review, "record/sign/")))
    without_why = send(iro, at(review, "record/sign/"), sign="yes", why="")
    second = send(iro, at(review, "record/sign/"), sign="yes", why="A sentence was wrong")

    assert (first.status_code, second.status_code) == (302, 302)
    assert "Taken out: Teo is settled with Grace. His mother drinks again. Put in: Corrected." in changed
    assert "Say what was corrected, and why." in words(without_why)
    assert list(RecordVersion.objects.order_by("number").values_list("number", "why")) == [
        (1, ""),
        (2, "A sentence was wrong"),
    ]
    assert "Version 2" in words(visit(iro, at(review, "record/sign/")))


def test_an_empty_record_is_not_signed(anyshire, iro):
    from tests.factories import ReviewFactory

    empty = ReviewFactory.create(held=True, authority=anyshire, period__child__authority=anyshire)

    answer = send(iro, at(empty, "record/sign/"), sign="yes")

    assert "The record is empty. Write at least one heading before you sign it." in words(answer)
    assert not RecordVersion.objects.exists()


def test_words_that_would_be_read_by_mistake_stop_the_signing(review, iro):
    record_actions.redact(
        review_id=review.pk,
        heading="home",
        passage="His mother drinks again.",
        copies=["parents"],
        reason="Trust",
        today=TODAY,
        by=iro,
    )
    record_actions.save_section(
        review_id=review.pk, heading="home", words="She drinks.", letter_words="", version=1, today=TODAY, by=iro
    )

    answer = send(iro, at(review, "record/sign/"), sign="yes")

    assert "Words that a copy was to leave out were changed since" in words(answer)
    assert "Words that a copy should leave out were changed" in words(visit(iro, at(review, "record/")))
    assert not RecordVersion.objects.exists()


@pytest.mark.parametrize("copy", ["record", "letter", "parents", "court", "decisions"])
def test_each_copy_is_a_page_a_pdf_and_a_word_file(review, iro, copy):
    page = visit(iro, at(review, f"copies/{copy}/page/"))
    pdf = visit(iro, at(review, f"copies/{copy}/pdf/"))
    word = visit(iro, at(review, f"copies/{copy}/docx/"))

    assert (page.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.content
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) >= 1
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    told = (
        page.content.decode()
        + "".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.content)).pages)
        + zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    )
    assert told.count("Asha Windermoor") == 3
    assert SECRET not in told
    assert Reading.objects.filter(what=f"record.{copy}", child_id=review.child_id).count() == 3


def test_a_copy_shows_what_was_signed_not_what_is_written_since(review, iro):
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    record_actions.save_section(
        review_id=review.pk, heading="home", words="Later words.", letter_words="", version=1, today=TODAY, by=iro
    )

    signed, draft = (
        visit(iro, at(review, "copies/record/page/")),
        visit(iro, at(review, "copies/record/page/"), draft="yes"),
    )

    assert "Later words." not in words(signed)
    assert "Version 1, signed by Maren Oakhollow on 23 November 2026" in words(signed)
    assert "Later words." in words(draft)
    assert "Draft: this record has not been signed yet." in words(draft)


def test_a_signed_record_names_the_iro_of_its_day_when_another_takes_over(review, iro, anyshire):
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    old = review.child.named_iros.get()
    old.ended_on, old.reason_ended = TODAY, "replaced"
    old.save()
    NamedIroFactory.create(
        child=review.child,
        iro=UserFactory.create(authority=anyshire, iro=True, name="Somebody New"),
        appointed_on=TODAY + timedelta(days=1),
    )

    signed = words(visit(iro, at(review, "copies/record/page/")))
    draft = words(visit(iro, at(review, "copies/record/page/"), draft="yes"))

    assert "Reviewing officer Maren Oakhollow" in signed
    assert "Reviewing officer Maren Oakhollow" in draft
    assert "Somebody New" not in signed


def test_what_was_recorded_elsewhere_stands_in_the_record_and_can_be_left_out(review, iro):
    Permanence.objects.create(
        authority_id=review.authority_id, review=review, plan="adoption", note="Grace wishes to adopt Teo."
    )
    writing = visit(iro, at(review, "record/"))
    before = words(visit(iro, at(review, "copies/parents/page/"), draft="yes"))

    told = {"heading": "permanence", "passage": "Grace wishes to adopt Teo.", "copies": "parents", "reason": "Trust"}
    answer = send(iro, at(review, "record/leave-out/"), **told)

    assert links(writing)["Plan for permanence"] == f"/reviews/{review.pk}/agenda/"
    assert "19 Plan for permanence Adoption. Grace wishes to adopt Teo." in before
    assert answer.status_code == 302
    assert "Adoption. […]" in words(visit(iro, at(review, "copies/parents/page/"), draft="yes"))


def test_who_does_not_write_reads_only_what_was_signed(review, iro, support):
    before = visit(support, at(review, "copies/record/page/"), draft="yes")
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    record_actions.save_section(
        review_id=review.pk, heading="home", words="Later words.", letter_words="", version=1, today=TODAY, by=iro
    )

    after = visit(support, at(review, "copies/record/page/"), draft="yes")

    assert before.status_code == 302
    assert after.status_code == 200
    assert "Later words." not in words(after)


def test_drafts_of_decisions_and_of_an_unfinished_review_are_not_read_as_copies(review, iro, anyshire):
    worker = UserFactory.create(authority=anyshire, social_worker=True)
    RelationshipFactory.create(child=review.child, user=worker, kind="social_worker")
    draft = visit(worker, at(review, "copies/decisions/page/"))
    DecisionsIssued.objects.create(
        authority_id=anyshire.pk,
        review=review,
        issued_on=TODAY,
        received_on=TODAY,
        manager_name="Ifeoma Brightwater",
        issued_by=iro,
    )

    issued = visit(worker, at(review, "copies/decisions/page/"))
    Review.objects.filter(pk=review.pk).update(completed_on=None)
    unfinished = visit(worker, at(review, "copies/decisions/page/"))
    refused = send(iro, at(review, "record/sign/"), sign="yes")

    assert (draft.status_code, issued.status_code, unfinished.status_code) == (302, 200, 302)
    assert "Maths help at lunchtime." in words(issued)
    assert "This review is not completed yet, so what it proposes is held back." in words(refused)
    assert not RecordVersion.objects.exists()


@pytest.mark.parametrize("rest", ["copies/notes/page/", "copies/record/xml/"])
def test_a_copy_that_does_not_exist_is_not_there(review, iro, rest):
    assert visit(iro, at(review, rest)).status_code == 404


def test_the_pages_take_a_fixed_number_of_queries(review, iro):
    assert queries(iro, at(review, "copies/record/page/")) <= 40
    assert queries(iro, at(review, "record/sign/")) <= 40
    assert queries(iro, at(review, "record/leave-out/")) <= 42


def test_another_iro_is_asked_why_and_the_page_shows_it(review, iro):
    review.recorded_by = iro
    review.save()
    another = UserFactory.create(authority=iro.authority, iro=True, name="Ade Fenwick")
    page = at(review, "record/sign/")
    assert "This record is for Maren Oakhollow to sign." in words(visit(another, page))
    assert "to sign. You can sign it in their place" not in words(visit(iro, page))

    refused = send(another, page, sign="yes")
    done = send(another, page, sign="yes", why_another="Maren is on long leave")

    assert "Say why you sign the record all the same." in words(refused)
    assert done.status_code == 302
    assert "In place of the IRO who held the review: Maren is on long leave" in words(visit(iro, page))


@pytest.mark.parametrize("rest", ["record/letter/", "record/leave-out/", "record/sign/"])
def test_only_who_records_reviews_comes_here(review, anyshire, rest):
    assert visit(UserFactory.create(authority=anyshire, support=True), at(review, rest)).status_code == 403
