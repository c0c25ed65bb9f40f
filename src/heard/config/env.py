"""The environment, read once into typed values."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from environs import Env as Reader
from environs import EnvError

ROOT = Path(__file__).resolve().parents[3]


class WrongSetting(Exception):
    """A setting in the environment is missing or wrong; the message says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What the environment told, checked."""

    home: Path
    database_url: str | None
    production: bool
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    today: date | None
    email_url: str | None
    secure_cookies: bool
    clamav: str | None = None


def read() -> Env:
    """Read the environment. Raises WrongSetting with what to set."""
    reader = Reader()
    try:
        production = reader.str("HEARD_ENV", "development") == "production"
        env = Env(
            home=Path(reader.str("HEARD_HOME", str(ROOT / "var"))).expanduser().resolve(),
            database_url=reader.str("DATABASE_URL", "") or None,
            production=production,
            secret_key=reader.str("HEARD_SECRET_KEY", "") or None,
            allowed_hosts=tuple(reader.list("HEARD_HOSTS", [])),
            today=reader.date("HEARD_TODAY", None),
            email_url=reader.str("HEARD_EMAIL_URL", "") or None,
            secure_cookies=reader.bool("HEARD_SECURE_COOKIES", production),
            clamav=_scanner(reader.str("HEARD_CLAMAV", "")),
        )
    except EnvError as error:
        raise WrongSetting(
            f"{str(error).rstrip('.')}. Dates are written as 2026-11-21, switches as true or false."
        ) from error
    _refuse_unsafe(env)
    return env


def _scanner(told: str) -> str | None:
    """Where the virus scanner listens: host:port, or the path of its socket."""
    host, _, port = told.rpartition(":")
    if not told or told.startswith("/") or (host and port.isdecimal() and int(port) < 65_536):
        return told or None
    raise WrongSetting("Set HEARD_CLAMAV to host:port of the virus scanner, such as localhost:3310, or to its socket.")


def _refuse_unsafe(env: Env) -> None:
    if not env.production:
        return
    if env.today is not None:
        raise WrongSetting("HEARD_TODAY fixes today's date and is refused in production. Unset it.")
    if env.secret_key is None or len(env.secret_key) < 50:
        raise WrongSetting("Set HEARD_SECRET_KEY to a random text of at least 50 characters.")
    if not env.allowed_hosts:
        raise WrongSetting("Set HEARD_HOSTS to the host names the service answers to, separated by commas.")
