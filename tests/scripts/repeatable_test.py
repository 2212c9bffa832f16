"""The same lists give the same answer: for any number of threads, any order of rows and files, and again."""
import csv
import io
import json
import random
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from program import dalil, rows, synth, without

DELIMITERS = {"register.csv": (";", "cp1251"), "news.csv": (",", "utf-8"), "exile_list.tsv": ("\t", "utf-8")}


def run(lists, out, *options):
    ran = dalil("run", *lists, "-o", out, "--quiet", *options)
    if ran.code != 0:
        raise AssertionError(f"exit code {ran.code}: {ran.stderr}")


def shuffle_rows(source, target, seed):
    """Shuffles the rows about people, which start with a number; header and remarks keep their places."""
    delimiter, encoding = DELIMITERS[source.name]
    table = list(csv.reader(io.StringIO(source.read_bytes().decode(encoding), newline=""), delimiter=delimiter))
    places = [i for i, row in enumerate(table) if row and row[0].isdigit()]
    people = [table[i] for i in places]
    random.Random(seed).shuffle(people)
    for place, row in zip(places, people):
        table[place] = row
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    target.write_bytes(text.getvalue().encode(encoding))


def first_cells(path):
    delimiter, encoding = DELIMITERS[path.name]
    table = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter))
    return {str(i): row[0] for i, row in enumerate(table) if row}


def partition(people_csv, lists):
    """Persons as sets of (list, number in its first column)."""
    number = {p.stem: first_cells(p) for p in lists if p.name in DELIMITERS}
    persons = {}
    for row in rows(people_csv):
        name = number[row["source"]][row["row"]] if row["source"] in number else row["row"]
        persons.setdefault(row["person"], set()).add((row["source"], name))
    return {frozenset(records) for records in persons.values()}


def results(out):
    run_json = json.loads((out / "run.json").read_text())
    estimates = json.loads((out / "estimates.json").read_text())
    return {
        "people.csv": (out / "people.csv").read_bytes(),
        "counts.csv": (out / "counts.csv").read_bytes(),
        "overlaps.csv": (out / "overlaps.csv").read_bytes(),
        "estimates.json": without(estimates, "seconds"),
        "run.json": without(run_json, "timings"),
    }


class Repeatable(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="dalil-repeat-")
        cls.path = Path(cls.folder.name)
        cls.lists = synth(cls.path, people=900)
        run(cls.lists, cls.path / "one", "--threads", 1)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_same(self, a, b, names=None):
        first, second = results(a), results(b)
        for name in names or first:
            self.assertEqual(first[name], second[name], name)

    def test_two_threads_give_the_same_bytes_as_one(self):
        run(self.lists, self.path / "two", "--threads", 2)
        self.assert_same(self.path / "one", self.path / "two")

    def test_running_again_changes_nothing(self):
        out = self.path / "again"
        shutil.copytree(self.path / "one", out)
        before = results(out)
        run(self.lists, out, "--threads", 1)
        after = results(out)
        for name in ("people.csv", "counts.csv", "overlaps.csv", "estimates.json"):
            self.assertEqual(before[name], after[name], name)

    def test_the_order_of_rows_and_files_changes_no_person_and_no_count(self):
        shuffled = self.path / "shuffled"
        shuffled.mkdir()
        for path in self.lists:
            if path.name in DELIMITERS:
                shuffle_rows(path, shuffled / path.name, seed=7)
            else:
                shutil.copy(path, shuffled / path.name)
        lists = [shuffled / p.name for p in reversed(self.lists)]
        run(lists, self.path / "moved", "--threads", 1)
        self.assertEqual(partition(self.path / "one/people.csv", self.lists),
                         partition(self.path / "moved/people.csv", lists))
        one, moved = (rows(self.path / name / "counts.csv") for name in ("one", "moved"))
        self.assertEqual(one, moved)
        a, b = (json.loads((self.path / name / "run.json").read_text()) for name in ("one", "moved"))
        for key in ("records", "people", "people_low", "people_high", "people_partition"):
            self.assertEqual(a[key], b[key], key)

    def test_a_changed_list_gives_a_new_version(self):
        out = self.path / "changed"
        lists = self.path / "new"
        shutil.copytree(self.path / "one", out)
        lists.mkdir()
        for path in self.lists:
            shutil.copy(path, lists / path.name)
        text = (lists / "news.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (lists / "news.csv").write_text("".join(text[:-40]), encoding="utf-8", newline="")
        run(sorted(lists.iterdir()), out, "--threads", 1)
        fewer = json.loads((out / "run.json").read_text())["records"]
        before = json.loads((self.path / "one/run.json").read_text())["records"]
        self.assertLess(fewer, before)
        self.assertEqual(dalil("check", out / "case.dalil", "--quiet").code, 0)


if __name__ == "__main__":
    unittest.main()
