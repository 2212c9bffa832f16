#!/usr/bin/env python3
"""Runs every test of a build and counts them.

usage: run_tests.py BUILD [--programs-only] [--only WORD] [--jobs N]

 - the GoogleTest programs BUILD/tests/test_*
 - the whole-program scripts tests/scripts/*.case (run_cases.py)
 - the Python tests tests/**/*_test.py that hold a unittest.TestCase (others belong to a GoogleTest program
   that calls them). They find the program in $DALIL and the build folder in $DALIL_BUILD.

The last line is exactly "N passed, N failed, N skipped"; the exit status is 1 if any failed. A program that
crashes, hangs or does not report counts as one failure.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import run_cases  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
PROGRAM_SECONDS = int(os.environ.get("DALIL_TEST_SECONDS", "300"))

LOAD_PYTHON_TEST = r"""
import importlib.util, json, sys, unittest
path, report = sys.argv[1:3]
spec = importlib.util.spec_from_file_location("test_module", path)
module = importlib.util.module_from_spec(spec)
sys.modules["test_module"] = module
spec.loader.exec_module(module)
suite = unittest.defaultTestLoader.loadTestsFromModule(module)
result = unittest.TextTestRunner(verbosity=1, stream=sys.stderr).run(suite)
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
json.dump({"run": result.testsRun, "failed": failed, "skipped": len(result.skipped)}, open(report, "w"))
"""


@dataclass
class Outcome:
    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    text: str = ""  # shown when something failed
    seconds: float = 0
    skips: list = field(default_factory=list)


def environment(build):
    env = dict(os.environ, DALIL=str((build / "dalil").resolve()), DALIL_BUILD=str(build.resolve()), NO_COLOR="1")
    env.setdefault("DALIL_SHARED", str((ROOT / "../shared").resolve()))
    return env


def run(command, build, cwd=ROOT):
    """(exit code or None when it hung, output)"""
    try:
        done = subprocess.run(command, cwd=cwd, env=environment(build), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=PROGRAM_SECONDS)
        return done.returncode, done.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired as late:
        return None, (late.stdout or b"").decode("utf-8", "replace") + f"\nstopped after {PROGRAM_SECONDS} s"


def tail(text, lines=30):
    return "\n".join(text.splitlines()[-lines:])


def count_googletest(report, outcome):
    for suite in report.get("testsuites", []):
        for test in suite.get("testsuite", []):
            name = f"{suite['name']}.{test['name']}"
            if test.get("failures"):
                outcome.failed += 1
                outcome.text += f"{name}\n" + "\n".join(f["failure"] for f in test["failures"]) + "\n"
            elif test.get("result") == "SKIPPED":
                outcome.skipped += 1
                outcome.skips.append(name)
            elif test.get("status") == "RUN":
                outcome.passed += 1


def run_program(path, build):
    outcome = Outcome(path.name)
    with tempfile.TemporaryDirectory(prefix="dalil-test-") as folder:
        report = Path(folder) / "report.json"
        code, output = run([path, f"--gtest_output=json:{report}"], build)
        try:
            count_googletest(json.loads(report.read_text()), outcome)
        except (OSError, json.JSONDecodeError):
            pass
    if code != 0 and outcome.failed == 0:
        outcome.failed += 1
        outcome.text = f"exit code {code}\n{tail(output)}"
    return outcome


def run_python(path, build):
    outcome = Outcome(str(path.relative_to(ROOT)))
    with tempfile.TemporaryDirectory(prefix="dalil-test-") as folder:
        report = Path(folder) / "report.json"
        code, output = run([sys.executable, "-c", LOAD_PYTHON_TEST, path, report], build)
        try:
            counts = json.loads(report.read_text())
            outcome.failed, outcome.skipped = counts["failed"], counts["skipped"]
            outcome.passed = counts["run"] - outcome.failed - outcome.skipped
        except (OSError, json.JSONDecodeError):
            code = code or 1
    if code != 0 and outcome.failed == 0:
        outcome.failed += 1
    if outcome.failed:
        outcome.text = tail(output, 60)
    return outcome


def run_script(case, build):
    verdict, text = run_cases.run_case(case, build)
    outcome = Outcome(f"{case.path.name}: {case.name}", text=text if verdict == "failed" else "")
    setattr(outcome, verdict, 1)
    if verdict == "skipped":
        outcome.skips.append(text)
    return outcome


def timed(function, what, build):
    start = time.monotonic()
    outcome = function(what, build)
    outcome.seconds = time.monotonic() - start
    return outcome


def collect(build, programs_only, only):
    programs = [p for p in sorted((build / "tests").glob("test_*")) if os.access(p, os.X_OK) and p.is_file()]
    work = [(run_program, p) for p in programs if only in p.name]
    if not programs_only:
        # The long ones first, so that they do not end alone.
        modules = [p for p in sorted((ROOT / "tests").rglob("*_test.py")) if only in p.name]
        python = [(run_python, p) for p in modules if "TestCase" in p.read_text(encoding="utf-8")]
        work = python + work + [(run_script, c) for c in run_cases.find_cases() if only in c.path.name]
    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--programs-only", action="store_true", help="only the GoogleTest programs")
    parser.add_argument("--only", default="", help="only files whose name holds this word")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    work = collect(options.build, options.programs_only, options.only)
    total = Outcome("all")
    if not work:
        print(f"no tests found in {options.build}")
        total.failed = 1
    with ThreadPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(timed, function, what, options.build) for function, what in work]
        for future in futures:
            outcome = future.result()
            total.passed += outcome.passed
            total.failed += outcome.failed
            total.skipped += outcome.skipped
            mark = "FAILED" if outcome.failed else "ok" if outcome.passed else "skipped"
            counts = f"{outcome.passed:>4} passed" + (f", {outcome.failed} failed" if outcome.failed else "") + (
                f", {outcome.skipped} skipped" if outcome.skipped else "")
            print(f"{mark:<8}{outcome.name:<58}{counts} ({outcome.seconds:.1f} s)", flush=True)
            if outcome.failed:
                print("\n".join("    " + line for line in outcome.text.splitlines()), flush=True)
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
