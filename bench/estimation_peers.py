#!/usr/bin/env python3
"""LCMCR, dga and SparseMSE beside `dalil estimate`: the same tables, one core each.

usage: estimation_peers.py [BUILD] [--only WORD]... [--boot] [--recorded] [--markdown] [--json FILE]

Tables and the peers' scripts come from DALIL_SHARED (default ../shared): data/estimation/tables and peers/estimation.
Where Rscript and the packages are there (R_LIBS is heeded; peers/estimation/install.R says which), the peers run here;
a peer that is not there, or fails, is shown with its recorded figures, marked "recorded": they come from another run
on another machine, so ratios of time say little.

 - LCMCR: one chain of 10,000 + 100,000 iterations, 1,000 draws kept, K = 10, the recipe of its manual; beside
   `latent_class`, which runs until 10,000 draws are effective or its budget ends. "draws/s": effective draws of N per
   processor second.
 - dga: delta = 2^-J, its grid of at most 4,000 points; up to five lists. Beside `decomposable`, which adds up every N,
   with its variants of delta, and searches above six lists.
 - SparseMSE: two-list effects chosen stepwise at p < .02, interval of the chosen model; --boot also its BCa interval
   with 1,000 replicates (one to four minutes a table). Beside the same variants of `loglinear`, whose run has all other models too.

Seconds: of the peer's calculation as its script counts it, without the start of R; of ours as the method counts it.
Effective draws: coda's for LCMCR, rank-normalised ones (Vehtari et al. 2021) for ours.
Ratios are theirs over ours for seconds, ours over theirs for draws per second: above 1, ours is faster.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DALIL_SHARED", ROOT / "../shared")).resolve()
PEERS = SHARED / "peers/estimation"
TABLES = ("kosovo", "hivrome", "madiganyork5", "uk5", "neworleans5", "western", "ned5", "uk6", "neworleans8")
LCMCR = ["lcmcr.R", "--iter", "100000", "--burnin", "10000", "--thin", "100", "--chains", "1", "--seed", "1"]
DGA = ["dga.R"]
SPARSE = ["sparsemse.R", "--method", "stepwise"]
PACKAGES = {"lcmcr.R": "LCMCR", "dga.R": "dga", "sparsemse.R": "SparseMSE"}
LIMIT = 900  # seconds for one run of a peer


def packages_here():
    """The peers that R finds, with versions; and why others are not."""
    rscript = shutil.which("Rscript")
    if not rscript:
        return {}, "Rscript is not there"
    code = ('for (p in c("LCMCR", "dga", "SparseMSE", "coda", "jsonlite")) cat(p, '
            'tryCatch(as.character(packageVersion(p)), error = function(e) "-"), "\\n")')
    done = subprocess.run([rscript, "-e", code], capture_output=True, text=True)
    versions = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    absent = sorted(p for p in ("LCMCR", "dga", "SparseMSE", "coda", "jsonlite") if versions.get(p, "-") == "-")
    trouble = f"R has no package {', '.join(absent)}" if absent else ""
    if "jsonlite" in absent:
        return {}, trouble  # every script prints JSON
    if "coda" in absent:
        versions["LCMCR"] = "-"
    return {p: v for p, v in versions.items() if v != "-"}, trouble


def peer_here(command, table):
    try:
        done = subprocess.run(["Rscript", PEERS / command[0], SHARED / f"data/estimation/tables/{table}.csv", *command[1:]],
                              capture_output=True, text=True, timeout=LIMIT)
        figures = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.TimeoutExpired, ValueError, IndexError) as trouble:
        print(f"{command[0]} on {table} failed here: {type(trouble).__name__}", flush=True)
        return None
    return None if figures.get("refused") else dict(figures, how="here")


def peer_recorded(command, table, runs):
    wanted = " ".join(command)
    for run in runs:
        if run["table_key"] == table and run["command"] == wanted and "median" in run:
            return dict(run, how="recorded")
    return None


def ours(build, table, methods):
    """Methods of one run on one core, by name; `cpu`: processor seconds of the whole program."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [build / "dalil", "estimate", "--table", SHARED / f"data/estimation/tables/{table}.csv",
             "--method", methods, "--threads", "1", "--json", "--quiet"], stdout=output, stderr=subprocess.PIPE)
        trouble = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 5):
            sys.exit(f"dalil estimate failed on {table} with exit code {process.returncode}: {trouble[-500:]}")
        output.seek(0)
        found = json.loads(output.read())["strata"][0]["methods"]
    return {m["method"]: dict(m, cpu=usage.ru_utime + usage.ru_stime) for m in found}


def figures_of(method):
    if not method or method.get("estimate") is None:
        return None
    return {"median": method["estimate"], "interval": method["interval"], "seconds": method["seconds"],
            "ess": method.get("ess"), "rhat": method.get("rhat"),
            "rate": method["ess"] / max(method["cpu"], 1e-4) if method.get("ess") else None}


def stepwise_of(method, interval):
    """The variant that SparseMSE computes."""
    for variant in (method or {}).get("variants", []):
        words = variant["parameters"]
        if "stepwise" in str(words.get("selection", "")) and words.get("interval", "asymptotic") == interval:
            if variant.get("estimate") is not None and variant.get("interval"):
                return {"median": variant["estimate"], "interval": variant["interval"], "seconds": method["seconds"]}
    return None


def theirs_of(run, bca=False):
    if not run or (bca and not run.get("bca")):
        return None
    rate = run.get("ess_per_cpu_s") or run.get("ess_per_s")
    return {"median": run["median"], "interval": run["bca"] if bca else run["interval"],
            "seconds": run["bca_seconds"] if bca else run["seconds"], "ess": run.get("ess"),
            "rhat": run.get("rhat_rank"), "rate": rate, "how": run["how"]}


COLUMNS = ("table", "tool", "N", "95 % interval", "R-hat", "ESS", "seconds", "draws/s")
WIDTHS = (13, 32, 10, 20, 7, 8, 9, 9)


def print_row(cells, markdown):
    if markdown:
        print("| " + " | ".join(cells) + " |", flush=True)
    else:
        print(" ".join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, WIDTHS))), flush=True)


def cells_of(table, tool, f):
    digits = lambda key, form: format(f[key], form) if f.get(key) is not None else ""
    seconds = f["seconds"]
    return (table, tool, f"{f['median']:,.0f}", f"{f['interval'][0]:,.0f} - {f['interval'][1]:,.0f}", digits("rhat", ".3f"),
            digits("ess", ",.0f"), f"{seconds:.3f}" if seconds < 10 else f"{seconds:.0f}", digits("rate", ",.0f"))


def ratios(mine, theirs):
    rate = f"{mine['rate'] / theirs['rate']:,.1f}x" if mine.get("rate") and theirs.get("rate") else ""
    return ("", "ratio", f"{mine['median'] / theirs['median']:.4f}", "", "", "",
            f"{theirs['seconds'] / max(mine['seconds'], 1e-4):,.1f}x", rate)


def comparisons(build, table, find, boot):
    """(our name, our figures, their name, their figures), one for each peer that has any."""
    classes = ours(build, table, "latent_class").get("latent_class")
    yield "latent_class", figures_of(classes), "LCMCR", theirs_of(find(LCMCR, table))
    found = ours(build, table, "decomposable,loglinear")
    yield "decomposable", figures_of(found.get("decomposable")), "dga", theirs_of(find(DGA, table))
    yield ("loglinear, stepwise", stepwise_of(found.get("loglinear"), "asymptotic"), "SparseMSE",
           theirs_of(find(SPARSE, table)))
    if boot:
        yield ("loglinear, stepwise BCa", stepwise_of(found.get("loglinear"), "bca"), "SparseMSE BCa",
               theirs_of(find([*SPARSE, "--nboot", "1000"], table), bca=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/bench")
    parser.add_argument("--only", action="append", default=[], help="only tables whose name holds this word")
    parser.add_argument("--boot", action="store_true", help="also SparseMSE's bootstrap")
    parser.add_argument("--recorded", action="store_true", help="show recorded figures even where R is there")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    if not (PEERS / "lcmcr.R").exists():
        print(f"{PEERS} is not there (DALIL_SHARED says where the shared folder is): no peers of the estimates are run")
        return
    versions, trouble = ({}, "not asked for") if options.recorded else packages_here()
    recorded = json.loads((PEERS / "results.json").read_text())
    if trouble:
        print(f"Not all peers run here ({trouble}). RECORDED figures come from another machine ({recorded['machine']}; "
              f"{recorded['versions']}): ratios of time say little.", flush=True)
    if any(p in versions for p in PACKAGES.values()):
        print("here: " + ", ".join(f"{p} {v}" for p, v in versions.items()), flush=True)
    def find(command, table):
        run = peer_here(command, table) if PACKAGES[command[0]] in versions else None
        return run or peer_recorded(command, table, recorded["runs"])

    print_row(COLUMNS, options.markdown)
    if options.markdown:
        print("|" + " --- |" * len(COLUMNS))
    kept = []
    for table in TABLES:
        if options.only and not any(word in table for word in options.only):
            continue
        first = table
        for name, mine, peer, theirs in comparisons(options.build, table, find, options.boot):
            if mine:
                print_row(cells_of(first, name, mine), options.markdown)
                first = ""
            if theirs:
                print_row(cells_of("", f"{peer} ({theirs['how']})", theirs), options.markdown)
            if mine and theirs:
                print_row(ratios(mine, theirs), options.markdown)
            kept.append({"table": table, "ours": name, "figures": mine, "peer": peer, "theirs": theirs})
    if options.json:
        options.json.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
