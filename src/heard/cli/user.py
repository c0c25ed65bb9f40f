"""`heard user`: the operator makes the first administrator, and lists the roles."""

import argparse
import getpass
import sys

from django.db import transaction

from heard.accounts import actions
from heard.accounts.permissions import ROLES, Role
from heard.accounts.queries import authorities, authority_named
from heard.cli import boot
from heard.cli.output import show, table
from heard.cli.parsing import OneLineParser, Subparsers, add_verb
from heard.common import scope
from heard.common.errors import DomainError


class NoPassword(DomainError):
    """No password came on standard input. Pass it as one line."""


class PasswordsDiffer(DomainError):
    """The two passwords are not the same. Nothing was changed."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb `user` with `add` and `roles` to the program's parser."""
    user = subparsers.add_parser("user", help="make an account, or list the roles")
    verbs = user.add_subparsers(dest="user_verb", required=True, metavar="VERB", parser_class=OneLineParser)
    add = add_verb(verbs, "add", run_add, "make an account; the password is asked, or read as a line of standard input")
    add.add_argument("email", metavar="EMAIL", help="the address to sign in with")
    add.add_argument("--name", required=True, metavar="NAME", help="what the person is called")
    add.add_argument("--authority", required=True, metavar="NAME", help="the name of the council")
    add.add_argument("--jurisdiction", choices=("england", "wales"), help="makes the council when it is not there yet")
    add.add_argument(
        "--role", required=True, action="append", choices=[role.value for role in Role], metavar="ROLE",
        help="give it once for each role; heard user roles lists them",
    )  # fmt: skip
    add_verb(verbs, "roles", run_roles, "list the roles and what each is for")


def run_add(args: argparse.Namespace) -> int:
    """Make the account. Raises NoSuchAuthority, NoPassword, PasswordsDiffer and what `create_user` raises."""
    boot.database()
    password = _password()
    with scope.within(scope.DIRECTORY), transaction.atomic():
        authority_id = _authority(args)
        with scope.within(scope.of(authority_id)):
            user = actions.create_user(
                authority_id=authority_id, email=args.email, name=args.name, roles=args.role, password=password, by=None
            )
    made = {"email": user.email, "authority": args.authority, "roles": user.roles}
    show(args, made, lambda: f"{user.email} can sign in now.")
    return 0


def run_roles(args: argparse.Namespace) -> int:
    """List the roles."""
    roles = [{"role": role.value, "title": said.title, "purpose": said.purpose} for role, said in ROLES.items()]
    show(args, {"roles": roles}, lambda: table([(row["role"], row["purpose"]) for row in roles], heads=("role", "for")))
    return 0


def _authority(args: argparse.Namespace) -> int:
    if args.jurisdiction is None or _is_known(args.authority):
        return authority_named(args.authority).pk
    return actions.create_authority(name=args.authority, nation=args.jurisdiction).pk


def _is_known(name: str) -> bool:
    return any(authority.name.casefold() == name.strip().casefold() for authority in authorities())


def _password() -> str:
    if not sys.stdin.isatty():
        told = sys.stdin.readline().rstrip("\r\n")
        if not told:
            raise NoPassword
        return told
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise PasswordsDiffer
    return first
