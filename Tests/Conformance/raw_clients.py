"""Clients on Python's http.client: a body that nobody encoded, blank lines before the document, a headset that wants
the words 200 and OK, and answers read as the bytes that they are."""

import http.client
import urllib.parse
import xml.etree.ElementTree as ElementTree

import em
from em import expect, same

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def send(client, method, target, body=None, headers=None):
    """Sends a request; the answer with its body."""
    em.count(client)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(em.HTTP).netloc, timeout=30)
    connection.request(method, target, body, headers or {})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


def unencoded_script():
    """Sends the document as it is, with its line breaks, blanks and signs."""
    device, user = "SEP0A2101000004", "dholroyd"
    document = em.login(device, user, "<exclusiveDuration><indefinite/></exclusiveDuration>")
    body = "xml=\n   " + document.replace("><", ">\n      <") + "\n"
    for sent in [body, "xml=" + em.logout(device)]:
        tree = ElementTree.fromstring(send("unencoded-script", "POST", em.SERVLET, sent, FORM)[1])
        same([child.tag for child in tree], ["success"])
    tree = ElementTree.fromstring(send("unencoded-script", "POST", em.SERVLET, "xml=" + em.logout(device), FORM)[1])
    same(tree.find("failure/error").get("code"), "19")


def blank_lines():
    """Begins with blank lines, and stays for 6000 minutes."""
    device, user = "SEP0A2101000004", "dholroyd"
    document = "\n\n\n" + em.login(device, user, "<exclusiveDuration><time>6000</time></exclusiveDuration>")
    for sent in [document, em.logout(device)]:
        answer, text = send("blank-lines", "POST", em.SERVLET, urllib.parse.urlencode({"xml": sent}), FORM)
        same(text.decode(), em.SUCCESS)
    same(sorted(answer.headers.keys()), ["Cache-Control", "Content-Length", "Content-Type", "Date"])
    same(answer.getheader("Content-Type"), "text/xml; charset=utf-8")
    same(answer.getheader("Content-Length"), str(len(text)))


def headset():
    """Logs in at a headset; looks at the status line alone."""
    device, user = "SEP0A2101000005", "eclough"
    for pin in ["00000", em.PIN]:
        fields = urllib.parse.urlencode({"device": device, "userid": user, "seq": pin, "headsetbasedem": "true"})
        answer, text = send("headset", "GET", f"{em.PHONES}?{fields}")
        same((answer.status, answer.reason), (200, "OK"))
    expect(b"<Text>Login is successful</Text>\r\n<Prompt></Prompt>\r\n<SoftKeyItem>" in text, text)
    answer, text = send("headset", "GET", f"{em.PHONES}?device={device}&doLogout=true")
    same((answer.status, answer.reason), (200, "OK"))


def pages():
    """What a phone asks: HEAD says how long the form is; the form leads to the address that the phone has used."""
    device = "SEP0A2101000005"
    form, body = send("phone", "GET", f"{em.PHONES}?device={device}&EMCC=true")
    head, nothing = send("phone", "HEAD", f"{em.PHONES}?device={device}&EMCC=true")
    same((nothing, head.getheader("Content-Length")), (b"", str(len(body))))
    same(form.getheader("Expires"), "Thu, 01 Jan 1970 00:00:00 GMT")
    url = f"<URL>{em.HTTP}{em.PHONES}?device={device}&amp;EMCC=true</URL>\r\n"
    expect(url in body.decode(), body)
    same([item.text for item in ElementTree.fromstring(body).iter("QueryStringParam")], ["userid", "seq"])


unencoded_script()
blank_lines()
headset()
pages()
em.report()
