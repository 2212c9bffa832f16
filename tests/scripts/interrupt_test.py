"""Ctrl-C and kill -9 at any moment: the case file opens, checks clean, and can be run again."""
import random
import shutil
import signal
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from program import dalil, rows, start, synth

KILLS = 5
STOP_SECONDS = 3  # promised: one second; a busy machine gets some more


def partition(out):
    """Persons as sets of records: their numbers depend on what the case held before."""
    persons = {}
    for row in rows(out / "people.csv"):
        persons.setdefault(row["person"], set()).add((row["source"], row["row"]))
    return {frozenset(records) for records in persons.values()}


class Interrupt(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="dalil-interrupt-")
        cls.path = Path(cls.folder.name)
        cls.lists = synth(cls.path, people=2500)
        begin = time.monotonic()
        ran = dalil("run", *cls.lists, "-o", cls.path / "whole", "--quiet")
        if ran.code != 0:
            raise AssertionError(f"exit code {ran.code}: {ran.stderr}")
        cls.seconds = time.monotonic() - begin
        # A case that holds an earlier, smaller state: the run that is killed has something to change.
        ran = dalil("run", *cls.lists[:2], "-o", cls.path / "earlier", "--quiet")
        if ran.code != 0:
            raise AssertionError(f"exit code {ran.code}: {ran.stderr}")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_clean(self, case, note):
        if not case.exists():
            return
        ran = dalil("check", case, "--quiet")
        self.assertEqual(ran.code, 0, f"{note}: {ran.stdout} {ran.stderr}")

    def stop_in_the_middle(self, how, moment, out):
        """Starts a run, stops it after `moment` seconds; (exit code, seconds it took to stop)."""
        process = start("run", *self.lists, "-o", out, "--quiet")
        time.sleep(moment)
        process.send_signal(how)
        begin = time.monotonic()
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
        return process.returncode, time.monotonic() - begin

    def stop_many_times(self, how, fresh):
        dice, codes = random.Random(int(how) * 2 + fresh), []
        for k in range(KILLS):
            out = self.path / f"stopped-{int(how)}-{fresh}-{k}"
            if not fresh:
                shutil.copytree(self.path / "earlier", out)
            moment = dice.uniform(0.01, 0.95 * self.seconds)
            code, seconds = self.stop_in_the_middle(how, moment, out)
            codes.append(code)
            note = f"stopped by {how.name} after {moment:.2f} s"
            self.assert_clean(out / "case.dalil", note)
            if how == signal.SIGINT:
                self.assertIn(code, (0, 130), note)
                self.assertLess(seconds, STOP_SECONDS, note)
            if k == KILLS - 1:
                ran = dalil("run", *self.lists, "-o", out, "--quiet")
                self.assertEqual(ran.code, 0, f"{note}: {ran.stderr}")
                self.assertEqual(partition(out), partition(self.path / "whole"), note)
            shutil.rmtree(out, ignore_errors=True)
        # At least one was really stopped on its way, else nothing was tested.
        self.assertIn(130 if how == signal.SIGINT else -9, codes)

    def test_kill_leaves_a_new_case_clean(self):
        self.stop_many_times(signal.SIGKILL, fresh=True)

    def test_kill_leaves_an_older_case_clean(self):
        self.stop_many_times(signal.SIGKILL, fresh=False)

    def test_ctrl_c_leaves_a_new_case_clean(self):
        self.stop_many_times(signal.SIGINT, fresh=True)

    def test_ctrl_c_leaves_an_older_case_clean(self):
        self.stop_many_times(signal.SIGINT, fresh=False)


if __name__ == "__main__":
    unittest.main()
