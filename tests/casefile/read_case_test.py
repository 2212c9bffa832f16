#!/usr/bin/env python3
"""Compares what the independent reader says about a case with what the program said about it.

usage: read_case_test.py CASE EXPECTED.json    (both written by reader_test.cpp, which runs this)
"""
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READER = ROOT / "tools" / "read_case.py"


def read(*arguments):
    done = subprocess.run([sys.executable, str(READER), *map(str, arguments)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def schema_of_the_text():
    text = (ROOT / "docs" / "formats" / "case-file.md").read_text(encoding="utf-8")
    block = re.search(r"```sql\n(.*?)```", text, re.S).group(1)
    return sorted(part.strip() for part in re.split(r";\n(?=CREATE|$)", block) if part.strip())


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: the reader says {found!r}, the program {expected!r}")


def main():
    case, expected = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    code, out, err = read(case)
    same("exit code", (code, err), (0, ""))
    found = json.loads(out)
    same("head", found["head"], expected["head"])
    same("sources", [(s["name"], s["original"], s["ended_by"] or 0) for s in found["sources"]],
         [tuple(s) for s in expected["sources"]])
    same("decisions", [(d["a"], d["b"], d["verdict"]) for d in found["decisions"]],
         [tuple(d) for d in expected["decisions"]])
    same("runs", [(r["id"], r["kind"], sorted(r["outputs"])) for r in found["runs"]],
         [tuple(r) for r in expected["runs"]])
    for digest, table in expected["tables"].items():
        code, out, err = read(case, "--table", digest)
        same("table", json.loads(out), table)
    same("check", read(case, "--check")[:2], (0, "clean\n"))
    with tempfile.TemporaryDirectory() as folder:
        same("export", read(case, "-o", folder)[0], 0)
        originals = sorted(path.read_text(encoding="utf-8") for path in Path(folder, "originals").iterdir())
        same("originals", originals, sorted(expected["originals"]))

    database = sqlite3.connect(case)
    schema = [row[0] for row in database.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")]
    same("schema", sorted(schema), [part.removesuffix(";") if not part.startswith("CREATE TRIGGER") else part
                                    for part in schema_of_the_text()])
    # A change that SQLite cannot see.
    database.execute("UPDATE content SET length = length + 1 WHERE kind = 'original'")
    database.commit()
    database.close()
    code, out, _ = read(case, "--check")
    same("check of a changed case", (code, "state digest" in out), (1, True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
