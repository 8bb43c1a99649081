-- SPDX-License-Identifier: Apache-2.0
-- wrk asks for the progress of every village on a day drawn anew each time, and counts the answers by status.
local threads = {}
function setup(thread)
  table.insert(threads, thread)
end
function init()
  math.randomseed(os.time())
  good, busy, other = 0, 0, 0
end
function request()
  return wrk.format("GET", string.format("/api/progress?level=village&as_of=202%d-%02d-%02d", math.random(2, 5), math.random(1, 12), math.random(1, 28)))
end
function response(status)
  if status == 200 then
    good = good + 1
  elseif status == 503 then
    busy = busy + 1
  else
    other = other + 1
  end
end
function done(summary)
  local g, b, o = 0, 0, 0
  for _, thread in ipairs(threads) do
    g, b, o = g + thread:get("good"), b + thread:get("busy"), o + thread:get("other")
  end
  print(string.format("COUNTS %d %d %d %.3f", g, b, o, summary.duration / 1e6))
end
