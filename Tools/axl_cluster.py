"""The AXL service of a cluster."""
import base64
import http.client
import ssl
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree
from typing import Callable, Dict, Optional, Tuple

from axl_messages import Stop, clean

Element = ElementTree.Element
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
# With pauses of 1, 2, 4 … seconds, a service that restarts is waited for about three minutes.
TRIES, LONGEST_PAUSE = 9, 60.0


class Lost(Exception):
    """The connection broke: whether the request was carried out is unknown."""


class Fault(Exception):
    """What the cluster refuses."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(f"{text} (axlcode {code})" if code else text)
        # Only this says that something is not there; no right, no memory and no database are faults too.
        self.is_absence = code == "5007" or "was not found" in text or "Item not valid" in text


class Link:
    """A connection to the AXL service; it is kept open, for logging in takes longer than most requests."""

    def __init__(self, server: str, user: str, password: str, ca_file: Optional[str], timeout: float, pause: float):
        url = urllib.parse.urlsplit(server if "://" in server else f"https://{server}/axl/")
        self._host, self._path = url.hostname or "", url.path or "/axl/"
        try:
            port = url.port
        except ValueError:
            port = -1
        if url.scheme == "http" and self._host not in ("127.0.0.1", "localhost"):
            raise Stop("--server: without TLS everybody on the way can read the password", 2)
        if url.scheme not in ("http", "https") or not self._host or port == -1:
            raise Stop(f"--server: '{server}' is neither HOST nor HOST:PORT", 2)
        if url.scheme == "https":
            try:
                context = ssl.create_default_context(cafile=ca_file)
            except (OSError, ssl.SSLError) as error:
                raise Stop(f"--ca-file: '{ca_file}' cannot be used: {error}", 3) from None
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                self._host, port or 8443, timeout=timeout, context=context)
        else:
            self._connection = http.client.HTTPConnection(self._host, port or 80, timeout=timeout)
        self._login = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._pause, self._answered = pause, False
        # Each is a request that may have been carried out.
        self.losses = 0
        # Of operations, and how those begin that only an older bundle of the cluster needed.
        self.actions: Dict[str, str] = {}
        self.action = ""

    def rest(self, attempt: int, why: str) -> None:
        """Waits before the next attempt, longer each time."""
        if attempt + 1 >= TRIES:
            raise Stop(f"{self._host} does not answer: {why}; send again later, the journal knows what is done", 3)
        pause = min(self._pause * 2 ** attempt, LONGEST_PAUSE)
        print(f"     {why}: waiting {pause:g} s", flush=True)
        time.sleep(pause)

    def persist(self, step: Callable[[], None]) -> None:
        """Carries out a step that looks first what is there, again when the connection breaks."""
        for attempt in range(TRIES):
            try:
                return step()
            except Lost as loss:
                self.rest(attempt, str(loss))

    def call(self, operation: str, body: str) -> Optional[Element]:
        """The object in the answer of a `get`; None where the answer has none."""
        text = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body></s:Envelope>'
        action = self.actions.get(operation) or self.action + operation
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"', "Authorization": self._login}
        for attempt in range(TRIES):
            status, answer = self._post(text.encode(), headers)
            if status != 503:
                return self._read(status, answer)
            self.rest(attempt, "the cluster is asked too much at once (503)")
        return None

    def _post(self, content: bytes, headers: Dict[str, str]) -> Tuple[int, bytes]:
        try:
            self._connection.request("POST", self._path, content, headers)
            response = self._connection.getresponse()
            status, answer = response.status, response.read()
        except ssl.SSLCertVerificationError as error:
            raise Stop(f"the certificate of {self._host} is not trusted: {error.verify_message}; name the certificate "
                       "of its CA in --ca-file, and the server as the certificate does", 3) from None
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            if not self._answered and not isinstance(error, ConnectionResetError):
                raise Stop(f"{self._host} cannot be reached: {error}", 3) from None
            self.losses += 1
            raise Lost(f"the connection broke ({clean(str(error))})") from None
        self._answered = True
        return status, answer

    def _read(self, status: int, answer: bytes) -> Optional[Element]:
        told = {
            401: "the cluster does not take this user and password",
            403: "the user may not use AXL: it needs the role 'Standard AXL API Access'",
            404: "there is no AXL service: activate 'Cisco AXL Web Service' on the publisher",
        }
        if status in told:
            raise Stop(told[status], 3)
        try:
            root = ElementTree.fromstring(answer)
        except ElementTree.ParseError:
            raise Stop(f"the answer is not AXL's: HTTP {status}: {clean(answer[:200].decode('utf-8', 'replace'))}",
                       3) from None
        parts = {part.tag.rsplit("}", 1)[-1]: part for part in root.iter()}
        if "Fault" in parts:
            texts = {name: clean(parts[name].text or "") for name in ("axlmessage", "faultstring", "axlcode")
                     if name in parts}
            raise Fault(texts.get("axlmessage") or texts.get("faultstring") or "no reason", texts.get("axlcode", ""))
        if status != 200:
            raise Stop(f"the answer is not AXL's: HTTP {status}", 3)
        found = parts.get("return")
        return found[0] if found is not None and len(found) else None
