#!/usr/bin/env python3
"""Splink on DuckDB beside `dalil run`: same files, same cores, same ruler.

usage: linkage_peers.py [BUILD] [--only NAME]... [--synth RECORDS]... [--threads 2] [--markdown] [--json FILE]

Sets: those with truth in DALIL_SHARED/data/linkage (default ../shared), and lists of make_people.py (100,000 records
unless --synth says otherwise). Splink gets the settings of DALIL_SHARED/peers/linkage/splink_run.py, which are its
published ones where there are any, and columns that were harmonised by hand; ours gets the files and nothing else.

 - F1, B3, people: pairwise F1, B-cubed F1, number of people over the true one. Splink at its advised cut of .95, and
   its best F1 over all cuts ("best cut"), which only one who knows the truth can choose.
 - wall, cpu, MB: seconds, processor seconds (all threads) and peak memory. Splink from loaded library to clusters;
   ours from start to end of the program, reading, draws, estimate, report and case file included.
 - pairs per cpu second: pairs over the processor seconds of finding and scoring them. For Splink of `predict`, which
   joins and scores; for ours of the stage "finding candidates", which has frequencies and keys too, and ("scoring")
   of its part "comparing pairs", which lists the pairs of all blocks and scores them, as bench_link_stages measures.

Splink is installed into build/peers from the pinned requirements. Where that cannot be, its recorded figures are
shown and marked; the exit code is 0 all the same.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DALIL_SHARED", ROOT / "../shared")).resolve()
PEERS = SHARED / "peers/linkage"
ENVIRONMENT = ROOT / "build/peers"
# Splink's configuration of each set: the one with the best recorded F1.
CONFIGURATIONS = {"febrl3": "demo", "febrl4": "demo", "RLdata10000": "demo", "fake_1000": "demo",
                  "historical_50k": "wide", "pseudopeople": "demo"}
SYNTHETIC = "wide"


def peer_python():
    """The interpreter that has Splink, or None and why not."""
    requirements = PEERS / "requirements.txt"
    if not requirements.exists():
        return None, f"{requirements} is not there (DALIL_SHARED says where the shared folder is)"
    python, stamp = ENVIRONMENT / "bin/python", ENVIRONMENT / "installed.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return python, ""
    print(f"installing the pinned peers into {ENVIRONMENT} ...", flush=True)
    ENVIRONMENT.parent.mkdir(exist_ok=True)
    for command in ([sys.executable, "-m", "venv", ENVIRONMENT],
                    [python, "-m", "pip", "install", "--quiet", "--retries", "1", "-r", requirements]):
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError as trouble:
            return None, str(trouble)
        if done.returncode:
            return None, ((done.stderr or done.stdout).strip().splitlines() or ["no reason given"])[-1]
    stamp.write_text(requirements.read_text())
    return python, ""


def measured(command):
    """Wall and processor seconds and megabytes of a command, its output, its exit code."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen([str(c) for c in command], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        figures = {"wall": time.monotonic() - begin, "cpu": usage.ru_utime + usage.ru_stime,
                   "mb": usage.ru_maxrss / 1024}
        output.seek(0)
        return figures, output.read().decode(errors="replace"), process.returncode


def dict_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def lists_in(folder):
    return sorted(p for p in folder.glob("*.csv") if p.stem != "truth")


def scores(entity, cluster):
    """Pairwise F1 and B-cubed F1 of two labellings of the same rows (Bagga and Baldwin 1998)."""
    true, found, both = Counter(entity), Counter(cluster), Counter(zip(entity, cluster))
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    mean = lambda side, part: sum(n * n / side[k[part]] for k, n in both.items()) / len(entity)
    f1 = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    precision = pairs(both) / pairs(found) if pairs(found) else 1.0
    recall = pairs(both) / pairs(true) if pairs(true) else 1.0
    return f1(precision, recall), f1(mean(found, 1), mean(true, 0)), len(true)


def ours(build, folder, threads):
    lists = lists_in(folder)
    with tempfile.TemporaryDirectory(prefix="dalil-peers-") as work:
        out = Path(work) / "out"
        figures, message, code = measured(
            [build / "dalil", "run", *lists, "-o", out, "--quiet", "--threads", threads])
        if code:
            sys.exit(f"dalil run failed with exit code {code}: {message[-500:]}")
        run = json.loads((out / "run.json").read_text())
        names = {p.stem: [r["row_id"] for r in dict_rows(p)] for p in lists}
        person = {(r["source"], names[r["source"]][int(r["row"]) - 1]): r["person"] for r in dict_rows(out / "people.csv")}
    rows = [(r["source"], r["row_id"], r["entity"]) for r in dict_rows(folder / "truth.csv")]
    cluster = [person.get((source, row), (source, row)) for source, row, _ in rows]
    figures["f1"], figures["b3"], entities = scores([entity for _, _, entity in rows], cluster)
    figures["people"], figures["records"] = run["people"] / entities, len(rows)
    figures["pairs"] = run["linkage"]["candidate_pairs"]
    _, text, code = measured([build / "bench/bench_link_stages", "--json", "--threads", threads, folder])
    if code:
        sys.exit(f"bench_link_stages failed with exit code {code}: {text[-500:]}")
    stages = json.loads(text)["stages"]
    figures["rate"] = figures["pairs"] / max(0.01, stages["finding candidates"]["cpu"])
    figures["scoring"] = figures["pairs"] / max(0.01, stages["comparing pairs"]["cpu"])
    return figures


def figures_of(run, how):
    default = run["results"]["default_0.95"]
    return {"how": how, "f1": default["pairwise"]["f1"], "b3": default["bcubed"]["f1"],
            "people": default["clusters_over_entities"], "best": run["results"]["oracle_f1"]["pairwise"]["f1"],
            "wall": run["wall_seconds"], "cpu": run["cpu_seconds"], "mb": run["peak_rss_mb"],
            "pairs": run["candidate_pairs"], "rate": run["pairs_per_cpu_second_in_predict"],
            "scoring": run["pairs_per_cpu_second_in_predict"]}


def splink_here(python, dataset, configuration, folder, threads):
    with tempfile.TemporaryDirectory(prefix="dalil-peers-") as out:
        _, text, code = measured([python, PEERS / "splink_run.py", dataset, folder, "--config", configuration,
                                  "--threads", threads, "--out", out])
        if code:
            print(f"Splink failed on {dataset} with exit code {code}: {text[-500:]}", flush=True)
            return None
        return figures_of(json.loads(next(Path(out).glob("*.json")).read_text()), f"{configuration}, here")


def splink_recorded(name, configuration):
    try:
        runs = json.loads((PEERS / "results.json").read_text())
    except OSError:
        return None
    fits = [r for r in runs if (r["tool"], r["dataset"], r["config"]) == ("splink", name, configuration)
            and r["cpu_seconds"]]
    # The newest database first: the pinned one.
    fits.sort(key=lambda r: r["duckdb"] != "1.5.6")
    return figures_of(fits[0], f"{configuration}, recorded") if fits else None


def synthetic(python, records):
    """Lists of make_people.py, made once and kept in build/."""
    folder = ROOT / f"build/people_{records}"
    if not (folder / "truth.csv").exists():
        done = subprocess.run([str(python or sys.executable), str(PEERS / "make_people.py"), str(records), str(folder),
                               "--no-parquet"], capture_output=True, text=True)
        if done.returncode:
            print(f"make_people.py could not make {records} records (it needs pandas)", flush=True)
            return None
    return folder


def short(number):
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.1f}{letter}" if number < 10 * size else f"{number / size:.0f}{letter}"
    return f"{number:.0f}"


COLUMNS = ("set", "tool", "F1", "best cut", "B3", "people/true", "wall s", "cpu s", "MB", "pairs", "pairs/cpu s", "scoring")
WIDTHS = (16, 26, 6, 9, 6, 12, 8, 8, 7, 7, 12, 8)


def print_row(cells, markdown):
    if markdown:
        print("| " + " | ".join(cells) + " |", flush=True)
    else:
        print(" ".join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, WIDTHS))), flush=True)


def cells_of(name, tool, f):
    digits = lambda key, form: format(f[key], form) if f.get(key) is not None else "-"
    return (name, tool, digits("f1", ".4f"), digits("best", ".4f"), digits("b3", ".4f"), digits("people", ".4f"),
            digits("wall", ".1f"), digits("cpu", ".1f"), digits("mb", ".0f"), short(f["pairs"]), short(f["rate"]), short(f["scoring"]))


def ratios(ours_, theirs):
    part = lambda key: f"{ours_[key] / theirs[key]:.2f}"
    gain = lambda key: f"{ours_[key] - theirs[key]:+.4f}"
    return ("", "ours - or / theirs", gain("f1"), "", gain("b3"), "", part("wall"), part("cpu"), part("mb"),
            part("pairs"), part("rate"), part("scoring"))


def sets(python, options):
    """(name as recorded, name for splink_run.py, configuration, folder)"""
    for name, configuration in CONFIGURATIONS.items():
        folder = SHARED / "data/linkage" / name
        if folder.exists():
            yield name, name, configuration, folder
    for records in options.synth or (100_000,):
        name = f"synth_{records // 1_000_000}m" if records >= 1_000_000 else f"synth_{records // 1_000}k"
        if options.only and not any(word in name for word in options.only):
            continue
        if (PEERS / "make_people.py").exists() and (folder := synthetic(python, records)):
            yield name, "synth", SYNTHETIC, folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/bench")
    parser.add_argument("--only", action="append", default=[], help="only sets whose name holds this word")
    parser.add_argument("--synth", action="append", type=int, help="records of make_people.py's lists")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    python, trouble = peer_python()
    if not python:
        print(f"Splink could not be installed ({trouble}): its recorded figures are shown, which come from another "
              "run and perhaps another machine. Ratios of time mean little.", flush=True)
    print_row(COLUMNS, options.markdown)
    if options.markdown:
        print("|" + " --- |" * len(COLUMNS))
    kept = []
    for name, dataset, configuration, folder in sets(python, options):
        if options.only and not any(word in name for word in options.only):
            continue
        mine = ours(options.build, folder, options.threads)
        theirs = splink_here(python, dataset, configuration, folder, options.threads) if python else None
        theirs = theirs or splink_recorded(name, configuration)
        print_row(cells_of(name, "dalil run", mine), options.markdown)
        if theirs:
            print_row(cells_of("", f"Splink ({theirs['how']})", theirs), options.markdown)
            print_row(ratios(mine, theirs), options.markdown)
        kept.append({"set": name, "ours": mine, "splink": theirs})
    if not kept:
        print("no data sets found; set DALIL_SHARED to the shared folder")
    if options.json:
        options.json.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
