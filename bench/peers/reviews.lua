-- Bodies for wrk, one a line of a file: real reviews as JSON.   wrk -s reviews.lua URL -- BODIES
-- Each thread begins at another place of the file. At the end a line of JSON tells what came of it.
local bodies = {}
local next_body = 0
local threads = 0

function setup(thread)
  thread:set("first", threads * 977)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, line)
  end
  next_body = first
end

function request()
  next_body = next_body + 1
  return bodies[next_body % #bodies + 1]
end

function done(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format('{"requests":%d,"seconds":%.3f,"errors":%d,"p50":%.3f,"p99":%.3f,"max":%.3f}\n',
    summary.requests, summary.duration / 1e6, errors, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
