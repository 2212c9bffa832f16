"""Files made to break a reader. Each ends within 20 s and 2 GB with a message or with people: no crash, no hang."""
import json
import random
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from program import dalil, rows

SECONDS, MEGABYTES = 20, 2048

CONTENT_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>
</Relationships>"""
WORKBOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1"
 r:id="rId1"/></sheets></workbook>"""
SHEET = '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
HEADER = ("Given name", "Family name", "Date of birth", "Village")


def word(k):
    """A name of letters for a number."""
    return "".join("bdfgklmnprstvz"[d] + "aeiou"[(d + k) % 5] for d in (k % 13, k // 13 % 13, k // 169 % 13)).title()


def text_cell(address, text):
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def header_row():
    return '<row r="1">' + "".join(text_cell(f"{c}1", t) for c, t in zip("ABCD", HEADER)) + "</row>"


def people_rows(first, count):
    return "".join(f'<row r="{r}">' + text_cell(f"A{r}", word(r % 50)) + text_cell(f"B{r}", word(r % 37) + "ov") +
                   text_cell(f"C{r}", f"19{r % 60 + 30}-0{r % 9 + 1}-1{r % 9}") + text_cell(f"D{r}", f"Village {r % 20}") +
                   "</row>" for r in range(first, first + count))


def workbook(path, sheet_parts, doctype=""):
    """`sheet_parts`: pieces of text of the sheet's XML, written one after the other."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELS.format(kind="worksheet", target="worksheets/sheet1.xml"))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((SHEET.format(doctype=doctype)).encode())
            for part in sheet_parts:
                sheet.write(part.encode() if isinstance(part, str) else part)
            sheet.write(SHEET_END.encode())
    return path


class Hostile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="dalil-hostile-")
        self.path = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def run_list(self, path, codes):
        ran = dalil("run", path, "-o", self.path / "out", "--quiet", seconds=3 * SECONDS)
        self.assertIn(ran.code, codes, f"exit code {ran.code}: {ran.stderr[-2000:]}")
        self.assertLess(ran.seconds, SECONDS)
        self.assertLess(ran.megabytes, MEGABYTES)
        if ran.code == 3:
            self.assertTrue(ran.stderr.strip(), "no message")
            self.assertIn(path.name, ran.stderr, "the message does not name the file")
        return ran

    def summary(self):
        return json.loads((self.path / "out/run.json").read_text())

    def csv(self, name, lines, encoding="utf-8"):
        path = self.path / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    def test_zip_bomb(self):
        space = b" " * (16 << 20)
        self.run_list(workbook(self.path / "bomb.xlsx", [header_row(), *[space] * 64, people_rows(2, 30)]), (0, 3))

    def test_entity_expansion(self):
        levels = "".join(f'<!ENTITY x{k} "{"&x%d;" % (k - 1) * 10}">' for k in range(1, 12))
        doctype = f'<!DOCTYPE worksheet [<!ENTITY x0 "ten letters">{levels}]>'
        row = f'<row r="2">{text_cell("A2", "&x11;")}</row>'
        self.run_list(workbook(self.path / "laughs.xlsx", [header_row(), row], doctype), (0, 3))

    def test_external_entity_is_not_read(self):
        secret = self.path / "secret.txt"
        secret.write_text("not for the list")
        doctype = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file://{secret}">]>'
        rows_of_list = f'<row r="2">{text_cell("A2", "&x;")}{text_cell("B2", "B")}</row>' + people_rows(3, 30)
        self.run_list(workbook(self.path / "outside.xlsx", [header_row(), rows_of_list], doctype), (0, 3))
        for written in (self.path / "out").glob("*") if (self.path / "out").exists() else ():
            self.assertNotIn(b"not for the list", written.read_bytes(), written.name)

    def test_cell_of_400_megabytes(self):
        path = self.path / "giant.csv"
        with open(path, "wb") as file:
            file.write(b"Given name,Family name,Date of birth\nA,B,1980-01-01\n\"")
            for _ in range(400):
                file.write(b"a" * (1 << 20))
            file.write(b"\",B,1980-01-02\nC,D,1981-01-01\n")
        self.run_list(path, (0, 3))

    def test_cell_of_400_megabytes_in_a_workbook(self):
        megabyte = "abcdefgh" * (1 << 17)
        parts = [header_row(), '<row r="2"><c r="A2" t="inlineStr"><is><t>', *[megabyte] * 400, "</t></is></c></row>"]
        self.run_list(workbook(self.path / "giant.xlsx", parts), (0, 3))

    def test_3000_columns(self):
        header = ",".join([*HEADER, *(f"Remark {k}" for k in range(2996))])
        lines = [",".join([word(r), word(r) + "ov", f"19{r % 60 + 30}-01-02", "V", *["x"] * 2996]) for r in range(200)]
        self.run_list(self.csv("wide.csv", [header, *lines]), (0,))
        self.assertEqual(self.summary()["records"], 200)

    def test_far_cell(self):
        far = '<row r="1048576">' + text_cell("XFD1048576", "far") + "</row>"
        self.run_list(workbook(self.path / "far.xlsx", [header_row(), people_rows(2, 40), far]), (0,))
        self.assertIn(self.summary()["records"], (40, 41))

    def test_20000_identical_rows(self):
        line = "Aidos,Kaliev,1980-02-03,Akbulak"
        self.run_list(self.csv("same.csv", [",".join(HEADER), *[line] * 20_000]), (0,))
        self.assertEqual(self.summary()["records"], 20_000)

    def test_5000_people_with_one_name(self):
        dice = random.Random(1)
        lines = [f"Memet,Tursun,{1940 + dice.randrange(60)}-{1 + dice.randrange(12):02}-{1 + dice.randrange(28):02},"
                 f"Village {dice.randrange(300)}" for _ in range(5000)]
        self.run_list(self.csv("namesakes.csv", [",".join(HEADER), *lines]), (0,))
        # Most of them differ in birth date and village: a name alone never merges.
        self.assertGreater(self.summary()["people_partition"], 4500)

    def test_nothing_but_a_name(self):
        lines = [f"{i},Memet Tursun" for i in range(300)]
        self.run_list(self.csv("names.csv", ["No,Full name", *lines]), (0,))
        self.assertEqual(self.summary()["people_partition"], 300)

    def test_empty_file(self):
        path = self.path / "empty.csv"
        path.write_bytes(b"")
        self.run_list(path, (3,))

    def test_header_only(self):
        self.run_list(self.csv("header.csv", [",".join(HEADER)]), (0, 3))

    def test_truncated_workbook(self):
        whole = workbook(self.path / "whole.xlsx", [header_row(), people_rows(2, 2000)])
        for share in (0.1, 0.5, 0.97):
            path = self.path / "cut.xlsx"
            path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
            self.run_list(path, (0, 3))

    def test_truncated_text(self):
        lines = [f'{word(r)},"{word(r)} ov",19{r % 60 + 30}-01-02,V' for r in range(100)]
        path = self.path / "cut.csv"
        path.write_text(",".join(HEADER) + "\n" + "\n".join(lines)[:-12])
        self.run_list(path, (0,))

    def test_binary(self):
        dice = random.Random(2)
        for name in ("binary.csv", "binary.xlsx", "binary.bin"):
            path = self.path / name
            path.write_bytes(dice.randbytes(2_000_000))
            self.run_list(path, (0, 3))

    def test_zeros(self):
        path = self.path / "zeros.csv"
        with open(path, "wb") as file:
            file.truncate(500_000_000)
        self.run_list(path, (0, 3))

    def test_one_line_without_end(self):
        path = self.path / "line.csv"
        path.write_text("a" * 50_000_000)
        self.run_list(path, (0, 3))

    def test_million_quotes(self):
        path = self.path / "quotes.csv"
        path.write_text(",".join(HEADER) + "\n" + '"' * 1_000_001 + "\n")
        self.run_list(path, (0, 3))

    def test_deep_xml(self):
        self.run_list(workbook(self.path / "deep.xlsx", ["<x>" * 200_000, "</x>" * 200_000]), (0, 3))

    def test_many_shared_rows_of_one_number(self):
        parts = [header_row(), *(f'<row r="2">{text_cell("A2", "x")}</row>' for _ in range(50_000))]
        self.run_list(workbook(self.path / "again.xlsx", parts), (0, 3))

    def test_formulas_do_not_leave_as_formulas(self):
        lines = [f'=HYPERLINK({word(r)}),{word(r)},1980-01-{r % 28 + 1:02},+V{word(r)}' for r in range(40)]
        self.run_list(self.csv("formula.csv", [",".join(HEADER), *lines]), (0,))
        ran = dalil("export", self.path / "out/case.dalil", "-o", self.path / "export", "--quiet")
        self.assertEqual(ran.code, 0, ran.stderr)
        for row in rows(self.path / "export/linked.csv"):
            for value in row.values():
                self.assertFalse((value or "").startswith(("=", "@", "\t", "\r")), value)


if __name__ == "__main__":
    unittest.main()
