# SPDX-License-Identifier: Apache-2.0
# courtyard_embed(FUNCTION FILE...) builds text files into the program: defines
# `std::span<const EmbeddedText> FUNCTION()` in FUNCTION.cpp of this folder's build tree, in the order given.
# The room declares the function in a header of its own.
function(courtyard_embed function header)
  set(texts "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    file(READ ${file} text)
    get_filename_component(name ${file} NAME)
    string(APPEND texts "    {\"${name}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp @ONLY CONTENT
[[#include "@header@"

#include <array>

namespace courtyard {
namespace {
constexpr EmbeddedText texts[] = {
@texts@};
}  // namespace

std::span<const EmbeddedText> @function@() { return texts; }

}  // namespace courtyard
]])
endfunction()
