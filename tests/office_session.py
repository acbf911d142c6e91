"""One session of LibreOffice that accepts, rejects or just opens Word files and says what stands in them.

Run with the system's Python, which has the module `uno`. On standard input: a list of jobs as JSON, each a
path, `accept`, `reject` or an empty string, and a path to save to or an empty string. On standard output: for
each job its paragraphs, each as the number that LibreOffice prints before it, its words, and its style.
"""

import json
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
FILTERS = {"docx": "MS Word 2007 XML", "pdf": "writer_pdf_Export"}


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe, process):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if process.poll() is not None:
                raise
            time.sleep(0.1)
    raise TimeoutError("LibreOffice does not answer")


def paragraphs(document):
    rows = []
    found = document.Text.createEnumeration()
    while found.hasMoreElements():
        one = found.nextElement()
        rows.append((one.ListLabelString, one.String, one.ParaStyleName))
    return rows


def main():
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"clausewright{time.monotonic_ns()}"
        process = subprocess.Popen(
            [
                "soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            context = connected(pipe, process)
            service = context.ServiceManager.createInstanceWithContext
            desktop = service("com.sun.star.frame.Desktop", context)
            dispatcher = service("com.sun.star.frame.DispatchHelper", context)
            out = []
            for path, action, target in jobs:
                hidden = (setting("Hidden", True),)
                document = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, hidden)
                if action:
                    frame = document.CurrentController.Frame
                    dispatcher.executeDispatch(frame, COMMANDS[action], "", 0, ())
                # with the fields as the program itself works them out
                document.TextFields.refresh()
                out.append(paragraphs(document))
                if target:
                    document.storeToURL(
                        f"file://{target}", (setting("FilterName", FILTERS[target[-4:].strip(".")]),)
                    )
                document.close(True)
            try:
                desktop.terminate()
            except Exception:
                process.terminate()
            process.wait(30)
        finally:
            process.kill()
    json.dump(out, sys.stdout)


main()
