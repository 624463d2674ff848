/** Work on workloads, and costs that only you know. */

import { expect, it } from 'vitest';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import { caseOf, DEBIAN, exit, STAY } from './tco.fixture.ts';

const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const WEU = { id: 'weu', platform: 'azure', target: 'azure-vm', region: 'westeurope' };

function lines(tco: Readonly<Record<string, unknown>>) {
  const model = buildTco(caseOf(many(4, DEBIAN), [STAY, exit(4, 2, 'weu')], { tco, sites: [WEU] }));
  const result = computeTco(model);
  return {
    model,
    of: (id: string) => result.lines.find((line) => line.id === id),
  };
}

it('hours are paid for where a workload runs: at a provider others than at home, and at both ends while it moves', () => {
  const { of } = lines({ hoursPerWorkloadMonth: { owned: 1, cloud: 0.5 } });
  expect(of('stay.people')?.perMonth).toEqual(many(12, 4 * 65));
  expect(of('exit.people')?.perMonth.slice(0, 3)).toEqual([(4 + 1) * 65, (2 + 2) * 65, 2 * 65]);
});

it('hours that nobody gave for one of both leave the line without a price, and are asked for', () => {
  const { of } = lines({ hoursPerWorkloadMonth: { owned: 1 } });
  expect(of('stay.people')?.usd?.likely).toBe(12 * 4 * 65);
  expect(of('exit.people')).toMatchObject({ usd: null, asks: ['sites.yaml tco.hoursPerWorkloadMonth.cloud'] });
});

it('what you give counts in every path but the first, once or every month from the one you name, or where you say', () => {
  const item = { title: 'Training', usd: 500 };
  const more = [
    {
      ...item,
      id: 'once',
      period: 'one-off',
      month: 2,
      lowUsd: 400,
      highUsd: 900,
      source: 'offer',
      asOf: '2026-10-01',
    },
    { ...item, id: 'later', period: 'month', month: 11 },
    { ...item, id: 'home', period: 'month', paths: ['stay'] },
  ];
  const { model, of } = lines({ more });
  const found = (what: string) => {
    const line = model.lines.find(({ id }) => id.endsWith(what)) ?? expect.fail(`no line ${what}`);
    const { usd, perMonth } = of(line.id) ?? expect.fail(`no result ${what}`);
    return { path: line.pathId, group: line.group, period: line.period, title: line.title, usd, perMonth };
  };
  expect(found('once')).toEqual({
    path: 'exit',
    group: 'migration',
    period: 'one-off',
    title: 'Training',
    usd: { low: 400, likely: 500, high: 900 },
    perMonth: [0, 500, ...many(10, 0)],
  });
  expect(found('later')).toMatchObject({ path: 'exit', group: 'support', period: 'month' });
  expect(found('later').perMonth).toEqual([...many(10, 0), 500, 500]);
  expect(found('later').usd).toEqual({ low: 1000, likely: 1000, high: 1000 });
  expect(found('home')).toMatchObject({ path: 'stay', perMonth: many(12, 500) });
  expect(model.lines.filter(({ title }) => title === 'Training')).toHaveLength(3);
  const sources = model.inputs
    .filter(({ source }) => source.includes('tco.more'))
    .map((each) => [each.unit, each.source]);
  expect(sources).toContainEqual(['USD', 'sites.yaml tco.more once, offer']);
  expect(sources).toContainEqual(['USD per month', 'sites.yaml tco.more later']);
});
