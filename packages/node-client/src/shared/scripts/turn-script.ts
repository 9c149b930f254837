import { prelude } from './prelude.ts';

/**
 * `ARGV`: the process, its lease, its limit, how many requests it may send, the deadline, the number of
 * the last report that it knows or -1, for how long data is fresh or -1, whether it has used this budget
 * before, the version of the server that it knows, after how long a lost request is repeated, and within
 * which time its next turn follows.
 */
export const turnScript: string = `${prelude}
local process, deadline, cursor, fresh = ARGV[1], number(ARGV[5]), number(ARGV[6]), number(ARGV[7])
local isKnown = call('ZSCORE', key('leases'), process)
call('ZADD', key('leases'), text(now + ARGV[2]), process)
call('HSET', key('limits'), process, ARGV[3])

-- Of a process that has died, some interests end at each turn of the others.
local dropped = {}
local dead = call('ZRANGEBYSCORE', key('leases'), '-inf', '(' .. text(now), 'LIMIT', 0, 1)[1]
if dead then
  call('HDEL', key('limits'), dead)
  for _, id in ipairs(call('SRANDMEMBER', key('of:' .. dead), 500)) do
    if drop(dead, id) then dropped[#dropped + 1] = id end
  end
  if call('EXISTS', key('of:' .. dead)) == 0 then call('ZREM', key('leases'), dead) end
end

-- A Redis that was restarted may have lost requests of the last moments.
local before = call('HGET', key('state'), 'run')
local run = string.match(call('INFO', 'server'), 'run_id:(%w+)')
if run ~= before then
  local hold = (before or ARGV[8] == '1') and deadline + 1000 or 1000
  call('HSET', key('state'), 'run', run, 'hold', text(now + hold))
end

-- If the clock of Redis was set back, what was planned would be far away.
if now < (number(call('HGET', key('state'), 'now')) or 0) - 1000 then
  call('HSET', key('state'), 'hold', text(now + deadline + 1000))
  call('HDEL', key('state'), 'until', 'rest', 'active', 'activeUntil')
  call('DEL', key('slots'), key('doubtful'))
  for _, id in ipairs(call('SMEMBERS', key('batches'))) do
    call('HSET', key('b:' .. id), 'since', text(now))
    call('ZADD', key('later'), text(now), id)
  end
  for _, each in ipairs(call('ZRANGE', key('leases'), 0, -1)) do
    call('ZADD', key('leases'), text(now + ARGV[2]), each)
  end
end
call('HSET', key('state'), 'now', text(now))

advance()
local rate = rateNow()
call('ZREMRANGEBYSCORE', key('slots'), '-inf', now)
call('ZREMRANGEBYSCORE', key('doubtful'), '-inf', now)
local state = call('HMGET', key('state'), 'hold', 'until', 'probeAt', 'probeGap', 'rest', 'active', 'activeUntil')
local isActive = state[6] == process or now > (number(state[7]) or 0)
local free = math.min(number(ARGV[4]), slotsOf(rate) - call('ZCARD', key('slots')))
if not isActive or now < (number(state[1]) or 0) then free = 0 end
local isPaused = now < (number(state[2]) or 0)
-- During a pause, a single request checks whether it still holds.
if isPaused then free = now < (number(state[3]) or 0) and 0 or math.min(1, free) end

local queues = free > 0 and call('SMEMBERS', key('queues')) or {}
local function choose()
  local longest, oldest = nil, fresh < 0 and -math.huge or now - fresh
  local most, multiple = nil, -math.huge
  for _, queue in ipairs(queues) do
    if queue ~= 'd' then
      local first = call('ZRANGE', key('due:' .. queue), 0, 0, 'WITHSCORES')
      if first[1] then
        local since = number(first[2])
        if since <= oldest then longest, oldest = first[1], since end
        local waited = (now - since) / 2 ^ (queue / 2)
        if waited > multiple then most, multiple = first[1], waited end
      end
    end
  end
  return longest or most
end
local function chooseDoubtful() return call('ZRANGE', key('due:d'), 0, 0)[1] end

local grants = {}
while free > 0 do
  local share = math.max(1, slotsOf(rate) / 4)
  local isTheirTurn = call('ZCARD', key('doubtful')) < share and now >= (number(state[5]) or 0)
  local id
  if isTheirTurn then id = chooseDoubtful() or choose() else id = choose() or chooseDoubtful() end
  if not id then break end
  local token = process .. ':' .. call('HINCRBY', key('state'), 'tokens', 1)
  call('ZADD', key('slots'), text(now + deadline + 1000), token)
  take(id, token, deadline, number(ARGV[10]))
  local known = call('HMGET', key('b:' .. id), 'v', 'report', 'plan')
  for _, value in ipairs({id, token, known[1], known[2] or '', known[3] or ''}) do grants[#grants + 1] = value end
  free = free - 1
end
if isPaused and #grants > 0 then
  local gap = number(state[4]) * 2
  call('HSET', key('state'), 'probeGap', text(gap), 'probeAt', text(now + gap))
  call('HINCRBY', key('state'), 'sv', 1)
end

local seq = number(call('HGET', key('state'), 'seq')) or 0
local news, hasMissed = {}, cursor > seq
if cursor >= 0 and cursor < seq then
  local entries = call('XRANGE', key('news'), text(cursor + 1) .. '-0', '+', 'COUNT', 500)
  local first = entries[1] and number(string.match(entries[1][1], '^%d+'))
  hasMissed = first ~= cursor + 1
  for _, entry in ipairs(entries) do
    local fields = entry[2]
    for index = 2, 8, 2 do news[#news + 1] = fields[index] end
  end
  seq = hasMissed and seq or first + #entries - 1
end

local server = call('HMGET', key('state'), 'sv', 'server', 'probeAt', 'probeGap', 'multiple')
if (server[1] or '') == ARGV[9] then server[2] = '' end
local at, isDue = nextAt(rate)
if isActive then
  -- A process that has enough to do lets others send requests, too.
  local isBusy = #grants / 5 >= number(ARGV[4])
  call('HSET', key('state'), 'active', isBusy and '' or process, 'activeUntil',
    isBusy and '0' or text(math.min(math.max(at, now), now + ARGV[11]) + 500))
end
return {text(now), seq, hasMissed and 1 or 0, isKnown and 1 or 0, call('SCARD', key('batches')),
  tostring(rate), call('ZCARD', key('slots')), text(at), isDue and 1 or 0,
  isActive and 1 or 0, server[1] or '', server[2] or '', server[3] or '', server[4] or '', server[5] or '0', grants, news, dropped}
`;
