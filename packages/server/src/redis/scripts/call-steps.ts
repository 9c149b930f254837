/**
 * What a transition of a call does to `batch` and its call, as `applyToCall` of packages/batch-row. Each
 * function takes its arguments, and returns the letter of its outcome; or nothing, and why it is illegal.
 */
export const callSteps = `
local function dial(at)
  local name, attempt, delivery, redial, runner = take(), number(), number(), take(), take()
  if batch['end'] then return stopped() and 'r' or 'p' end
  local known = find(name)
  if known and known.state == 'a' then return attempt < known.attempt and 'p' or 'c' end
  if known then
    if known.state == 'c' or known.state == 'l' or attempt < known.attempt then return 'p' end
    if known.state == 'f' and redial == 0 then return 'p' end
    if attempt == known.attempt and (known.state ~= 'r' or delivery <= known.delivery) then return 'p' end
  end
  if stopped() then return 'r' end
  if not known then
    if batch.named >= batch.total then return nil, 'unknownCall', batch.total end
    batch.named = batch.named + 1
  end
  if known and known.state == 'f' then batch.failed = batch.failed - 1
  else batch.waiting = batch.waiting - 1 end
  batch.active = batch.active + 1
  if not batch.start then batch.start = at end
  put(name, 'a', attempt, delivery, runner)
  return 'a'
end

local function endCall(at)
  local name, attempt, duration, result, head, tail = take(), number(), number(), take(), take(), take()
  if batch['end'] then return 'p' end
  local known = find(name)
  if not known then return nil, 'neverDialed' end
  local isActive = known.state == 'a'
  if attempt < known.attempt or over(known) then return 'p' end
  if known.state == 'w' then
    if attempt == known.attempt then return 'p' end
    return nil, 'notDialed', attempt, known.attempt
  end
  if not isActive and stopped() then return 'p' end
  at = math.max(at, batch.start or 0)
  local again = result == 'w' and not stopped()
  if isActive then batch.active = batch.active - 1 else batch.waiting = batch.waiting - 1 end
  if again then batch.waiting = batch.waiting + 1 end
  recent[text(batch.ended % 10)] = head .. text(at) .. tail
  batch.ended = batch.ended + 1
  batch.lastEnd = math.max(batch.lastEnd or 0, at)
  if result == 'c' then
    batch.completed = batch.completed + 1
    batch.talk = batch.talk + duration
    batch.lastCompleted = math.max(batch.lastCompleted or 0, at)
    put(name, 'c', attempt, known.delivery)
  elseif again then
    put(name, 'w', attempt, known.delivery)
  else
    batch.failed = batch.failed + 1
    put(name, 'f', attempt, known.delivery)
  end
  return 'a'
end

local function giveBack()
  local name, attempt, delivery = take(), number(), number()
  if batch['end'] then return 'p' end
  local known = find(name)
  if not known then return nil, 'neverDialed' end
  if attempt < known.attempt or over(known) then return 'p' end
  if known.state ~= 'a' then
    if attempt == known.attempt then return 'p' end
    return nil, 'notDialed', attempt, known.attempt
  end
  if attempt == known.attempt and delivery < known.delivery then return 'p' end
  batch.active = batch.active - 1
  if stopped() then
    put(name, 'l', attempt, delivery)
  else
    batch.waiting = batch.waiting + 1
    put(name, 'r', attempt, delivery)
  end
  return 'a'
end

local function requeue()
  local name, attempt = take(), number()
  if batch['end'] then return stopped() and 'r' or 'p' end
  local known = find(name)
  if known and (attempt < known.attempt or known.state == 'l') then return 'p' end
  if known and known.state == 'w' and attempt == known.attempt then return 'p' end
  if stopped() then return 'r' end
  if not known or known.state ~= 'f' or attempt > known.attempt then
    return nil, 'notFailed', attempt, known and letters[known.state] or '', known and known.attempt or 0
  end
  batch.failed = batch.failed - 1
  batch.waiting = batch.waiting + 1
  put(name, 'w', attempt, known.delivery)
  return 'a'
end

local function leave()
  local name = take()
  if batch['end'] then return 'p' end
  local known = find(name)
  if known and over(known) then return 'p' end
  local isActive = known and known.state == 'a'
  if not isActive and stopped() then return 'p' end
  if not known then
    if batch.named >= batch.total then return nil, 'unknownCall', batch.total end
    batch.named = batch.named + 1
  end
  if isActive then batch.active = batch.active - 1 else batch.waiting = batch.waiting - 1 end
  put(name, 'l', known and known.attempt or 0, known and known.delivery or 1)
  return 'a'
end
`;
