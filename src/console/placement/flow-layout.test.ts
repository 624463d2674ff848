import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutFlows } from './flow-layout.ts';

const flow = (fromSiteId: string | null, toSiteId: string | null, workloads: number) => ({
  fromSiteId,
  toSiteId,
  workloads,
  usdPerMonth: 0,
});

it('tells what moves from what stays and from what has nowhere to go', () => {
  const { bands } = layOutFlows([flow('a', 'b', 3), flow('a', 'a', 2), flow('a', null, 1)], 700);
  expect(bands.map(({ toSiteId, moves }) => [toSiteId, moves])).toEqual([
    ['b', true],
    ['a', false],
    [null, false],
  ]);
});

it('draws nothing for no flow', () => {
  expect(layOutFlows([], 700)).toMatchObject({ nodes: [], bands: [] });
});

it('counts every workload once on each side, and lets no site overlap the next', () => {
  const site = fc.constantFrom('a', 'b', 'c', null);
  const flows = fc.uniqueArray(
    fc.tuple(site, site, fc.nat(5000)).map(([from, to, workloads]) => flow(from, to, workloads)),
    { selector: ({ fromSiteId, toSiteId }) => `${fromSiteId} ${toSiteId}` },
  );
  fc.assert(
    fc.property(flows, (given) => {
      const total = given.reduce((sum, { workloads }) => sum + workloads, 0);
      const { nodes, height } = layOutFlows(given, 700);
      for (const anchor of ['start', 'end']) {
        const column = nodes.filter((node) => node.anchor === anchor);
        expect(column.reduce((sum, node) => sum + node.workloads, 0)).toBe(total);
        column.reduce((end, node) => {
          expect(node.y).toBeGreaterThanOrEqual(end);
          expect(node.y + node.height).toBeLessThanOrEqual(height);
          return node.y + node.height;
        }, 0);
      }
    }),
  );
});
