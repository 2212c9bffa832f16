"""The whole way on invented lists, against the truth that the generator kept."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from program import dalil, pairwise, rows, synth


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="dalil-demo-")
        cls.path = Path(cls.folder.name)
        lists = synth(cls.path, people=6000, lists=4, seed=1)
        cls.ran = dalil("run", *lists, "-o", cls.path / "out", "--quiet")
        if cls.ran.code != 0:
            raise AssertionError(f"run: exit code {cls.ran.code}: {cls.ran.stderr}")
        cls.entity = {(r["source"], r["row"]): r["entity"] for r in rows(cls.path / "truth/truth.csv")}
        cls.person = {(r["source"], r["row"]): r["person"] for r in rows(cls.path / "out/people.csv")}
        cls.summary = json.loads((cls.path / "out/run.json").read_text())
        cls.estimates = json.loads((cls.path / "out/estimates.json").read_text())
        cls.world = rows(cls.path / "truth/world.csv")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_record_of_the_truth_has_a_line_and_no_other_row(self):
        self.assertEqual(set(self.entity), set(self.person))

    def test_the_partition_is_close_to_the_truth(self):
        precision, recall = pairwise(self.entity, self.person)
        f1 = 2 * precision * recall / (precision + recall)
        self.assertGreater(f1, 0.9, f"precision {precision:.3f}, recall {recall:.3f}")

    def test_the_count_is_close_to_the_truth(self):
        true = len(set(self.entity.values()))
        self.assertLess(abs(self.summary["people"] / true - 1), 0.03, f"{self.summary['people']} of {true}")
        self.assertLessEqual(self.summary["people_low"], self.summary["people"])
        self.assertLessEqual(self.summary["people"], self.summary["people_high"])
        # The interval speaks of the linkage; a model that is a little off may miss by a little.
        self.assertLess(self.summary["people_low"] * 0.985, true)
        self.assertGreater(self.summary["people_high"] * 1.015, true)

    def test_an_estimate_is_made_and_lies_between_the_listed_and_twice_the_world(self):
        listed, everybody = len(set(self.entity.values())), len(self.world)
        methods = [m for s in self.estimates["strata"] if s["verdict"] == "estimated" for m in s["methods"]]
        self.assertTrue(methods, "the estimate was refused")
        for method in methods:
            if method.get("estimate") is not None:
                self.assertGreater(method["estimate"], 0.9 * listed, method["method"])
                self.assertLess(method["estimate"], 2 * everybody, method["method"])

    def test_lower_bounds_do_not_exceed_the_world(self):
        for stratum in self.estimates["strata"]:
            for method in stratum["methods"]:
                if method["method"].startswith("chao") and method.get("estimate") is not None:
                    self.assertLess(method["estimate"], 1.05 * len(self.world))

    def test_the_report_says_that_the_people_are_invented(self):
        report = (self.path / "out/report.html").read_text(encoding="utf-8")
        self.assertIn("invented", report.lower())

    def test_the_report_loads_nothing_from_elsewhere(self):
        report = (self.path / "out/report.html").read_text(encoding="utf-8")
        for reference in ('src="http', "src='http", "<script", "@import", 'rel="stylesheet"'):
            self.assertNotIn(reference, report)

    def test_counts_and_overlaps_agree_with_the_run(self):
        counts = rows(self.path / "out/counts.csv")
        self.assertEqual(sum(int(r["records"]) for r in counts if r), len(self.entity))
        overlaps = rows(self.path / "out/overlaps.csv")
        total = sum(float(r["count"]) for r in overlaps)
        self.assertLess(abs(total / self.summary["people"] - 1), 0.05)


if __name__ == "__main__":
    unittest.main()
