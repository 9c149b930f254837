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
