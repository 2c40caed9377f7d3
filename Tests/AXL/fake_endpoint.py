"""Serves a fake cluster over HTTP, and makes trouble when it is told to."""
import base64
import http.server
import threading

from lxml import etree

from fake_values import Fault
from schema import SOAP

USER, PASSWORD = "axl-tester", "not-a-secret"
# May log in, and has no role.
STRANGER = "stranger"


def _basic(user):
    return "Basic " + base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()


def _fault(error):
    told = etree.Element("axlmessage")
    told.text = str(error)
    message = etree.tostring(told, encoding="unicode")
    inner = (
        f"<s:Fault><faultcode>s:Client</faultcode>{message.replace('axlmessage', 'faultstring')}<detail>"
        f'<n:axlError xmlns:n="http://www.cisco.com/AXL/API/1.0"><axlcode>{getattr(error, "code", -1)}</axlcode>'
        f"{message}<request/></n:axlError></detail></s:Fault>"
    )
    return 500, f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{inner}</s:Body></s:Envelope>'.encode()


class Endpoint:
    """Serves one cluster at a time at `url`; `cluster` may be replaced between requests.

    `trouble` is asked before each request, by its operation: "busy" answers 503, "reset" breaks the connection, "lost"
    carries the request out and breaks the connection then, "fault" answers that the database is down; "" answers.
    """

    def __init__(self, context=None):
        """With a context of `ssl`, it speaks TLS."""
        self.cluster = None
        self.trouble = None
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body go out together: many small answers wait for acknowledgements otherwise.
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_POST(self):
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                operation = (self.headers.get("SOAPAction") or "").strip('"').rsplit(" ", 1)[-1]
                trouble = endpoint.trouble(operation) if endpoint.trouble else ""
                if trouble == "reset":
                    self.close_connection = True
                    return
                status, answer = (503, b"") if trouble == "busy" else _fault(Fault("database is down")) if (
                    trouble == "fault") else endpoint.answer(self.path, self.headers, content)
                if trouble == "lost":
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/axl/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path, headers, content):
        """Status and text of the answer to a request."""
        if path != "/axl/":
            return 404, b""
        login = headers.get("Authorization")
        if login != _basic(USER):
            return 403 if login == _basic(STRANGER) else 401, b"<html>no</html>"
        try:
            envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            body = envelope.find(f"{{{SOAP}}}Body")
            if body is None or len(body) != 1:
                raise Fault("a body with one operation is expected")
            request = etree.fromstring(etree.tostring(body[0], with_tail=False))
            text = self.cluster.request(request, (headers.get("SOAPAction") or "").strip('"'))
            name = etree.QName(request)
            inner = f'<a:{name.localname}Response xmlns:a="{name.namespace}">{text}</a:{name.localname}Response>'
        except (Fault, etree.XMLSyntaxError) as error:
            return _fault(error)
        return 200, f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{inner}</s:Body></s:Envelope>'.encode()
