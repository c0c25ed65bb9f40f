"""Imports and the problems they found."""

from factory.django import DjangoModelFactory

from heard.imports.models import ImportProblem, ImportRun
from tests.factories.accounts import AuthorityFactory, UserFactory
from tests.factories.days import TODAY
from tests.factories.parts import SelfAttribute, SubFactory, Trait


class ImportRunFactory(DjangoModelFactory[ImportRun]):
    """An SSDA903 import that a manager asked for and that is done, without counts or problems."""

    class Meta:
        model = ImportRun

    class Params:
        waiting = Trait(state="waiting")
        refused = Trait(state="refused", message="The file is not a zip file.")

    authority = SubFactory(AuthorityFactory)
    kind = "ssda903"
    state = "done"
    year = "2025-26"
    as_of = TODAY
    by = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))


class ImportProblemFactory(DjangoModelFactory[ImportProblem]):
    """A warning about one cell of the header file; `refused=True` for a row that was not stored."""

    class Meta:
        model = ImportProblem

    class Params:
        refused = Trait(level="refused")

    run = SubFactory(ImportRunFactory)
    authority = SelfAttribute("run.authority")
    level = "warning"
    file = "header.csv"
    row = 0
    local_id = "100000"
    field = "DOB"
    code = "102"
    message = "The date of birth is missing."
