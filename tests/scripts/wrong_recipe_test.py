"""A recipe that takes names for categories and months for ages: hundreds of records look like one person. The run ends
in bounded time, with a warning that says what to do."""
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from program import ROOT, dalil

SHARED = Path(os.environ.get("DALIL_SHARED", ROOT.parent / "shared"))
LIST = SHARED / "data/linkage/RLdata10000/people.csv"
COLUMNS = {"B": ("category", "category:b"), "C": ("ignore", None), "D": ("category", "category:d"),
           "E": ("given_name", "given_name"), "F": ("event_year", "event_date"), "G": ("age", "age"),
           "H": ("age", "age_2")}


def recipe():
    lines = ["[[list]]", 'source = "people"', "is_list = true"]
    for column, (meaning, key) in COLUMNS.items():
        lines += ["[[list.column]]", f'column = "{column}"', f'meaning = "{meaning}"']
        lines += [f'key = "{key}"'] if key else []
    return "\n".join(lines) + "\n"


@unittest.skipUnless(LIST.exists(), "the shared data are not there")
class WrongRecipe(unittest.TestCase):
    def test_work_is_bounded_and_a_warning_says_what_to_do(self):
        with tempfile.TemporaryDirectory(prefix="dalil-wrong-recipe-") as folder:
            config, out = Path(folder) / "wrong.toml", Path(folder) / "out"
            config.write_text(recipe(), encoding="utf-8")
            ran = dalil("run", LIST, "-o", out, "--config", config, "--quiet", seconds=90)
            self.assertEqual(ran.code, 0, ran.stderr)
            run = json.loads((out / "run.json").read_text(encoding="utf-8"))
            warnings = [w for w in run["warnings"] if "so much alike" in w]
            self.assertEqual(len(warnings), 1, run["warnings"])
            self.assertIn("recipe", warnings[0])
            self.assertLessEqual(run["people_low"], run["people"])
            self.assertLessEqual(run["people"], run["records"])


if __name__ == "__main__":
    unittest.main()
