import { prelude } from './prelude.ts';

/** `ARGV`: the process, and the ids of batches. Returns those that no process follows any more. */
export const unfollowScript: string = `${prelude}
local dropped = {}
for index = 2, #ARGV do
  if drop(ARGV[1], ARGV[index]) then dropped[#dropped + 1] = ARGV[index] end
end
return dropped
`;
