# SPDX-License-Identifier: Apache-2.0
# Warnings as a target: link PRIVATE, nothing touches global flags.
add_library(courtyard_warnings INTERFACE)
target_compile_options(
  courtyard_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wnon-virtual-dtor
            -Wold-style-cast -Wdouble-promotion $<$<BOOL:${COURTYARD_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside std::string and tl::expected where nothing is wrong.
  target_compile_options(courtyard_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-free-nonheap-object
                                                   -Wno-stringop-overflow)
endif()
# Where several files are compiled as one, a name of one file's own may be the name of a global of its neighbour.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(courtyard_warnings INTERFACE -Wshadow=local -Wno-subobject-linkage)
else()
  target_compile_options(courtyard_warnings INTERFACE -Wshadow)
endif()
