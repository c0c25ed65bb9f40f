"""What people are asked before a review: data by who they are, in English and Welsh. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from heard.children.models import Party
from heard.law.calendar_dates import age_on

OLDER_FROM_AGE = 11  # ours, as for letters: whoever sends may choose otherwise
CHILD_YOUNG, CHILD_OLDER = "child-young", "child-older"
PARENTS = (Party.Kind.PARENT, Party.Kind.STEP_PARENT, Party.Kind.GUARDIAN_IN_LAW)
CARERS = (Party.Kind.FOSTER_CARER, Party.Kind.RESIDENTIAL_HOME, Party.Kind.PROSPECTIVE_ADOPTER)
SCHOOLS = (Party.Kind.SCHOOL, Party.Kind.PRE_SCHOOL, Party.Kind.VIRTUAL_SCHOOL)
HEALTH = (Party.Kind.NURSE, Party.Kind.HEALTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Its answer is kept under `key`."""

    key: str
    en: str
    cy: str

    def words(self, language: str) -> str:
        """The question in a language."""
        return self.cy if language == "cy" else self.en


@lru_cache(maxsize=1)
def all_questions() -> dict[str, tuple[Question, ...]]:
    """This will read the questions of every audience."""
    told = tomllib.loads(files("heard.reviews").joinpath("data", "questions.toml").read_text("utf-8"))
    return {one["name"]: tuple(Question(**asked) for asked in one["questions"]) for one in told["audience"]}


def audience_of(kind: str, *, born_on: date | None, on: date) -> str:
    """This will say which questions fit somebody; a child of unknown age is asked those for an older child."""
    if kind == Party.Kind.CHILD:
        young = born_on is not None and born_on <= on and age_on(born_on, on) < OLDER_FROM_AGE
        return CHILD_YOUNG if young else CHILD_OLDER
    for name, kinds in (("parent", PARENTS), ("carer", CARERS), ("school", SCHOOLS), ("nurse", HEALTH)):
        if kind in kinds:
            return name
    return "professional"


def questions_for(audience: str) -> tuple[Question, ...]:
    """This will list the questions of an audience in the order in which they are asked."""
    return all_questions()[audience]


def words_of(key: str, audience: str, language: str) -> str:
    """This will give a question by its key; the key itself where the question is asked no more."""
    return next((one.words(language) for one in questions_for(audience) if one.key == key), key)
