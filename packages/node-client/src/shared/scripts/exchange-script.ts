import { prelude } from './prelude.ts';

/**
 * BullMQ has delivered the job of another batch than the one that was granted. `ARGV`: that batch, the
 * token, the batch that was granted or an empty text, the deadline, and after how long a lost request is
 * repeated. Returns the version, the report, and the plan; or nothing, if no process follows it.
 */
export const exchangeScript: string = `${prelude}
if ARGV[3] ~= '' then call('ZADD', key('later'), text(now), ARGV[3]) end
call('ZREM', key('doubtful'), ARGV[2])
local known = call('HMGET', key('b:' .. ARGV[1]), 'v', 'report', 'plan', 'end')
if not known[1] or known[4] then return {} end
take(ARGV[1], ARGV[2], number(ARGV[4]), number(ARGV[5]))
return {known[1], known[2] or '', known[3] or ''}
`;
