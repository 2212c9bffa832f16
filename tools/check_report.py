#!/usr/bin/env python3
"""Looks at HTML reports the way readers will: on a phone, on a desktop, in the dark and on paper.

    tools/check_report.py out/report.html [...] [--keep FOLDER]

Needs Debian's chromium and poppler-utils. For each report it checks that
  - it is self-contained: no script, no request, nothing that could make one;
  - ids are unique, every figure has role=img, a title and a description;
  - at 360, 800 and 1280 pixels and on paper nothing leaves the page sideways, all text has a contrast of at
    least 4.5:1 (light and dark) and at least 8.5 pixels, and labels inside figures do not touch;
  - printed on A4 and Letter, no figure, row or heading is torn, tables repeat their header, no page is
    nearly empty, all fonts are embedded.
Prints what is wrong and exits 1; exits 3 if a tool is missing. --keep leaves PDF and PNG files to look at.
"""
import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

WIDTHS = (360, 800, 1280)
PRINT_WIDTH = 673  # A4 less the margins of the style sheet, in CSS pixels
DARK = "@media screen and (prefers-color-scheme: dark)"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
VOID = {"meta", "link", "br", "hr", "img", "col", "input", "source", "wbr", "base", "area", "embed", "track"}

# Runs in a wrapper page, never in the report: measures every frame and leaves JSON in the document.
PROBE = r"""
const faults = [];
const parse = c => { const m = c.match(/[\d.]+/g); return m ? m.map(Number) : [0, 0, 0, 0]; };
const clear = c => c === 'none' || c === 'transparent' || (c.startsWith('rgba') && parse(c)[3] === 0);
const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
  return .2126 * r + .7152 * g + .0722 * b; };
const contrast = (a, b) => { const x = light(parse(a)), y = light(parse(b)); return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
function ground(element, view) {
  for (let e = element; e; e = e.parentElement) {
    const c = view.getComputedStyle(e).backgroundColor;
    if (!clear(c)) return c;
  }
  return 'rgb(255, 255, 255)';
}
function svgGround(text, view) {
  const box = text.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  let found = null;
  for (const shape of text.ownerSVGElement.querySelectorAll('rect, circle, text')) {
    if (shape === text) break;
    if (shape.tagName === 'text' || shape.closest('defs')) continue;
    const b = shape.getBoundingClientRect(), fill = view.getComputedStyle(shape).fill;
    if (b.left <= x && x <= b.right && b.top <= y && y <= b.bottom && !clear(fill) && fill.startsWith('rgb')) found = fill;
  }
  return found || ground(text.ownerSVGElement, view);
}
function look(frame) {
  const name = frame.dataset.name, doc = frame.contentDocument, view = frame.contentWindow;
  const tell = (what, text) => faults.push(`${name}: ${what}: ${text.trim().replace(/\s+/g, ' ').slice(0, 70)}`);
  doc.querySelectorAll('details').forEach(d => d.open = true);
  const width = view.innerWidth;
  if (doc.documentElement.scrollWidth > width) faults.push(`${name}: page is ${doc.documentElement.scrollWidth} pixels wide`);
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  for (let node; node = walker.nextNode();) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('style, title, desc, caption.hidden')) continue;
    const range = doc.createRange(); range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(b => b.width > 0 && b.height > 0);
    if (!boxes.length) continue;
    if (boxes.some(b => b.right > width + 1 || b.left < -1)) tell('text leaves the page', node.data);
    if (seen.has(element)) continue;
    seen.add(element);
    const style = view.getComputedStyle(element), svg = element.ownerSVGElement;
    const ink = svg ? style.fill : style.color, under = svg ? svgGround(element, view) : ground(element, view);
    const ratio = contrast(ink, under);
    if (ratio < 4.5) tell(`contrast ${ratio.toFixed(2)} of ${ink} on ${under}`, node.data);
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const least = svg && parseFloat(element.getAttribute('font-size')) < 10 ? 7 : 8.5;
    if (parseFloat(style.fontSize) * scale < least) tell(`text of ${(parseFloat(style.fontSize) * scale).toFixed(1)} pixels`, node.data);
  }
  for (const svg of doc.querySelectorAll('svg')) {
    const outer = svg.getBoundingClientRect();
    if (!outer.width) continue;
    const texts = [...svg.querySelectorAll('text')].map(t => ({t, b: t.getBoundingClientRect()}));
    for (const [i, {t, b}] of texts.entries()) {
      if (b.left < outer.left - 1.5 || b.right > outer.right + 1.5 || b.top < outer.top - 3 || b.bottom > outer.bottom + 3)
        tell('label leaves its figure', t.textContent);
      const trim = r => { const v = r.height > r.width && t.hasAttribute('transform') ? 0 : r.height * .22; return v; };
      for (const {t: u, b: c} of texts.slice(i + 1))
        if (b.left + .8 < c.right && c.left + .8 < b.right && b.top + trim(b) < c.bottom - trim(c) && c.top + trim(c) < b.bottom - trim(b))
          tell('labels touch', t.textContent + ' | ' + u.textContent);
    }
  }
}
addEventListener('load', () => {
  document.querySelectorAll('iframe').forEach(look);
  document.getElementById('result').textContent = JSON.stringify(faults);
});
"""

MARK = '<span style="font-size:1px;line-height:0;color:#fff;letter-spacing:0">{}</span>'


class Static(HTMLParser):
    """What can be said from the text of the page alone."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.ids, self.stack = [], set(), []
        self.figures = []
        self.lang = False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "html":
            self.lang = bool(values.get("lang"))
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form", "img", "video", "audio"):
            self.faults.append(f"<{tag}> does not belong in a report")
        for key, value in attrs:
            if key.startswith("on"):
                self.faults.append(f"attribute {key} would run a script")
            reference = key in ("src", "srcset", "href", "xlink:href", "data", "action", "poster")
            if reference and not (value or "").startswith("#"):
                self.faults.append(f"{key} leads out of the page")
            if key == "id":
                if value in self.ids:
                    self.faults.append(f"id {value} occurs twice")
                self.ids.add(value)
        if tag == "svg":
            self.figures.append({"role": values.get("role"), "title": False, "desc": False})
        elif tag in ("title", "desc") and "svg" in self.stack:
            self.figures[-1][tag] = True
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.stack or self.stack[-1] != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "style" and re.search(r"url\(|@import", data):
            self.faults.append("the style sheet asks for a file")


def static_faults(text):
    page = Static()
    page.feed(text)
    faults = page.faults
    if not text.lower().startswith("<!doctype html>"):
        faults.append("no doctype")
    if not page.lang:
        faults.append("no language")
    if "default-src" not in text:
        faults.append("no policy against requests")
    if page.stack:
        faults.append(f"unclosed: {page.stack}")
    for index, figure in enumerate(page.figures):
        if figure["role"] != "img" or not figure["title"] or not figure["desc"]:
            faults.append(f"figure {index + 1} lacks role=img, a title or a description")
    return faults


def chromium(arguments, folder, timeout=120):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               f"--user-data-dir={folder}/profile", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode != 0:
        sys.exit(f"check_report: chromium failed: {done.stderr.strip()[-400:]}")
    return done.stdout


def layout_faults(text, folder):
    """All sizes at once, as frames of one page that measures them."""
    plain = POLICY.sub("", text)
    variants = [(f"{width} px", width, plain) for width in WIDTHS]
    variants.append(("360 px, dark", 360, plain.replace(DARK, "@media screen")))
    variants.append(("800 px, dark", 800, plain.replace(DARK, "@media screen")))
    paper = plain.replace("@media print", "@media all").replace("@media screen", "@media speech")
    variants.append(("paper", PRINT_WIDTH, paper))
    frames = "".join(f'<iframe data-name="{name}" style="border:0;width:{width}px;height:800px" '
                     f'srcdoc="{html.escape(page)}"></iframe>' for name, width, page in variants)
    wrapper = folder / "wrapper.html"
    wrapper.write_text(f'<!doctype html><meta charset="utf-8"><body><pre id="result"></pre>{frames}'
                       f"<script>{PROBE}</script>", encoding="utf-8")
    dom = chromium(["--window-size=1400,900", "--dump-dom", wrapper.as_uri()], folder)
    found = re.search(r'<pre id="result">(.*?)</pre>', dom, re.S)
    if not found or not found.group(1):
        return ["the page could not be measured"]
    return json.loads(html.unescape(found.group(1)))


def marked(text, size):
    """A copy whose figures, rows and headings carry tiny marks that can be found in the PDF."""
    counter = {"figure": 0, "table": 0, "row": 0, "h2": 0}

    def figure(match):
        counter["figure"] += 1
        return match.group(0) + MARK.format(f"figA{counter['figure']}")

    text = re.sub(r"<figure[^>]*>", figure, text)
    counter["figure"] = 0

    def figure_end(_):
        counter["figure"] += 1
        return MARK.format(f"figB{counter['figure']}") + "</figcaption></figure>"

    text = re.sub(r"</figcaption></figure>", figure_end, text)

    def table(match):
        counter["table"] += 1
        number, body = counter["table"], match.group(0)
        body = body.replace('role="columnheader"', f'role="columnheader" data-m="{number}"', 1)
        body = re.sub(r'(data-m="\d+"[^>]*>)', lambda m: m.group(1) + MARK.format(f"head{number}x"), body, count=1)

        def row(inner):
            counter["row"] += 1
            line = inner.group(0)
            line = re.sub(r"(<th[^>]*>)(<div>)", lambda m: m.group(0) + MARK.format(
                f"rowA{counter['row']}t{number}"), line, count=1)
            return re.sub(r"</div></t[hd]></tr>$", lambda m: MARK.format(
                f"rowB{counter['row']}t{number}") + m.group(0), line)

        return re.sub(r"<tr role=\"row\"(?: class=\"strong\")?><th[^>]*><div>.*?</tr>", row, body, flags=re.S)

    text = re.sub(r"<table.*?</table>", table, text, flags=re.S)

    def heading(match):
        counter["h2"] += 1
        number = counter["h2"]
        rest = match.group(2)
        after = re.match(r"<(p|h3|figure|table|ol|ul|div|details)[^>]*>", rest)
        if not after:
            return match.group(0)
        follow = MARK.format(f"h2B{number}") if after.group(1) in ("p", "h3", "div", "figure") else ""
        return match.group(1) + MARK.format(f"h2A{number}") + "</h2>" + after.group(0) + follow

    text = re.sub(r"(<h2[^>]*>[^<]*)</h2>(<[^>]*>)", heading, text)
    return text.replace("</style>", f"@page{{size:{size}}}</style>", 1)


def words_of(pdf):
    """Pages as (width, height, [(word, box)])."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for width, height, body in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', out, re.S):
        words = [(html.unescape(w), tuple(map(float, box))) for *box, w in re.findall(
            r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', body)]
        pages.append((float(width), float(height), words))
    return pages


def filled_share(pdf, page, folder):
    """How far down the page anything but the page number is printed, as a share of its height."""
    subprocess.run(["pdftoppm", "-gray", "-r", "20", "-f", str(page), "-l", str(page), "-singlefile", pdf,
                    folder / "page"], check=True)
    data = (folder / "page.pgm").read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", data)
    width, height = int(header.group(1)), int(header.group(2))
    pixels = data[header.end():]
    body = int(height * 0.93)
    rows = [y for y in range(body) if min(pixels[y * width:(y + 1) * width]) < 200]
    return (rows[-1] + 1) / body if rows else 0.0


def torn_faults(pages):
    places = {}
    for number, (_, _, words) in enumerate(pages, 1):
        joined = " ".join(word for word, _ in words)
        for mark in re.findall(r"figA\d+|figB\d+|row[AB]\d+t\d+|head\d+x|h2[AB]\d+", joined):
            places.setdefault(mark, set()).add(number)
    faults = []
    for mark, where in sorted(places.items()):
        for first, second, what in (("figA", "figB", "figure"), ("rowA", "rowB", "table row"), ("h2A", "h2B", "heading")):
            partner = mark.replace(first, second, 1)
            if mark.startswith(first) and partner in places and places[partner] != where:
                faults.append(f"{what} {mark[len(first):]} is torn between pages {min(where)} and {max(places[partner])}")
        row = re.match(r"rowA\d+t(\d+)$", mark)
        if row and not where <= places.get(f"head{row.group(1)}x", set()):
            faults.append(f"table {row.group(1)} continues without its header on page {min(where)}")
    if not any(mark.startswith("figA") for mark in places) and not any(mark.startswith("row") for mark in places):
        faults.append("no marks found: nothing could be checked")
    return faults


def print_faults(text, size, folder, keep):
    source, pdf = folder / f"print-{size}.html", folder / f"report-{size}.pdf"
    source.write_text(marked(text, size), encoding="utf-8")
    chromium(["--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri()], folder)
    faults = []
    for line in subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]:
        embedded = re.search(r"\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+\s*$", line)
        if not embedded or embedded.group(1) == "no":
            faults.append(f"font is not embedded: {line.split()[0]}")
    pages = words_of(pdf)
    for number, (width, _, words) in enumerate(pages, 1):
        outside = [word for word, box in words if box[0] < 20 or box[2] > width - 20]
        if outside:
            faults.append(f"page {number}: text in the margin: {' '.join(outside)[:60]}")
        if number < len(pages) and filled_share(pdf, number, folder) < 0.3:
            faults.append(f"page {number} is nearly empty")
    if "<figure" in text or "<table" in text:
        faults += torn_faults(pages)
    if keep:
        shutil.copy(pdf, keep)
    return [f"{size}: {fault}" for fault in faults], len(pages)


def check(path, keep):
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        faults = static_faults(text) + layout_faults(text, folder)
        sizes = []
        for size in ("A4", "letter"):
            found, pages = print_faults(text, size, folder, keep)
            faults += found
            sizes.append(f"{pages} pages {size}")
        if keep:
            for width in (800, 1280):
                chromium([f"--window-size={width},1400", f"--screenshot={keep}/{path.stem}-{width}.png",
                          path.resolve().as_uri()], folder)
    print(f"{path}: {', '.join(sizes)}, {len(text.encode()) // 1024} KB, "
          f"{'sound' if not faults else f'{len(faults)} faults'}")
    for fault in faults[:40]:
        print(f"  {fault}")
    if len(faults) > 40:
        print(f"  and {len(faults) - 40} more")
    return not faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--keep", type=Path, help="leave PDF and PNG files in this folder")
    options = parser.parse_args()
    missing = [tool for tool in ("chromium", "pdfinfo", "pdffonts", "pdftotext", "pdftoppm") if not shutil.which(tool)]
    if missing:
        print(f"check_report: missing: {', '.join(missing)} (apt-get install chromium poppler-utils)", file=sys.stderr)
        return 3
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    return 0 if all([check(path, options.keep) for path in options.reports]) else 1


if __name__ == "__main__":
    sys.exit(main())
