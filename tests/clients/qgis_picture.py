# SPDX-License-Identifier: Apache-2.0
"""Draws in QGIS, without a screen, what a planner sees there: the export of progress with the style that it brings, and help points of the
OGC API with their QML. Usage: qgis_picture.py URL PICTURE.png [DAY]        Example: qgis_picture.py http://127.0.0.1:8080 docs/screenshots/qgis.png"""
import os
import sys
import tempfile
import urllib.request

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
    QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

url, picture = sys.argv[1:3]
day = sys.argv[3] if len(sys.argv) > 3 else "2023-06-30"
application = QgsApplication([], False)
application.initQgis()
with tempfile.TemporaryDirectory() as folder:
    def fetched(path, name):
        urllib.request.urlretrieve(url + path, f"{folder}/{name}")
        return f"{folder}/{name}"

    areas = QgsVectorLayer(fetched(f"/api/exports/progress.gpkg?level=township&as_of={day}", "progress.gpkg") + "|layername=progress", "progress", "ogr")
    points = QgsVectorLayer(f"url='{url}/ogc' typename='help-points' pageSize='1000'", "help-points", "OAPIF")
    points.loadNamedStyle(fetched("/styles/help-points.qml?lang=zh", "help-points.qml"))
    points.setLabelsEnabled(False)
    if not areas.isValid() or not points.isValid():
        sys.exit("QGIS cannot open the layers")
    settings = QgsMapSettings()
    settings.setLayers([points, areas])
    system = QgsCoordinateReferenceSystem("EPSG:3857")
    settings.setDestinationCrs(system)
    around = QgsCoordinateTransform(areas.crs(), system, QgsProject.instance()).transformBoundingBox(areas.extent())
    around.scale(1.05)
    settings.setExtent(around)
    settings.setOutputSize(QSize(1200, 900))
    settings.setBackgroundColor(QColor("#ffffff"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if not job.renderedImage().save(picture):
        sys.exit(f"cannot write {picture}")
sys.stdout.flush()
os._exit(0)
