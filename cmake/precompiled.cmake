# SPDX-License-Identifier: Apache-2.0
# What nearly every file includes is parsed once and shared by all rooms; every file goes on including what it uses, which the
# preset tidy, and header_sets for the headers, compile without it.
option(COURTYARD_PRECOMPILED "Parse what nearly every file includes once" ON)

set(precompiled_headers
    <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <set>
    <span> <stdexcept> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector> <fmt/format.h> <tl/expected.hpp>)

# courtyard_precompiled(NAME LIBRARIES HEADERS ...): a target that lends its precompiled headers.
function(courtyard_precompiled name libraries)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "// Nothing: its target lends headers.\n")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE ${libraries} courtyard_warnings)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

# courtyard_reuse(TARGET NAME): compiles a target with the headers that NAME lends.
function(courtyard_reuse target name)
  if(COURTYARD_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()

if(COURTYARD_PRECOMPILED)
  courtyard_precompiled(precompiled "fmt::fmt;tl::expected" ${precompiled_headers})
endif()
