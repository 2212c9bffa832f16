"""Runs the program under test and measures it. Shared by the Python tests of this folder."""
import csv
import json
import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DALIL = os.environ.get("DALIL", str(ROOT / "build/release/dalil"))


@dataclass
class Ran:
    code: int  # negative: killed by that signal
    stdout: str
    stderr: str
    seconds: float
    megabytes: float

    def json(self):
        return json.loads(self.stdout)


def start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
    return subprocess.Popen([DALIL, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                            env=dict(os.environ, NO_COLOR="1"))


def dalil(*arguments, seconds=120):
    """Runs to the end; kills it after `seconds`, which shows as code -9."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.monotonic()
        process = start(*arguments, stdout=out, stderr=err)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begin > seconds:
                process.send_signal(signal.SIGKILL)
                seconds = float("inf")
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
        return Ran(process.returncode, *texts, time.monotonic() - begin, usage.ru_maxrss / 1024)


def synth(folder, people=600, lists=4, seed=1):
    """Lists of invented people; the paths of the lists."""
    ran = dalil("synth", "--people", people, "--lists", lists, "--seed", seed, "-o", folder, "--quiet")
    if ran.code != 0:
        raise AssertionError(f"synth: exit code {ran.code}: {ran.stderr}")
    return lists_in(folder)


def lists_in(folder):
    return sorted(p for p in (Path(folder) / "lists").iterdir() if p.suffix in (".csv", ".tsv", ".xlsx"))


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without(document, *keys):
    if isinstance(document, dict):
        return {k: without(v, *keys) for k, v in document.items() if k not in keys}
    if isinstance(document, list):
        return [without(v, *keys) for v in document]
    return document


def pairwise(entity, cluster):
    """Precision and recall over pairs; two mappings of the same keys to labels."""
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    both = pairs(Counter((entity[k], cluster[k]) for k in entity))
    true, found = (pairs(Counter(m[k] for k in entity)) for m in (entity, cluster))
    return both / found if found else 1.0, both / true if true else 1.0
