import { commonTransitionsScript } from './common-transitions-script.ts';

/**
 * `apply` of packages/batch-row for a whole group of transitions, in one atomic step of Redis. The
 * same laws test both, and the sentences about illegal transitions are those of batch-row.
 *
 * - `KEYS[1]`: the row of the batch, with its recent calls in the fields 0 to 9.
 * - `KEYS[2]`: its active calls: `attempt delivery runner` by name.
 * - `KEYS[3]`: its other calls: the first letter of the state and the attempt by name, and the
 *   delivery if it matters. For each call, this is all that the store keeps.
 * - `ARGV[1]`: how long the batch is kept after its end, in milliseconds; 0 if forever.
 * - `ARGV[2]`: the transitions, one after the other in a list in JSON, as `encodeTransition` writes them.
 *   Redis and ioredis need much more time for as many arguments.
 *
 * It returns what each transition did, as a string of letters, with 1 if the batch has just ended.
 * Otherwise it returns why nothing was applied.
 */
export const transitionScript: string = `
local call = redis.call

local args = cjson.decode(ARGV[2])
${commonTransitionsScript}
local function text(number) return string.format('%.0f', number) end

local names = {'rev', 'ending', 'total', 'waiting', 'active', 'completed', 'failed', 'named', 'ended',
  'additions', 'talk', 'start', 'lastCompleted', 'lastEnd', 'cancelled', 'failedAt', 'end', 'format'}
local values = call('HMGET', KEYS[1], unpack(names))
if not values[1] then return {'unknown'} end
if values[18] ~= '1' then return {'format'} end
local before, batch = {}, {}
for index = 1, 17 do
  local value = values[index]
  if value and index ~= 2 then value = tonumber(value) end
  before[names[index]] = value or nil
  batch[names[index]] = value or nil
end

local calls, touched = {}, {}
local letters = {a = 'active', r = 'returned', c = 'completed', f = 'failed', w = 'waiting', l = 'left'}
local function find(name)
  local known = calls[name]
  if known ~= nil then return known end
  local found = false
  local value = call('HGET', KEYS[2], name)
  if value then
    local attempt, delivery, runner = string.match(value, '^(%d+) (%d+) (.*)$')
    found = {s = 'a', attempt = tonumber(attempt), delivery = tonumber(delivery), runner = runner, was = 'active'}
  else
    value = call('HGET', KEYS[3], name)
    if value then
      local s, attempt, delivery = string.match(value, '^(%a)(%d+)%.?(%d*)$')
      found = {s = s, attempt = tonumber(attempt), delivery = tonumber(delivery) or 1, was = 'other'}
    end
  end
  calls[name] = found
  return found
end
local function put(name, state, attempt, delivery, runner)
  local known = calls[name]
  calls[name] = {s = state, attempt = attempt, delivery = delivery, runner = runner, was = known and known.was}
  touched[name] = true
end

local function over(known) return known.s == 'c' or known.s == 'f' or known.s == 'l' end
local function stopped() return batch.cancelled ~= nil or batch.failedAt ~= nil end
local function complete(at)
  batch['end'] = math.max(at, batch.start or 0, batch.lastEnd or 0, batch.cancelled or 0, batch.failedAt or 0)
end

local recent = {}
local position = 1
local function take()
  local value = args[position]
  position = position + 1
  return value
end
local function number() return tonumber(take()) end

local steps = {}
function steps.d(at)
  local name, attempt, delivery, redial, runner = take(), number(), number(), take(), take()
  if batch['end'] then return stopped() and 'r' or 'p' end
  local known = find(name)
  if known and known.s == 'a' then return attempt < known.attempt and 'p' or 'c' end
  if known then
    if known.s == 'c' or known.s == 'l' or attempt < known.attempt then return 'p' end
    if known.s == 'f' and redial == 0 then return 'p' end
    if attempt == known.attempt and (known.s ~= 'r' or delivery <= known.delivery) then return 'p' end
  end
  if stopped() then return 'r' end
  if not known then
    if batch.named >= batch.total then return nil, 'unknownCall', batch.total end
    batch.named = batch.named + 1
  end
  if known and known.s == 'f' then batch.failed = batch.failed - 1
  else batch.waiting = batch.waiting - 1 end
  batch.active = batch.active + 1
  if not batch.start then batch.start = at end
  put(name, 'a', attempt, delivery, runner)
  return 'a'
end

function steps.e(at)
  local name, attempt, duration, result, head, tail = take(), number(), number(), take(), take(), take()
  if batch['end'] then return 'p' end
  local known = find(name)
  if not known then return nil, 'neverDialed' end
  local isActive = known.s == 'a'
  if attempt < known.attempt or over(known) then return 'p' end
  if known.s == 'w' then
    if attempt == known.attempt then return 'p' end
    return nil, 'notDialed', attempt, known.attempt
  end
  if not isActive and stopped() then return 'p' end
  at = math.max(at, batch.start or 0)
  local again = result == 'w' and not stopped()
  if isActive then batch.active = batch.active - 1 else batch.waiting = batch.waiting - 1 end
  if again then batch.waiting = batch.waiting + 1 end
  recent[text(batch.ended % 10)] = head .. text(at) .. tail
  batch.ended = batch.ended + 1
  batch.lastEnd = math.max(batch.lastEnd or 0, at)
  if result == 'c' then
    batch.completed = batch.completed + 1
    batch.talk = batch.talk + duration
    batch.lastCompleted = math.max(batch.lastCompleted or 0, at)
    put(name, 'c', attempt, known.delivery)
  elseif again then
    put(name, 'w', attempt, known.delivery)
  else
    batch.failed = batch.failed + 1
    put(name, 'f', attempt, known.delivery)
  end
  return 'a'
end

function steps.b()
  local name, attempt, delivery = take(), number(), number()
  if batch['end'] then return 'p' end
  local known = find(name)
  if not known then return nil, 'neverDialed' end
  if attempt < known.attempt or over(known) then return 'p' end
  if known.s ~= 'a' then
    if attempt == known.attempt then return 'p' end
    return nil, 'notDialed', attempt, known.attempt
  end
  if attempt == known.attempt and delivery < known.delivery then return 'p' end
  batch.active = batch.active - 1
  if stopped() then
    put(name, 'l', attempt, delivery)
  else
    batch.waiting = batch.waiting + 1
    put(name, 'r', attempt, delivery)
  end
  return 'a'
end

function steps.q()
  local name, attempt = take(), number()
  if batch['end'] then return stopped() and 'r' or 'p' end
  local known = find(name)
  if known and (attempt < known.attempt or known.s == 'l') then return 'p' end
  if known and known.s == 'w' and attempt == known.attempt then return 'p' end
  if stopped() then return 'r' end
  if not known or known.s ~= 'f' or attempt > known.attempt then
    return nil, 'notFailed', attempt, known and letters[known.s] or '', known and known.attempt or 0
  end
  batch.failed = batch.failed - 1
  batch.waiting = batch.waiting + 1
  put(name, 'w', attempt, known.delivery)
  return 'a'
end

function steps.l()
  local name = take()
  if batch['end'] then return 'p' end
  local known = find(name)
  if known and over(known) then return 'p' end
  local isActive = known and known.s == 'a'
  if not isActive and stopped() then return 'p' end
  if not known then
    if batch.named >= batch.total then return nil, 'unknownCall', batch.total end
    batch.named = batch.named + 1
  end
  if isActive then batch.active = batch.active - 1 else batch.waiting = batch.waiting - 1 end
  put(name, 'l', known and known.attempt or 0, known and known.delivery or 1)
  return 'a'
end

function steps.n()
  local addition, count = number(), number()
  if batch['end'] then return stopped() and 'r' or 'p' end
  if addition < batch.additions then return 'p' end
  if stopped() then return 'r' end
  if batch.ending == 'sealed' then return nil, 'sealed' end
  if addition > batch.additions then return nil, 'additionsMissing', addition, batch.additions end
  batch.additions = batch.additions + 1
  batch.total = batch.total + count
  batch.waiting = batch.waiting + count
  return 'a', count == 0
end

function steps.s()
  if batch['end'] or batch.ending ~= 'open' then return 'p' end
  batch.ending = 'sealed'
  return 'a', true
end

local function stop(at, own, other)
  if batch['end'] or batch[own] then return 'p' end
  if batch[other] then return 'r' end
  batch.waiting = 0
  batch[own] = at
  return 'a'
end
function steps.x(at) return stop(at, 'cancelled', 'failedAt') end
function steps.f(at) return stop(at, 'failedAt', 'cancelled') end

function steps.o(at)
  if batch['end'] then return 'p' end
  local left = batch.waiting + batch.active
  if left > 0 then return nil, 'callsLeft', left end
  complete(at)
  return 'a'
end

local outcomes = {}
while position <= #args do
  local kind, at = take(), number()
  local outcome, hidden, detail, more, most = steps[kind](at)
  if not outcome then
    return {'illegal', hidden, detail and tostring(detail) or '', more and tostring(more) or '', most and tostring(most) or ''}
  end
  outcomes[#outcomes + 1] = outcome
  if outcome == 'a' then
    local wasComplete = batch['end']
    if not batch['end'] and batch.ending ~= 'explicit' and (batch.ending == 'sealed' or stopped())
      and batch.waiting + batch.active == 0 then complete(at) end
    if hidden ~= true or batch['end'] ~= wasComplete then batch.rev = batch.rev + 1 end
  end
end

if batch.rev > before.rev then
  local isSame = true
  for _, name in ipairs({'total', 'waiting', 'active', 'completed', 'failed', 'ended', 'talk', 'start',
    'cancelled', 'failedAt', 'end'}) do
    if batch[name] ~= before[name] then isSame = false break end
  end
  if isSame then batch.rev = before.rev end
end

local changes = {}
for slot, ended in pairs(recent) do
  changes[#changes + 1] = slot
  changes[#changes + 1] = ended
end
for index = 1, 17 do
  local name = names[index]
  local value = batch[name]
  if value ~= before[name] then
    changes[#changes + 1] = name
    changes[#changes + 1] = index == 2 and value or text(value)
  end
end
-- First what a full Redis refuses: after it, the other writes succeed.
if #changes > 0 then call('HSET', KEYS[1], unpack(changes)) end
local hasEnded = batch['end'] ~= nil and before['end'] == nil
if hasEnded then
  call('UNLINK', KEYS[2], KEYS[3])
  if ARGV[1] ~= '0' then call('PEXPIRE', KEYS[1], ARGV[1]) end
else
  for name in pairs(touched) do
    local known = calls[name]
    if known.s == 'a' then
      call('HSET', KEYS[2], name, text(known.attempt) .. ' ' .. text(known.delivery) .. ' ' .. known.runner)
      if known.was == 'other' then call('HDEL', KEYS[3], name) end
    else
      local value = known.s .. text(known.attempt)
      if known.s == 'r' then value = value .. '.' .. text(known.delivery) end
      call('HSET', KEYS[3], name, value)
      if known.was == 'active' then call('HDEL', KEYS[2], name) end
    end
  end
end
if hasEnded then return {'ended', table.concat(outcomes)} end
return table.concat(outcomes)
`;

/**
 * Creates a batch. `KEYS[1]` is its row. `ARGV[1]` says how long it is kept if it has ended, as for
 * transitions, and is empty if it has not. The other arguments are fields and their values.
 */
export const createScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
if ARGV[1] ~= '' and ARGV[1] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 1
`;
