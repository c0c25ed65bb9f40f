"""The source as the guards read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "heard"
GROUND = ("law", "returns")
INTERFACES = ("web", "portal", "api", "cli", "jobs", "pages")
NOT_DOMAIN = (*GROUND, *INTERFACES, "common", "config", "nonprod", "locale")


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the source."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path below src/heard."""
        return self.path.relative_to(SRC).as_posix()

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Its functions at the top."""
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef))


def modules(*floors: str) -> list[Module]:
    """This will read every module of these floors but the migrations; of the whole house when none is named."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).parts
        if "migrations" in parts or (floors and parts[0] not in floors):
            continue
        text = path.read_text()
        found.append(Module(path, text, ast.parse(text)))
    return found


def domain() -> list[str]:
    """This will name the floors between ground and interfaces."""
    return sorted(
        path.name
        for path in SRC.iterdir()
        if path.is_dir() and path.name not in NOT_DOMAIN and not path.name.startswith("_")
    )


def calls(tree: ast.AST) -> Iterator[str]:
    """This will give each call as it is written: `log.record`, `review.save`, `require`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
