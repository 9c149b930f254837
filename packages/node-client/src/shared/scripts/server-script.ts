import { prelude } from './prelude.ts';

/**
 * `ARGV`: the version of what is known about the server, and what is known now: the state, the end of the
 * pause, the next probe, the time between probes, and the rate. Returns 1 and the new version; or 0 and
 * the present ones, if they are newer.
 */
export const serverScript: string = `${prelude}
local known = call('HMGET', key('state'), 'sv', 'server', 'probeAt', 'probeGap')
if (known[1] or '') ~= ARGV[1] then
  return {0, known[1] or '', known[2] or '', known[3] or '', known[4] or ''}
end
call('HSET', key('state'), 'server', ARGV[2], 'until', ARGV[3], 'probeAt', ARGV[4], 'probeGap', ARGV[5],
  'rate', ARGV[6])
return {1, text(call('HINCRBY', key('state'), 'sv', 1))}
`;
