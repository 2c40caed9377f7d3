"""What the clients in Python have in common: where the service is, the documents of the EM API, and counting."""

import os
import xml.sax.saxutils

HTTP, HTTPS, HTTP6 = os.environ["EM_HTTP"], os.environ["EM_HTTPS"], os.environ.get("EM_HTTP6", "")
AUTHORITY, PASSWORD, PIN = os.environ["EM_CA"], os.environ["EM_PASSWORD"], os.environ["EM_PIN"]
SERVLET, PHONES = "/emservice/EMServiceServlet", "/emapp/EMAppServlet"
INFO = ("<appInfo><appID>emproxy</appID>"
        f"<appCertificate>{xml.sax.saxutils.escape(PASSWORD)}</appCertificate></appInfo>")
SUCCESS = '<?xml version="1.0"?>\n<response>\n<success/>\n</response>\n'

_requests = {}


def count(client):
    """Counts a request of a client."""
    _requests[client] = _requests.get(client, 0) + 1


def expect(is_right, shown):
    """Ends the program where a client would not have found what it looks for, and shows in what."""
    if not is_right:
        raise AssertionError(f"not what the client expects: {shown!r}")


def same(actual, wanted):
    """Ends the program where a client would have found something else."""
    if actual != wanted:
        raise AssertionError(f"the client expects {wanted!r}, and finds {actual!r}")


def command(body):
    """A login or logout."""
    return f"<request>{INFO}{body}</request>"


def query(body):
    """A query."""
    return f"<query>{INFO}{body}</query>"


def login(device, user, more=""):
    """A login."""
    return command(f"<login><deviceName>{device}</deviceName><userID>{user}</userID>{more}</login>")


def logout(device):
    """A logout."""
    return command(f"<logout><deviceName>{device}</deviceName></logout>")


def report():
    """Prints what the clients sent, a line for each."""
    for client, number in _requests.items():
        print(f"client {client} {number}")
