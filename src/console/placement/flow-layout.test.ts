import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { flowKind, groupFlows } from './flow-groups.ts';
import type { Flow } from './flow-groups.ts';
import { layOutFlows } from './flow-layout.ts';

const flow = (fromSiteId: string | null, toSiteId: string | null, workloads: number, usdPerMonth = 0): Flow => ({
  fromSiteId,
  toSiteId,
  workloads,
  usdPerMonth,
});
const all = { measure: 'workloads', mostSites: 12, onlyMoves: false } as const;

it('tells what moves from what stays and from what has nowhere to go', () => {
  const groups = groupFlows([flow('a', 'b', 3), flow('a', 'a', 2), flow('a', null, 1)], all);
  expect(groups.map(({ to, kind }) => [to.siteId, kind])).toEqual([
    ['b', 'moves'],
    ['a', 'stays'],
    [null, 'nowhere'],
  ]);
});

it('keeps apart what moves and what stays among the sites drawn together', () => {
  const flows = [flow('big', 'big', 100), ...['a', 'b', 'c', 'd'].flatMap((id) => [flow(id, id, 2), flow(id, 'e', 1)])];
  const others = groupFlows(flows, { ...all, mostSites: 1 }).filter(({ from }) => from.kind === 'others');
  expect(others.map(({ kind, workloads, from, to }) => [kind, workloads, from.sites, to.sites])).toEqual([
    ['stays', 8, 4, 5],
    ['moves', 4, 4, 5],
  ]);
});

it('draws one site by its name rather than as "1 other site"', () => {
  const groups = groupFlows([flow('a', 'x', 3), flow('b', 'x', 2), flow('c', 'x', 1)], { ...all, mostSites: 2 });
  expect(groups.map(({ from }) => from.siteId)).toEqual(['a', 'b', 'c']);
});

it('leaves out what stays, when asked, and what costs nothing, when cost is drawn', () => {
  const flows = [flow('a', 'a', 5, 10), flow('a', 'b', 3, 0), flow('a', null, 1)];
  expect(groupFlows(flows, { ...all, onlyMoves: true }).map(({ kind }) => kind)).toEqual(['moves', 'nowhere']);
  expect(groupFlows(flows, { ...all, measure: 'usdPerMonth' }).map(({ kind }) => kind)).toEqual(['stays']);
});

it('draws nothing for no flow', () => {
  expect(layOutFlows([], 'workloads', 700)).toMatchObject({ nodes: [], bands: [] });
});

const site = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', null);
const flows = fc.uniqueArray(
  fc.tuple(site, site, fc.nat(5000)).map(([from, to, workloads]) => flow(from, to, workloads)),
  { selector: ({ fromSiteId, toSiteId }) => `${fromSiteId} ${toSiteId}` },
);

it('loses no workload by drawing small sites together, and mixes no kinds', () => {
  fc.assert(
    fc.property(flows, fc.nat(6), (given, mostSites) => {
      const groups = groupFlows(given, { ...all, mostSites });
      for (const kind of ['moves', 'stays', 'nowhere']) {
        const of = given.filter((one) => flowKind(one) === kind).reduce((sum, { workloads }) => sum + workloads, 0);
        const drawn = groups.filter((group) => group.kind === kind);
        expect(drawn.reduce((sum, { workloads }) => sum + workloads, 0)).toBe(of);
      }
      const named = new Set(groups.flatMap(({ from }) => from.siteId ?? []));
      expect(named.size).toBeLessThanOrEqual(mostSites + 1);
    }),
  );
});

it('counts every workload once on each side, and lets no site overlap the next, nor its text', () => {
  fc.assert(
    fc.property(flows, fc.integer({ min: 250, max: 1200 }), (given, width) => {
      const total = given.reduce((sum, { workloads }) => sum + workloads, 0);
      const { nodes, height } = layOutFlows(groupFlows(given, all), 'workloads', width);
      for (const side of ['from', 'to']) {
        const column = nodes.filter((node) => node.side === side);
        expect(column.reduce((sum, node) => sum + node.workloads, 0)).toBe(total);
        column.reduce(
          (before, node) => {
            expect(node.y).toBeGreaterThanOrEqual(before.end - 1e-6);
            expect(node.textY - before.text).toBeGreaterThanOrEqual(17.9);
            expect(node.y + node.height).toBeLessThanOrEqual(height);
            return { end: node.y + node.height, text: node.textY };
          },
          { end: 0, text: -Infinity },
        );
      }
    }),
  );
});
