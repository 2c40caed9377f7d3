"""Sends a cluster's AXL requests with zeep, a SOAP client that reads the WSDL: get, then add or update."""
import functools
import json
import os
import pathlib

import requests
import zeep
from lxml import etree

from schema import NIL, namespace


class Client:
    """A SOAP client of one AXL version, for any endpoint."""

    def __init__(self, schema):
        self._session = requests.Session()
        # No answer that is asked for shows more than the key, and real ones show more than the WSDL knows.
        self._client = zeep.Client(
            schema.wsdl, transport=zeep.Transport(session=self._session), settings=zeep.Settings(strict=False))
        self._namespace = namespace(schema.version)

    def connect(self, url, user, password):
        """The service at an address."""
        self._session.auth = (user, password)
        binding = next(iter(self._client.wsdl.bindings))
        return self._client.create_service(binding, url)


def arguments(element):
    """The content of an element as zeep takes it."""
    if element.get(NIL) in ("true", "1"):
        return zeep.xsd.Nil
    if not len(element):
        return element.text or ""
    values = {}
    for child in element:
        values.setdefault(child.tag, []).append(arguments(child))
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


class Bundle:
    """The requests of one cluster."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self.index = json.loads((self._folder / "requests.json").read_text("utf-8"))
        self.requests = self.index["requests"]
        self._bodies = functools.cache(lambda file: etree.parse(str(self._folder / file)).getroot())

    def body(self, place, secrets=()):
        """The content of a body as zeep takes it, with secrets in place."""
        root = self._bodies(place["file"])
        # Declaration and first tag take two lines.
        body = root[place["line"] - 3]
        assert etree.QName(body).localname == place["operation"]
        values = arguments(body)
        for secret in secrets:
            pin = os.environ[secret["env"]] if "env" in secret else pathlib.Path(secret["file"]).read_text().strip()
            holder = values.get("user", values)
            assert holder["pin"] == secret["placeholder"]
            holder["pin"] = pin
        return values


class Sender:
    """Sends requests of a bundle to a service."""

    def __init__(self, bundle, service):
        self._bundle = bundle
        self._service = service
        self.counts = {"add": 0, "update": 0, "do": 0, "get": 0}

    def send(self, request):
        """Sends one request; raises zeep.exceptions.Fault when it is refused."""
        form = request["mode"]
        if form in ("add", "addOrUpdate"):
            there = self._exists(request)
            form = "add" if not there else "update" if form == "addOrUpdate" else None
        elif form == "get":
            self._exists(request)
            self.counts["get"] += 1
            return
        if form:
            place = request[form]
            getattr(self._service, place["operation"])(**self._bundle.body(place, request.get("secrets", ())))
            self.counts[form] += 1

    def _exists(self, request):
        operation = self._bundle.index["objects"][request["object"]]["get"]
        try:
            getattr(self._service, operation)(**request["key"])
        except zeep.exceptions.Fault as fault:
            if "was not found" not in fault.message:
                raise
            return False
        return True
