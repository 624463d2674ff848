/** The main road through the HTTP edge on a small demo estate: every route answers in the shape it promises. */

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testContext } from '../../test/support/database.ts';
import type { Operation, Problem } from '../api/common.ts';
import { ROUTES } from '../api/routes.ts';
import type { Route } from '../api/route.ts';
import type { OwnedContext } from '../services/context.ts';
import { buildApp } from './app.ts';

let context: OwnedContext;
let app: FastifyInstance;
beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, { trustedActor: { name: 'tester', grants: [{ role: 'admin' }] } });
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

interface Input {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Calls a route and checks the answer against its schema, strictly as a client would. */
async function call<R extends Route>(route: R, input: Input = {}): Promise<z.output<R['response']>> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])));
  const query = new URLSearchParams(input.query).toString();
  const answer = await app.inject({
    method: route.method,
    url: query === '' ? path : `${path}?${query}`,
    ...(input.body !== undefined && { payload: input.body }),
  });
  if (answer.statusCode !== route.status)
    throw new Error(`${route.method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 2000)}`);
  return route.response.parse(route.produces === undefined ? answer.json() : answer.body) as z.output<R['response']>;
}

/** Starts long work and waits for its result. */
async function finish<T>(route: Route, body: object): Promise<T> {
  const started = (await call(route, { body })) as Operation;
  let operation = started;
  while (operation.state === 'running' || operation.state === 'pending') {
    operation = await call(ROUTES.getOperation, { params: { id: started.id }, query: { wait: '20s' } });
  }
  expect(operation.problem).toBeNull();
  return operation.result as T;
}

describe('from an empty database', () => {
  test('the overview says what to do, and the template of a sites file says that nothing is known', async () => {
    const overview = await call(ROUTES.overview);
    expect(overview.generation).toBeNull();
    expect(overview.next[0]?.command).toContain('isthmus import');
    expect((await call(ROUTES.sitesTemplate)).text).toContain('import something');
    expect((await call(ROUTES.listGenerations)).total).toBe(0);
  });
});

describe('with the demo estate', () => {
  beforeAll(async () => {
    await finish(ROUTES.importDemo, { seed: 7, workloads: 150 });
  });

  test('sources, issues, generations and inventory answer', async () => {
    const { items: sources } = await call(ROUTES.listSources);
    expect(sources.length).toBeGreaterThan(2);
    for (const route of [
      ROUTES.listHosts,
      ROUTES.listClusters,
      ROUTES.listNetworks,
      ROUTES.listDatastores,
      ROUTES.listApplications,
    ]) {
      const first = await call(route, { query: { limit: '2' } });
      expect(first.items.length).toBe(Math.min(2, first.total));
    }
    expect((await call(ROUTES.listGenerations)).items[0]?.number).toBe(1);
    expect((await call(ROUTES.listFields)).items.map((field) => field.path)).toContain('os.family');
  });

  test('workloads are listed page by page and read one by one', async () => {
    const query = { filter: 'os.family = windows', sort: '-memoryMiB', limit: '5', facets: 'os.version, powerState' };
    const first = await call(ROUTES.listWorkloads, { query });
    expect(first.items).toHaveLength(5);
    expect(first.items.every((item) => item.osFamily === 'windows')).toBe(true);
    expect(Object.keys(first.facets ?? {})).toEqual(['os.version', 'powerState']);
    const second = await call(ROUTES.listWorkloads, { query: { ...query, continue: first.continue ?? '' } });
    expect(second.items.map((item) => item.id)).not.toContain(first.items[0]?.id);
    const id = first.items[0]?.id ?? '';
    const workload = await call(ROUTES.getWorkload, { params: { id } });
    expect(workload.facts['name']).toBe(first.items[0]?.name);
    expect(workload.observations.length).toBeGreaterThan(0);
  });

  test('the road to a report', async () => {
    const template = await call(ROUTES.sitesTemplate);
    const sites = await call(ROUTES.putSites, { body: { text: template.text } });
    expect(sites.sites.length).toBeGreaterThan(2);
    expect((await call(ROUTES.getSites)).digest).toBe(sites.digest);

    await finish(ROUTES.assess, { asOf: '2026-11-22' });
    const assessment = await call(ROUTES.latestAssessment);
    expect(assessment.assessed).toBeGreaterThan(100);
    const { items } = await call(ROUTES.listWorkloads, { query: { filter: 'readiness.kvm is known', limit: '1' } });
    const id = items[0]?.id ?? '';
    expect((await call(ROUTES.workloadAssessment, { params: { id } })).workloadId).toBe(id);

    await finish(ROUTES.check, {});
    const check = await call(ROUTES.latestCheck);
    expect(check.packs.length).toBeGreaterThan(0);
    await call(ROUTES.listFindings, { query: { limit: '3' } });

    await finish(ROUTES.place, { seed: 1, iterations: 20 });
    const placement = await call(ROUTES.latestPlacement);
    expect(placement.placed + placement.unplaced).toBeGreaterThan(100);
    const { items: assignments, total } = await call(ROUTES.listAssignments, {
      params: { id: 'latest' },
      query: { moves: 'true', limit: '2' },
    });
    expect(total).toBe(placement.moves);
    expect(assignments.every((assignment) => assignment.moves)).toBe(true);
    expect((await call(ROUTES.workloadPlacement, { params: { id } })).workloadId).toBe(id);
    expect(await call(ROUTES.getPlacement, { params: { id: placement.id } })).toEqual(placement);
    expect(placement.resultDigest).toMatch(/^sha256:/);

    const changed = `${template.text}\nscenarios:\n  - { id: dearer, name: Dearer, priceFactors: { ${sites.sites[0]?.id}: 3 } }\n`;
    await call(ROUTES.putSites, { body: { text: changed } });
    // One more what-if changes nothing of what is.
    expect((await call(ROUTES.latestPlacement)).stale).toEqual([]);
    const dearer = await finish<{ id: string }>(ROUTES.place, { seed: 1, iterations: 20, scenario: 'dearer' });
    const lost = { lose: [`site/${sites.sites[0]?.id}`], placement: 'dearer', iterations: 20 };
    expect(await finish(ROUTES.drill, lost)).toMatchObject({ kind: 'drill', basedOn: dearer.id });
    const query = { a: 'latest', b: 'dearer', limit: '3' };
    expect((await call(ROUTES.comparePlacements, { query })).inputs.map(({ what }) => what)).toContain('scenario');
    expect((await call(ROUTES.listPlacements)).items.map(({ kind }) => kind)).toEqual(['drill', 'scenario', 'place']);
    await call(ROUTES.putSites, { body: { text: template.text } });
    expect(await call(ROUTES.latestPlacement)).toEqual(placement);

    const { planId } = await finish<{ planId: string }>(ROUTES.plan, { name: 'exit' });
    const whole = await call(ROUTES.getPlan, { params: { id: 'latest' } });
    expect(await call(ROUTES.getPlan, { params: { id: planId } })).toEqual(whole);
    expect((await call(ROUTES.listPlans)).items[0]).toMatchObject({ id: planId, digest: whole.digest });
    const artefacts = await Promise.all(
      ['openshift', 'azure'].map((to) => call(ROUTES.makeArtefacts, { body: { plan: whole, to } })),
    );
    const targets = JSON.stringify(whole);
    expect(artefacts.map(({ items }) => items.length > 0)).toEqual([
      targets.includes('"target":"openshift-virtualization"'),
      targets.includes('"target":"azure-vm"'),
    ]);
    const edited = await app.inject({
      method: 'POST',
      url: '/api/v1/artefacts',
      payload: { plan: { ...whole, name: 'other' }, to: 'azure' },
    });
    expect(edited.json<Problem>().code).toMatch(/^IST-6/);

    expect(await call(ROUTES.report)).toMatch(/^<!doctype html>/i);
    const first = await call(ROUTES.listWhyRecords, { query: { limit: '3' } });
    const rest = await call(ROUTES.listWhyRecords, { query: { limit: '3', continue: first.continue ?? '' } });
    expect([...first.items, ...rest.items].map((record) => record.decision).toSorted()).toEqual([
      'assess',
      'check',
      'drill',
      'place',
      'plan',
      'scenario',
    ]);
    expect((await call(ROUTES.overview)).next).toEqual([]);
    expect((await call(ROUTES.listOperations)).items.map((operation) => operation.kind).toSorted()).toEqual([
      'assess',
      'check',
      'demo',
      'drill',
      'place',
      'plan',
      'scenario',
    ]);
  });

  test('a sites file that matches nothing is taken, and the person is told', async () => {
    const text =
      'sites:\n  - id: elsewhere\n    platform: vsphere\n    target: stay\n    matches: { clusters: [no-such-cluster] }\n    capacity: { cpuCores: 10, memoryGiB: 10, diskGiB: 10 }\n';
    const answer = await app.inject({ method: 'PUT', url: '/api/v1/sites', payload: { text } });
    expect(answer.json()).toMatchObject({
      warnings: [expect.stringContaining('elsewhere'), expect.stringContaining('at no site')],
    });
  });

  test('a sites file with a mistake is refused with its place, and the one before stays', async () => {
    const before = await call(ROUTES.getSites);
    const answer = await app.inject({
      method: 'PUT',
      url: '/api/v1/sites',
      payload: { text: 'sites:\n  - id: x\n    colour: red\n' },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().causes.length).toBeGreaterThan(0);
    expect((await call(ROUTES.getSites)).digest).toBe(before.digest);
  });

  test('the second import of the same estate changes nothing; two generations can be compared', async () => {
    const again = await finish<{ changed: boolean; generation: number }>(ROUTES.importDemo, {
      seed: 7,
      workloads: 150,
    });
    expect(again.changed).toBe(false);
    await finish(ROUTES.importDemo, { seed: 8, workloads: 150 });
    const { items } = await call(ROUTES.listGenerations);
    const diff = await call(ROUTES.diffGenerations, {
      params: { from: again.generation, to: items[0]?.number ?? 0 },
      query: { limit: '3' },
    });
    expect(diff.items.length).toBeLessThanOrEqual(3);
    expect(diff.counts.added + diff.counts.removed + diff.counts.changed).toBeGreaterThan(0);
  });

  test('an operation that is cancelled ends as cancelled', async () => {
    const started = await call(ROUTES.importDemo, { body: { seed: 9, workloads: 5000 } });
    await call(ROUTES.cancelOperation, { params: { id: started.id } });
    const ended = await call(ROUTES.getOperation, { params: { id: started.id }, query: { wait: '60s' } });
    expect(ended.state).toBe('cancelled');
    expect(ended.problem?.code).toBe('IST-7010');
  });
});
