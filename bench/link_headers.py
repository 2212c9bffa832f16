#!/usr/bin/env python3
"""The linkage with other headers over the same cells, and with a recipe given by hand.

usage: link_headers.py [BUILD] [--only SET]... [--as MODE]... [--dir NAME=FOLDER]... [--columns] [--markdown]

MODE is own (the headers of the file), neutral (c1, c2, ...), hand (own headers and the recipe bench/recipes/SET.toml), or a
language of bench/headers.tsv (german, french, ...); all by default. For each set with truth in
DALIL_SHARED/data/linkage (default ../shared): pairwise F1, the count over the true count and, for other headers,
whether the partition is that of the own headers. --columns lists the columns whose meaning changed, and how many of
them `dalil.toml` marks as uncertain.
"""
import argparse
import csv
import json
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from linkage_peers import ROOT, SHARED, dict_rows, lists_in, measured, scores  # noqa: E402

SETS = ("RLdata500", "RLdata10000", "fake_1000", "febrl1", "febrl2", "febrl3", "febrl4", "historical_50k", "pseudopeople")


def translations():
    with open(ROOT / "bench/headers.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {language: {row["header"]: row[language] for row in rows} for language in rows[0] if language != "header"}


def with_headers(source, target, mode, words):
    """Copies a list under other headers, its cells as they are."""
    with open(source, encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader([file.readline()]))
        rest = file.read()
    if mode == "neutral":
        header = [f"c{k + 1}" for k in range(len(header))]
    elif mode in words:
        header = [words[mode].get(name, name) for name in header]
    with open(target, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(header)
        file.write(rest)


def run(dalil, name, folder, mode, words):
    with tempfile.TemporaryDirectory(prefix="dalil-headers-") as work:
        lists, out = [], Path(work) / "out"
        for path in lists_in(folder):
            lists.append(Path(work) / path.name)
            with_headers(path, lists[-1], mode, words)
        config = ["--config", ROOT / f"bench/recipes/{name}.toml"] if mode == "hand" else []
        _, message, code = measured(["timeout", "120", dalil, "run", *lists, "-o", out, "--quiet", *config])
        if code:
            print(f"{name} {mode}: exit code {code}: {message[-300:]}", flush=True)
            return None
        report = json.loads((out / "run.json").read_text())
        recipe = tomllib.loads((out / "dalil.toml").read_text())
        text = (out / "dalil.toml").read_text()
        rows = {p.stem: [r["row_id"] for r in dict_rows(p)] for p in lists_in(folder)}
        # Without a header row that was seen as such, the header counts as row 1.
        shift = {one["source"]: len(one["header_rows"]) for one in recipe["list"]}
        person = {}
        for r in dict_rows(out / "people.csv"):
            at = int(r["row"]) + shift[r["source"]] - 2
            if at >= 0:
                person[r["source"], rows[r["source"]][at]] = r["person"]
    truth = [((r["source"], r["row_id"]), r["entity"]) for r in dict_rows(folder / "truth.csv")]
    labels = [person.get(key, key) for key, _ in truth]
    f1, b3, entities = scores([entity for _, entity in truth], labels)
    meanings = {(one["source"], c["column"]): (c["meaning"], c.get("key", "")) for one in recipe["list"]
                for c in one.get("column", [])}
    return {"f1": f1, "b3": b3, "people": report["people"] / entities, "labels": labels, "meanings": meanings,
            "uncertain": text.count("certain = false"), "headless": [k for k, v in shift.items() if v == 0]}


def same_partition(a, b):
    numbers_a, numbers_b = {}, {}
    return [numbers_a.setdefault(x, len(numbers_a)) for x in a] == [numbers_b.setdefault(x, len(numbers_b)) for x in b]


def changed(own, other):
    for place, (meaning, key) in own["meanings"].items():
        now = other["meanings"].get(place, ("missing", ""))
        if now[0] != meaning:
            yield f"{place[0]}!{place[1]} {meaning} -> {now[0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/bench")
    parser.add_argument("--only", action="append", default=[], help="these sets")
    parser.add_argument("--as", dest="modes", action="append", default=[])
    parser.add_argument("--dir", action="append", default=[], help="NAME=FOLDER of another set")
    parser.add_argument("--columns", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    words = translations()
    modes = options.modes or ["neutral", "hand", *words]
    places = {name: SHARED / "data/linkage" / name for name in SETS}
    places.update(dict(pair.split("=", 1) for pair in options.dir))
    line = "| {} |" if options.markdown else "{}"
    join = " | " if options.markdown else "  "
    print(line.format(join.join(f"{c:<16}" for c in ("set", "own headers", *modes))))
    if options.markdown:
        print("|" + " --- |" * (2 + len(modes)))
    for name, folder in places.items():
        folder = Path(folder)
        if not folder.exists() or (options.only and name not in options.only):
            continue
        own = run(options.build / "dalil", name, folder, "own", words)
        cells, notes = [name, f"{own['f1']:.4f} {own['people']:.4f}"], []
        for mode in modes:
            if mode == "hand" and not (ROOT / f"bench/recipes/{name}.toml").exists():
                cells.append("-")
                continue
            other = run(options.build / "dalil", name, folder, mode, words)
            if other is None:
                cells.append("failed")
            elif same_partition(own["labels"], other["labels"]):
                cells.append("same")
            else:
                cells.append(f"{other['f1']:.4f} {other['people']:.4f}")
            if other and options.columns:
                notes += [f"    {mode}: {note}" for note in changed(own, other)]
                notes.append(f"    {mode}: {other['uncertain']} uncertain columns")
                notes += [f"    {mode}: the header of {source} was taken for a row" for source in other["headless"]]
        print(line.format(join.join(f"{c:<16}" for c in cells)), flush=True)
        for note in notes:
            print(note, flush=True)


if __name__ == "__main__":
    main()
