# SPDX-License-Identifier: Apache-2.0
"""Asks a service as OWSLib does and prints what it was told, as JSON. Usage: owslib_client.py URL COLLECTION BBOX TOKEN"""
import json
import sys

from owslib.ogcapi.features import Features

url, collection, bbox, token = sys.argv[1:]
service = Features(url, headers={"Authorization": f"Bearer {token}"} if token else None)
first = service.collection_items(collection, limit=1)["features"][0]["id"]
print(json.dumps({
    "conformance": service.conformance()["conformsTo"],
    "api": sorted(service.api()["paths"]),
    "collections": service.feature_collections(),
    "title": service.collection(collection)["title"],
    "queryables": sorted(service.collection_queryables(collection)["properties"]),
    "page": service.collection_items(collection, limit=7),
    "within": service.collection_items(collection, bbox=[float(n) for n in bbox.split(",")], limit=10000),
    "item": service.collection_item(collection, first),
}, ensure_ascii=False))
