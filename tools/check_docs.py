#!/usr/bin/env python3
"""Checks the documentation against the tree.

 - every relative link in a Markdown file leads to a file that exists;
 - every module of CMakeLists.txt is described in ARCHITECTURE.md and its public headers say what they own
   (a comment on the first line that starts with their path);
 - every command of the program stands in docs/guide/commands.md, and the other way round;
 - every file under docs/ can be reached from README.md or another page.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def pages():
    listed = [p for p in ROOT.glob("*.md")] + list((ROOT / "docs").rglob("*.md"))
    return sorted(listed)


def broken_links():
    for page in pages():
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: link leads nowhere: {target}"


def unreachable_pages():
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            if path.suffix == ".md":
                todo.append(path)
    for page in pages():
        if page.resolve() not in {p.resolve() for p in reached}:
            yield f"{page.relative_to(ROOT)}: no page leads here"


def modules():
    architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"^dalil_module\((\w+)", (ROOT / "CMakeLists.txt").read_text(), re.M):
        if f"`{name}`" not in architecture:
            yield f"ARCHITECTURE.md: module {name} is not described"
        for header in sorted((ROOT / "include/dalil" / name).glob("*.hpp")):
            first = header.read_text(encoding="utf-8").splitlines()[0]
            if not first.startswith(f"// {name}/{header.name}: "):
                yield f"{header.relative_to(ROOT)}: the first line does not say what it owns"


def commands():
    page = ROOT / "docs/guide/commands.md"
    source = ROOT / "app/cli/arguments.cpp"
    if not page.exists() or not source.exists():
        yield "docs/guide/commands.md or app/cli/arguments.cpp is missing"
        return
    real = set(re.findall(r'add_command\(\s*"(\w+)"', source.read_text(encoding="utf-8")))
    told = set(re.findall(r"^## dalil (\w+)", page.read_text(encoding="utf-8"), re.M))
    for name in sorted(real - told):
        yield f"docs/guide/commands.md: command {name} is not described"
    for name in sorted(told - real):
        yield f"docs/guide/commands.md: there is no command {name}"


def main():
    found = [*broken_links(), *unreachable_pages(), *modules(), *commands()]
    for line in found:
        print(line)
    print(f"docs: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
