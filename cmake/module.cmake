# SPDX-License-Identifier: Apache-2.0
# courtyard_module(NAME HEADERS ... SOURCES ... PUBLIC ... PRIVATE ...)
# One folder = one static library = one room. The header set is verified by `all_verify_interface_header_sets`.
function(courtyard_module name)
  cmake_parse_arguments(module "" "" "HEADERS;SOURCES;PUBLIC;PRIVATE" ${ARGN})
  string(REPLACE "/" "_" target ${name})
  add_library(${target} STATIC ${module_SOURCES})
  add_library(courtyard::${target} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${module_HEADERS})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${module_PUBLIC} PRIVATE ${module_PRIVATE} courtyard_warnings)
  courtyard_reuse(${target} precompiled)
endfunction()
