#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Edits an export as a planner does in a GIS: edit_as_planner.py IN OUT, what is to be done as JSON on stdin.

{"key": "CODE", "set": {KEY: {COLUMN: value}}, "move": {KEY: [dx, dy]}, "border": [KEY, KEY, dx, dy],
 "delete": [KEY], "drop": [COLUMN], "add": {COLUMN: value}}

`border` moves one vertex that two areas share, in both. All lengths are in units of the file. Prints what it
did as JSON: the area of the triangle pair that the vertex swept, in square units.
"""
import glob
import json
import os
import shutil
import sys
import tempfile
import zipfile

from osgeo import ogr

ogr.UseExceptions()
source, target = sys.argv[1:3]
todo = json.load(sys.stdin)
done = {}
folder = tempfile.mkdtemp()
if source.endswith(".zip"):
    with zipfile.ZipFile(source) as archive:
        archive.extractall(folder)
    work = glob.glob(folder + "/*.shp")[0]
else:
    work = os.path.join(folder, os.path.basename(source))
    shutil.copy(source, work)

dataset = ogr.Open(work, 1)
layer = dataset.GetLayer(0)


def rings(geometry):
    parts = [geometry] if geometry.GetGeometryType() in (ogr.wkbPolygon, ogr.wkbPolygon25D) else geometry
    return [ring for part in parts for ring in part]


def vertices(geometry):
    return {ring.GetPoint_2D(i) for ring in rings(geometry) for i in range(ring.GetPointCount())}


def by_key(value):
    layer.SetAttributeFilter("{} = '{}'".format(todo["key"], value))
    feature = layer.GetNextFeature()
    layer.SetAttributeFilter(None)
    return feature


def shape_of(value):
    # A geometry lives no longer than its feature.
    feature = by_key(value)
    return feature.GetGeometryRef().Clone()


for value, columns in todo.get("set", {}).items():
    feature = by_key(value)
    for column, text in columns.items():
        feature.SetField(column, text)
    layer.SetFeature(feature)
for value, (dx, dy) in todo.get("move", {}).items():
    feature = by_key(value)
    x, y = shape_of(value).GetPoint_2D()
    moved = ogr.Geometry(ogr.wkbPoint)
    moved.AddPoint_2D(x + dx, y + dy)
    feature.SetGeometry(moved)
    layer.SetFeature(feature)
if "border" in todo:
    one, other, dx, dy = todo["border"]
    shared = sorted(vertices(shape_of(one)) & vertices(shape_of(other)))
    swept = None
    # A vertex in the middle of the common border, which no third area has.
    for value in (one, other):
        feature = by_key(value)
        geometry = shape_of(value)
        for ring in rings(geometry):
            count = ring.GetPointCount() - 1
            for i in range(count):
                here = ring.GetPoint_2D(i)
                before, after = ring.GetPoint_2D((i - 1) % count), ring.GetPoint_2D((i + 1) % count)
                if swept is None and here in shared and before in shared and after in shared:
                    # Swept: the triangles (before, here, there) and (here, after, there).
                    swept = (here, abs((after[0] - before[0]) * dy - (after[1] - before[1]) * dx) / 2)
                if swept is None or here != swept[0]:
                    continue
                ring.SetPoint_2D(i, here[0] + dx, here[1] + dy)
                if i == 0:
                    ring.SetPoint_2D(count, here[0] + dx, here[1] + dy)
        feature.SetGeometry(geometry)
        layer.SetFeature(feature)
    done["swept"] = swept[1]
for value in todo.get("delete", []):
    layer.DeleteFeature(by_key(value).GetFID())
# Columns may change only while no feature is held.
feature = None
for column in todo.get("drop", []):
    layer.DeleteField(layer.GetLayerDefn().GetFieldIndex(column))
for column, value in todo.get("add", {}).items():
    layer.CreateField(ogr.FieldDefn(column, ogr.OFTString))
    for fid in [feature.GetFID() for feature in layer]:
        feature = layer.GetFeature(fid)
        feature.SetField(column, value)
        layer.SetFeature(feature)
    feature = None
layer = None
dataset = None
if source.endswith(".zip"):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(glob.glob(folder + "/*")):
            archive.write(path, os.path.basename(path))
else:
    shutil.copy(work, target)
shutil.rmtree(folder)
print(json.dumps(done))
