/**
 * What must happen in one step in Redis. A script touches the keys it is given and no others; keys of a session
 * all carry its hash tag, so a cluster runs it on one node.
 */

/** KEYS keys to try ... · ARGV channel. What every session needs of Redis. */
export const PROBE = `
redis.call('TIME')
redis.call('PUBLISH', ARGV[1], '')
for _, key in ipairs(KEYS) do
  redis.call('HSET', key, 'status', 'probe')
  redis.call('PEXPIRE', key, 1000)
  redis.call('UNLINK', key)
end
return 1`;

/** KEYS counter · ARGV by, ttl */
export const COUNT = `
local value = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return value`;

/** KEYS channel · ARGV message. As a script it goes to the node that has the channel's slot, always the same, so messages keep their order. */
export const PUBLISH = `return redis.call('PUBLISH', KEYS[1], ARGV[1])`;

/** KEYS record · ARGV ttl, field, value, ... A record never exists without its TTL. */
export const OPEN_SESSION = `
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS record, index · ARGV ttl, last_accessed */
export const TOUCH_SESSION = `
if redis.call('HGET', KEYS[1], 'status') ~= 'active' then return 0 end
redis.call('HSET', KEYS[1], 'last_accessed', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1`;

/**
 * KEYS record, index, keys of the values ... · ARGV for the record and for each value: its TTL (0 for the record), how many
 * arguments it has, and these: the bytes alone, fields and values of a hash, or, with -1, a field and what is added to it. Gives
 * 1, or 0 without an active session. It begins with what takes memory: once a script has written, a full Redis lets it
 * write on.
 */
export const WRITE_SESSION = `
if redis.call('HGET', KEYS[1], 'status') ~= 'active' then return 0 end
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = tonumber(ARGV[2])
if at > 0 then redis.call('HSET', KEYS[1], unpack(ARGV, 3, 2 + at)) end
at = 3 + at
for i = 3, #KEYS do
  local ttl, n = math.min(tonumber(ARGV[at]), left), tonumber(ARGV[at + 1])
  if n == 1 then
    redis.call('SET', KEYS[i], ARGV[at + 2], 'PX', ttl)
  elseif n == -1 then
    redis.call('HINCRBY', KEYS[i], ARGV[at + 2], ARGV[at + 3])
    redis.call('PEXPIRE', KEYS[i], ttl)
    n = 2
  else
    redis.call('HSET', KEYS[i], unpack(ARGV, at + 2, at + 1 + n))
    redis.call('PEXPIRE', KEYS[i], ttl)
  end
  redis.call('ZADD', KEYS[2], now + ttl, KEYS[i])
  at = at + 2 + n
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('PEXPIRE', KEYS[2], left)
return 1`;

/** Erased with its session, a lock stands in the session's index for as long as the session does. */
const INDEX_LOCK = `
local time = redis.call('TIME')
local left = redis.call('PTTL', record)
redis.call('ZADD', index, time[1] * 1000 + math.floor(time[2] / 1000) + left, lock)
redis.call('PEXPIRE', index, left)`;

/** KEYS lock [, record, index] · ARGV owner, ttl */
export const LOCK = `
local lock, record, index = unpack(KEYS)
local holder = redis.call('GET', lock)
if holder and holder ~= ARGV[1] then return 0 end
if record then
  if redis.call('HGET', record, 'status') ~= 'active' then return 0 end
  ${INDEX_LOCK}
end
redis.call('SET', lock, ARGV[1], 'PX', ARGV[2])
return 1`;

/** KEYS lock [, record, index] · ARGV owner */
export const UNLOCK = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
if KEYS[3] then redis.call('ZREM', KEYS[3], KEYS[1]) end
return 1`;

/** KEYS value, lock, record, index · ARGV owner, ttl. Gives the value and its TTL, or locked, busy, ended. */
export const READ_OR_LOCK = `
local value = redis.call('GET', KEYS[1])
if value then return {value, redis.call('PTTL', KEYS[1])} end
local lock, record, index = unpack(KEYS, 2)
if redis.call('HGET', record, 'status') ~= 'active' then return {'ended'} end
if not redis.call('SET', lock, ARGV[1], 'NX', 'PX', ARGV[2]) then return {'busy'} end
${INDEX_LOCK}
return {'locked'}`;

/**
 * KEYS record, index, keys in the index ... · ARGV ttl of the mark, channel, id. Marks the record first, so that nothing
 * is written any more, tells the channel the id, and erases the keys. Gives whether the session was active, and how many
 * keys are left.
 */
export const END_SESSION = `
local active = redis.call('HGET', KEYS[1], 'status') == 'active'
if active then
  redis.call('UNLINK', KEYS[1])
  redis.call('HSET', KEYS[1], 'status', 'terminated')
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
for i = 3, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('ZREM', KEYS[2], KEYS[i])
end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return {active and 1 or 0, redis.call('ZCARD', KEYS[2])}`;

/** KEYS active sessions · ARGV now, ids at most. Gives how many whose time is over were taken off the list. */
export const SWEEP_SESSIONS = `
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
return #ids > 0 and redis.call('ZREM', KEYS[1], unpack(ids)) or 0`;

/** KEYS hash · ARGV ttl, field, by, ... */
export const ADD_COUNTS = `
for i = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS hash · ARGV ttl, the last span that is over, span, by, ... Gives the spans that are left. */
export const BOOK = `
for i = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
for _, span in ipairs(redis.call('HKEYS', KEYS[1])) do
  if tonumber(span) <= tonumber(ARGV[2]) then redis.call('HDEL', KEYS[1], span) end
end
if #ARGV > 2 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return redis.call('HGETALL', KEYS[1])`;

/** KEYS stream · ARGV ttl, entries at most, entry */
export const APPEND = `
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'entry', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS record, index, files · ARGV file, entry, its bytes, bytes and files at most, now. Gives entered, full or ended. */
export const ADD_FILE = `
if redis.call('HGET', KEYS[1], 'status') ~= 'active' then return 'ended' end
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then return 'ended' end
local held, files = tonumber(ARGV[3]), 1
local entries = redis.call('HGETALL', KEYS[3])
for i = 1, #entries, 2 do
  local bytes, expiry = string.match(entries[i + 1], '^(%d+) (%d+) ')
  if tonumber(expiry) <= tonumber(ARGV[6]) then redis.call('HDEL', KEYS[3], entries[i])
  elseif entries[i] ~= ARGV[1] then held, files = held + tonumber(bytes), files + 1 end
end
if held > tonumber(ARGV[4]) or files > tonumber(ARGV[5]) then return 'full' end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[3], left)
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + left, KEYS[3])
redis.call('PEXPIRE', KEYS[2], left)
return 'entered'`;

/** KEYS files · ARGV file, status, 1 where its bytes are freed, the statuses it may have */
export const MOVE_FILE = `
local entry = redis.call('HGET', KEYS[1], ARGV[1])
if not entry then return 0 end
local bytes, expiry, status = string.match(entry, '^(%d+) (%d+) (.+)$')
for i = 4, #ARGV do
  if status == ARGV[i] then
    if ARGV[3] == '1' then bytes = '0' end
    redis.call('HSET', KEYS[1], ARGV[1], bytes .. ' ' .. expiry .. ' ' .. ARGV[2])
    return 1
  end
end
return 0`;

/** KEYS keys ... Gives those that are there. */
export const HELD = `
local held = {}
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then held[#held + 1] = key end
end
return held`;

/** KEYS index, keys of the values ... */
export const DROP_VALUES = `
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('ZREM', KEYS[1], KEYS[i])
end
return 1`;

/**
 * KEYS record, index, job, jobs, keys to erase ... · ARGV job, new state, ttl, jobs at most in that state (0 for any number),
 * attempt ('' for any), 1 where it ends, how many states it may be in, these, fields and values ... Gives what came of it and
 * how many jobs are in the new state.
 */
export const CHANGE_JOB = `
local record, index, job, jobs = unpack(KEYS)
local id, to, ttl, most, attempt, ends, n = unpack(ARGV)
if redis.call('HGET', record, 'status') ~= 'active' then return {'ended', 0} end
local left = redis.call('PTTL', record)
if left <= 0 then return {'ended', 0} end
local state, fits = redis.call('HGET', job, 'state') or 'none', false
for i = 8, 7 + n do fits = fits or ARGV[i] == state end
if not fits or (attempt ~= '' and redis.call('HGET', job, 'attempt') ~= attempt) then return {'refused', 0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lasts, of, over = math.min(tonumber(ttl), left), 1, {}
local entries = redis.call('HGETALL', jobs)
for i = 1, #entries, 2 do
  local expiry, known = string.match(entries[i + 1], '^(%d+) (.+)$')
  if tonumber(expiry) <= now then over[#over + 1] = entries[i]
  elseif known == to and entries[i] ~= id then of = of + 1 end
end
if tonumber(most) > 0 and of > tonumber(most) then return {'full', of - 1} end
redis.call('HSET', job, 'state', to, unpack(ARGV, 8 + n))
redis.call('PEXPIRE', job, lasts)
redis.call('ZADD', index, now + lasts, job)
if ends == '1' then over[#over + 1] = id
else
  redis.call('HSET', jobs, id, string.format('%d %s', now + lasts, to))
  redis.call('PEXPIRE', jobs, left)
  redis.call('ZADD', index, now + left, jobs)
end
if #over > 0 then redis.call('HDEL', jobs, unpack(over)) end
for i = 5, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('ZREM', index, KEYS[i])
end
redis.call('PEXPIRE', index, left)
return {'changed', of}`;
