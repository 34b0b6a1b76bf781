import assert from 'node:assert/strict';
import { Pool } from '../../../server/threads/pool.ts';
import { built } from '../../support/built.ts';
import { until } from '../../support/until.ts';
import { startService, type Service } from './service.ts';

export const JOBS = '/api/v1/jobs';

/** A service with two threads and one session for each test, and how jobs are asked for there. */
export function jobsOfSession() {
  let service: Service;
  let pool: Pool;
  let token: string;
  before(() => {
    pool = new Pool(built('thread'), { threads: 2 });
  });
  after(() => pool.close());
  beforeEach(async () => {
    service = await startService({}, { pool });
    ({ token } = await service.begin());
  });
  afterEach(() => service.close());

  const start = async (body: unknown, more: { token?: string } = {}) => {
    const { status, body: job } = await service.call('POST', JOBS, { token, body, ...more });
    assert.equal(status, 202, JSON.stringify(job));
    return job;
  };
  const find = async (id: string) => (await service.call('GET', `${JOBS}/${id}`, { token })).body;
  const finished = async (body: unknown) => {
    const { job_id: id } = await start(body);
    await until('it is over', async () => !/pending|running/.test((await find(id)).state));
    return find(id);
  };

  return {
    start,
    find,
    finished,
    get service() {
      return service;
    },
    get pool() {
      return pool;
    },
    get token() {
      return token;
    },
  };
}
