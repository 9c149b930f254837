import { prelude } from './prelude.ts';

/**
 * `ARGV`: the token, the id of a batch, what to do, the version that the request was based on, the
 * report, the plan, the numbers `since`, `notBefore`, `o`, `u`, `from`, `d`, how long batches without
 * responses rest, the multiple or an empty text, and how long the last report is kept.
 *
 * `plan`, `complete`, and `failure` publish a report. `back` makes the batch due again after
 * `notBefore` milliseconds, and `unsent` also frees the place at once. Returns the version of the report
 * or 0, its number, when another request can be sent, and whether a process follows the batch.
 */
export const finishScript: string = `${prelude}
local token, id, kind = ARGV[1], ARGV[2], ARGV[3]
local rate = rateNow()
if kind == 'unsent' then call('ZREM', key('slots'), token)
-- A clock that rounds down to a millisecond may report an end too early.
else call('ZADD', key('slots'), text(now + windowOf(rate) + 1), token) end
call('ZREM', key('doubtful'), token)
call('ZREMRANGEBYSCORE', key('slots'), '-inf', now)

local batch = key('b:' .. id)
local known = call('HMGET', batch, 'v', 'end')
local isFollowed = known[1] and not known[2] and 1 or 0
local version, seq = 0, 0
if isFollowed == 1 and known[1] == ARGV[4] then
  if kind == 'back' or kind == 'unsent' then
    call('ZADD', key('later'), text(now + ARGV[8]), id)
  else
    version = math.max(number(known[1]) + 1, now)
    seq = call('HINCRBY', key('state'), 'seq', 1)
    local last = kind == 'plan' and '' or kind
    call('XADD', key('news'), 'MAXLEN', '~', 10000, seq .. '-1', 'b', id, 'v', text(version), 'r', ARGV[5],
      'e', last)
    if kind == 'plan' then
      dequeue(id)
      call('HSET', batch, 'v', text(version), 'report', ARGV[5], 'plan', ARGV[6], 'since', ARGV[7],
        'o', ARGV[9], 'u', ARGV[10], 'from', ARGV[11], 'd', ARGV[12])
      call('ZADD', key('later'), ARGV[8], id)
    else
      leave(id)
      for _, process in ipairs(call('SMEMBERS', key('by:' .. id))) do
        call('SREM', key('of:' .. process), id)
      end
      call('DEL', key('by:' .. id))
      call('HDEL', batch, 'plan', 'since')
      call('HSET', batch, 'v', text(version), 'report', ARGV[5], 'end', kind)
      call('PEXPIRE', batch, ARGV[15])
      isFollowed = 0
    end
  end
end
if kind ~= 'back' and kind ~= 'unsent' then
  if number(ARGV[13]) > 0 then
    local rest = math.max(now, number(call('HGET', key('state'), 'rest')) or 0) + ARGV[13]
    call('HSET', key('state'), 'rest', text(rest))
  end
  if ARGV[14] ~= '' then
    local average = number(call('HGET', key('state'), 'multiple')) or 0
    call('HSET', key('state'), 'multiple', tostring(average + (ARGV[14] - average) / 16))
  end
end
return {text(version), seq, text((nextAt(rate))), isFollowed}
`;
