"""Edits a Word file with LibreOffice's own engine. Run by the system's Python, which has ``uno``.

    python3 uno_edits.py IN.docx OUT.docx tracked|untracked EDITS.json

EDITS.json holds [["replace", old, new], ["insert", after, new], ["delete", paragraph]] by the words of
paragraphs of the body.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def paragraphs(document):
    listed = document.Text.createEnumeration()
    while listed.hasMoreElements():
        element = listed.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            yield element


def main():
    source, target, how, edits = sys.argv[1:5]
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"cw{Path(profile).name}"
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp",
            ]
        )
        try:
            context = connected(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (prop("Hidden", True),))
            document.RecordChanges = how == "tracked"
            for act, first, *more in json.loads(Path(edits).read_text(encoding="utf-8")):
                done = False
                for p in list(paragraphs(document)):
                    if first not in p.getString():
                        continue
                    text = p.getText()
                    cursor = text.createTextCursorByRange(p.getStart())
                    if act == "replace":
                        at = p.getString().index(first)
                        cursor.goRight(at, False)
                        cursor.goRight(len(first), True)
                        text.insertString(cursor, more[0], True)
                    elif act == "insert":
                        cursor.gotoRange(p.getEnd(), False)
                        text.insertControlCharacter(cursor, 0, False)
                        text.insertString(cursor, more[0], False)
                    else:
                        cursor.gotoRange(p.getEnd(), True)
                        cursor.goRight(1, True)
                        text.insertString(cursor, "", True)
                    done = True
                    break
                if not done:
                    raise SystemExit(f"not found: {first}")
            document.storeToURL(Path(target).as_uri(), (prop("FilterName", "MS Word 2007 XML"),))
            document.close(True)
            with contextlib.suppress(Exception):
                desktop.terminate()
        finally:
            office.terminate()
            office.wait(30)


main()
