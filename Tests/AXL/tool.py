"""Runs the sender that a bundle carries, as an operator does: in the bundle's directory."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from fake_endpoint import PASSWORD, USER

# In XML it must be escaped, and nothing that is printed or kept may hold its digits.
PIN = "<13579&>"


def prepare(bundle, work):
    """A copy of a bundle whose PINs are files of the test's own."""
    bundle = pathlib.Path(bundle)
    copy = pathlib.Path(work).resolve() / "bundles-with-pins" / bundle.name
    if not copy.exists():
        shutil.copytree(bundle, copy)
        (copy / "pin.txt").write_text(PIN + "\n")
    for path in copy.glob("clusters/*/axl/requests.json"):
        index = json.loads(path.read_text("utf-8"))
        for request in index["requests"]:
            for secret in request.get("secrets", ()):
                if "file" in secret:
                    secret["file"] = str(copy / "pin.txt")
                else:
                    os.environ[secret["env"]] = PIN
        path.write_text(json.dumps(index))
    return copy


class Tool:
    """The sender for one cluster of a prepared bundle, with a journal of its own."""

    def __init__(self, bundle, cluster, journal):
        self.bundle, self.cluster, self.journal = bundle, cluster, pathlib.Path(journal)
        index = json.loads((bundle / "clusters" / cluster / "axl" / "requests.json").read_text("utf-8"))
        self._pins = {secret["env"] for request in index["requests"] for secret in request.get("secrets", ())
                      if "env" in secret}

    def start(self, command, server, *more, user=USER, password=PASSWORD, pin=True):
        """A run that goes on by itself; without site packages, for there are none where it will run."""
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "tools/axl.py", command, f"clusters/{self.cluster}", "--server", server,
             "--user", user, "--journal", str(self.journal), "--pause", "0.001", *more],
            cwd=self.bundle, env={
                **{name: value for name, value in os.environ.items() if pin or name not in self._pins},
                "AXL_PASSWORD": password},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, command, server, *more, **how):
        """Exit code and what was printed; a PIN or the password in it, or in the journal, is an error."""
        process = self.start(command, server, *more, **how)
        output, errors = process.communicate(timeout=600)
        kept = "".join(path.read_text("utf-8") for path in self.journal.glob("*")) if self.journal.exists() else ""
        for text in (output, errors, kept):
            assert "13579" not in text and PASSWORD not in text, "a secret was printed or kept"
        assert "Traceback" not in errors, errors
        return process.returncode, output, errors
