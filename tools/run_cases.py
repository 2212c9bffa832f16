#!/usr/bin/env python3
"""Runs the whole-program scripts of tests/scripts/*.case.

usage: run_cases.py BUILD [FILE...] [--only WORD] [--verbose]

A script is a text of cases. Each starts with its name, runs in a fresh folder, and ends at the next name:

    # name: refuses a PDF and says what to do
    file broken.pdf
    | %PDF-1.4
    $ dalil run broken.pdf -o out
    exit 3
    stderr contains: PDF
    no file out/people.csv

Lines:
    # name: TEXT                starts a case; any other line that starts with # is a comment
    # needs: shared             skips the case if DALIL_SHARED (default ../shared) is absent
    file NAME                   writes a file from the following lines that start with "| "
    $ COMMAND                   runs it with sh; `dalil` is the one of BUILD, $CORPUS is tests/corpus,
                                $SHARED the shared data; killed after 120 s
What is expected of the command before:
    > TEXT                      the whole of stdout, line by line
    exit N                      the exit code; without this line it has to be 0
    within N s                  it took no longer
    stdout contains: TEXT       also: stdout lacks:, stderr contains:, stderr lacks:
    stdout is empty             also: stderr is empty
    stdout is json              one JSON document and nothing else
    json PATH OP VALUE          of stdout: PATH like strata[0].verdict; OP one of == != < <= > >= has
    json FILE: PATH OP VALUE    the same of a file
    file NAME exists            also: no file NAME
    file NAME contains: TEXT    also: file NAME lacks: TEXT
    file NAME has N lines
    same A B                    two files hold the same bytes
    same json A B except K,K    two JSON files are equal when these keys are left out everywhere
"""
import argparse
import json
import operator
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND_SECONDS = 120
OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
             ">=": operator.ge, "has": lambda value, wanted: wanted in value}


@dataclass
class Case:
    path: Path
    name: str
    needs: set = field(default_factory=set)
    lines: list = field(default_factory=list)  # (line number, text)


@dataclass
class Ran:
    code: int
    stdout: str
    stderr: str
    seconds: float


class Failure(Exception):
    pass


def shared_folder():
    return Path(os.environ.get("DALIL_SHARED", ROOT / "../shared")).resolve()


def parse(path):
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r"#\s*name:\s*(.+)", line):
            cases.append(Case(path, match[1].strip()))
        elif not cases:
            if line.strip() and not line.startswith("#"):
                raise SystemExit(f"{path}:{number}: a case starts with '# name:'")
        elif match := re.match(r"#\s*needs:\s*(.+)", line):
            cases[-1].needs.update(match[1].split())
        elif line.strip() and not line.startswith("#"):
            cases[-1].lines.append((number, line))
    return cases


def run_command(command, folder, build):
    env = dict(os.environ, PATH=f"{Path(build).resolve()}:{os.environ['PATH']}", LC_ALL="C.UTF-8",
               CORPUS=str(ROOT / "tests/corpus"), SHARED=str(shared_folder()), NO_COLOR="1")
    start = time.monotonic()
    try:
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True,
                              timeout=COMMAND_SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise Failure(f"took more than {COMMAND_SECONDS} s") from None
    text = lambda raw: raw.decode("utf-8", "replace")
    return Ran(done.returncode, text(done.stdout), text(done.stderr), time.monotonic() - start)


def dig(document, path):
    for step in re.findall(r"[^.\[\]]+|\[-?\d+\]", path):
        document = document[int(step[1:-1])] if step.startswith("[") else document[step]
    return document


def check_json(text, rule):
    match = re.fullmatch(r"(\S+) (==|!=|<=|>=|<|>|has) (.+)", rule)
    if not match:
        raise Failure(f"cannot read the rule: json {rule}")
    path, sign, wanted = match.groups()
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise Failure(f"not JSON: {error}") from None
    try:
        value = dig(document, path)
    except (KeyError, IndexError, TypeError):
        raise Failure(f"JSON has no {path}") from None
    try:
        wanted = json.loads(wanted)
    except json.JSONDecodeError:
        pass
    if not OPERATORS[sign](value, wanted):
        raise Failure(f"{path} is {value!r}, not {sign} {wanted!r}")


def without(document, keys):
    if isinstance(document, dict):
        return {k: without(v, keys) for k, v in document.items() if k not in keys}
    if isinstance(document, list):
        return [without(v, keys) for v in document]
    return document


def check_same(folder, rule):
    if match := re.fullmatch(r"json (\S+) (\S+) except (\S+)", rule):
        keys = set(match[3].split(","))
        a, b = (without(json.loads((folder / name).read_text()), keys) for name in match.groups()[:2])
        if a != b:
            raise Failure(f"{match[1]} and {match[2]} differ")
        return
    a, b = rule.split()
    if (folder / a).read_bytes() != (folder / b).read_bytes():
        raise Failure(f"{a} and {b} differ")


def check_file(folder, rule):
    if match := re.fullmatch(r"(\S+) (contains|lacks): (.*)", rule):
        text = (folder / match[1]).read_text(encoding="utf-8", errors="replace")
        if (match[3] in text) != (match[2] == "contains"):
            raise Failure(f"{match[1]} {'lacks' if match[2] == 'contains' else 'contains'} {match[3]!r}")
    elif match := re.fullmatch(r"(\S+) has (\d+) lines", rule):
        count = len((folder / match[1]).read_text(encoding="utf-8").splitlines())
        if count != int(match[2]):
            raise Failure(f"{match[1]} has {count} lines")
    elif match := re.fullmatch(r"(\S+) exists", rule):
        if not (folder / match[1]).exists():
            raise Failure(f"{match[1]} does not exist")
    else:
        raise Failure(f"cannot read the rule: file {rule}")


def check_stream(ran, rule):
    if match := re.fullmatch(r"(stdout|stderr) (contains|lacks): (.*)", rule):
        text = getattr(ran, match[1])
        if (match[3] in text) != (match[2] == "contains"):
            raise Failure(f"{match[1]} {'lacks' if match[2] == 'contains' else 'contains'} {match[3]!r}")
    elif match := re.fullmatch(r"(stdout|stderr) is empty", rule):
        if getattr(ran, match[1]):
            raise Failure(f"{match[1]} is not empty")
    elif rule == "stdout is json":
        try:
            json.loads(ran.stdout)
        except json.JSONDecodeError as error:
            raise Failure(f"stdout is not one JSON document: {error}") from None
    else:
        raise Failure(f"cannot read the rule: {rule}")


def check(ran, folder, rule):
    if ran is None and not rule.startswith(("file ", "no file ", "same ")):
        raise Failure("nothing was run yet")
    if rule.startswith("no file "):
        if (folder / rule[8:]).exists():
            raise Failure(f"{rule[8:]} exists")
    elif rule.startswith("file "):
        check_file(folder, rule[5:])
    elif rule.startswith("same "):
        check_same(folder, rule[5:])
    elif match := re.fullmatch(r"json (\S+): (.+)", rule):
        check_json((folder / match[1]).read_text(encoding="utf-8"), match[2])
    elif rule.startswith("json "):
        check_json(ran.stdout, rule[5:])
    elif match := re.fullmatch(r"within (\d+) s", rule):
        if ran.seconds > int(match[1]):
            raise Failure(f"took {ran.seconds:.1f} s")
    else:
        check_stream(ran, rule)


def blocks(lines):
    """Splits a case into commands and written files, each with the lines that belong to it."""
    out = []
    for number, line in lines:
        is_file = re.fullmatch(r"file \S+", line)
        if line.startswith("$ ") or is_file or not out:
            out.append([(number, line)])
        else:
            out[-1].append((number, line))
    return out


def play(case, folder, build):
    for block in blocks(case.lines):
        number, head = block[0]
        try:
            if head.startswith("$ "):
                number = play_command(head[2:], block[1:], folder, build)
            elif match := re.fullmatch(r"file (\S+)", head):
                target = folder / match[1]
                target.parent.mkdir(parents=True, exist_ok=True)
                for number, line in block[1:]:
                    if not line.startswith("|"):
                        raise Failure(f"expected '| ' after file, found: {line}")
                target.write_text("".join(line[2:] + "\n" for _, line in block[1:]), encoding="utf-8")
            else:
                raise Failure(f"expected '$' or 'file', found: {head}")
        except (Failure, OSError, ValueError) as trouble:
            raise Failure(f"{case.path.name}:{getattr(trouble, 'number', number)}: {head}\n    {trouble}") from None


def play_command(command, rules, folder, build):
    ran = run_command(command, folder, build)
    wanted_code, expected = 0, [line[2:] for _, line in rules if line.startswith("> ") or line == ">"]
    for number, rule in rules:
        if match := re.fullmatch(r"exit (\d+)", rule):
            wanted_code = int(match[1])
    tail = "".join(f"\n    | {line}" for line in (ran.stderr or ran.stdout).splitlines()[-8:])
    if ran.code != wanted_code:
        raise Failure(f"exit code {ran.code}, not {wanted_code}{tail}")
    if expected and ran.stdout.splitlines() != expected:
        raise Failure("stdout is\n" + ran.stdout)
    for number, rule in rules:
        if rule.startswith(">") or rule.startswith("exit "):
            continue
        try:
            check(ran, folder, rule)
        except (Failure, OSError) as trouble:
            failure = Failure(f"{trouble}{tail}")
            failure.number = number
            raise failure from None
    return rules[-1][0] if rules else 0


def run_case(case, build):
    """("passed" | "failed" | "skipped", text)"""
    if "shared" in case.needs and not shared_folder().exists():
        return "skipped", "needs the shared data"
    with tempfile.TemporaryDirectory(prefix="dalil-case-") as folder:
        try:
            play(case, Path(folder), build)
        except Failure as trouble:
            return "failed", str(trouble)
    return "passed", ""


def find_cases(files=(), only=""):
    paths = [Path(f) for f in files] or sorted((ROOT / "tests/scripts").glob("*.case"))
    return [case for path in paths for case in parse(path) if only in case.name]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--only", default="", help="only cases whose name holds this word")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for case in find_cases(options.files, options.only):
        verdict, text = run_case(case, options.build)
        counts[verdict] += 1
        if verdict == "failed" or options.verbose:
            print(f"{verdict}: {case.name}" + (f"\n  {text}" if text else ""), flush=True)
    print(", ".join(f"{n} {word}" for word, n in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
