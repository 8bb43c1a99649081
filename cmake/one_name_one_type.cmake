# SPDX-License-Identifier: Apache-2.0
# cmake -DROOT=<repo> -P one_name_one_type.cmake
# Fails when two headers give two types one name. No compiler sees it where no file includes both, and the linker then takes one
# type's functions (a destructor, those of a vector of it) for the other's.
cmake_minimum_required(VERSION 3.25)

set(bad "")
foreach(room IN ITEMS geo campaign tiles disclosure data atlas api)
  file(GLOB_RECURSE headers RELATIVE ${ROOT} ${ROOT}/${room}/*.h)
  foreach(header IN LISTS headers)
    # At the left margin only: what stands further right is inside another type.
    file(STRINGS ${ROOT}/${header} lines REGEX "^(namespace|struct|class|enum) [^;]*{")
    set(space "")
    foreach(line IN LISTS lines)
      if(line MATCHES "^namespace ([A-Za-z_0-9:]+)")
        set(space ${CMAKE_MATCH_1})
      elseif(line MATCHES "^(struct|class|enum class|enum) (alignas[^ ]* )?([A-Za-z_0-9:]+)[^;]*{")
        set(type ${space}::${CMAKE_MATCH_3})
        if(DEFINED home_of_${type} AND NOT home_of_${type} STREQUAL header)
          list(APPEND bad "${type}: ${home_of_${type}} and ${header}")
        endif()
        set(home_of_${type} ${header})
      endif()
    endforeach()
  endforeach()
endforeach()

if(bad)
  list(JOIN bad "\n  " text)
  message(FATAL_ERROR "two types of one name:\n  ${text}")
endif()
message(STATUS "every type's name is its own")
