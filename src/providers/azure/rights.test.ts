import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startArmStub } from '../../../test/support/arm-stub.ts';
import { EDGE, PROD, WORKLOADS } from '../../../test/support/arm-stub-tenant.ts';
import { readStub } from './live.fixture.ts';
import { graphQueries } from './queries.ts';
import { neededRights } from './rights.ts';

const guide = (name: string): Promise<string> =>
  readFile(new URL(`../../../docs/guide/sources/${name}`, import.meta.url), 'utf8');
const role = async (): Promise<{ readonly Actions: readonly string[]; readonly [other: string]: unknown }> =>
  JSON.parse(await guide('azure-role.json')) as { readonly Actions: readonly string[] };

test('the shipped role holds exactly the rights that are used, and only rights to read', async () => {
  const { Actions: actions, NotActions, DataActions } = await role();
  expect([...actions].sort()).toEqual(
    neededRights()
      .map(({ action }) => action)
      .sort(),
  );
  for (const action of actions) expect(action).toMatch(/^[A-Za-z.]+(\/[A-Za-z]+)+\/read$/);
  expect([NotActions, DataActions]).toEqual([[], []]);
});

test('with the shipped role everything is read, against a stub that enforces it', async () => {
  await using stub = await startArmStub();
  const { Actions: actions } = await role();
  for (const subscription of [PROD, EDGE]) stub.rights.set(subscription, actions);
  const said = await readStub(stub);
  expect(said.machines.toSorted()).toEqual(WORKLOADS.toSorted());
  expect(said.identity.lacking).toBeUndefined();
});

test('each right of the role is needed: without it something is missing, and its name is told', async () => {
  const { Actions: actions } = await role();
  await using stub = await startArmStub();
  const whole = JSON.stringify((await readStub(stub)).items);
  // These are asked of the tenant, not of a subscription; that the detail calls need theirs is tried elsewhere.
  const elsewhere = /ResourceGraph|subscriptions\/read|permissions/;
  for (const action of actions.filter((one) => !elsewhere.test(one))) {
    for (const subscription of [PROD, EDGE])
      stub.rights.set(
        subscription,
        actions.filter((one) => one !== action),
      );
    const said = await readStub(stub);
    expect(
      said.identity.lacking?.map(({ right }) => right),
      action,
    ).toEqual([action]);
    expect(JSON.stringify(said.items) === whole, action).toBe(false);
  }
});

test('the guide names every right', async () => {
  const text = await guide('azure.md');
  for (const { action } of neededRights()) expect(text).toContain(action.replace(/\/read$/, ''));
  for (const { name } of graphQueries()) expect(text).toContain(name);
});
