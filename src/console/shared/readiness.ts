/** The four answers to "is it ready?", in the order people read them. */

export const READINESS_CLASSES = [
  { id: 'ready', text: 'ready', status: 'success' },
  { id: 'conditional', text: 'with conditions', status: 'warning' },
  { id: 'not-ready', text: 'not ready', status: 'danger' },
  { id: 'unknown', text: 'unknown', status: 'info' },
] as const;

export type ReadinessName = (typeof READINESS_CLASSES)[number]['id'];
