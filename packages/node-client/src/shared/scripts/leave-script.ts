import { prelude } from './prelude.ts';

/**
 * `ARGV`: the process. Ends its lease, and some of its interests. Returns the batches that no process
 * follows any more, and whether interests are left.
 */
export const leaveScript: string = `${prelude}
call('ZREM', key('leases'), ARGV[1])
call('HDEL', key('limits'), ARGV[1])
if call('HGET', key('state'), 'active') == ARGV[1] then call('HDEL', key('state'), 'active', 'activeUntil') end
local dropped = {}
for _, id in ipairs(call('SRANDMEMBER', key('of:' .. ARGV[1]), 500)) do
  if drop(ARGV[1], id) then dropped[#dropped + 1] = id end
end
return {dropped, call('EXISTS', key('of:' .. ARGV[1]))}
`;
