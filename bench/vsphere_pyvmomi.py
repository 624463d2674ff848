"""Fetches properties of a vCenter with pyVmomi, as a peer of bench/sync-vsphere.ts.

Standard input: one JSON object with host, user, password and specs; standard output: one with what it took.
"""

import json
import resource
import ssl
import sys
import time

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

asked = json.load(sys.stdin)
host, port = asked["host"].split(":")
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
started = time.perf_counter()
service = SmartConnect(host=host, port=int(port), user=asked["user"], pwd=asked["password"], sslContext=context)
content = service.RetrieveContent()
query = vmodl.query.PropertyCollector
objects = 0
for spec in asked["specs"]:
    kind = getattr(vim, spec["type"], None) or getattr(vim.dvs, spec["type"])
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    traversal = query.TraversalSpec(name="view", path="view", skip=False, type=vim.view.ContainerView)
    selected = query.ObjectSpec(obj=view, skip=True, selectSet=[traversal])
    wanted = query.PropertySpec(type=kind, pathSet=spec["paths"], all=False)
    collector = content.propertyCollector
    page = collector.RetrievePropertiesEx(
        [query.FilterSpec(objectSet=[selected], propSet=[wanted])], query.RetrieveOptions(maxObjects=250)
    )
    while page is not None:
        objects += len(page.objects)
        page = collector.ContinueRetrievePropertiesEx(page.token) if page.token else None
seconds = time.perf_counter() - started
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "objects": objects,
            "seconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakRssMiB": usage.ru_maxrss / 1024,
        }
    )
)
Disconnect(service)
