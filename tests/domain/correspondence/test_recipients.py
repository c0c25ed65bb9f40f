import pytest

from heard.children.addresses import NotAnEmailAddress, is_blocked
from heard.common.errors import DomainError
from heard.correspondence.recipients import (
    BlockedAddress,
    ContactForbidden,
    NoAddress,
    SafeContact,
    checked_address,
)

RULES = SafeContact(blocked=("Old@Home.example", "2 Pretend Lane, Anyford"))


@pytest.mark.parametrize(
    ("channel", "address", "error"),
    [
        pytest.param("email", "old@home.EXAMPLE ", BlockedAddress, id="a blocked address in other letters"),
        pytest.param("email", "ｏld@home.example", NotAnEmailAddress, id="a blocked address in wide letters"),
        pytest.param("print", "Ms A\n2, pretend lane\nANYFORD\nAN1 1AA", BlockedAddress, id="a blocked house"),
        pytest.param("email", "nobody", NotAnEmailAddress, id="no address"),
        pytest.param("email", "a@b.example, c@d.example", NotAnEmailAddress, id="two addresses"),
        pytest.param("email", "a@b.example\nBcc: c@d.example", NotAnEmailAddress, id="a header behind it"),
        pytest.param("email", "", NoAddress, id="nothing for an e-mail"),
        pytest.param("print", " \n ", NoAddress, id="nothing for a letter"),
    ],
)
def test_an_address_that_must_not_be_used_is_refused(channel: str, address: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        checked_address(channel, address, RULES)


def test_nobody_is_reached_who_must_not_be_contacted() -> None:
    with pytest.raises(ContactForbidden, match="safe contact rules"):
        checked_address("email", "new@home.example", SafeContact(allowed=False))


@pytest.mark.parametrize(
    ("channel", "address", "kept"),
    [
        ("email", " new@home.example ", "new@home.example"),
        ("print", "12 Pretend Lane\nAnyford", "12 Pretend Lane\nAnyford"),
        ("held", "old@home.example", ""),
    ],
)
def test_another_address_is_kept(channel: str, address: str, kept: str) -> None:
    assert checked_address(channel, address, RULES) == kept


def test_an_empty_rule_blocks_nothing() -> None:
    assert not is_blocked("print", "12 Pretend Lane", ["", " , "])
