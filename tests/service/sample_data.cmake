# SPDX-License-Identifier: Apache-2.0
# Makes the sample county's data directory once for all tests that copy it; anew when the program is newer.
if(NOT EXISTS ${DATA}/demo-accounts.json OR ${PROGRAM} IS_NEWER_THAN ${DATA}/demo-accounts.json)
  file(REMOVE_RECURSE ${DATA} ${DATA}.making)
  execute_process(COMMAND ${PROGRAM} demo --data ${DATA}.making RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "the sample county was not made: ${failed}")
  endif()
  file(RENAME ${DATA}.making ${DATA})
endif()
