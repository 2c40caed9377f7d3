"""Runs the sender of Docs/Bundle.md against an endpoint that knows names only.

Usage: check_sender.py AXL_DIRECTORY
Sent twice: first everything is added, then the same is updated.
"""
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import xml.etree.ElementTree as ElementTree

here = pathlib.Path(__file__).parent
folder = pathlib.Path(sys.argv[1])
index = json.loads((folder / "requests.json").read_text(encoding="utf-8"))
known, sent, actions = set(), [], []


def identity(operation, body):
    """Type and key of what an operation is about."""
    kind = re.sub("^(add|get|update)", "", operation)
    content = body[0] if operation.startswith("add") else body
    names = {"Line": ["pattern", "routePartitionName"], "User": ["userid"], "IpPhoneServices": ["serviceName"]}
    names = names.get(kind, ["pattern", "routePartitionName"] if kind.endswith("Pattern") else ["name", "clusterId"])
    return kind, *[content.findtext(name) or "" for name in names]


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Adds once, updates what is there, and says 500 otherwise."""

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        body = ElementTree.fromstring(text)[0][0]
        operation = body.tag.rsplit("}", 1)[-1]
        actions.append((self.headers["SOAPAction"], operation))
        name = identity(operation, body)
        fault = False
        if operation.startswith("get"):
            fault = name not in known
        elif operation.startswith("add"):
            fault = name in known
            known.add(name)
        if not operation.startswith("get"):
            sent.append((operation, text))
        self.send_response(500 if fault else 200)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


def run(url):
    sent.clear()
    environment = dict(os.environ, AXL_PASSWORD="secret", PIN_ANNA="12<34")
    command = [sys.executable, here / "send.py", folder, url, "administrator"]
    subprocess.run(command, check=True, env=environment, cwd=folder.parent, capture_output=True)
    return [operation for operation, _ in sent]


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
threading.Thread(target=server.serve_forever, daemon=True).start()
(folder.parent / "pins").mkdir(exist_ok=True)
(folder.parent / "pins" / "oneil").write_text("5678\n")
url = f"http://127.0.0.1:{server.server_port}/axl/"
first = run(url)
texts = "\n".join(text for _, text in sent)
second = run(url)
server.shutdown()
wanted = {"addOrUpdate": "update", "update": "update", "do": "do"}
assert first == [r[f]["operation"] for r in index["requests"] for f in ("add", "update", "do") if f in r
                 and (f != "update" or "add" not in r)], first
assert second == [r[wanted[r["mode"]]]["operation"] for r in index["requests"] if r["mode"] in wanted], second
assert all(action == f'"CUCM:DB ver={index["axlVersion"]} {operation}"' for action, operation in actions), actions
assert texts.count("<pin>12&lt;34</pin>") == 1 and texts.count("<pin>5678</pin>") == 1, "PINs"
assert texts.count("{{pin:") == 1, "a user's text was taken for a placeholder"
print(f"{len(first)} requests added, {len(second)} updated")
