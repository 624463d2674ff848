/** What each role may do. A role that decides (approver) cannot make what it decides on (planner). */

import { ACTIONS } from './actions.ts';
import type { Action } from './actions.ts';

export const ROLES = ['viewer', 'assessor', 'planner', 'operator', 'approver', 'compliance-officer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The log says what everybody did, and exports of it hold what is told to nobody else: not for everybody who reads. */
const READ = ACTIONS.filter((action) => action.endsWith(':read') && action !== 'audit:read');
const VIEW: readonly Action[] = [...READ, 'session:own'];
const ASSESS: readonly Action[] = [
  ...VIEW,
  'inventory:import',
  'inventory:correct',
  'assessment:run',
  'policy:check',
  'operation:cancel',
];

export const ROLE_ACTIONS: Readonly<Record<Role, readonly Action[]>> = {
  viewer: VIEW,
  assessor: ASSESS,
  planner: [...ASSESS, 'placement:run', 'plan:write', 'waiver:request'],
  operator: [...VIEW, 'inventory:import', 'inventory:correct', 'source:manage', 'operation:cancel'],
  approver: [...VIEW, 'audit:read', 'plan:approve', 'waiver:approve'],
  'compliance-officer': [
    ...VIEW,
    'audit:read',
    'policy:write',
    'policy:check',
    'waiver:request',
    'waiver:approve',
    'evidence:import',
    'evidence:sign',
    'operation:cancel',
  ],
  admin: ACTIONS,
};

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
