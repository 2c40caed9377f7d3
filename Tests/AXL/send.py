import base64, functools, json, os, pathlib, sys, urllib.error, urllib.request
from xml.sax.saxutils import escape

folder, url, user = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]  # the password is in AXL_PASSWORD
index = json.loads((folder / "requests.json").read_text("utf-8"))
login = "Basic " + base64.b64encode(f"{user}:{os.environ['AXL_PASSWORD']}".encode()).decode()
lines = functools.cache(lambda file: (folder / file).read_text("utf-8").split("\n"))


def send(operation, body):
    soap = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>'
    headers = {"Authorization": login, "SOAPAction": f'"{index["soapActions"][operation]}"', "Content-Type": "text/xml"}
    urllib.request.urlopen(urllib.request.Request(url, soap.encode(), headers)).close()


def exists(request):
    get = index["objects"][request["object"]]["get"]
    key = "".join(f"<{name}>{escape(value or '')}</{name}>" for name, value in request["key"].items())
    try:
        send(get, f'<a:{get} xmlns:a="{index["namespace"]}">{key}</a:{get}>')
    except urllib.error.HTTPError as error:
        if error.code != 500:
            raise
        return False
    return True


for request in index["requests"]:
    form = request["mode"]
    if form in ("add", "addOrUpdate"):
        form = {"addOrUpdate": "update"}.get(form) if exists(request) else "add"
    if form == "get":
        print(request["order"], request["key"], *request["notes"], sep="\n  ")
    elif form:
        body = lines(request[form]["file"])[request[form]["line"] - 1]
        for secret in request.get("secrets", []):
            pin = os.environ[secret["env"]] if "env" in secret else pathlib.Path(secret["file"]).read_text().strip()
            body = body.replace(f"<pin>{secret['placeholder']}</pin>", f"<pin>{escape(pin)}</pin>")
        send(request[form]["operation"], body)
