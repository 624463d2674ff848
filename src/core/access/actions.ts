/** What can be asked of the product, as rights are granted. */

export const ACTIONS = [
  'inventory:read',
  'inventory:import',
  'source:manage',
  'inventory:correct',
  'assessment:read',
  'assessment:run',
  'policy:read',
  'policy:write',
  'policy:check',
  'waiver:request',
  'waiver:approve',
  'placement:read',
  'placement:run',
  'plan:read',
  'plan:write',
  'plan:approve',
  'report:read',
  'evidence:read',
  'audit:read',
  'evidence:import',
  'evidence:sign',
  'evidence:redact',
  'operation:read',
  'operation:cancel',
  'access:manage',
  'session:own',
] as const;

export type Action = (typeof ACTIONS)[number];
