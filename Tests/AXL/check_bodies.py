"""Checks every AXL body of the bundles below a directory against Cisco's schemas, and the indexes against the bodies.

Usage: check_bodies.py SCHEMAS BUNDLES
SCHEMAS holds a folder for each version with AXLSoap.xsd. Two holes of these schemas are closed first: every enumeration
is the union of its words and any string, and the element that holds an object's fields may be empty.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

# Their values depend on what is installed on a cluster.
OPEN = {"XUserLocale", "XCountry", "XProduct", "XModel"}
# Has a default that is none of its words.
OPEN_IN = {"8.5": {"XTimeZone"}}
# Not public, and equal to this one in everything that we write.
NEAREST = {"14.0": "12.5", "15.0": "12.5"}
# Bodies that a request of a mode has.
FORMS = {"addOrUpdate": {"add", "update"}, "add": {"add"}, "update": {"update"}, "do": {"do"}, "get": set()}
ANY_STRING = re.compile(
    r"<(\w+):simpleType>\s*<\1:restriction base=\"\1:string\"\s*(?:/>|>\s*</\1:restriction>)\s*</\1:simpleType>")
WRAPPER = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<xsd:import namespace="{0}" schemaLocation="{1}"/>
<xsd:element name="requests"><xsd:complexType><xsd:sequence>
<xsd:any namespace="{0}" processContents="strict" maxOccurs="unbounded"/>
</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>
"""


def close_unions(text, left_open):
    """A schema of which every enumeration bites, and how many were closed."""
    closed = 0

    def close(match):
        nonlocal closed
        name, body = match.group(2), match.group(0)
        if name in left_open or "enumeration" not in body:
            return body
        changed, count = ANY_STRING.subn("", body)
        closed += count
        return changed

    pattern = r"<(\w+):simpleType name=\"(\w+)\">\s*<\1:union>.*?</\1:union>\s*</\1:simpleType>"
    return re.sub(pattern, close, text, flags=re.S), closed


class Schemas:
    """Schemas by version, made when first needed."""

    def __init__(self, source, work):
        self.source, self.work, self.known = source, work, {}

    def path(self, version):
        """The schema of a file of requests, and the version that it is of."""
        version = NEAREST.get(version, version)
        if version not in self.known:
            text = (self.source / version / "AXLSoap.xsd").read_text()
            text, closed = close_unions(text, OPEN | OPEN_IN.get(version, set()))
            if closed < 100:
                sys.exit(f"AXL {version}: only {closed} enumerations could be closed")
            schema = self.work / f"{version}.xsd"
            schema.write_text(text)
            wrapper = self.work / f"requests-{version}.xsd"
            wrapper.write_text(WRAPPER.format(f"http://www.cisco.com/AXL/API/{version}", schema.name))
            self.known[version] = wrapper
        return self.known[version], version


def local(element):
    """An element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def derived(operation, namespace, key):
    """The body of a get or remove, as Docs/Bundle.md says."""
    children = "".join(
        f"<{name}/>" if value is None else f"<{name}>{escape(value)}</{name}>" for name, value in key.items())
    return f'<axl:{operation} xmlns:axl="{namespace}">{children}</axl:{operation}>'


def check_index(folder, index, complain):
    """Compares an index with the files beside it; returns the bodies of gets and removes."""
    lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in folder.glob("*.xml")}
    used = {(name, 1) for name in lines}
    bodies, phases = [], {phase["phase"]: phase for phase in index["phases"]}
    for number, request in enumerate(index["requests"], 1):
        where = f"request {number}"
        if request["order"] != number:
            complain(f"{where} has the order {request['order']}")
        phase = phases[request["phase"]]
        if not phase["first"] <= number < phase["first"] + phase["count"]:
            complain(f"{where} is outside of its phase")
        if any(order >= number for order in request.get("dependsOn", [])):
            complain(f"{where} depends on a later one")
        forms = FORMS[request["mode"]]
        if forms != {"add", "update", "do"} & request.keys():
            complain(f"{where} has bodies {sorted({'add', 'update', 'do'} & request.keys())}")
        for form in forms:
            place = request[form]
            body = ElementTree.fromstring(lines[place["file"]][place["line"] - 1])
            if (place["file"], place["line"]) in used:
                complain(f"{where}: its body is another one's too")
            used.add((place["file"], place["line"]))
            if local(body) != place["operation"] or place["operation"] not in index["soapActions"]:
                complain(f"{where}: {local(body)} is not {place['operation']}")
            wrapper = body[0] if form == "add" else body
            if len(wrapper) == 0:
                complain(f"{where}: {local(wrapper)} is empty")
            if form != "do":
                for name, value in request["key"].items():
                    found = wrapper.find(f".//{name}")
                    if value is not None and (found is None or found.text != value):
                        complain(f"{where}: {name} is not {value}")
        operations = index["objects"][request["object"]]
        for operation in operations.values():
            bodies.append(derived(operation, index["namespace"], request["key"]))
    stored = {(name, line) for name, text in lines.items() for line in range(3, len(text) - 1)}
    for name, line in sorted(stored - used):
        complain(f"{name}:{line} is in no request")
    return bodies


def main():
    source, bundles = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    failures, count, clusters = [], 0, 0
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        schemas = Schemas(source, work)
        by_schema = {}
        for path in sorted(bundles.glob("**/axl/requests.json")):
            index = json.loads(path.read_text(encoding="utf-8"))
            clusters += 1
            place = path.parent.relative_to(bundles)
            lookups = check_index(path.parent, index, lambda text: failures.append(f"{place}: {text}"))
            copy = work / str(clusters)
            copy.mkdir()
            schema, version = schemas.path(index["axlVersion"])
            namespace = f"http://www.cisco.com/AXL/API/{version}"
            texts = {file.name: file.read_text(encoding="utf-8") for file in path.parent.glob("*.xml")}
            texts["lookups.xml"] = "<requests>\n" + "\n".join(lookups) + "\n</requests>\n"
            for file, text in texts.items():
                count += text.count("\n<axl:")
                (copy / file).write_text(text.replace(f'"{index["namespace"]}"', f'"{namespace}"'), encoding="utf-8")
                by_schema.setdefault(schema, []).append(str((copy / file).relative_to(work)))
            (copy / "place").write_text(str(place))
        for schema, files in by_schema.items():
            command = ["xmllint", "--noout", "--nonet", "--schema", schema.name, *sorted(files)]
            run = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
            if run.returncode:
                for line in run.stderr.splitlines():
                    if not line.endswith(" validates"):
                        number = line.split("/", 1)[0]
                        at = work / number / "place"
                        failures.append(line.replace(number, at.read_text(), 1) if at.exists() else line)
    for failure in failures[:40]:
        print(f"check-axl: {failure}")
    if failures or not clusters:
        sys.exit(f"check-axl: {len(failures)} failures in {clusters} clusters")
    print(f"{count} bodies of {clusters} clusters are valid")


main()
