/** Options are checked before anything is asked of the server, and the answer names the flag and what it takes. */

import { describe, expect, it, test } from 'vitest';
import { amount, day, share, whole } from './option-values.ts';
import { cli, json } from './run.fixture.ts';

describe('a value that does not fit', () => {
  test.each([
    ['tco --months 0', '--months takes a whole number from 1 to 120, not "0"'],
    ['tco --months abc', '--months takes a whole number from 1 to 120, not "abc"'],
    ['tco --rate=-5', '--rate takes a number from 0 to 100, not "-5"'],
    ['rightsize --factor 0.5', '--factor takes a number from 1 to 10, not "0.5"'],
    ['rightsize --cpu-speed 11', '--cpu-speed takes a number from 0.1 to 10, not "11"'],
    ['rightsize -l 0', '--limit takes a whole number from 1 on, not "0"'],
    ['forecast --concurrency 0', '--concurrency takes a whole number from 1 to 10,000, not "0"'],
    ['forecast --link-mbps 1e30', '--link-mbps takes a number above 0, 10,000,000 at most, not "1e30"'],
    ['forecast --link-mbps 99999999', '--link-mbps takes a number above 0, 10,000,000 at most, not "99999999"'],
    ['forecast -l 5000', '--limit takes a whole number from 1 to 1,000, not "5000"'],
    ['forecast measured -l 0', '--limit takes a whole number from 1 to 1,000, not "0"'],
    ['assess --as-of foo', '--as-of takes a day of the calendar written as YYYY-MM-DD, not "foo"'],
    ['prices import x.csv --as-of 20260520', '--as-of takes a day of the calendar written as YYYY-MM-DD'],
    ['import prices x.csv --as-of 2026-02-30', '--as-of takes a day of the calendar written as YYYY-MM-DD'],
    ['containers candidates --as-of 2026-13-45', '--as-of takes a day of the calendar written as YYYY-MM-DD'],
    ['containers check --as-of now', '--as-of takes a day of the calendar written as YYYY-MM-DD'],
    ['containers candidates --limit none', '--limit takes a whole number from 1 on, not "none"'],
    ['get workloads -l 0', '--limit takes a whole number from 1 on, not "0"'],
    ['price sql-01 --limit 0', '--limit takes a whole number from 1 on, not "0"'],
  ])('%s is wrong usage', async (line, said) => {
    const { code, err, sent } = await cli(line.split(' '));
    expect(err).toContain(`error IST-9001: ${said}`);
    expect(code).toBe(64);
    expect(sent).toEqual([]);
  });
});

describe('a value that fits', () => {
  it('is taken at both ends of its range', () => {
    const limits = { min: 1, max: 10 };
    expect(['1', '10'].map((text) => whole('--n', text, limits))).toEqual([1, 10]);
    expect(['1', '9.5', '10'].map((text) => amount('--n', text, limits))).toEqual([1, 9.5, 10]);
    expect([whole('--n', '0'), amount('--n', '0.1'), amount('--n', '0', { min: 0 })]).toEqual([0, 0.1, 0]);
    expect([share('--n', '0'), share('--n', '12.5 %')]).toEqual([0, 12.5]);
    expect(day('--on', '2028-02-29')).toBe('2028-02-29');
  });

  it('stays out when it was left out', () => {
    const none = undefined;
    expect([whole('--n', none), amount('--n', none), share('--n', none), day('--on', none)]).toEqual(Array(4));
  });
});

describe('one name for one thing', () => {
  const empty = json({ items: [], total: 0, generation: 1, targets: [] });

  test.each(['-q', '--filter', '--query'])('%s filters in every verb', async (flag) => {
    for (const [verb, route] of [
      ['get workloads', '/api/v1/workloads'],
      ['get matrix', '/api/v1/assessments/latest/matrix'],
      ['price', '/api/v1/prices'],
      ['forecast', '/api/v1/forecasts'],
      ['rightsize', '/api/v1/rightsizing'],
      ['containers candidates', '/api/v1/containers/candidates'],
    ] as const) {
      const { sent } = await cli([...verb.split(' '), flag, 'cpuCount > 4'], { [`GET ${route}`]: empty });
      expect(decodeURIComponent(sent[0]?.url ?? ''), verb).toContain('filter=cpuCount+>+4');
    }
  });

  it('shows one of them in the help', async () => {
    for (const verb of ['get', 'price', 'forecast', 'rightsize', 'size']) {
      const { out } = await cli([verb, '--help']);
      expect(out, verb).toContain('-q, --filter <filter>');
      expect(out, verb).not.toContain('--query');
    }
  });

  test.each([
    ['price', ['price', 'ID']],
    ['tco', ['tco', 'ID']],
    ['forecast -w', ['forecast', '-w', 'ID', '--to', 'new']],
    ['forecast record -w', ['forecast', 'record', '--method', 'm', '--gib', '1', '--seconds', '9', '-w', 'ID']],
    ['licences --workload', ['licences', '--workload', 'ID']],
    ['containers export', ['containers', 'export', 'ID', '--target', 'aks-container']],
    ['get workloads', ['get', 'workloads', 'ID']],
    ['describe', ['describe', 'workload', 'ID']],
    ['place explain', ['place', 'explain', 'ID']],
  ])('%s takes workload/ID as it takes the id, and a name', async (_, line) => {
    const asked = async (id: string) => {
      const { sent } = await cli(line.map((word) => (word === 'ID' ? id : word)));
      expect(sent.length).toBeGreaterThan(0);
      return sent.map(({ method, url, body }) => [method, url, body]);
    };
    expect(await asked('workload/wl-0011')).toEqual(await asked('wl-0011'));
    expect(JSON.stringify(await asked('sap-01'))).toContain('sap-01');
  });

  it('names the list of every verdict where verdicts are made', async () => {
    expect((await cli(['assess', '--help'])).out).toContain('isthmus get matrix');
  });
});
