/** Rebalance, size and GPU questions through the HTTP edge, on a small demo estate and a real database. */

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testContext } from '../../test/support/database.ts';
import type { Operation } from '../api/common.ts';
import { gpuDefragRequestSchema, gpuDefragSchema, gpuPlanRequestSchema, gpuPlanSchema } from '../api/gpu.ts';
import { rebalanceRequestSchema, rebalanceSchema, sizeRequestSchema, sizingSchema } from '../api/hosts.ts';
import { ROUTES } from '../api/routes.ts';
import type { Route } from '../api/route.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import type { OwnedContext } from '../services/context.ts';
import { defragGpus } from '../services/gpu-defrag.ts';
import { cancelOperation, enqueueJob } from '../services/operations.ts';
import { pinQuestion } from '../services/pin-question.ts';
import { planGpus } from '../services/gpu-plan.ts';
import { rebalanceSite } from '../services/rebalance-site.ts';
import { sizeEstate } from '../services/size-hosts.ts';
import { buildApp } from './app.ts';

let context: OwnedContext;
let app: FastifyInstance;
let site = '';

async function call<R extends Route>(
  route: R,
  input: { params?: Record<string, string>; query?: Record<string, string>; body?: object } = {},
): Promise<z.output<R['response']>> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const answer = await app.inject({
    method: route.method,
    url: `${path}?${new URLSearchParams(input.query).toString()}`,
    ...(input.body !== undefined && { payload: input.body }),
  });
  if (answer.statusCode !== route.status)
    throw new Error(`${route.method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`);
  return route.response.parse(answer.json()) as z.output<R['response']>;
}

async function ended(route: Route, body: object): Promise<Operation> {
  let operation = (await call(route, { body })) as Operation;
  while (operation.state === 'running' || operation.state === 'pending') {
    operation = await call(ROUTES.getOperation, { params: { id: operation.id }, query: { wait: '20s' } });
  }
  return operation;
}

async function result<T extends z.ZodType>(schema: T, route: Route, body: object): Promise<z.output<T>> {
  const operation = await ended(route, body);
  expect(operation.problem).toBeNull();
  return schema.parse(operation.result);
}

/** Straight from the service: a thread per wrong option would only cost time. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof IsthmusError ? error.code : `no error with a code: ${String(error)}`;
}

beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, { trustedActor: { name: 'tester', grants: [{ role: 'admin' }] } });
  const imported = await ended(ROUTES.importDemo, { seed: 42, workloads: 400 });
  if (imported.problem !== null) throw new Error(imported.problem.detail);
  const { text } = await call(ROUTES.sitesTemplate);
  const { sites } = await call(ROUTES.putSites, { body: { text } });
  site = sites.find(({ id }) => id.includes('fra-prod'))?.id ?? '';
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

describe('rebalance', () => {
  test('is kept, listed and given back by id and by site; the same question has the same answer', async () => {
    const request = { site, iterations: 20_000, headroomPct: 60 };
    const plan = await result(rebalanceSchema, ROUTES.rebalance, request);
    expect(plan.site).toBe(site);
    expect(plan.groups.length).toBeGreaterThan(0);
    expect(plan.cost.bound).toBeLessThanOrEqual(plan.cost.after);
    expect(await call(ROUTES.getRebalance, { params: { id: site } })).toEqual(plan);
    expect((await call(ROUTES.listRebalances)).items[0]).toMatchObject({ id: plan.id, moveCount: plan.moves.length });
    const { id: _, createdAt: __, ...again } = await rebalanceSite(context, rebalanceRequestSchema.parse(request));
    expect(plan).toMatchObject(again);
  });

  test('says which option is wrong', async () => {
    expect(await codeOf(rebalanceSite(context, rebalanceRequestSchema.parse({ site: 'nowhere' })))).toBe('IST-4005');
    expect(await codeOf(rebalanceSite(context, rebalanceRequestSchema.parse({ site, evacuate: ['nobody'] })))).toBe(
      'IST-5022',
    );
    expect(await codeOf(rebalanceSite(context, rebalanceRequestSchema.parse({ site: 'example-kvm' })))).toBe(
      'IST-5020',
    );
    await expect(call(ROUTES.rebalance, { body: { site, headroomPct: 101 } })).rejects.toThrow('400');
  });
});

describe('a question', () => {
  test('is of the estate as it was when it was asked, and its answer says when that has changed', async () => {
    const request = { site, iterations: 1000 };
    const basis = await pinQuestion(context);
    const { text } = await call(ROUTES.getSites);
    await call(ROUTES.putSites, { body: { text: `${text}\n# another file\n` } });
    const pinned = await rebalanceSite(context, { ...rebalanceRequestSchema.parse(request), basis });
    expect(pinned.stale).toEqual(['sites.yaml has changed since.']);
    expect(await call(ROUTES.getRebalance, { params: { id: pinned.id } })).toEqual(pinned);
    const [before, after] = await Promise.all([
      enqueueJob(context, 'gpu-plan', { ...gpuPlanRequestSchema.parse({}), basis }),
      enqueueJob(context, 'gpu-plan', { ...gpuPlanRequestSchema.parse({}), basis: await pinQuestion(context) }),
    ]);
    expect(after.id).not.toBe(before.id);
    await Promise.all([before, after].map(({ id }) => cancelOperation(context, id)));
    expect((await result(rebalanceSchema, ROUTES.rebalance, request)).stale).toEqual([]);
  });

  test('that was ended early says so, and what was not searched', async () => {
    const stopped = { ...context, stopping: () => true };
    const plan = await rebalanceSite(stopped, rebalanceRequestSchema.parse({ site, headroomPct: 60 }));
    expect(plan).toMatchObject({ stoppedEarly: true, seconds: expect.any(Number) });
    expect(plan.warnings.join('\n')).toMatch(/not reproducible[^]*Not searched at all: /);
    const gpus = await planGpus(stopped, gpuPlanRequestSchema.parse({}));
    expect(gpus).toMatchObject({ stoppedEarly: true });
    expect(gpus.warnings[0]).toContain('not reproducible');
  });

  test('has a seed of 32 bits', async () => {
    await expect(call(ROUTES.rebalance, { body: { site, seed: 2 ** 32 } })).rejects.toThrow('400');
    await expect(call(ROUTES.planGpus, { body: { seed: 2 ** 32 } })).rejects.toThrow('400');
  });
});

describe('size', () => {
  test('packs what is meant into the given shapes, with bound, limits and unknowns', async () => {
    const sizing = await result(sizingSchema, ROUTES.sizeHosts, {
      filter: 'platform = vsphere',
      hosts: [{ cpuCores: 64, memoryGiB: 1024 }],
      target: 'openshift-virtualization',
    });
    expect(sizing.bound).toBeLessThanOrEqual(sizing.hosts);
    expect(sizing.packing.reduce((sum, { workloads }) => sum + workloads.length, 0)).toBe(sizing.counted);
    expect(sizing.limits.map(({ id }) => id)).toContain('kubevirt-vms-per-cluster');
    expect(await call(ROUTES.getSizing, { params: { id: 'latest' } })).toEqual(sizing);
  });

  test('takes the shapes of the site itself, and refuses half-priced ones and empty sets', async () => {
    expect((await sizeEstate(context, sizeRequestSchema.parse({ site }))).shapes.length).toBeGreaterThan(0);
    const shapes = [
      { cpuCores: 8, memoryGiB: 64, usdPerMonth: 10 },
      { cpuCores: 8, memoryGiB: 64 },
    ];
    expect(await codeOf(sizeEstate(context, sizeRequestSchema.parse({ hosts: shapes })))).toBe('IST-5024');
    expect(
      await codeOf(
        sizeEstate(
          context,
          sizeRequestSchema.parse({ filter: 'name = nobody', hosts: [{ cpuCores: 1, memoryGiB: 1 }] }),
        ),
      ),
    ).toBe('IST-5023');
  });
});

describe('GPUs', () => {
  test('of the estate are planned and kept; room is made or refused with reasons', async () => {
    const plan = await result(gpuPlanSchema, ROUTES.planGpus, {});
    expect(plan.allocatedMilli).toBeLessThanOrEqual(plan.boundMilli);
    expect(plan.nodes.every(({ allocatedMilli, gpus }) => allocatedMilli <= gpus * 1000)).toBe(true);
    expect(await call(ROUTES.getGpuPlan, { params: { id: plan.id ?? '' } })).toEqual(plan);
    const never = await result(gpuDefragSchema, ROUTES.defragmentGpus, { request: { gpus: 30 } });
    expect(never).toMatchObject({ possible: false, kind: 'never' });
    expect(never.reasons.length).toBeGreaterThan(0);
  });

  test('of files are planned without an estate and not kept', async () => {
    const files = {
      nodesCsv: 'sn,cpu_milli,memory_mib,gpu,model\nn1,8000,8192,2,X\n',
      podsCsv:
        'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,node\na,1000,1024,1,600,,n1\nb,1000,1024,1,600,,n1\n',
    };
    expect(await planGpus(context, gpuPlanRequestSchema.parse({ ...files, anew: true }))).toMatchObject({
      id: null,
      generation: null,
      allocatedMilli: 1200,
    });
    const found = await defragGpus(context, gpuDefragRequestSchema.parse({ ...files, request: { gpus: 1 } }));
    expect(found).toMatchObject({ id: null, possible: false });
    expect(await codeOf(planGpus(context, gpuPlanRequestSchema.parse({ nodesCsv: 'x' })))).toBe('IST-5025');
  });

  test('a model needs are computed or unknown, never guessed', async () => {
    const query = { model: 'llama-3.1-8b', context: '8192', concurrency: '4' };
    expect((await call(ROUTES.gpuNeed, { query })).options.length).toBeGreaterThan(0);
    expect(await call(ROUTES.gpuNeed, { query: { model: 'no-such-model' } })).toMatchObject({
      verdict: 'unknown',
      options: [],
    });
  });
});
