import { prelude } from './prelude.ts';

/**
 * `ARGV`: the process, and for each batch its id, the version that the process knows or -1, a report
 * and a plan of it or empty texts, and the numbers `since`, `notBefore`. Returns the id, the version,
 * the report, and the end of each batch with a newer report; and the batches that are new.
 */
export const followScript: string = `${prelude}
local found, created = {}, {}
for index = 2, #ARGV, 6 do
  local id, version = ARGV[index], number(ARGV[index + 1])
  local batch = key('b:' .. id)
  local known = call('HMGET', batch, 'v', 'report', 'end')
  if known[3] == 'failure' and version == -1 then
    -- It was given up. Now it is tried again.
    call('DEL', batch)
    known = {}
  end
  if not known[3] then
    call('SADD', key('of:' .. ARGV[1]), id)
    call('SADD', key('by:' .. id), ARGV[1])
    if not known[1] then
      local since, due = now, now
      if ARGV[index + 2] ~= '' then
        call('HSET', batch, 'report', ARGV[index + 2], 'plan', ARGV[index + 3])
        since, due = math.min(now, number(ARGV[index + 4])), number(ARGV[index + 5])
      end
      call('HSET', batch, 'v', 0, 'since', text(since), 'o', 0, 'u', 0, 'from', '', 'd', 0)
      call('SADD', key('batches'), id)
      created[#created + 1] = id
      call('ZADD', key('later'), text(due), id)
    end
  end
  if known[2] and number(known[1]) > version then
    for _, value in ipairs({id, known[1], known[2], known[3] or ''}) do found[#found + 1] = value end
  end
end
return {found, created}
`;
