"""What the sender of a bundle refuses, and what it says then.

Usage: check_refusals.py SCHEMAS WORK BUNDLE TEN-LINES
The bundle is that of Tests/Fixtures/axl/everything. TEN-LINES is the shortest sender, which Docs/Bundle.md shows.
"""
import os
import pathlib
import socket
import ssl
import subprocess
import sys

import fake_endpoint
from cluster_case import Case, differ, state
from schema import Schema
from tool import Tool, prepare

_CLUSTER = "HOME-CUCM"


class Refusals:
    """One bundle, and an endpoint."""

    def __init__(self, schemas, work, bundle):
        self.work, self.bundle = pathlib.Path(work), prepare(bundle, work)
        schema = Schema(schemas, "12.5", work)
        self.endpoint = fake_endpoint.Endpoint()
        self.case = Case(self.endpoint, lambda _: schema, self.bundle, _CLUSTER, self.work)
        self.count = 0

    def refused(self, what, code, text, *more, command="send", server=None, tool=None, **how):
        """A run that must end with a code and a text, and send nothing that changes."""
        tool = tool or self.case.on(self.case.fresh())
        before = state(self.endpoint.cluster)
        done, output, errors = tool.run(command, server or self.endpoint.url, *more, **how)
        assert done == code and text in output + errors, f"{what}: {done}\n{output[-500:]}{errors}"
        assert state(self.endpoint.cluster) == before, f"{what}: something was changed"
        self.count += 1
        return output + errors

    def connections(self):
        """Who does not answer, or not to us."""
        self.refused("password", 3, "does not take this user and password", password="wrong")
        self.refused("role", 3, "'Standard AXL API Access'", user=fake_endpoint.STRANGER)
        self.refused("service", 3, "'Cisco AXL Web Service'", server=self.endpoint.url + "no/")
        self.refused("clear text", 2, "without TLS", server="http://cucm.example.com/axl/")
        self.refused("server", 2, "neither HOST nor HOST:PORT", server="cucm.example.com:tls")
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            self.refused("nobody", 3, "cannot be reached", server=f"127.0.0.1:{closed.getsockname()[1]}")
        tool = self.case.on(self.case.fresh())
        self.endpoint.trouble = lambda _: "busy"
        self.refused("always busy", 3, "send again later", tool=tool)
        self.endpoint.trouble = lambda operation: "fault" if operation == "getCss" else ""
        text = self.refused(
            "fault", 1, "css 'CSS-ADJUNCT': database is down", "--phase", "callingSearchSpaces", tool=tool)
        assert "warning: phase 'callingSearchSpaces' needs phase 'partitions'" in text, text
        assert not list(tool.journal.glob("*-*.json")), "a request that was not sent is in the journal"

    def tls(self):
        """A certificate that the system does not know, and the same with --ca-file; never one of another host."""
        certificate = self.work / "tls.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", str(certificate), "-out", str(certificate) + ".crt"],
            check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(certificate) + ".crt", certificate)
        secure = fake_endpoint.Endpoint(context)
        tool = self.case.on(self.case.fresh())
        secure.cluster = self.endpoint.cluster
        server, trusted = f"localhost:{secure.port}", ("--ca-file", str(certificate) + ".crt")
        self.refused("unknown certificate", 3, "is not trusted", tool=tool, server=server)
        self.refused("another name", 3, "is not trusted", *trusted, tool=tool, server=f"127.0.0.1:{secure.port}")
        self.refused("no certificates", 3, "--ca-file", "--ca-file", "/nowhere", tool=tool, server=server)
        before = state(secure.cluster)
        for command, code in (("send", 0), ("undo", 1)):
            done, output, errors = tool.run(command, server, *trusted)
            assert done == code, f"{command} over TLS: {done}\n{output[-500:]}{errors}"
        assert not differ(before, state(secure.cluster))
        secure.close()

    def usage(self):
        """Words that cannot be meant."""
        self.refused("phases", 2, "--phase: none of these; there are partitions", "--phase", "partition")
        self.refused("command", 2, "invalid choice", command="sent")
        self.refused("journal", 3, "there is no journal", command="undo")
        tool = self.case.on(self.case.fresh())
        tool.journal.mkdir(parents=True)
        (tool.journal / "journal.json").write_text('{"format": 1, "clusterId": "OTHER"}')
        self.refused("another journal", 2, "of another cluster", tool=tool)
        text = self.refused("PINs", 3, "PINs are missing: environment variable", pin=False)
        assert "13579" not in text
        other = Tool(self.bundle, _CLUSTER, self.work / "none")
        other.cluster = "NO-CUCM"
        self.refused("cluster", 3, "is no cluster's directory of a bundle", tool=other)

    def fault_in_the_middle(self):
        """What was sent before a fault is taken back; the request itself was not."""
        cluster = self.case.fresh()
        del cluster.objects["callManagerGroup"][("CMG-A",)]
        tool, before = self.case.on(cluster), state(cluster)
        done, output, errors = tool.run("send", self.endpoint.url)
        assert done == 1, output
        assert "stopped at request 14 of phase 'devicePools', devicePool 'DP-A'" in errors, errors
        self.case.undo(tool, before)

    def pins(self):
        """The second run sets no PIN, and no 'must change'; --pins does."""
        tool = self.case.on(self.case.fresh())
        users, sent = self.endpoint.cluster.objects["user"], []
        self.case.send(tool)
        for more in ((), ("--pins",)):
            for user in users.values():
                user.pop("pin", None), user.pop("pinCredentials", None)
            self.case.send(tool, *more)
            sent.append(sum("pin" in user for user in users.values()))
            sent.append(sum("pinCredentials" in user for user in users.values()))
        assert sent == [0, 0, 2, 1], sent

    def elsewhere(self, bundle):
        """From another directory, isolated or not; what is beside the sender stays as the manifest describes it."""
        self.endpoint.cluster, bundle = self.case.fresh(), pathlib.Path(bundle).resolve()
        files = sorted(bundle.rglob("*"))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        for isolation in ([], ["-I"]):
            done = subprocess.run(
                [sys.executable, *isolation, bundle / "tools" / "axl.py", "send", bundle / "clusters" / _CLUSTER,
                 "--server", self.endpoint.url, "--user", fake_endpoint.USER, "--dry-run"],
                cwd=self.work, env={**environment, "AXL_PASSWORD": fake_endpoint.PASSWORD}, capture_output=True)
            assert done.returncode == 0, f"started elsewhere: {done.returncode}\n{done.stderr.decode()}"
            assert sorted(bundle.rglob("*")) == files, "the sender left something in the bundle"

    def ten_lines(self, program):
        """The shortest sender does for a cluster that has none of the objects, without PINs."""
        tool = self.case.on(self.case.fresh())
        self.case.send(tool)
        expected = state(self.endpoint.cluster)
        self.endpoint.cluster = self.case.fresh()
        subprocess.run(
            [sys.executable, "-I", "-S", program, self.bundle / "clusters" / _CLUSTER / "axl", self.endpoint.url],
            env={**os.environ, "AXL_LOGIN": f"{fake_endpoint.USER}:{fake_endpoint.PASSWORD}"}, check=True)
        assert state(self.endpoint.cluster) == expected, "ten lines made a difference"


def main():
    refusals = Refusals(*sys.argv[1:4])
    refusals.connections()
    refusals.tls()
    refusals.usage()
    refusals.fault_in_the_middle()
    refusals.pins()
    refusals.elsewhere(sys.argv[3])
    refusals.ten_lines(sys.argv[4])
    refusals.endpoint.close()
    print(f"{refusals.count} refusals as they should be")


if __name__ == "__main__":
    main()
