"""Walks every cell of a workbook with openpyxl in read-only mode: the bare cost of reading it in Python.

Prints one JSON object: cells, seconds, cpuSeconds, peakRssMiB, version.
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
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "cells": cells,
            "seconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakRssMiB": usage.ru_maxrss / 1024,
            "version": openpyxl.__version__,
        }
    )
)
