/**
 * What a transition of a batch as a whole does, as `applyToBatch` of packages/batch-row. Besides the
 * letter, a function returns `true` if the API does not show what has changed.
 */
export const batchSteps = `
local function add()
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

local function seal()
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
local function cancel(at) return stop(at, 'cancelled', 'failedAt') end
local function fail(at) return stop(at, 'failedAt', 'cancelled') end

local function finish(at)
  if batch['end'] then return 'p' end
  local left = batch.waiting + batch.active
  if left > 0 then return nil, 'callsLeft', left end
  complete(at)
  return 'a'
end
`;
