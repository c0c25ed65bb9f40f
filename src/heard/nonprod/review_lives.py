"""Takes invented reviews through their life by the actions of the service, each on the day on which it is said to be.

Every third life goes its own way: one is adjourned, one has its record late, one manager disagrees. The same children
get the same lives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from heard.accounts.models import Language, ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.caseloads.queries import named_iros
from heard.children.models import Party, Relationship, Source
from heard.law import england_and_wales
from heard.nonprod.review_words import ENGLISH, ReviewWords
from heard.nonprod.review_words_welsh import WELSH
from heard.oversight import actions as oversight
from heard.planning import change_actions, date_actions
from heard.planning.next_review import NextReview
from heard.reviews.decisions import actions as decision_actions
from heard.reviews.decisions import answer_actions
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening import wish_actions
from heard.reviews.listening.participation import WhatTheChildDid
from heard.reviews.meeting import actions as meeting_actions
from heard.reviews.meeting import sitting_actions
from heard.reviews.meeting.agenda import required_of
from heard.reviews.models import Invitation, Paper, PrivateTalk, Review, ReviewDecision, SentCopy
from heard.reviews.papers import actions as paper_actions
from heard.reviews.preparation import actions as preparation_actions
from heard.reviews.preparation import inviting_actions
from heard.reviews.record import actions as record_actions
from heard.reviews.record import queries as record_queries

Thing = TypeVar("Thing")
HELD, BOOKED = 12, 6  # at most, of each council: each takes a third of a second
SINCE = timedelta(days=75)
TALKED, SPOKE_FOR_SELF = 4, 7  # years: from then on the child is asked, and speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLives:
    """Writes what happened before, at and after the latest reviews of one council, and before those booked next."""

    authority: ResponsibleAuthority
    users: dict[str, list[User]]
    today: date

    def write(self) -> None:
        """This will take the latest reviews through their life."""
        reviews = Review.objects.filter(authority=self.authority, child__restricted=False, source="service")
        held = reviews.filter(state=Review.State.HELD, held_on__gte=self.today - SINCE, completed_on__isnull=False)
        booked = reviews.filter(state=Review.State.ARRANGED, arranged_for__gte=self.today)
        latest = list(held.select_related("child").order_by("-held_on", "pk")[:HELD])
        coming = list(booked.select_related("child").order_by("arranged_for", "pk")[:BOOKED])
        iros = {child: named.iro for child, named in named_iros(one.child_id for one in [*latest, *coming]).items()}
        for place, review in enumerate(latest):
            if review.child_id in iros:
                self._held(review, iros[review.child_id], place)
        for review in reviews.filter(state=Review.State.HELD, completed_on__isnull=True):
            self._adjourn(review)
        for place, review in enumerate(coming):
            if review.child_id in iros:
                self._prepare(review, iros[review.child_id], place, day=review.arranged_for or self.today)
        self._came_with_a_return(latest)
        self._between([one for one in latest if one.child_id in iros], iros)

    def _came_with_a_return(self, lived: Sequence[Review]) -> None:
        """The reviews that were held before the council used the service: of them only the dates are known."""
        held = Review.objects.filter(authority=self.authority, state=Review.State.HELD, completed_on__isnull=False)
        before = held.filter(source=Source.SERVICE).exclude(pk__in=[review.pk for review in lived])
        before.update(source=Source.RETURN, recorded_by=None)

    def _held(self, review: Review, iro: User, place: int) -> None:
        held_on, completed_on = review.held_on, review.completed_on
        assert held_on is not None
        assert completed_on is not None
        self._prepare(review, iro, place, day=held_on)
        self._meet(review, iro, place, held_on)
        self._decide(review, iro, place, completed_on)
        self._write_up(review, iro, place, completed_on)

    def _adjourn(self, review: Review) -> None:
        if review.held_on is not None and review.recorded_by is not None:
            said = self._said(review)
            sitting_actions.adjourn(
                review_id=review.pk,
                adjourned=sitting_actions.Adjourned(
                    why="not_enough", reason=said.adjourned_because, held_back=said.decisions[0][0]
                ),
                version=review.version,
                today=review.held_on,
                by=review.recorded_by,
            )

    def _prepare(self, review: Review, iro: User, place: int, *, day: date) -> None:
        said = self._said(review)
        support, young = self.users[Role.BUSINESS_SUPPORT][0], self._age(review, day) < TALKED
        asked = self._back(day, 16)
        if asked <= self.today:
            preparation_actions.record_choices(
                review_id=review.pk,
                chose=preparation_actions.ChildChose(
                    asked_on=asked,
                    how="observed" if young else "talk",
                    asked_about=() if young else ("time", "place", "people", "chairing"),
                    answered_on=asked,
                    day_and_time=_pick(said.times, place),
                    place=_pick(said.places, place),
                    wanted=_pick(said.wanted, place),
                    chairing="no" if young else _pick(("part", "no", "all"), place),
                    helps=_pick(said.helps, place),
                ),
                today=asked,
                by=iro,
            )
        talked = self._back(day, 15 if place % 5 else 12)
        if talked <= self.today:
            preparation_actions.record_talk_with_social_worker(
                review_id=review.pk,
                talk=preparation_actions.Talk(
                    held_on=talked,
                    social_worker=self._worker(review).name,
                    agenda=said.agenda_talk,
                    who_comes=said.who_comes,
                    risks=said.risks,
                ),
                today=talked,
                by=iro,
            )
        self._invite(review, support, day, place)
        self._papers(review, day, place)
        spoke = self._back(day, 2)
        if spoke <= self.today:
            self._talk_alone(review, iro, place, spoke, young=young)

    def _invite(self, review: Review, support: User, day: date, place: int) -> None:
        sent = self._back(day, 10 if place % 6 else 8)
        if sent > self.today:
            return
        listed = inviting_actions.list_people(review_id=review.pk, today=sent, by=support)
        asked = [row for row in listed if row.invited or row.consulted]
        inviting_actions.mark_sent(invitation_ids=[row.pk for row in asked], sent_on=sent, today=sent, by=support)
        back = self._back(day, 4)
        if back > self.today:
            return
        for row in Invitation.objects.filter(pk__in=[row.pk for row in asked]).select_related("party"):
            if (row.pk + place) % 4 == 3:
                continue  # one in four says nothing
            writes = row.party.kind in (Party.Kind.SCHOOL, Party.Kind.NURSE)
            parent = row.party.kind == Party.Kind.PARENT
            inviting_actions.record_answer(
                invitation_id=row.pk,
                answered=inviting_actions.Answered(
                    on=back,
                    by="paper" if parent else "email",
                    coming="writing" if writes else "part" if parent and place % 3 == 0 else "whole",
                    answers={},
                    wants_separate_talk=parent and place % 4 == 0,
                ),
                version=row.version,
                today=back,
                by=support,
            )

    def _papers(self, review: Review, day: date, place: int) -> None:
        listed_on, came = self._back(day, 10), self._back(day, 3)
        if listed_on > self.today:
            return
        worker = self._worker(review)
        papers = paper_actions.list_papers(review_id=review.pk, today=listed_on, by=worker)
        for number, paper in enumerate(papers):
            if came > self.today or (place % 4 == 1 and number % 3 == 2):
                continue  # one review in four lacks a paper
            got = paper_actions.mark_paper(
                paper_id=paper.pk, mark="received_on", on=came, version=paper.version, today=came, by=worker
            )
            if paper.kind in ("care_plan", "sw_report") and place % 3:
                self._share(got, came, worker)

    def _share(self, paper: Paper, on: date, by: User) -> None:
        for mark in ("shared_with_child_on", "shared_with_family_on"):
            paper = paper_actions.mark_paper(
                paper_id=paper.pk, mark=mark, on=on, version=paper.version, today=on, by=by
            )

    def _talk_alone(self, review: Review, iro: User, place: int, on: date, *, young: bool) -> None:
        said = self._said(review)
        told = talk_actions.Told(
            outcome=PrivateTalk.Outcome.BEFORE,
            talked_on=on,
            way="observation" if young else _pick(("in_person", "video", "in_person"), place),
            seen_alone=not young,
            told_of_limits=not young,
            shared=_pick(said.shared, place),
            shared_with=("everybody",),
            note=said.note,
        )
        if place % 7 == 4 and not young:
            told = talk_actions.Told(
                outcome=PrivateTalk.Outcome.DECLINED,
                reason="Said no, and would rather write.",
                other_way_offered="A letter, or the advocate",
            )
        talk_actions.record_private_talk(review_id=review.pk, told=told, today=on, by=iro)

    def _meet(self, review: Review, iro: User, place: int, on: date) -> None:
        age, said = self._age(review, on), self._said(review)
        asked = Invitation.objects.filter(review=review, invited=True).select_related("party").order_by("pk")
        others = [
            meeting_actions.PersonsPart(
                party_id=row.party_id,
                presence="writing" if row.coming == "writing" else "absent" if row.coming == "waiting" else row.coming,
                way="" if row.coming in ("writing", "waiting") else "in_person",
            )
            for row in asked
            if row.party.kind != Party.Kind.CHILD
        ]
        child = WhatTheChildDid(attended=False, sent_views=age >= TALKED, observed=age < TALKED)
        if age >= SPOKE_FOR_SELF and place % 5:
            chaired = _pick(("part", "no", "all"), place) if age > SPOKE_FOR_SELF else "no"
            child = WhatTheChildDid(attended=True, spoke=True, chaired=chaired)
        meeting_actions.record_taking_part(review_id=review.pk, child=child, others=others, today=on, by=iro)
        wishes = (
            [_pick(said.wishes, place)] if age < SPOKE_FOR_SELF else [_pick(said.wishes, place + n) for n in (0, 1)]
        )
        for words, answer, why, weight in wishes:
            wish_actions.add_wish(
                review_id=review.pk,
                told=wish_actions.WishTold(words=words, came_by="review", answer=answer, why=why, weight=weight),
                today=on,
                by=iro,
            )
        agenda = required_of(review, nation=self.authority.nation, today=on)
        known = [item.id for item in agenda]
        meeting_actions.consider(
            review_id=review.pk, matters=dict.fromkeys(known, (True, "")), known=known, today=on, by=iro
        )
        explained = meeting_actions.RightTold(explained=True)
        meeting_actions.explain_rights(
            review_id=review.pk,
            rights={"complaint": explained, "advocate": explained, "court": explained},
            today=on,
            by=iro,
        )
        plan = _pick(("fostering", "return_home", "fostering", "family"), place)
        meeting_actions.record_permanence(review_id=review.pk, plan=plan, parallel_plan="", note="", today=on, by=iro)

    def _decide(self, review: Review, iro: User, place: int, completed_on: date) -> None:
        said = self._said(review)
        for number in range(3):
            words, for_child, kind, days = _pick(said.decisions, place + number)
            decision_actions.add_decision(
                review_id=review.pk,
                decided=decision_actions.Decided(
                    words=words,
                    words_for_child=for_child,
                    owner_kind=kind,
                    owner_name=self._worker(review).name if kind == "sw" else said.owners[kind],
                    owner_id=self._worker(review).pk if kind == "sw" else None,
                    due_on=completed_on + timedelta(days=days),
                ),
                today=completed_on,
                by=iro,
            )
        sent = self._on(completed_on, 4 if place % 6 else 7)
        if sent > self.today or place % 8 == 7:
            return
        manager = self._manager(review)
        decision_actions.issue(
            review_id=review.pk,
            manager_id=manager.pk if manager else None,
            manager_name="" if manager else "The duty manager",
            issued_on=sent,
            received_on=sent,
            today=sent,
            by=iro,
        )
        if manager is not None:
            self._answer(review, manager, place, sent, reasons=said.disagrees)
        self._carry_out(review, place, outcome=said.outcome)

    def _answer(self, review: Review, manager: User, place: int, sent: date, *, reasons: str) -> None:
        answered = self._on(sent, 3)
        if answered > self.today or place % 3 == 2:  # every third manager is silent
            return
        for number, decision in enumerate(ReviewDecision.objects.filter(review=review).order_by("number")):
            disagrees = place % 6 == 1 and number == 2
            answer_actions.answer(
                decision_id=decision.pk,
                answer="disagreed" if disagrees else "agreed",
                reasons=reasons if disagrees else "",
                today=answered,
                by=manager,
            )

    def _carry_out(self, review: Review, place: int, *, outcome: str) -> None:
        for number, decision in enumerate(ReviewDecision.objects.filter(review=review).order_by("number")):
            done_on = decision.due_on - timedelta(days=2)
            if done_on > self.today or (place + number) % 3 == 0:
                continue
            decision_actions.mark_done(
                decision_id=decision.pk,
                done_on=done_on,
                outcome=outcome,
                version=decision.version,
                today=done_on,
                by=self._worker(review),
            )

    def _write_up(self, review: Review, iro: User, place: int, completed_on: date) -> None:
        signed = self._on(completed_on, 12 if place % 5 else 17)
        started = self._on(completed_on, 2)
        if started > self.today:
            return
        for heading, words, letter in self._said(review).sections:
            record_actions.save_section(
                review_id=review.pk, heading=heading, words=words, letter_words=letter, version=0, today=started, by=iro
            )
        if signed > self.today:
            return
        record_actions.sign(review_id=review.pk, why="", today=signed, by=iro)
        record = record_actions.start_record(review_id=review.pk, today=signed, by=iro)
        record_actions.check_letter(review_id=review.pk, version=record.version, today=signed, by=iro)
        self._send_out(review, signed, place)

    def _send_out(self, review: Review, signed: date, place: int) -> None:
        out = self._on(signed, 2 if place % 4 else 6)
        if out > self.today:
            return
        copies = {Party.Kind.CHILD: "letter", Party.Kind.PARENT: "parents", Party.Kind.SCHOOL: "decisions"}
        asked = Invitation.objects.filter(review=review).select_related("party__child", "party__user")
        issued = record_queries.are_issued(review)
        for row in asked.filter(invited=True).order_by("pk"):
            copy = copies.get(Party.Kind(row.party.kind), "record")
            if copy == "decisions" and not issued:
                continue
            record_actions.record_sent(
                review_id=review.pk,
                copy=copy,
                party_id=row.party_id,
                recipient_name="",
                way=SentCopy.Way.HAND,
                sent_on=out,
                today=out,
                by=self.users[Role.BUSINESS_SUPPORT][0],
            )

    def _between(self, reviews: Sequence[Review], iros: dict[int, User]) -> None:
        """Contacts, midway checks, changes told and visits of some of the children."""
        for place, review in enumerate(reviews[::2]):
            iro, worker = iros[review.child_id], self._worker(review)
            day = self._on(review.held_on or self.today, 3 + place)
            if day <= self.today:
                contact = oversight.ContactFacts(
                    on=day, spoke_with="sw", way="telephone", seen_alone=False, words=self._said(review).contact
                )
                oversight.record_contact(child_id=review.child_id, contact=contact, today=day, by=iro)
            for weeks in range(6, 60, 6):
                visited = (review.held_on or self.today) - timedelta(days=7 * weeks - 40 + place % 3)
                if visited <= self.today and self._in_care(review, visited):
                    date_actions.record_plan_date(
                        child_id=review.child_id,
                        kind="visit",
                        done_on=visited,
                        seen_alone=bool(weeks % 4),
                        note="",
                        today=self.today,
                        by=worker,
                    )
        for place, review in enumerate(reviews[1::6]):
            self._change(review, iros[review.child_id], place)

    def _change(self, review: Review, iro: User, place: int) -> None:
        told_on, said = self._back(self.today, 2 + place), self._said(review)
        change = change_actions.tell_change(
            child_id=review.child_id,
            told=change_actions.ChangeTold(
                kind="plan_change" if place % 2 == 0 else "missing",
                words=said.change if place % 2 == 0 else said.early_words,
                proposed=place % 2 == 0,
                happens_on=None if place % 2 == 0 else told_on,
                told_on=told_on,
                told_by="sw",
                child_wishes=said.change_wish if place % 2 == 0 else "",
            ),
            today=told_on,
            by=self._worker(review),
        )
        if place:
            decided = change_actions.Decided(
                decision="none" if place % 2 else "next",
                reason=said.none_reason if place % 2 else said.change_reason,
                wishes_sought=True,
                wishes=said.change_wish,
                explained=said.change_explained,
                explained_on=told_on,
            )
            change_actions.decide_change(
                change_id=change.pk,
                decided=decided,
                following=NextReview(booked_on=review.arranged_for, due_on=None),
                today=self.today,
                by=iro,
            )

    def _said(self, review: Review) -> ReviewWords:
        """What is said and written, in the language in which the child is written to."""
        child = Party.objects.filter(child_id=review.child_id, kind=Party.Kind.CHILD).values_list("language", flat=True)
        return WELSH if child.first() == Language.WELSH else ENGLISH

    def _in_care(self, review: Review, day: date) -> bool:
        return review.period is not None and review.period.started_on <= day

    def _worker(self, review: Review) -> User:
        tie = Relationship.objects.filter(
            child_id=review.child_id, kind=Relationship.Kind.SOCIAL_WORKER, until_on__isnull=True
        )
        found = tie.select_related("user").first()
        return found.user if found else self.users[Role.SOCIAL_WORKER][0]

    def _manager(self, review: Review) -> User | None:
        """The manager of the child's team, where that team has one with an account."""
        managers = self.users[Role.TEAM_MANAGER]
        return next((one for one in managers if one.team_id == review.child.team_id), None)

    def _age(self, review: Review, on: date) -> int:
        born = review.child.born_on
        return 10 if born is None else (on - born).days // 365

    def _back(self, day: date, working_days: int) -> date:
        return england_and_wales().add_working_days(day, -working_days)

    def _on(self, day: date, working_days: int) -> date:
        return england_and_wales().add_working_days(day, working_days)


def _pick(things: Sequence[Thing], place: int) -> Thing:
    return things[place % len(things)]
