#!/usr/bin/env python3
"""Writes tests/corpus: one tiny file for each way in which real lists are messy.

    tools/make_corpus.py            write the files
    tools/make_corpus.py --check    exit 1 if a file differs from what would be written

Only the standard library; the same bytes every time (archives are stored, not packed, with a fixed time).
The people are invented.
"""
import io
import pathlib
import struct
import sys
import zipfile
import zlib
from xml.sax.saxutils import escape, quoteattr

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "corpus"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, text if isinstance(text, bytes) else text.encode())
    return out.getvalue()


def letters(column):
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Cell:
    """A cell that needs more than its text: type, number format (index into FORMATS), fill, formula."""

    def __init__(self, value, kind="text", style=0, formula=None):
        self.value, self.kind, self.style, self.formula = value, kind, style, formula

    def xml(self, reference):
        style = f' s="{self.style}"' if self.style else ""
        formula = f"<f>{escape(self.formula)}</f>" if self.formula else ""
        if self.kind == "text" and not self.formula:
            return f'<c r="{reference}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(self.value)}</t></is></c>'
        types = {"text": ' t="str"', "number": "", "boolean": ' t="b"', "error": ' t="e"', "shared": ' t="s"', "iso": ' t="d"'}
        value = "" if self.value is None else f"<v>{escape(str(self.value))}</v>"
        return f'<c r="{reference}"{style}{types[self.kind]}>{formula}{value}</c>'


def number(value, style=0):
    return Cell(value, "number", style)


# Cell styles of every workbook here: number format, fill (0 none, 2 yellow), font (0 plain, 1 struck out).
STYLES = [(0, 0, 0), (14, 0, 0), (164, 0, 0), (165, 0, 0), (166, 0, 0), (20, 0, 0), (22, 0, 0), (167, 0, 0), (31, 0, 0),
          (0, 2, 0), (0, 0, 1), (168, 0, 0), (46, 0, 0), (169, 0, 0)]
DATE, ZEROS, DASHES, RUSSIAN_DATE, TIME, DATE_TIME, MONTH, CHINESE_DATE, YELLOW, STRUCK, YEAR_WORD, ELAPSED, QUOTED = range(1, 14)
FORMATS = {164: "00000", 165: "000-00-00", 166: "[$-419]dd\\ mmmm\\ yyyy;@", 167: "mmm yyyy", 168: 'yyyy"年"m"月"d"日"',
           169: '"day "0'}


def styles_xml():
    formats = "".join(f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>' for i, code in FORMATS.items())
    cells = "".join(f'<xf numFmtId="{f}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"/>'
                    for f, fill, font in STYLES)
    return (HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{formats}</numFmts>'
            '<fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts>'
            '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
            '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            f'<cellXfs count="{len(STYLES)}">{cells}</cellXfs></styleSheet>')


def sheet_xml(rows, merged=(), hidden_rows=(), hidden_columns=(), right_to_left=False):
    view = '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>' if right_to_left else ""
    columns = "".join(f'<col min="{c}" max="{c}" width="9" hidden="1"/>' for c in hidden_columns)
    body = ""
    for r, cells in rows:
        hidden = ' hidden="1"' if r in hidden_rows else ""
        inner = "".join((cell if isinstance(cell, Cell) else Cell(cell)).xml(letters(c) + str(r))
                        for c, cell in enumerate(cells, 1) if cell is not None)
        body += f'<row r="{r}"{hidden}>{inner}</row>'
    ranges = "".join(f'<mergeCell ref="{m}"/>' for m in merged)
    return (HEAD + f'<worksheet xmlns="{MAIN}">{view}' + (f"<cols>{columns}</cols>" if columns else "") +
            f"<sheetData>{body}</sheetData>" + (f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else "") +
            "</worksheet>")


def workbook(sheets, epoch_1904=False, strings=None, charts=()):
    """sheets: (name, state, xml). charts: names of chart sheets behind them."""
    entries, relations, parts, types = "", "", [], ""
    for i, (name, state, xml) in enumerate(sheets, 1):
        entries += f'<sheet name={quoteattr(name)} sheetId="{i}" state="{state}" r:id="rId{i}"/>'
        relations += f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        parts.append((f"xl/worksheets/sheet{i}.xml", xml))
    for i, name in enumerate(charts, len(sheets) + 1):
        entries += f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>'
        relations += f'<Relationship Id="rId{i}" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet{i}.xml"/>'
        parts.append((f"xl/chartsheets/sheet{i}.xml", HEAD + f'<chartsheet xmlns="{MAIN}"/>'))
    relations += f'<Relationship Id="rId90" Type="{OFFICE}/styles" Target="styles.xml"/>'
    parts.append(("xl/styles.xml", styles_xml()))
    if strings is not None:
        relations += f'<Relationship Id="rId91" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        types += '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        parts.append(("xl/sharedStrings.xml", HEAD + f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>'))
    properties = '<workbookPr date1904="1"/>' if epoch_1904 else "<workbookPr/>"
    return archive([
        ("[Content_Types].xml", HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
         '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
         f"{types}</Types>"),
        ("_rels/.rels", HEAD + f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{entries}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", HEAD + f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'),
        *parts])


def one_sheet(rows, **options):
    epoch = options.pop("epoch_1904", False)
    return workbook([("Sheet1", "visible", sheet_xml(list(enumerate(rows, 1)), **options))], epoch)


ODS_SPACES = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
              'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')


def ods_document(tables, root="office:document-content", attributes=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {ODS_SPACES} {attributes} office:version="1.3">'
            '<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
            '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></{root}>")


def ods(tables):
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    return archive([("mimetype", kind), ("content.xml", ods_document(tables)), ("META-INF/manifest.xml", manifest)])


def ods_text(text, extra=""):
    return f'<table:table-cell office:value-type="string" {extra}><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_row(*cells, extra=""):
    return f"<table:table-row {extra}>{''.join(cells)}</table:table-row>"


def ole(stream):
    """The beginning of an OLE container and the name of a stream in it: enough to be recognised."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le").ljust(64, b"\0") + bytes(448)


def deflated_spaces(count):
    """A deflate stream of `count` spaces at 2 bits for 258 of them, by hand: the same for every version of zlib.

    One block with dynamic codes (RFC 1951, 3.2.7): a space has code length 2, the end of the block 2, "258 more" 1.
    """
    bits = []

    def put(value, length):
        bits.extend((value >> i) & 1 for i in range(length))

    def put_code(code, length):
        bits.extend((code >> (length - 1 - i)) & 1 for i in range(length))

    put(1, 1), put(2, 2)  # last block, dynamic codes
    put(286 - 257, 5), put(0, 5), put(18 - 4, 4)  # 286 literal codes, 1 distance code, 18 code length codes
    lengths = {1: 2, 2: 2, 18: 1}  # of the code length code: canonical codes are 18 -> 0, 1 -> 10, 2 -> 11
    for symbol in (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1):
        put(lengths.get(symbol, 0), 3)
    one, two = (2, 2), (3, 2)

    def zeros(n):
        while n:
            run = min(n, 138)
            put_code(0, 1), put(run - 11, 7)
            n -= run
    zeros(32), put_code(*two), zeros(256 - 33), put_code(*two), zeros(28), put_code(*one)
    put_code(*one)  # distance code 0
    put_code(2, 2)  # a space; literal codes: 285 -> 0, space -> 10, end -> 11
    for _ in range((count - 1) // 258):
        put_code(0, 1), put_code(0, 1)
    put_code(3, 2)
    bits.extend([0] * (-len(bits) % 8))
    return bytes(sum(bit << i for i, bit in enumerate(bits[k:k + 8])) for k in range(0, len(bits), 8))


def packed_entry(name, packed, crc, size):
    """A zip archive of one packed part."""
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 10273, crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + common + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def zip_bomb():
    size = 1 + 258 * (20 * 2**20 // 258)
    packed = deflated_spaces(size)
    assert zlib.decompress(packed, -15) == b" " * size
    return packed_entry(b"content.xml", packed, zlib.crc32(b" " * size), size)


def text_files():
    russian = "№;Фамилия;Имя;Дата рождения\n1;Иванов;Пётр;04.03.1990\n2;Ким;Анна;1985\n3;Ахметова;Жанна;12.1979\n"
    chinese = "编号,姓名,性别,出生日期\n1,王小明,男,1990年3月4日\n2,李芳,女,1985\n3,阿不都,男,不详\n"
    arabic = "الرقم,الاسم,تاريخ الميلاد\n1,محمد أحمد,1990/03/04\n2,فاطمة علي,1985\n3,عبد الرحمن حسن,1979\n"
    french = "numéro;nom;né(e) le\n1;Élodie Lefèvre;04/03/1990\n2;José Nuñez;1985\n"
    yield "semicolons-windows-1251.csv", russian.encode("cp1251")
    yield "gb18030.csv", chinese.encode("gb18030")
    yield "windows-1256.csv", arabic.encode("cp1256")
    yield "latin-1.csv", french.encode("latin-1")
    yield "utf-16le-mark.csv", ("\ufeff" + russian.replace(";", "\t")).encode("utf-16-le")
    yield "utf-16be-no-mark.csv", chinese.encode("utf-16-be")
    yield "utf-8-mark.csv", ("\ufeff" + chinese).encode()
    yield "mixed-encodings.csv", (("id,name,place\n" + "".join(f"{i},Оспанов Ерлан,Алматы\n" for i in range(1, 9))).encode() +
                                  "9,Сергеев Иван,Москва\n".encode("cp1251"))
    yield "tabs.tsv", b"name\tborn\nLi, Wei\t1980\nSmith, Ann\t1975\n"
    yield "pipes-and-declared.csv", b"sep=|\r\nname|born\r\nLi Wei|1980\r\n"
    yield "quotes-and-lines.csv", b'id,note\n1,"said ""no"", twice"\n2,"line one\nline two"\n3,5" scar\n4,"cut of'
    yield "ragged.csv", b"List of spring\nid,name,born\n1,Ann,1980\n2,Bo\n3,Li,1975,extra\n"
    yield "identifiers.csv", b"id,passport,name\n1.23E+17,0045,Ann\n110101199003070012,0046,Bo\n"
    yield "totals-inside.csv", b"district,name,born\nNorth,Ann,1980\nNorth,Bo,1975\nSubtotal,2,\nSouth,Li,1990\nSubtotal,1,\nTotal,3,\n"
    yield "footnotes.csv", b"name,born\nAnn *,1980\nBo,1975\n\n* born in another district\nSource: letters of 2019\n"
    yield "ditto-marks.csv", "village,family,name\nAksu,Ospanov,Erlan\n\",,Marat\n〃,\",Dana\n".replace('"', '""""').encode()
    yield "name-and-year.csv", b"person\n\"Ann Lee, 1980\"\nBo Li (b. 1975)\nDana Kim 1990-03-04\n"
    yield "mixed-dates.csv", b"name,born\nAnn,10-01-10\nBo,04/03/1990\nLi,31/12/1985\nDana,1979\nKim,March 1970\nEve,31.02.1980\n"
    yield "calendars.csv", ("name,born\nAli,15 Rajab 1410\nReza,1369/12/13\nWei,农历庚午年二月初八\nSom,2533\n").encode()
    yield "vague-ages.csv", b"name,age,born\nAnn,about 60,\nBo,40s,\nLi,,born in the year of the dragon\nDana,6 months,\n"
    yield "records.jsonl", ('{"name": "Ann", "id": 110101199003070012, "home": {"city": "Aksu"}, "aliases": ["Anna", "Anya"]}\n'
                            '{"name": "Bo", "alive": false, "home": {"city": null, "street": "Main"}}\n').encode()


def workbooks():
    people = [["1", "Ann Lee", "1980"], ["2", "Bo Li", "1975"]]
    yield "merged-title.xlsx", one_sheet(
        [["List of detained people", None, None, None], ["as of 1 March 2019", None, None, None],
         ["No", "Person", None, "Born"], [None, "given name", "family name", None],
         ["1", "Ann", "Lee", "1980"], ["2", "Bo", "Li", "1975"]],
        merged=["A1:D1", "A2:D2", "A3:A4", "B3:C3", "D3:D4"])
    yield "merged-groups.xlsx", one_sheet(
        [["district", "name"], ["North", "Ann"], [None, "Bo"], [None, "Li"], ["South", "Dana"], [None, "Kim"]],
        merged=["A2:A4", "A5:A6"])
    yield "several-lists.xlsx", one_sheet(
        [["Arrested", None, None, None, "Released", None], ["name", "born", None, None, "name", "born"],
         ["Ann", "1980", None, None, "Bo", "1975"], [], ["Disappeared"], ["name", "born"], ["Li", "1990"]])
    yield "hidden.xlsx", workbook([
        ("Shown", "visible", sheet_xml(list(enumerate([["id", "name", "born"], *people], 1)), hidden_rows=[3], hidden_columns=[3])),
        ("Hidden", "hidden", sheet_xml([(1, ["name"]), (2, ["Dana"])])),
        ("Very hidden", "veryHidden", sheet_xml([(1, ["name"]), (2, ["Kim"])])),
        ("Empty", "visible", sheet_xml([]))], charts=["Chart"])
    yield "colour.xlsx", one_sheet(
        [["name", "born"], ["Ann", "1980"], [Cell("Bo", style=YELLOW), Cell("1975", style=YELLOW)], [Cell("Li", style=STRUCK), "1990"]])
    yield "identifiers.xlsx", one_sheet(
        [["postcode", "phone", "identity card", "passport"],
         [number("420", ZEROS), number("1230045", DASHES), number("110101199003070012"), "0045"],
         [number("12345", ZEROS), number("45", DASHES), number("1.23E+17"), "0046"],
         [number("41.299999999999997"), number("0.30000000000000004"), number("-3"), Cell("1", "boolean")]])
    dates = [["what", "value"], ["date", number("32936", DATE)], ["1 March 1900", number("61", DATE)],
             ["29 February 1900", number("60", DATE)], ["28 February 1900", number("59", DATE)],
             ["date and time", number("32936.520833333336", DATE_TIME)], ["Russian", number("32936", RUSSIAN_DATE)],
             ["month", number("32933", MONTH)], ["Chinese, by number", number("32936", CHINESE_DATE)],
             ["Chinese, by code", number("32936", YEAR_WORD)], ["no date", number("12", QUOTED)],
             ["beyond the calendar", number("9999999", DATE)]]
    yield "epoch-1900.xlsx", one_sheet(dates)
    yield "epoch-1904.xlsx", one_sheet([["what", "value"], ["date", number("31474", DATE)], ["first day", number("0", DATE)]], epoch_1904=True)
    yield "time-only.xlsx", one_sheet([["what", "value"], ["time", number("0.52083333333333337", TIME)],
                                       ["time in a date format", number("0.25", DATE_TIME)], ["duration", number("1.5", ELAPSED)],
                                       ["midnight", number("0", TIME)]])
    yield "right-to-left.xlsx", one_sheet([["الاسم", "تاريخ الميلاد"], ["محمد أحمد", "1990"]], right_to_left=True)
    yield "formulas.xlsx", one_sheet(
        [["a", "b"], [number("2"), Cell("4", "number", 0, "A2*2")], [Cell("AnnLee", "text", 0, 'A1&"Lee"'), Cell("#N/A", "error", 0, "NA()")],
         [Cell(None, "number", 0, "A2+1"), "x"]])
    yield "shared-strings.xlsx", workbook(
        [("Sheet1", "visible", sheet_xml([(1, [Cell("0", "shared"), Cell("1", "shared")]), (2, [Cell("2", "shared"), Cell("9", "shared")])]))],
        strings=["<si><t>name</t></si>", '<si><r><rPr><b/></rPr><t xml:space="preserve">given </t></r><r><t>name</t></r></si>',
                 '<si><t>東京_x000D_\n</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'])
    yield "far-cell.xlsx", workbook([("Sheet1", "visible", HEAD + f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                                      '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>')])
    yield "no-addresses.xlsx", workbook([("Sheet1", "visible", HEAD + f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>name</t></is></c>'
                                          '<c t="inlineStr"><is><t>born</t></is></c></row><row><c t="inlineStr"><is><t>Ann</t></is></c><c><v>1980</v></c></row>'
                                          '</sheetData></worksheet>')])
    yield "entities.xlsx", workbook([("Sheet1", "visible", '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
                                      f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>')])


def open_documents():
    hidden = 'table:visibility="collapse"'
    dated = ('<table:table-cell office:value-type="date" office:date-value="1990-03-04"><text:p>04.03.90</text:p></table:table-cell>'
             '<table:table-cell office:value-type="time" office:time-value="PT12H30M00S"><text:p>12:30</text:p></table:table-cell>'
             '<table:table-cell office:value-type="float" office:value="42"><text:p>00042</text:p></table:table-cell>'
             '<table:table-cell office:value-type="float" office:value="1.23E+17"><text:p>1,23E+17</text:p></table:table-cell>'
             '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'
             '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>')
    yield "values.ods", ods(
        '<table:table table:name="Sheet1" table:style-name="ta1"><table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
        + ods_row(ods_text("List", 'table:number-columns-spanned="6"'), '<table:covered-table-cell table:number-columns-repeated="5"/>')
        + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', extra='table:number-rows-repeated="2"')
        + ods_row(dated)
        + ods_row('<table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>two<text:s text:c="2"/>spaces</text:p><text:p>line 2</text:p></table:table-cell>',
                  ods_text("twice", 'table:number-columns-repeated="2"'), extra=hidden)
        + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', extra='table:number-rows-repeated="1048571"')
        + "</table:table>"
        '<table:table table:name="Hidden" table:style-name="ta2">' + ods_row(ods_text("name")) + "</table:table>"
        '<table:table table:name="Empty" table:style-name="ta1"><table:table-row><table:table-cell/></table:table-row></table:table>')
    yield "million-rows.ods", ods('<table:table table:name="Sheet1">' + ods_row(ods_text("name"), ods_text("born"))
                                  + ods_row(ods_text("Ann"), ods_text("1980"), extra='table:number-rows-repeated="1000000"') + "</table:table>")
    yield "repeat-bomb.ods", ods('<table:table table:name="Sheet1">' + ods_row(ods_text("x", 'table:number-columns-repeated="16384"'),
                                 extra='table:number-rows-repeated="1048576"') + "</table:table>")
    yield "flat.fods", ods_document('<table:table table:name="Sheet1">' + ods_row(ods_text("name")) + ods_row(ods_text("Ann")) + "</table:table>",
                                    "office:document", 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"').encode()


def refused():
    yield "old-workbook.xls", ole("Workbook")
    yield "protected.xlsx", ole("EncryptedPackage")
    yield "document.docx", archive([("[Content_Types].xml", HEAD + "<Types/>"), ("word/document.xml", HEAD + "<document/>")])
    yield "page.pdf", b"%PDF-1.4\n%%EOF\n"
    yield "web-page.xls", b"<html><body><table><tr><td>name</td></tr></table></body></html>"
    yield "truncated.xlsx", next(data for name, data in workbooks() if name == "hidden.xlsx")[:3000]
    yield "bundle.zip", archive([("list.csv", "name,born\nAnn,1980\n")])
    yield "zip-bomb.ods", zip_bomb()
    yield "empty.csv", b""


def main():
    check = sys.argv[1:] == ["--check"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for make in (text_files, workbooks, open_documents, refused):
        for name, data in make():
            path = FOLDER / name
            if path.exists() and path.read_bytes() == data:
                continue
            stale.append(name)
            if not check:
                path.write_bytes(data)
    if check and stale:
        print("tests/corpus differs from tools/make_corpus.py:", ", ".join(stale))
        return 1
    print(f"tests/corpus: {len(stale)} files written" if not check else "tests/corpus is as generated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
