import { batchSteps } from './batch-steps.ts';
import { callSteps } from './call-steps.ts';
import { commonTransitions } from './common-transitions.ts';

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
 * It returns what each transition did, as a string of letters; if the batch has just ended, `ended` and
 * that string. Otherwise it returns why nothing was applied.
 */
export const transitionScript: string = `
local call = redis.call

local args = cjson.decode(ARGV[2])
${commonTransitions}
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
    found = {state = 'a', attempt = tonumber(attempt), delivery = tonumber(delivery), runner = runner, was = 'active'}
  else
    value = call('HGET', KEYS[3], name)
    if value then
      local state, attempt, delivery = string.match(value, '^(%a)(%d+)%.?(%d*)$')
      found = {state = state, attempt = tonumber(attempt), delivery = tonumber(delivery) or 1, was = 'other'}
    end
  end
  calls[name] = found
  return found
end
local function put(name, state, attempt, delivery, runner)
  local known = calls[name]
  calls[name] = {state = state, attempt = attempt, delivery = delivery, runner = runner, was = known and known.was}
  touched[name] = true
end

local function over(known) return known.state == 'c' or known.state == 'f' or known.state == 'l' end
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

${callSteps}
${batchSteps}
local steps = {d = dial, e = endCall, b = giveBack, q = requeue, l = leave,
  n = add, s = seal, x = cancel, f = fail, o = finish}
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
    if known.state == 'a' then
      call('HSET', KEYS[2], name, text(known.attempt) .. ' ' .. text(known.delivery) .. ' ' .. known.runner)
      if known.was == 'other' then call('HDEL', KEYS[3], name) end
    else
      local value = known.state .. text(known.attempt)
      if known.state == 'r' then value = value .. '.' .. text(known.delivery) end
      call('HSET', KEYS[3], name, value)
      if known.was == 'active' then call('HDEL', KEYS[2], name) end
    end
  end
end
if hasEnded then return {'ended', table.concat(outcomes)} end
return table.concat(outcomes)
`;
