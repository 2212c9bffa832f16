#!/usr/bin/env python3
"""Reads a Dalil case file with nothing but Python's standard library.

Written from docs/formats/case-file.md alone, so that a case outlives the program that made it.

usage: tools/read_case.py CASE                  what is in it, as JSON
       tools/read_case.py CASE --check          compares everything with its digests; exit 1 on findings
       tools/read_case.py CASE --table DIGEST   one table, every field
       tools/read_case.py CASE -o DIR           also writes originals/, tables/*.csv and runs/ into DIR
"""
import argparse
import csv
import hashlib
import json
import os
import sqlite3
import struct
import sys
import zlib
from pathlib import Path

APPLICATION_ID, FORMAT, CHUNK = 0x44414C49, 1, 1 << 20
CELL_TYPES = ("empty", "text", "number", "date", "time", "boolean", "error")


class Damaged(Exception):
    """The file is not what the format says."""


def u64(number):
    return struct.pack("<Q", number & (2**64 - 1))


def string(value):
    value = value.encode() if isinstance(value, str) else value
    return u64(len(value)) + value


class Reader:
    """Takes numbers and strings off a sequence of bytes."""

    def __init__(self, data):
        self.data, self.at = memoryview(data), 0

    def take(self, count):
        if count > len(self.data) - self.at:
            raise Damaged("a length points past the end")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, width):
        return int.from_bytes(self.take(width), "little")

    def numbers(self, count, width):
        data = self.take(count * width)
        if width == 1:
            return list(data)
        return list(struct.unpack(f"<{count}{'H' if width == 2 else 'I'}", data))

    def text(self, length=None):
        return bytes(self.take(self.number(8) if length is None else length)).decode("utf-8", "replace")


def read_column(data):
    column = {"number": data.number(4), "hidden": bool(data.number(1))}
    count = data.number(4)
    kinds = data.numbers(count, 1)
    shown_sizes, raw_sizes = data.numbers(count, 4), data.numbers(count, 4)
    shown = [data.text(size) for size in shown_sizes]
    raw = [data.text(size) for size in raw_sizes]
    column["values"] = [
        {"text": shown[k], "raw": raw[k], "type": CELL_TYPES[kinds[k] & 0x7F], "formula": kinds[k] >= 0x80}
        for k in range(count)]
    column["codes"] = data.numbers(data.number(4), 1 if count <= 0x100 else 2 if count <= 0x10000 else 4)
    if any(code >= count for code in column["codes"]):
        raise Damaged("a code has no value")
    return column


def read_table(content):
    data = Reader(content)
    if bytes(data.take(8)) != b"DALILTBL" or data.number(4) != 1:
        raise Damaged("not a table of version 1")
    table = {name: data.text() for name in ("source", "file", "sheet", "encoding", "delimiter")}
    table["hidden"] = bool(data.number(1))
    count = data.number(4)
    table["rows"] = data.numbers(count, 4)
    table["hidden_rows"] = [row for row, hidden in zip(table["rows"], data.numbers(count, 1)) if hidden]
    table["merged"] = [data.numbers(4, 4) for _ in range(data.number(4))]
    table["issues"] = []
    for _ in range(data.number(4)):
        issue = {"code": data.text(), "severity": ("note", "warning", "error")[data.number(1)]}
        issue.update(source=data.text(), sheet=data.text(), row=data.number(4), column=data.number(4))
        issue.update(text=data.text(), count=data.number(8))
        table["issues"].append(issue)
    table["columns"] = [read_column(data) for _ in range(data.number(4))]
    if data.at != len(data.data):
        raise Damaged("bytes follow the table")
    return table


def cell(column, row):
    return column["values"][column["codes"][row] if row < len(column["codes"]) else 0]


class Case:
    def __init__(self, path):
        if not Path(path).is_file():
            raise Damaged(f"there is no case at {path}")
        log = Path(f"{path}-wal")
        beside = os.access(Path(path).resolve().parent, os.W_OK) or (log.is_file() and log.stat().st_size > 0)
        # A log left by a crash is read, too; without one, a folder that cannot be written to does not matter.
        address = Path(path).resolve().as_uri() + ("" if beside else "?immutable=1")
        self.db = sqlite3.connect(address, uri=True)
        self.db.execute("PRAGMA query_only=ON")
        self.db.text_factory = lambda data: data.decode("utf-8", "replace")
        if self.one("PRAGMA application_id") != APPLICATION_ID:
            raise Damaged("not a case file")
        if self.one("PRAGMA user_version") != FORMAT:
            raise Damaged("another version of the format")

    def one(self, sql):
        row = self.db.execute(sql).fetchone()
        return row[0] if row else None

    def content(self, row_id, digest, length):
        chunks = self.db.execute(
            "SELECT number, codec, length, bytes FROM chunk WHERE content = ? ORDER BY number", (row_id,))
        parts = []
        for expected, (number, codec, size, data) in enumerate(chunks):
            if number != expected or size > CHUNK or codec not in (0, 1):
                raise Damaged("a chunk is missing or unknown")
            part = data
            if codec == 1:
                stream = zlib.decompressobj()
                part = stream.decompress(data, CHUNK + 1)
                if not stream.eof or stream.unused_data:
                    raise Damaged("a chunk does not end where it should")
            if len(part) != size:
                raise Damaged("a chunk has another length")
            parts.append(part)
        plain = b"".join(parts)
        if len(plain) != length or hashlib.sha256(plain).digest() != digest:
            raise Damaged(f"content {digest.hex()[:16]} does not match its digest")
        return plain

    def named(self, kind, hex_digest):
        row = self.db.execute("SELECT id, digest, length FROM content WHERE kind = ? AND digest = ?",
                              (kind, bytes.fromhex(hex_digest))).fetchone()
        if row is None:
            raise Damaged(f"{kind} {hex_digest[:16]} is missing")
        return self.content(*row)

    def events(self):
        previous, events = bytes(32), []
        for seq, time, kind, codec, body, digest in self.db.execute(
                "SELECT seq, time, kind, codec, body, hash FROM event ORDER BY seq"):
            hashed = (b"dalil event 1\n" + previous + u64(seq) + u64(time) + string(kind) +
                      bytes([codec]) + string(body))
            if seq != len(events) + 1 or codec != 0 or hashlib.sha256(hashed).digest() != digest:
                raise Damaged(f"the history breaks at event {len(events) + 1}")
            previous = digest
            events.append({"seq": seq, "time": time, "kind": kind, "body": json.loads(body), "hash": digest.hex()})
        return events

    def sources(self, events):
        versions = []
        for event in events:
            if event["kind"] not in ("source_imported", "source_withdrawn"):
                continue
            for version in versions:
                if version["name"] == event["body"]["name"] and version["ended_by"] is None:
                    version["ended_by"] = event["seq"]
            if event["kind"] == "source_imported":
                versions.append(dict(event["body"], event=event["seq"], ended_by=None))
        return versions

    def decisions(self, events):
        last = {}
        for event in events:
            if event["kind"] == "decision_made":
                last[event["body"]["a"], event["body"]["b"]] = dict(event["body"], event=event["seq"])
        return sorted(last.values(), key=lambda decision: decision["event"])

    def runs(self):
        runs = []
        for run, kind, codec, body, digest in self.db.execute(
                "SELECT id, kind, codec, body, digest FROM run ORDER BY id").fetchall():
            outputs = self.db.execute(
                "SELECT name, content.digest, content.id, content.length FROM output JOIN content "
                "ON content.id = output.content WHERE run = ? ORDER BY name", (run,)).fetchall()
            hashed = b"dalil run 1\n" + string(kind) + bytes([codec]) + string(body)
            hashed += b"".join(string(name) + output for name, output, _, _ in outputs)
            if codec != 0 or hashlib.sha256(hashed).digest() != digest:
                raise Damaged(f"run {run} does not match its digest")
            runs.append({"id": run, "kind": kind, "body": json.loads(body),
                         "outputs": {name: (row, output, length) for name, output, row, length in outputs}})
        return runs

    def state_digest(self):
        listing = b"dalil state 1\n"
        for row, kind, digest, length in self.db.execute("SELECT id, kind, digest, length FROM content ORDER BY id"):
            listing += u64(row) + string(kind) + string(digest) + u64(length)
        listing += b"runs\n"
        for row, digest in self.db.execute("SELECT id, digest FROM run ORDER BY id"):
            listing += u64(row) + string(digest)
        listing += b"outputs\n"
        for run, name, content in self.db.execute("SELECT run, name, content FROM output ORDER BY run, name"):
            listing += u64(run) + string(name) + u64(content)
        listing += b"head\n"
        for seq, digest in self.db.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"):
            listing += u64(seq) + string(digest)
        return hashlib.sha256(listing).digest()


def check(case):
    """Everything that is wrong, in words."""
    found = [row[0] for row in case.db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += ["a reference is broken" for _ in case.db.execute("PRAGMA foreign_key_check")]
    if case.db.execute("SELECT name, value FROM meta").fetchall() != [("state", case.state_digest())]:
        found.append("the state digest differs")

    def part(action, *arguments):
        try:
            return action(*arguments)
        except (Damaged, ValueError, KeyError, IndexError, zlib.error) as error:
            found.append(f"{type(error).__name__}: {error}")
            return None

    for row, kind, digest, length in case.db.execute("SELECT id, kind, digest, length FROM content").fetchall():
        plain = part(case.content, row, digest, length)
        if plain is not None and kind == "table":
            part(read_table, plain)
    events = part(case.events) or []
    for source in part(case.sources, events) or []:
        part(case.named, "original", source["original"])
        for table in source["tables"]:
            part(case.named, "table", table["digest"])
    part(case.runs)
    return found


def summary(case):
    events = case.events()
    sources = case.sources(events)
    for source in sources:
        for entry in source["tables"]:
            table = read_table(case.named("table", entry["digest"]))
            entry.update(rows=len(table["rows"]), columns=len(table["columns"]), issues=len(table["issues"]))
    runs = [{"id": run["id"], "kind": run["kind"], "body": run["body"],
             "outputs": {name: output[2] for name, output in run["outputs"].items()}} for run in case.runs()]
    return {"format": FORMAT, "events": len(events), "head": events[-1]["hash"] if events else None,
            "sources": sources, "decisions": case.decisions(events), "runs": runs}


def safe(name):
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in name).lstrip(".") or "unnamed"


def write_table(path, table):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["row"] + [column["number"] for column in table["columns"]])
        for k, row in enumerate(table["rows"]):
            writer.writerow([row] + [cell(column, k)["text"] for column in table["columns"]])


def export(case, folder):
    for name in ("originals", "tables", "runs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for source in case.sources(case.events()):
        original = case.named("original", source["original"])
        (folder / "originals" / f"{source['event']}-{safe(source['file'])}").write_bytes(original)
        for number, entry in enumerate(source["tables"]):
            table = read_table(case.named("table", entry["digest"]))
            write_table(folder / "tables" / f"{source['event']}-{number}-{safe(entry['list'])}.csv", table)
    for run in case.runs():
        for name, output in run["outputs"].items():
            (folder / "runs" / f"{run['id']}-{safe(name)}").write_bytes(case.content(*output))


def main():
    parser = argparse.ArgumentParser(description="reads a Dalil case file")
    parser.add_argument("case")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--table", metavar="DIGEST")
    parser.add_argument("-o", metavar="DIR", type=Path)
    arguments = parser.parse_args()
    try:
        case = Case(arguments.case)
        if arguments.check:
            found = check(case)
            print("\n".join(found) if found else "clean")
            return 1 if found else 0
        if arguments.o:
            export(case, arguments.o)
        shown = read_table(case.named("table", arguments.table)) if arguments.table else summary(case)
        json.dump(shown, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    except (Damaged, sqlite3.DatabaseError, ValueError, KeyError, zlib.error) as error:
        print(f"{arguments.case}: {error}", file=sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main())
