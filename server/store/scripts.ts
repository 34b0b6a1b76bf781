/**
 * What must happen in one step in Redis. Every key of a script begins with the session's hash tag, so a cluster
 * runs it on one node; END_SESSION reaches keys it finds in the session's own index, which are in the same slot.
 */

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

/** KEYS record, index, value keys ... · ARGV a TTL and a value for each value key */
export const WRITE_SESSION = `
if redis.call('HGET', KEYS[1], 'status') ~= 'active' then return 0 end
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
for i = 3, #KEYS do
  local ttl = math.min(tonumber(ARGV[2 * i - 5]), left)
  redis.call('SET', KEYS[i], ARGV[2 * i - 4], 'PX', ttl)
  redis.call('ZADD', KEYS[2], now + ttl, KEYS[i])
end
redis.call('PEXPIRE', KEYS[2], left)
return 1`;

/** KEYS record, index · ARGV ttl of the mark */
export const END_SESSION = `
for _, key in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do redis.call('UNLINK', key) end
redis.call('UNLINK', KEYS[2], KEYS[1])
redis.call('HSET', KEYS[1], 'status', 'terminated')
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS counter · ARGV by, ttl */
export const COUNT = `
local total = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return total`;

/** KEYS hash · ARGV ttl, field, by, ... */
export const ADD_COUNTS = `
for i = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS stream · ARGV ttl, entries at most, entry */
export const APPEND = `
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'entry', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS record, index, files · ARGV file, entry, its bytes, bytes at most, now */
export const ADD_FILE = `
if redis.call('HGET', KEYS[1], 'status') ~= 'active' then return 0 end
local left = redis.call('PTTL', KEYS[1])
local held = tonumber(ARGV[3])
local entries = redis.call('HGETALL', KEYS[3])
for i = 1, #entries, 2 do
  local bytes, expiry = string.match(entries[i + 1], '^(%d+) (%d+) ')
  if tonumber(expiry) <= tonumber(ARGV[5]) then redis.call('HDEL', KEYS[3], entries[i])
  else held = held + tonumber(bytes) end
end
if left <= 0 or held > tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[3], left)
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + left, KEYS[3])
redis.call('PEXPIRE', KEYS[2], left)
return 1`;

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
