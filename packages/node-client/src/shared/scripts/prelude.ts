/**
 * What a monitor keeps in Redis. All keys begin with `KEYS[1]`, whose braces put them on one node of a
 * cluster. Times are those of Redis, in milliseconds since the epoch.
 *
 * - `state`, a hash: the id of the run of Redis (`run`), until when no place is free (`hold`), the number
 *   of the last report (`seq`), the usual multiple (`multiple`), and what is known about the server: its
 *   `server` with the version `sv`, the `rate`, the pause (`until`), and its probes (`probeAt`,
 *   `probeGap`). Batches without responses rest until `rest`. Until `activeUntil`, only the process
 *   `active` gets places, so that the others need not ask as often. `now` is the time of the last turn.
 * - `leases`, a sorted set: until when each process counts; `limits`, a hash: its limit.
 * - `of:<process>`, a set: the batches that it follows; `by:<batch>`, a set: the processes.
 * - `batches`, a set: all followed batches.
 * - `b:<batch>`, a hash: the version (`v`), what is known (`report`, `plan`), and the plan as numbers
 *   (`since`, `o` and `u` for the queues of its pause and its urgent pause, `from` for the beginning of
 *   the latter, `d` for no response). After the last report, `end`.
 * - `later`, a sorted set: batches by the time when they are due or become urgent.
 * - `due:<queue>`, sorted sets: due batches by their last poll, as in `Agenda` of client-core: one for
 *   each half octave of pause, and `d` for those without response. `queues` has the names.
 * - `slots`, a sorted set: the requests by the time when their places are free; `doubtful`: those of them
 *   that are in progress for batches without response.
 * - `news`, a stream: the last reports. Their ids are `<seq>-1`.
 */
export const prelude: string = `
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function key(name) return KEYS[1] .. name end
local function text(number) return string.format('%.0f', number) end
local function number(value) return tonumber(value) end

local function leave(id)
  call('ZREM', key('later'), id)
  for _, queue in ipairs(call('SMEMBERS', key('queues'))) do call('ZREM', key('due:' .. queue), id) end
  call('SREM', key('batches'), id)
end

-- One process no longer follows a batch. Returns whether no other does.
local function drop(process, id)
  call('SREM', key('of:' .. process), id)
  if call('SREM', key('by:' .. id), process) == 0 or call('EXISTS', key('by:' .. id)) == 1 then return false end
  leave(id)
  call('DEL', key('b:' .. id))
  return true
end

-- A batch is due from now on, or becomes urgent.
local function enqueue(id)
  call('ZREM', key('later'), id)
  local plan = call('HMGET', key('b:' .. id), 'since', 'o', 'u', 'from', 'd')
  if not plan[1] then return end
  local queue, from = plan[2], number(plan[4])
  if plan[5] == '1' then queue, from = 'd', nil
  elseif from and now >= from then
    call('ZREM', key('due:' .. queue), id)
    queue, from = plan[3], nil
  end
  call('SADD', key('queues'), queue)
  call('ZADD', key('due:' .. queue), plan[1], id)
  if from then call('ZADD', key('later'), text(from), id) end
end

local function advance()
  for _, id in ipairs(call('ZRANGEBYSCORE', key('later'), '-inf', now, 'LIMIT', 0, 1000)) do enqueue(id) end
end

-- The least limit of all processes, or what the server accepts.
local function rateNow()
  local rate = number(call('HGET', key('state'), 'rate')) or math.huge
  for _, limit in ipairs(call('HVALS', key('limits'))) do rate = math.min(rate, number(limit)) end
  return rate
end
local function slotsOf(rate) return math.max(1, math.floor(rate)) end
local function windowOf(rate) return math.ceil(1000 / math.min(1, rate)) end

-- When another request can be sent at the earliest.
local function nextAt(rate)
  local state = call('HMGET', key('state'), 'hold', 'until', 'probeAt')
  local at = math.max(now, number(state[1]) or 0, math.min(number(state[2]) or 0, number(state[3]) or 0))
  if call('ZCARD', key('slots')) >= slotsOf(rate) then
    local first = call('ZRANGE', key('slots'), 0, 0, 'WITHSCORES')
    -- A request in progress may end now.
    at = math.max(at, math.min(number(first[2]), now + windowOf(rate) + 1))
  end
  for _, queue in ipairs(call('SMEMBERS', key('queues'))) do
    if call('EXISTS', key('due:' .. queue)) == 1 then return at, true end
  end
  local first = call('ZRANGE', key('later'), 0, 0, 'WITHSCORES')
  return math.max(at, first[2] and number(first[2]) or now + 86400000), false
end

-- Ends the turn of a batch. Returns whether its last request got no response.
local function dequeue(id)
  local plan = call('HMGET', key('b:' .. id), 'o', 'u', 'd')
  for _, queue in ipairs({plan[1], plan[2], 'd'}) do call('ZREM', key('due:' .. queue), id) end
  return plan[3] == '1'
end

-- A request for a batch is in progress. If its process dies, the batch is due again after a while.
local function take(id, token, deadline, recovery)
  local isDoubtful = dequeue(id)
  call('ZADD', key('later'), text(now + recovery), id)
  if isDoubtful then call('ZADD', key('doubtful'), text(now + deadline + 1000), token) end
end
`;
