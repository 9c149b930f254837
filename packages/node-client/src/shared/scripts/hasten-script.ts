import { prelude } from './prelude.ts';

/** `ARGV`: the ids of batches whose last request failed. They are due at once. */
export const hastenScript: string = `${prelude}
for _, id in ipairs(ARGV) do
  local at = number(call('ZSCORE', key('later'), id))
  if at and at > now then call('ZADD', key('later'), text(now), id) end
end
return 1
`;
