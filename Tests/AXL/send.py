"""Sends a cluster's AXL requests: send.py DIRECTORY URL USER, with the password in AXL_PASSWORD."""
import base64, html, json, os, pathlib, re, sys, urllib.error, urllib.request

folder, url, login = pathlib.Path(sys.argv[1]), sys.argv[2], f"{sys.argv[3]}:{os.environ['AXL_PASSWORD']}"
index = json.loads((folder / "requests.json").read_text(encoding="utf-8"))


def post(operation, body):
    """The answer; None for a fault, such as a get of what is not there."""
    envelope = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>'
    request = urllib.request.Request(url, envelope.encode(), {
        "Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{index["soapActions"][operation]}"',
        "Authorization": "Basic " + base64.b64encode(login.encode()).decode()})
    try:
        return urllib.request.urlopen(request).read()
    except urllib.error.HTTPError as error:
        if error.code != 500:
            raise
        print(error.read().decode(), file=sys.stderr)
        return None


def exists(request):
    """Whether the get of the object's type finds it."""
    get = index["objects"][request["object"]]["get"]
    key = "".join(f"<{name}>{html.escape(value or '', quote=False)}</{name}>" for name, value in request["key"].items())
    return post(get, f'<axl:{get} xmlns:axl="{index["namespace"]}">{key}</axl:{get}>') is not None


for request in index["requests"]:
    form = request["mode"]
    if form in ("add", "addOrUpdate"):
        form = "update" if exists(request) else "add"
    for note in request.get("notes", []):
        print(f"{request['order']}: {note}")
    if form not in request:
        continue
    place = request[form]
    body = (folder / place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
    for secret in request.get("secrets", []):
        pin = os.environ[secret["env"]] if "env" in secret else pathlib.Path(secret["file"]).read_text().strip()
        found = f"<pin>{html.escape(secret['placeholder'], quote=False)}</pin>"
        body = body.replace(found, f"<pin>{html.escape(pin, quote=False)}</pin>")
    if post(place["operation"], body) is None:
        sys.exit(f"request {request['order']} failed: {place['operation']} {request['key']}")
