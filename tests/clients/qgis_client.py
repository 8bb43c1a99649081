# SPDX-License-Identifier: Apache-2.0
"""Opens a service in QGIS without a screen: prints what the layers hold, as JSON, and draws vector tiles into a picture.
Usage: qgis_client.py URL BBOX_OF_FEATURES EXTENT_IN_3857 PICTURE.png"""
import json
import os
import sys
import urllib.request

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsMapRendererSequentialJob, QgsMapSettings,
    QgsRectangle, QgsRenderContext, QgsVectorLayer, QgsVectorTileBasicRenderer, QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsFillSymbol, QgsWkbTypes)
from qgis.PyQt.QtCore import QEventLoop, QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

url, bbox, extent, picture = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
told = {"version": Qgis.QGIS_VERSION, "layers": {}}

for name in ("bases", "help-points", "villages"):
    layer = QgsVectorLayer(f"url='{url}/ogc' typename='{name}' pageSize='20' restrictToRequestBBOX='1'", name, "OAPIF")
    told["layers"][name] = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "fields": [field.name() for field in layer.fields()],
        "ids": [f["code" if name == "villages" else "id"] for f in layer.getFeatures()],
        "names": [f["name"] for f in layer.getFeatures()],
        "within": [f["code" if name == "villages" else "id"] for f in layer.getFeatures(
            QgsFeatureRequest().setFilterRect(QgsRectangle(*[float(n) for n in bbox.split(",")])))],
    }

# Styles as a planner loads them: which rules QGIS makes of them, and the attribute of the labels.
told["styles"] = {}
for name, geometry in (("villages", "Polygon"), ("progress", "Polygon"), ("courtyards", "Point"), ("bases", "Point"),
                       ("help-points", "Point"), ("inspections", "Point")):
    fields = "&".join(f"field={field}:string" for field in ("id", "code", "name", "status", "completed_on", "revoked_on"))
    for ending in ("qml", "sld"):
        layer = QgsVectorLayer(f"{geometry}?crs=EPSG:4326&{fields}&field=share_plan:double", name, "memory")
        file = f"{os.path.dirname(picture)}/{name}.{ending}"
        urllib.request.urlretrieve(f"{url}/styles/{name}.{ending}", file)
        _, taken = layer.loadNamedStyle(file) if ending == "qml" else layer.loadSldStyle(file)
        drawn = layer.renderer()
        rules = drawn.rootRule().children() if drawn.type() == "RuleRenderer" else []
        told["styles"][f"{name}.{ending}"] = {
            "taken": taken,
            "rules": [[rule.label(), rule.isElse(), rule.symbol().symbolLayerCount(), rule.filterExpression()] for rule in rules],
            "colours": [symbol.symbolLayer(0).color().name() for symbol in drawn.symbols(QgsRenderContext())],
            "labels": layer.labelsEnabled(),
            "aliases": [field.alias() for field in layer.fields()],
        }

tiles = QgsVectorTileLayer(f"type=xyz&url={url}/tiles/areas/{{z}}/{{x}}/{{y}}.mvt&zmin=4&zmax=16", "areas")
told["tiles"] = tiles.isValid()
fill = QgsVectorTileBasicRendererStyle("villages", "villages", QgsWkbTypes.PolygonGeometry)
fill.setSymbol(QgsFillSymbol.createSimple({"color": "#ff0000", "outline_style": "no"}))
renderer = QgsVectorTileBasicRenderer()
renderer.setStyles([fill])
tiles.setRenderer(renderer)
tiles.setLabeling(None)

settings = QgsMapSettings()
settings.setLayers([tiles])
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setExtent(QgsRectangle(*[float(n) for n in extent.split(",")]))
settings.setOutputSize(QSize(512, 512))
settings.setBackgroundColor(QColor("#ffffff"))
job = QgsMapRendererSequentialJob(settings)
waiting = QEventLoop()
job.finished.connect(waiting.quit)
job.start()
waiting.exec_()
image = job.renderedImage()
image.save(picture)
shown = settings.visibleExtent()
told["extent"] = [shown.xMinimum(), shown.yMinimum(), shown.xMaximum(), shown.yMaximum()]
told["pixels"] = ["".join("#" if image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 60 else "."
                          for x in range(512)) for y in range(512)]
print("TOLD " + json.dumps(told, ensure_ascii=False))
sys.stdout.flush()
os._exit(0)
