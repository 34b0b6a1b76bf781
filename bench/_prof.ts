import { spawn } from 'node:child_process';
import { startRedis } from '../test/support/redis.ts';
import { deal } from './deal.ts';
import { load, request } from './load.ts';
const redis = await startRedis();
const child = spawn(process.execPath, ['--cpu-prof', '--cpu-prof-dir=/tmp/prof', '--cpu-prof-interval=200', 'dist/server.js'], { env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', NODE_ENV:'production', REDIS_URL: redis.url, PEPPER: 'p'.repeat(32) }, stdio: ['ignore','pipe','ignore'] });
let url=''; for await (const d of child.stdout) { url=/http:\/\/[\d.]+:\d+/.exec(String(d))![0]; break; }
const tokens: string[]=[]; for (let i=0;i<50;i++) tokens.push(((await (await fetch(url+'/api/v1/sessions',{method:'POST'})).json()) as any).token);
const mode = process.argv[2];
const reqs = tokens.map((t,u)=>Array.from({length:600},(_,i)=>request(url,'POST','/api/v1/calculations',t,deal(mode==='replay'? u*100+i%12 : u))));
const r = await load(url, reqs); console.log(mode, r.rate|0, r.p50, r.p99, r.hits, r.misses, r.others.length);
const r2 = await load(url, reqs); console.log(mode, r2.rate|0, r2.p50, r2.p99, r2.hits, r2.misses, r2.others.length);
child.kill('SIGINT'); await new Promise(r=>child.once('exit',r)); await redis.kill(); process.exit(0);
