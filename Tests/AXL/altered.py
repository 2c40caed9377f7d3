"""A cluster that has been in service: the same objects with other values, and some of them not there yet."""
import copy

from fake_tables import FIXED, KEYS, REFERENCES

_FREE = {"description", "label", "display", "alertingName", "department", "serviceDescription", "telephoneNumber"}


def alter(cluster, before, generator):
    """Changes a cluster to which everything was sent; `before` is what it was until then.

    Of what was added, some goes, with everything that refers to it.
    """
    other = before.copy()
    added = [place for place in cluster.written if place[1] not in before.objects.get(place[0], {})]
    kept = {place for place in sorted(added) if generator.random() < 0.6}
    for kind, key in sorted(cluster.written):
        if (kind, key) in kept or (kind, key) not in added:
            fields = copy.deepcopy(cluster.objects[kind][key])
            keys = KEYS.get(kind, ("name",))
            _change(fields, keys, generator, kind)
            other.store(kind, key, fields)
            other.written.add((kind, key))
    missing = {place for place in added if place not in kept}
    while missing:
        for kind, key in sorted(missing):
            other.store(kind, key, copy.deepcopy(before.objects.get(kind, {}).get(key)))
            other.written.discard((kind, key))
        missing = {place for place in sorted(other.written) if _lacks(other, *place)}
    return other


def _lacks(cluster, kind, key):
    """True where something refers to what is not there; second passes are taken back instead."""
    fields = cluster.objects[kind][key]
    if kind in FIXED:
        if "sipTrunkName" in fields and not cluster.has("sipTrunk", fields["sipTrunkName"] or ""):
            cluster.store(kind, key, {name: value for name, value in fields.items() if name != "sipTrunkName"})
        return False
    return not cluster.is_sound(kind, fields)


def _change(fields, keys, generator, kind):
    for name in list(fields):
        value = fields[name]
        if name in keys:
            continue
        if name in ("pin", "pinCredentials"):
            del fields[name]
        elif name in _FREE:
            if generator.random() < 0.5:
                fields[name] = generator.choice(("the former text", "former & <other>"))
            else:
                del fields[name]
        elif value in ("true", "false") and generator.random() < 0.5:
            fields[name] = "false" if value == "true" else "true"
        elif name in REFERENCES and kind in ("phone", "user", "deviceProfile") and generator.random() < 0.2:
            if name not in ("devicePoolName", "commonPhoneConfigName", "locationName"):
                fields[name] = None
        elif isinstance(value, dict) and name not in ("destination", "dirn", "primaryExtension"):
            for inner, content in value.items():
                # No update takes an empty list of lines.
                if isinstance(content, list) and len(content) > (inner == "line") and generator.random() < 0.4:
                    content.pop()
                for item in content if isinstance(content, list) else []:
                    if isinstance(item, dict):
                        _change(item, (), generator, kind)
        elif name == "localRouteGroup" and value and generator.random() < 0.5:
            value.pop()
