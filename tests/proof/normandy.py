#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proof on real boundaries: the 2,709 communes of Normandy with 200,000 generated households.

Each household is put at a random position inside a commune that GEOS (through OGR) says contains it, so the right
village is known beforehand and by another program. Then everything goes through the program's own doors, and what
comes out is compared with a plain recount in this file. Exits non-zero on any difference.
"""
import argparse
import csv
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from pathlib import Path

from osgeo import ogr

ogr.UseExceptions()
differences = []


def check(what, found, expected):
    if found != expected:
        differences.append(f"{what}: found {found!r}, expected {expected!r}")
        print(f"DIFFERENT  {what}: found {found!r}, expected {expected!r}")


def run(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"failed ({done.returncode}): {' '.join(map(str, arguments))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def read_communes(file):
    source = ogr.Open(str(file))
    for feature in source.GetLayer(0):
        yield feature.GetField("code"), feature.GetGeometryRef().Clone()


def position_inside(shape, chance):
    west, east, south, north = shape.GetEnvelope()
    while True:
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(chance.uniform(west, east), chance.uniform(south, north))
        if shape.Contains(point):
            return point.GetX(), point.GetY()


def write_households(folder, communes, count, seed):
    """Households, their known villages, and which of them count by which day."""
    chance = random.Random(seed)
    known = {}
    completed = Counter()
    codes = [code for code, _ in communes]
    shapes = dict(communes)
    with open(folder / "households.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "lon", "lat", "registered_on", "status", "completed_on"])
        for number in range(count):
            code = codes[number % len(codes)] if number < len(codes) else chance.choice(codes)
            lon, lat = position_inside(shapes[code], chance)
            done = chance.random() < 0.6
            day = f"{chance.randint(2021, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" if done else ""
            household = f"n-{number:06}"
            rows.writerow([household, repr(lon), repr(lat), "2021-01-01", "accepted" if done else "registered", day])
            known[household] = code
            if done and day <= "2023-06-30":
                completed[code[:2]] += 1
    return known, completed


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--realdata", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--households", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=14)
    a = parser.parse_args()
    france = a.realdata / "boundaries" / "france"
    data = a.work / "data"

    communes = list(read_communes(france / "communes-normandie.geojson"))
    started = time.monotonic()
    known, completed = write_households(a.work, communes, a.households, a.seed)
    print(f"generated        {a.households:,} households in {len(communes):,} communes, {time.monotonic() - started:.1f} s (seed {a.seed})")

    run(a.program, "load", "areas", france / "departements-normandie.geojson", "--level", "county", "--data", data)
    run(a.program, "load", "areas", france / "communes-normandie.geojson", "--level", "village", "--data", data)
    started = time.monotonic()
    report = run(a.program, "load", "households", a.work / "households.csv", "--data", data)
    seconds = time.monotonic() - started
    print(f"loaded           {report.strip().splitlines()[-1]}")
    print(f"rows per second  {a.households / seconds:,.0f} (read, geocode, store durably, publish; {seconds:.1f} s)")

    # Where each record was placed, as every reader sees it.
    run(a.program, "export", "courtyards", "--data", data, "--out", a.work / "courtyards.csv", "--as-of", "2025-01-01")
    right = total = 0
    with open(a.work / "courtyards.csv", newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            total += 1
            right += row["area"] == known[row["id"]]
    check("records", total, a.households)
    print(f"right village    {100 * right / max(total, 1):.4f} % of {total:,}")
    check("in the right village", right, total)

    # Progress per department against a plain recount.
    for code in sorted(completed):
        table = run(a.program, "progress", "--data", data, "--area", code, "--as-of", "2023-06-30", "--format", "json")
        found = json.loads(table)[0]["completed"]
        print(f"progress         department {code}: {found:,} completed on 2023-06-30")
        check(f"progress of department {code}", found, completed[code])

    # Tiles and the shapefile, read back by GDAL.
    server = subprocess.Popen([str(a.program), "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--public-level", "2"],
                              stdout=subprocess.PIPE, text=True)
    try:
        url = next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        seen = Counter()
        z, cells = 10, Counter()
        for x in range(499, 518):
            for y in range(343, 359):
                body = fetch(f"{url}/tiles/areas,courtyards/{z}/{x}/{y}.mvt?as_of=2025-01-01")
                if not body:
                    continue
                tile = a.work / f"{z}-{x}-{y}.mvt"
                tile.write_bytes(body)
                source = ogr.Open(f"MVT:{tile}", 0)
                for index in range(source.GetLayerCount()):
                    layer = source.GetLayer(index)
                    seen[layer.GetName()] += layer.GetFeatureCount()
                    if layer.GetName() == "courtyards_cells":
                        for feature in layer:
                            cells[feature.GetField("mvt_id")] = feature.GetField("count")
        print(f"tiles            zoom {z}: {dict(seen)}; cells hold {sum(cells.values()):,} households")
        check("households in the cells of zoom 10", sum(cells.values()), a.households)
        (a.work / "villages.shp.zip").write_bytes(fetch(f"{url}/api/exports/villages.shp.zip"))
    finally:
        server.terminate()
        check("server's exit", server.wait(timeout=30), 0)
    shapefile = run("ogrinfo", "-ro", "-so", "-al", f"/vsizip/{a.work / 'villages.shp.zip'}")
    count = int(next(line.split(":")[1] for line in shapefile.splitlines() if line.startswith("Feature Count")))
    print(f"shapefile        {count:,} villages read back by ogrinfo")
    check("villages in the shapefile", count, len(communes))

    print("proof            every figure agrees" if not differences else f"proof            {len(differences)} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
