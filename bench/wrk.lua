-- Asks in turn for the addresses that a file lists (where there is one), and says what came of it as JSON.

function init(args)
   if not args[1] then return end
   local requests, turn = {}, 0
   for address in io.lines(args[1]) do
      table.insert(requests, wrk.format("GET", address))
   end
   request = function()
      turn = turn % #requests + 1
      return requests[turn]
   end
end

function done(summary, latency)
   local failed = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "bytes": %d, "failed": %d, "p50": %d, "p99": %d}\n',
      summary.requests, summary.duration, summary.bytes,
      failed.connect + failed.read + failed.write + failed.status + failed.timeout,
      latency:percentile(50), latency:percentile(99)))
end
