import assert from 'node:assert/strict';
import { startService, workedExample, type Answer, type Service } from './support/service.ts';

const at = (path: string) => `/api/v1/calculations${path}`;
const withHurdle = (hurdle_rate: unknown) => ({
  ...workedExample,
  basic_params: { ...workedExample.basic_params, hurdle_rate },
});

describe('a comparison', () => {
  let service: Service;
  let token: string;
  before(async () => {
    service = await startService();
    token = (await service.begin()).token;
  });
  after(() => service.close());
  const compare = (calculations: unknown): Promise<Answer> =>
    service.call('POST', at('/compare'), { token, body: { calculations } });

  it('sets the measures of two or three calculations beside one another, with differences to the first', async () => {
    const { status, body } = await compare([workedExample, withHurdle(10), withHurdle(0)]);
    assert.equal(status, 200);
    const single = await service.call('POST', at(''), { token, body: withHurdle(10) });
    const { calculation_time: _one, cache: _cache, ...alone } = single.body;
    const { calculation_time: _other, ...compared } = body.calculations[1];
    assert.deepEqual(compared, alone);
    const carry = body.measures.find((row: { measure: string }) => row.measure === 'total_carry');
    // 20 % of what is left after capital and 8, 10 and 0 % on the open capital: 2400, 3000 and 0 of 5000.
    assert.deepEqual(carry, {
      measure: 'total_carry',
      values: [520, 400, 1000],
      differences: [0, -120, 480],
    });
    assert.deepEqual(
      body.measures.map((row: { measure: string }) => row.measure),
      ['irr', 'dpi', 'tvpi', 'moic', 'npv', 'payback_period', 'total_distributions', 'total_carry'],
    );
  });

  it('takes what the session has already, and leaves what it computes', async () => {
    const single = (body: object) => service.call('POST', at(''), { token, body });
    const { calculation_time } = (await single(withHurdle(3))).body;
    const { body } = await compare([withHurdle(3), withHurdle(4)]);
    assert.equal(body.calculations[0].calculation_time, calculation_time);
    assert.equal((await single(withHurdle(4))).body.cache, 'hit');
    assert.deepEqual((await compare([withHurdle(3), withHurdle(4)])).body, body);
  });

  it('leaves the last result what it was', async () => {
    await service.call('POST', at(''), { token, body: workedExample });
    await compare([withHurdle(1), withHurdle(2)]);
    const latest = await service.call('GET', '/api/v1/results/latest', { token });
    assert.equal(latest.body.summary.total_carry, 520);
  });

  it('is refused for one or four, and with the faults of all, each under its calculation', async () => {
    for (const count of [0, 1, 4])
      assert.equal((await compare(Array.from({ length: count }, () => workedExample))).status, 422);
    assert.equal((await compare([workedExample, 1])).body.errors[0].path, 'calculations[1]');
    const { status, body } = await compare([withHurdle('x'), workedExample, withHurdle(900)]);
    assert.equal(status, 422);
    assert.deepEqual(
      body.errors.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`),
      [
        'notNumber calculations[0].basic_params.hurdle_rate',
        'rateAboveOne calculations[2].basic_params.hurdle_rate',
      ],
    );
    for (const { message } of body.errors) assert.match(message, /Hurdle rate/);
  });
});

describe('a validation', () => {
  let service: Service;
  let token: string;
  before(async () => {
    service = await startService();
    token = (await service.begin()).token;
  });
  after(() => service.close());
  const validate = async (body: unknown, language = 'en') => {
    const headers = { 'Accept-Language': language };
    const answer = await service.call('POST', at('/validate'), { token, body, headers });
    assert.equal(answer.status, 200);
    return answer.body;
  };

  it('says that a request is valid, with its warnings, and computes nothing to keep', async () => {
    assert.deepEqual(await validate(workedExample), {
      valid: true,
      errors: [],
      errors_left_out: 0,
      warnings: [],
      suggestions: [],
    });
    const gap = { ...workedExample, cash_flows: workedExample.cash_flows.slice(1) };
    const { valid, warnings } = await validate(gap);
    assert.deepEqual([valid, warnings[0].code], [true, 'yearMissing']);
    assert.equal((await service.call('GET', '/api/v1/results/latest', { token })).body.code, 'NO_RESULT');
  });

  it('names the first hundred faults, and counts the others', async () => {
    const cash_flows = Array.from({ length: 300 }, () => ({ year: 1, amount: 'x' }));
    const { errors, errors_left_out } = await validate({ ...workedExample, cash_flows });
    assert.deepEqual([errors.length, errors_left_out], [100, 200]);
  });

  it('gives the faults a calculation would be refused for', async () => {
    const { valid, errors } = await validate(withHurdle('x'));
    const refused = await service.call('POST', at(''), { token, body: withHurdle('x') });
    assert.deepEqual([valid, errors], [false, refused.body.errors]);
  });

  it('suggests what may have been meant, in the language asked for, and changes nothing for it', async () => {
    const suggestionFor = async (body: unknown, language?: string) => {
      const { suggestions } = await validate(body, language);
      assert.equal(suggestions.length, 1, JSON.stringify(suggestions));
      const { code, path, suggested } = suggestions[0];
      return { found: [code, path, suggested], message: suggestions[0].message };
    };
    const percent = await suggestionFor(withHurdle(0.07));
    assert.deepEqual(percent.found, ['percentMeant', 'basic_params.hurdle_rate', 7]);
    assert.equal(
      percent.message,
      'Hurdle rate is in percent: 0.07 means 0.07 %. For a fraction of 0.07 write 7.',
    );
    assert.match(
      (await suggestionFor(withHurdle(0.07), 'zh-CN')).message,
      /^门槛收益率以百分数填写：0\.07 即 0\.07%。若指小数 0\.07，请填 7。$/,
    );
    const number = await suggestionFor(withHurdle('8 %'));
    assert.deepEqual(number.found, ['numberMeant', 'basic_params.hurdle_rate', 8]);
    const mode = { ...workedExample, distribution_params: { mode: 'flat_principal_frist' } };
    assert.deepEqual((await suggestionFor(mode)).found, [
      'knownName',
      'distribution_params.mode',
      'flat_principal_first',
    ]);
    const { carry_rate, ...basic } = workedExample.basic_params;
    const key = { ...workedExample, basic_params: { ...basic, carry_rte: carry_rate } };
    assert.deepEqual((await suggestionFor(key)).found, ['knownName', 'basic_params.carry_rte', 'carry_rate']);
    const short = { ...workedExample, basic_params: { ...workedExample.basic_params, investment_period: 4 } };
    assert.deepEqual((await suggestionFor(short)).found, [
      'periodMeant',
      'basic_params.investment_period',
      5,
    ]);
    const fraction = {
      distribution_params: {
        mode: 'custom',
        definition: { classes: [{ id: 'lp', share: 100 }], tiers: [{ kind: 'split', shares: { lp: 1 } }] },
        flows: { timeline: { unit: 'year', periods: 1 }, contributions: [{ at: 0, amount: 1 }] },
      },
    };
    assert.deepEqual((await suggestionFor(fraction)).found, [
      'fractionMeant',
      'distribution_params.definition.classes[0].share',
      1,
    ]);
  });
});
