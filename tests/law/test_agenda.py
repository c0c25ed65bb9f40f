"""What a review must consider."""

from datetime import date

from heard.law import Confidence, Nation
from heard.law.agenda import Circumstance, also_ask, paragraphs, required_items

ON = date(2026, 11, 21)


def test_england_has_the_fourteen_matters_of_schedule_7() -> None:
    items = required_items(Nation.ENGLAND, on=ON, circumstances=list(Circumstance))

    assert [item.paragraph for item in items] == list(range(1, 15))
    assert items[5].citation.endswith("(England) Regulations 2010, Schedule 7 paragraph 6")
    assert [item.paragraph for item in items if item.confidence is Confidence.SECOND_HAND] == [1, 2, 4, 5, 6, 9, 10, 13]
    assert [item.paragraph for item in items if item.to_be_confirmed] == [3, 7, 8, 11, 12, 14]


def test_matters_of_particular_children_are_left_out_of_the_others() -> None:
    items = required_items(Nation.ENGLAND, on=ON)

    assert [item.paragraph for item in items] == list(range(1, 13))


def test_the_matter_added_in_2014_was_not_asked_before() -> None:
    before = required_items(Nation.ENGLAND, on=date(2013, 12, 31), circumstances=list(Circumstance))

    assert [item.paragraph for item in before] == list(range(1, 14))


def test_wales_adds_its_own_and_marks_every_wording_to_be_confirmed() -> None:
    items = required_items(Nation.WALES, on=ON)

    assert {"living-arrangements-after-18", "identity"} <= {item.id for item in items}
    assert all(item.to_be_confirmed and item.paragraph is None for item in items)
    assert "Welsh language" in next(item.sentence for item in items if item.id == "identity")


def test_the_family_support_team_adds_its_matter_and_paragraphs_in_wales() -> None:
    with_team = [Circumstance.FAMILY_SUPPORT_TEAM]

    assert paragraphs(Nation.WALES) == tuple(range(1, 18))
    assert paragraphs(Nation.WALES, with_team) == tuple(range(1, 27))
    assert "family-support" in {item.id for item in required_items(Nation.WALES, on=ON, circumstances=with_team)}
    assert "family-support" not in {item.id for item in required_items(Nation.WALES, on=ON)}


def test_fewer_paragraphs_apply_to_a_detained_child_in_wales() -> None:
    assert paragraphs(Nation.WALES, [Circumstance.DETAINED]) == (1, 4, 6, 7, 8, 9, 10, 11, 12, 13)


def test_guidance_asks_for_permanence_from_the_second_review() -> None:
    first = {item.id for item in also_ask(review_number=1)}
    second = {item.id for item in also_ask(review_number=2)}

    assert second - first == {"permanence-by-second-review"}
    assert "advocate" in first


def test_staying_put_is_asked_from_16_and_when_the_age_is_unknown() -> None:
    asked = ["staying-put" in {item.id for item in also_ask(review_number=3, age=age)} for age in (15, 16, None)]

    assert asked == [False, True, True]
