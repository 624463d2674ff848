import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from './actions.ts';
import type { Action } from './actions.ts';
import type { Actor, Scope } from './actor.ts';
import { allowedActions, can, rolesThatMay } from './can.ts';
import { ROLE_ACTIONS, ROLES } from './roles.ts';
import type { Role } from './roles.ts';

const actor = (role: Role, scope?: Scope): Actor => ({ name: 'x', grants: [{ role, ...(scope && { scope }) }] });

describe('can', () => {
  test.each<{ role: Role; action: Action; expected: boolean; reason: string }>([
    { role: 'viewer', action: 'inventory:read', expected: true, reason: 'viewers read' },
    { role: 'viewer', action: 'inventory:import', expected: false, reason: 'viewers change nothing' },
    { role: 'planner', action: 'plan:write', expected: true, reason: 'planners plan' },
    { role: 'planner', action: 'plan:approve', expected: false, reason: 'and do not approve what they planned' },
    { role: 'approver', action: 'plan:approve', expected: true, reason: 'approvers approve' },
    { role: 'approver', action: 'plan:write', expected: false, reason: 'and do not plan what they approve' },
    {
      role: 'compliance-officer',
      action: 'policy:write',
      expected: true,
      reason: 'the officer sets the sites and packs',
    },
    { role: 'planner', action: 'policy:write', expected: false, reason: 'whoever places does not set the rules' },
    { role: 'viewer', action: 'evidence:read', expected: true, reason: 'why-records are for everybody' },
    { role: 'viewer', action: 'audit:read', expected: false, reason: 'what everybody did is not' },
    { role: 'planner', action: 'audit:read', expected: false, reason: 'nor for who plans' },
    { role: 'approver', action: 'audit:read', expected: true, reason: 'approvers look at who did what' },
    { role: 'compliance-officer', action: 'audit:read', expected: true, reason: 'and so does the officer' },
    { role: 'operator', action: 'access:manage', expected: false, reason: 'only admins hand out rights' },
    { role: 'admin', action: 'access:manage', expected: true, reason: 'admins do' },
  ])('$role, $action: $expected ($reason)', ({ role, action, expected }) => {
    expect(can(actor(role), action)).toBe(expected);
  });

  test('nobody without a grant may do anything', () => {
    expect(allowedActions({ name: 'x', grants: [] })).toEqual([]);
  });

  test.each<{ granted: Scope; asked: Scope | undefined; expected: boolean; reason: string }>([
    { granted: { sites: ['fra'] }, asked: { sites: ['fra'] }, expected: true, reason: 'the same part' },
    { granted: { sites: ['fra'] }, asked: { sites: ['fra', 'muc'] }, expected: false, reason: 'more than the part' },
    { granted: { sites: ['fra'] }, asked: undefined, expected: false, reason: 'the whole is more than a part' },
    {
      granted: { sites: ['fra'] },
      asked: { applications: ['sap'] },
      expected: false,
      reason: 'an application may run elsewhere',
    },
    {
      granted: { sites: ['fra'], applications: ['sap'] },
      asked: { sites: ['fra'], applications: ['sap'] },
      expected: true,
      reason: 'both fit',
    },
    { granted: {}, asked: { sites: ['muc'] }, expected: true, reason: 'no limit' },
  ])('scopes: $reason', ({ granted, asked, expected }) => {
    expect(can(actor('viewer', granted), 'inventory:read', asked)).toBe(expected);
  });

  test('a further grant never takes anything away', () => {
    const grant = fc.record({ role: fc.constantFrom(...ROLES) });
    fc.assert(
      fc.property(fc.array(grant), grant, fc.constantFrom(...ACTIONS), (grants, more, action) => {
        const before = can({ name: 'x', grants }, action);
        expect(can({ name: 'x', grants: [...grants, more] }, action) || !before).toBe(true);
      }),
    );
  });

  test('every action is in reach of some role, and every role can sign out', () => {
    expect(ACTIONS.filter((action) => rolesThatMay(action).length === 0)).toEqual([]);
    expect(ROLES.filter((role) => !ROLE_ACTIONS[role].includes('session:own'))).toEqual([]);
  });
});
