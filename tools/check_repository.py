"""Check what the repository may hold: no registry hosts, machine paths or secrets; documented commands and settings.

Exits 1 with a line for each finding.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import click

from geo.cli import main as command_line
from geo.settings import SETTINGS

ROOT: Final = Path(__file__).resolve().parent.parent

# The hosts are put together here, so that this file holds none of them.
_REGISTRIES: Final = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("crates", "io"),
    )
]
FORBIDDEN: Final = (
    ("registry host", re.compile("|".join(map(re.escape, _REGISTRIES)))),
    ("package index", re.compile(r"--(?:(?:extra-)?index-url|find-links|trusted-host)\b")),
    ("machine path", re.compile(r"(?<![\w.:/>-])/(?:home|root|Users|work|opt)/\w")),
    ("private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY")),
    (
        "access token",
        re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{30}|glpat-[\w-]{20}|xox[abp]-[\w-]{20}|npm_\w{36})"),
    ),
    ("password", re.compile(r"""(?i)(?:password|secret_key|api_key)['"]?\s*[:=]\s*['"][^'"\s]{8}""")),
)
_LINK: Final = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)[^)\n]*\)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be, or is missing; ``where`` is a path, with its line if there is one."""

    where: str
    what: str


def tracked_files(root: Path = ROOT) -> list[Path]:
    """Return the files that git keeps, or is about to."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    paths = (root / name for name in listed.stdout.decode().split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def find_forbidden(text: str, where: str) -> Iterator[Finding]:
    """Yield what a text must not hold, line by line."""
    for kind, pattern in FORBIDDEN:
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(f"{where}:{line}", f"{kind}: {match.group()[:40]}")


def check_files(paths: Iterable[Path]) -> Iterator[Finding]:
    """Yield what the text files among ``paths`` must not hold."""
    for path in paths:
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            yield from find_forbidden(data.decode("utf-8", "replace"), str(path.relative_to(ROOT)))


def check_lock_files(root: Path = ROOT) -> Iterator[Finding]:
    """Yield the addresses in the lock files, and the pins without a hash."""
    requirements = (root / "requirements.txt").read_text("utf-8")
    if "://" in requirements:
        yield Finding("requirements.txt", "holds an address; make it with `make lock`")
    for pin in re.split(r"\n(?=\S)", requirements):
        if "==" in pin and "--hash=" not in pin:
            yield Finding("requirements.txt", f"no hash: {pin.split()[0]}")
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if "resolved" in package:
            yield Finding("package-lock.json", f"an address: {name}; make it with `make lock`")
        if name and "integrity" not in package:
            yield Finding("package-lock.json", f"no hash: {name}")


def command_names(group: click.Group = command_line, prefix: str = "conflict-atlas") -> Iterator[str]:
    """Yield every command as it is typed: ``conflict-atlas gazetteer add``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from command_names(command, f"{prefix} {name}")
        elif command is not None and not command.hidden:
            yield f"{prefix} {name}"


def check_documentation(root: Path = ROOT) -> Iterator[Finding]:
    """Yield the commands and settings that the documentation leaves out."""
    commands = _read(root / "docs" / "command-line.md")
    for name in command_names():
        if name not in commands:
            yield Finding("docs/command-line.md", f"does not show the command {name!r}")
    settings = _read(root / "docs" / "settings.md")
    for setting in SETTINGS:
        if setting.env not in settings:
            yield Finding("docs/settings.md", f"does not name the setting {setting.env}")


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def check_links(paths: Iterable[Path]) -> Iterator[Finding]:
    """Yield the relative links of Markdown files that lead nowhere."""
    for path in paths:
        for target in _LINK.findall(path.read_text("utf-8")):
            name = unquote(target.partition("#")[0])
            if name and "://" not in target and not target.startswith("mailto:") and not (path.parent / name).exists():
                yield Finding(str(path.relative_to(ROOT)), f"a link that leads nowhere: {target}")


def own_documentation(paths: Iterable[Path]) -> list[Path]:
    """Return the Markdown files that are ours to keep right: those at the top and those in docs."""
    return [path for path in paths if path.suffix == ".md" and path.parent in {ROOT, ROOT / "docs"}]


def findings() -> Iterator[Finding]:
    """Yield everything that is wrong with this checkout."""
    paths = tracked_files()
    yield from check_files(paths)
    yield from check_lock_files()
    yield from check_documentation()
    yield from check_links(own_documentation(paths))


def main() -> int:
    """Print the findings and return the exit code."""
    found = list(findings())
    for finding in found:
        print(f"{finding.where}: {finding.what}", file=sys.stderr)
    print(f"repository: {len(tracked_files())} files, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
