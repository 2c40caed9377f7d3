#!/usr/bin/env python3
"""Sends the AXL requests of one cluster to its publisher, and takes them back.

    python3 tools/axl.py send clusters/ID --server HOST --user NAME [--phase PHASE]... [--add-only] [--dry-run]
    python3 tools/axl.py undo clusters/ID --server HOST --user NAME [--phase PHASE]... [--keep-added] [--dry-run]

Before anything is changed, the journal takes what the cluster shows of the object; `undo` brings that back. The
password is AXL_PASSWORD, else it is asked for. Exit codes: 0 all is done; 1 the cluster refused something, or something
is left to undo by hand; 2 wrong usage; 3 the cluster, the bundle or the journal cannot be used; 130 interrupted.
"""
import argparse
import getpass
import os
import pathlib
import sys

# The other modules are beside this file; with -I, Python does not look there by itself.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
# What Python would keep beside them is not of the bundle, and `emcc-lint verify` would refuse it.
sys.dont_write_bytecode = True

from axl_bundle import Bundle
from axl_cluster import Link
from axl_journal import Journal
from axl_messages import Stop
from axl_send import Sending
from axl_undo import Undoing


def main() -> int:
    """Reads the arguments and does what they say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("command", choices=["send", "undo"])
    parser.add_argument("directory", type=pathlib.Path, help="clusters/ID of the bundle")
    parser.add_argument("--server", required=True, help="the publisher: HOST or HOST:PORT")
    parser.add_argument("--user", required=True, help="a user with the role 'Standard AXL API Access'")
    parser.add_argument("--phase", action="append", default=[], help="only these requests; may be repeated")
    parser.add_argument("--add-only", action="store_true", help="send: add what is not there, and leave what is")
    parser.add_argument("--keep-added", action="store_true", help="undo: restore what was updated, and remove nothing")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, and say what would change")
    parser.add_argument("--ca-file", help="certificates to trust, instead of the system's")
    parser.add_argument("--journal", type=pathlib.Path, help="directory of the journal; else journal-ID")
    parser.add_argument("--pins", action="store_true", help="set PINs again that an earlier run has set")
    parser.add_argument("--timeout", type=float, default=120, help="seconds to wait for an answer; else 120")
    parser.add_argument("--pause", type=float, default=1, help="seconds before the first new attempt; else 1")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a name must not end the run.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        if options.add_only if options.command == "undo" else options.keep_added:
            raise Stop("--add-only is for send, --keep-added for undo", 2)
        bundle = Bundle(options.directory, options.phase)
        cluster = bundle.index["clusterId"]
        folder = options.journal or pathlib.Path(f"journal-{cluster}")
        if options.command == "undo" and not (folder / "journal.json").exists():
            raise Stop(f"there is no journal '{folder}': name the one of the run in --journal", 3)
        password = os.environ.get("AXL_PASSWORD")
        if password is None:
            if not sys.stdin.isatty():
                raise Stop("no password: set AXL_PASSWORD, or start this on a terminal", 2)
            password = getpass.getpass(f"Password of {options.user}: ")
        link = Link(options.server, options.user, password, options.ca_file, options.timeout, options.pause)
        journal = Journal(folder, cluster, options.dry_run)
        work = Sending if options.command == "send" else Undoing
        return work(bundle, link, journal, options).run()
    except Stop as stop:
        sys.stdout.flush()
        print(f"axl.py: {stop}", file=sys.stderr)
        return stop.code
    except OSError as error:
        print(f"axl.py: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("axl.py: stopped; send again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
