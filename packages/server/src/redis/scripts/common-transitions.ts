/**
 * The part of the script that applies dials of calls that are new, and ends of calls that are active,
 * and that refuses dials after the end of a batch. Nearly all groups have nothing else. The general
 * part, which follows it, does the same in twice the time, since it looks at each call by itself.
 *
 * It changes nothing, and goes on to the general part, if a call occurs twice, if the batch may end, or
 * if anything else is unusual.
 */
export const commonTransitions = `
local function applyCommon()
  local dialed, ended, seen = {}, {}, {}
  local kind, at, name
  local index, count = 1, #args
  while index < count do
    kind, name = args[index], args[index + 2]
    if (kind ~= 'd' and kind ~= 'e') or seen[name] then return end
    seen[name] = true
    if kind == 'd' then
      dialed[#dialed + 1] = name
      index = index + 7
    else
      ended[#ended + 1] = name
      index = index + 8
    end
  end
  -- A Lua stack has room for some thousand values.
  if #dialed + #ended > 1000 then return end
  local row = call('HMGET', KEYS[1], 'format', 'end', 'cancelled', 'failedAt', 'ending', 'named', 'total',
    'waiting', 'active', 'start', 'rev', 'ended', 'completed', 'failed', 'talk', 'lastEnd', 'lastCompleted')
  if row[1] ~= '1' then return end
  local isStopped = row[3] or row[4]
  if row[2] and #ended == 0 then return string.rep(isStopped and 'r' or 'p', #dialed) end
  if row[2] or isStopped then return end
  if #dialed > 0 then
    for _, known in ipairs(call('HMGET', KEYS[2], unpack(dialed))) do if known then return end end
    for _, known in ipairs(call('HMGET', KEYS[3], unpack(dialed))) do if known then return end end
  end
  local active = #ended > 0 and call('HMGET', KEYS[2], unpack(ended))
  local named = row[6] + #dialed
  if named > tonumber(row[7]) then return end
  local waiting, running = row[8] - #dialed, row[9] + #dialed - #ended
  local start, endedBefore = row[10] and tonumber(row[10]), tonumber(row[12])
  local endedCount, completed, failed, talk = endedBefore, 0, 0, tonumber(row[15])
  local lastEnd, lastCompleted = tonumber(row[16] or 0), tonumber(row[17] or 0)
  local dials, ends, recent = {}, {}, {}
  index = 1
  while index < count do
    kind, at, name = args[index], args[index + 1], args[index + 2]
    if kind == 'd' then
      start = start or at
      dials[#dials + 1] = name
      dials[#dials + 1] = args[index + 3] .. ' ' .. args[index + 4] .. ' ' .. args[index + 6]
      index = index + 7
    else
      local attempt, result = args[index + 3], args[index + 5]
      local known = active[endedCount - endedBefore + 1]
      if not known or string.sub(known, 1, #attempt + 1) ~= attempt .. ' ' then return end
      if at < start then at = start end
      if at > lastEnd then lastEnd = at end
      recent[endedCount % 10] = args[index + 6] .. string.format('%.0f', at) .. args[index + 7]
      endedCount = endedCount + 1
      if result == 'c' then
        completed = completed + 1
        talk = talk + args[index + 4]
        if at > lastCompleted then lastCompleted = at end
      elseif result == 'f' then
        failed = failed + 1
      else
        waiting = waiting + 1
      end
      ends[#ends + 1] = name
      ends[#ends + 1] = result .. attempt
      index = index + 8
    end
  end
  if row[5] == 'sealed' and waiting + running == 0 then return end
  local changes = {'waiting', waiting, 'active', running, 'rev', row[11] + #dialed + #ended}
  local function set(field, value)
    changes[#changes + 1] = field
    changes[#changes + 1] = value
  end
  if #dialed > 0 then
    set('named', named)
    set('start', start)
  end
  if #ended > 0 then
    set('ended', endedCount)
    set('lastEnd', lastEnd)
    for slot, text in pairs(recent) do set(slot, text) end
    if completed > 0 then
      set('completed', row[13] + completed)
      set('talk', talk)
      set('lastCompleted', lastCompleted)
    end
    if failed > 0 then set('failed', row[14] + failed) end
  end
  -- First what a full Redis refuses: after it, the other writes succeed.
  call('HSET', KEYS[1], unpack(changes))
  if #dialed > 0 then call('HSET', KEYS[2], unpack(dials)) end
  if #ended > 0 then
    call('HDEL', KEYS[2], unpack(ended))
    call('HSET', KEYS[3], unpack(ends))
  end
  return string.rep('a', #dialed + #ended)
end
local common = applyCommon()
if common then return common end
`;
