/**
 * Whether anybody looked. What the organisation says of itself in sites.yaml, a declaration, a classification, or what
 * the catalogue publishes of a provider is somebody's word; a scanner, an operator, a cloud's policy engine and the
 * inventory of a platform looked at the thing itself. Both may satisfy a control, and they are told apart everywhere.
 */

export const EVIDENCE_BASES = ['observed', 'stated'] as const;
/** 'observed': something looked at it; 'stated': somebody says so, and nothing looked. */
export type EvidenceBasis = (typeof EVIDENCE_BASES)[number];

export const SATISFIED_BASES = ['observed', 'partly', 'stated'] as const;
/** On what a control is satisfied: everywhere looked at, for some workloads only stated, for all of them. */
export type SatisfiedBasis = (typeof SATISFIED_BASES)[number];

/** `stated` of `all` that are satisfied. Null: none is. */
export const satisfiedBasis = (all: number, stated: number): SatisfiedBasis | null =>
  all === 0 ? null : stated === 0 ? 'observed' : stated >= all ? 'stated' : 'partly';
