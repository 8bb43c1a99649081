-- SPDX-License-Identifier: Apache-2.0
-- wrk asks for the tiles of a list, one after the other, as a browser asks: compressed.
-- wrk ... -s paths.lua ADDRESS -- LIST
local paths = {}
local at = 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = wrk.format("GET", path, { ["Host"] = wrk.host, ["Accept-Encoding"] = "gzip" })
  end
end

function request()
  at = at % #paths + 1
  return paths[at]
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %.0f %.3f %.3f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
