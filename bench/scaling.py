#!/usr/bin/env python3
"""How `dalil run` grows with the number of records: seconds, processor seconds, memory, accuracy, pairs compared.

usage: scaling.py [BUILD] [--records N]... [--effort E]... [--plot FILE.svg] [--rows FILE.json]

Lists are made by DALIL_SHARED/peers/linkage/make_people.py (default ../shared; needs pandas): four lists with known
truth. Prints one line per size and effort; --plot draws seconds against records on two logarithmic axes, beside a
line that grows as n log n. --rows reads lines measured before from a file and adds those of this run to it.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from end_to_end import PEERS, ROOT, clusters_of, f1_of, lists_in, truth_of

SIZES = (10_000, 100_000, 300_000, 1_000_000)


def run(dalil, folder, out, effort):
    begin = time.monotonic()
    command = [dalil, "run", *lists_in(folder), "-o", out, "--quiet", "--effort", effort]
    process = subprocess.Popen([str(c) for c in command])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"dalil run failed with exit code {process.returncode}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(dalil, folder, records, effort):
    with tempfile.TemporaryDirectory(prefix="dalil-scaling-") as work:
        out = Path(work) / "out"
        wall, processor, megabytes = run(dalil, folder, out, effort)
        truth, by_row_id = truth_of(folder)
        f1 = f1_of(truth, clusters_of(out, lists_in(folder), by_row_id))
        pairs = candidate_pairs(json.loads((out / "run.json").read_text()))
    return {"effort": effort, "records": records, "wall": wall, "processor": processor, "megabytes": megabytes,
            "f1": f1, "pairs": pairs}


def candidate_pairs(node):
    """The first `candidate_pairs` anywhere in the run record."""
    if isinstance(node, dict):
        if "candidate_pairs" in node:
            return node["candidate_pairs"]
        node = list(node.values())
    if isinstance(node, list):
        return next((found for found in map(candidate_pairs, node) if found is not None), None)
    return None


def show(row):
    print(f"{row['effort']:<10}{row['records']:>11,}{row['wall']:>9.1f} s{row['processor']:>9.1f} s"
          f"{row['megabytes']:>9,.0f} MB{row['f1']:>8.4f}{row['pairs']:>15,}", flush=True)


def power(value):
    return {3: "1,000", 4: "10,000", 5: "100,000", 6: "1,000,000", 7: "10,000,000"}.get(value, f"1e{value}")


def plot(rows, path):
    """Processor seconds against records, log-log, as plain SVG."""
    width, height, left, top, right, bottom = 640, 400, 70, 20, 110, 50
    low_x, high_x = (f(math.log10(r["records"]) for r in rows) for f in (min, max))
    low_y = math.floor(min(math.log10(r["processor"]) for r in rows))
    first = min((r for r in rows if r["effort"] == "standard"), key=lambda r: r["records"], default=rows[0])
    grown_to = lambda n: first["processor"] * n * math.log(n) / (first["records"] * math.log(first["records"]))
    high_y = math.ceil(math.log10(max(grown_to(10 ** high_x), *(r["processor"] for r in rows))))
    span = max(high_x - low_x, 0.1)
    x = lambda n: left + (math.log10(n) - low_x) / span * (width - left - right)
    y = lambda s: top + (high_y - math.log10(s)) / (high_y - low_y) * (height - top - bottom)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
           'font-size="12"><rect width="100%" height="100%" fill="white"/>']
    for e in range(low_y, high_y + 1):
        out.append(f'<line x1="{left}" x2="{width - right}" y1="{y(10 ** e):.1f}" y2="{y(10 ** e):.1f}" '
                   f'stroke="#ddd"/><text x="{left - 8}" y="{y(10 ** e) + 4:.1f}" text-anchor="end">'
                   f'{10.0 ** e:g}</text>')
    for e in range(math.ceil(low_x), math.floor(high_x) + 1):
        out.append(f'<line x1="{x(10 ** e):.1f}" x2="{x(10 ** e):.1f}" y1="{top}" y2="{height - bottom}" '
                   f'stroke="#ddd"/><text x="{x(10 ** e):.1f}" y="{height - bottom + 18}" text-anchor="middle">'
                   f'{power(e)}</text>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 10}" text-anchor="middle">records</text>'
               f'<text transform="translate(18 {(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">'
               'processor seconds</text>')
    for effort, colour in (("standard", "#1b5e9b"), ("quick", "#c4622d"), ("thorough", "#4a7d3a")):
        line = sorted((r for r in rows if r["effort"] == effort), key=lambda r: r["records"])
        if not line:
            continue
        points = " ".join(f"{x(r['records']):.1f},{y(r['processor']):.1f}" for r in line)
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(r["records"]):.1f}" cy="{y(r["processor"]):.1f}" r="3" fill="{colour}"/>'
                for r in line]
        out.append(f'<text x="{x(line[-1]["records"]) + 8:.1f}" y="{y(line[-1]["processor"]) + 4:.1f}" '
                   f'fill="{colour}">{effort}</text>')
        if effort == "standard":
            last = line[-1]["records"]
            out.append(f'<line x1="{x(first["records"]):.1f}" y1="{y(first["processor"]):.1f}" x2="{x(last):.1f}" '
                       f'y2="{y(grown_to(last)):.1f}" stroke="#888" stroke-dasharray="4 4"/>'
                       f'<text x="{x(last) + 8:.1f}" y="{y(grown_to(last)) + 4:.1f}" fill="#888">n log n</text>')
    path.write_text("\n".join(out) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/bench")
    parser.add_argument("--records", type=int, action="append")
    parser.add_argument("--effort", action="append")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--rows", type=Path)
    options = parser.parse_args()
    rows = json.loads(options.rows.read_text()) if options.rows and options.rows.exists() else []
    if not (PEERS / "make_people.py").exists():
        sys.exit("scaling.py: make_people.py was not found; set DALIL_SHARED")
    print(f"{'effort':<10}{'records':>11}{'wall':>11}{'processor':>11}{'memory':>12}{'F1':>8}{'pairs':>15}", flush=True)
    for row in rows:
        show(row)
    for records in options.records or (() if rows else SIZES):
        with tempfile.TemporaryDirectory(prefix="dalil-scaling-") as scratch:
            folder = Path(scratch)
            subprocess.run([sys.executable, PEERS / "make_people.py", str(records), folder, "--no-parquet"],
                           check=True, stdout=subprocess.DEVNULL)
            for effort in options.effort or ("standard", "quick"):
                rows.append(measure(options.build / "dalil", folder, records, effort))
                show(rows[-1])
    if options.rows:
        options.rows.write_text(json.dumps(rows, indent=1) + "\n")
    if options.plot:
        plot(rows, options.plot)


if __name__ == "__main__":
    main()
