# SPDX-License-Identifier: Apache-2.0
# What is installed, and the Debian package of it: script/package.
find_program(PACKAGE_NODE node HINTS ${PROJECT_SOURCE_DIR}/.tools/node/bin)

install(TARGETS courtyard RUNTIME DESTINATION bin)
install(DIRECTORY web/dist/ DESTINATION share/courtyard/web PATTERN .sources EXCLUDE)
install(FILES packaging/courtyard.toml DESTINATION /etc/courtyard)
install(FILES packaging/courtyard.service DESTINATION /lib/systemd/system)
install(CODE "
  execute_process(COMMAND \"${PACKAGE_NODE}\" \"${PROJECT_SOURCE_DIR}/script/packaged-docs\" \"${PROJECT_BINARY_DIR}/package/docs\"
                  COMMAND_ERROR_IS_FATAL ANY)")
install(DIRECTORY ${PROJECT_BINARY_DIR}/package/docs/ DESTINATION share/doc/courtyard)
install(FILES packaging/debian/copyright DESTINATION share/doc/courtyard)
install(FILES packaging/nginx.conf packaging/Caddyfile DESTINATION share/doc/courtyard/examples)
install(FILES packaging/alerts.yml packaging/grafana.json DESTINATION share/courtyard/monitoring)
install(CODE "
  file(MAKE_DIRECTORY \"${PROJECT_BINARY_DIR}/package\")
  execute_process(COMMAND \"${PACKAGE_NODE}\" \"${PROJECT_SOURCE_DIR}/script/sbom\" \"$<TARGET_FILE:courtyard>\"
                  OUTPUT_FILE \"${PROJECT_BINARY_DIR}/package/sbom.cdx.json\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${PROJECT_BINARY_DIR}/package/sbom.cdx.json DESTINATION share/doc/courtyard)

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_NAME courtyard)
set(CPACK_PACKAGE_CONTACT "The Courtyard authors <courtyard@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "maps and progress of a Women's Federation")
set(CPACK_PACKAGE_DESCRIPTION
    "Serves maps, progress against targets, uploads of field teams and exports for\nplanners, village by village, over HTTP on loopback.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | caddy, prometheus")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/packaging/debian/conffiles ${PROJECT_SOURCE_DIR}/packaging/debian/postinst
    ${PROJECT_SOURCE_DIR}/packaging/debian/prerm ${PROJECT_SOURCE_DIR}/packaging/debian/postrm)
include(CPack)
