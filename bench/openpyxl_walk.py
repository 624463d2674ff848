"""Walks every cell of a workbook with openpyxl in read-only mode: the bare cost of reading it in Python.

Prints one JSON object: cells, seconds, peakRssMiB.
"""

import json
import resource
import sys
import time

import openpyxl

started = time.perf_counter()
workbook = openpyxl.load_workbook(sys.argv[1], read_only=True)
cells = 0
for sheet in workbook:
    # Real rows, not the declared range, which exports overstate.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        for value in row:
            if value is not None:
                cells += 1
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"cells": cells, "seconds": seconds, "peakRssMiB": peak, "version": openpyxl.__version__}))
