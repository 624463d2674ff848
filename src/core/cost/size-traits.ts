/**
 * What the name of a size says of it. Price lists carry vCPU and memory; whether a size is Arm, confidential or takes
 * premium disks stands in its name alone. Names that follow no convention known here say nothing: absent, not false.
 */

export interface SizeTraits {
  readonly arm?: boolean;
  /** Takes disks of a premium class. */
  readonly premiumDisks?: boolean;
  /** Memory encrypted with keys the host does not have, for a whole machine. */
  readonly confidential?: boolean;
  /** CPU time is earned: a share of a vCPU all the time, more for a while. */
  readonly burstable?: boolean;
  /** Not to be chosen for a workload by its figures: fewer cores than memory suggests, enclaves, child machines. */
  readonly special?: boolean;
}

/**
 * "Standard_" family, vCPU count, "-" usable vCPU, features, "_" rest: Standard_DC4as_v5, Standard_E16-4s_v5.
 * Source: MicrosoftDocs/azure-compute-docs vm-naming-conventions.md.
 */
const STANDARD = /^(?:Standard|Basic)_([A-Z]+)\d+(-\d+)?([a-z]*)(?:_(.*))?$/;
/** Shared-core and Arm families of a second convention: "e2-small", "t2a-standard-4". */
const DASHED = /^([a-z]\d[a-z]?)-(.+)$/;
const ARM_FAMILIES = new Set(['t2a', 'c4a', 'n4a', 'a4x']);

export function traitsOf(size: string): SizeTraits {
  const standard = STANDARD.exec(size);
  if (standard !== null) {
    const [, family = '', constrained, features = '', rest = ''] = standard;
    const guarded = /^(DC|EC|NCC)$/.test(family);
    const wholeMachine = guarded && (/[ae]/.test(features) || family === 'NCC') && !rest.startsWith('cc_');
    return {
      arm: features.includes('p'),
      premiumDisks: features.includes('s') || /^(DS|GS)$/.test(family),
      confidential: wholeMachine,
      burstable: family === 'B',
      special: constrained !== undefined || (guarded && !wholeMachine) || /promo$/i.test(rest),
    };
  }
  const dashed = DASHED.exec(size);
  if (dashed === null) return {};
  const [, family = '', shape = ''] = dashed;
  return {
    arm: ARM_FAMILIES.has(family),
    burstable: /^(f1|g1)$/.test(family) || (family === 'e2' && /^(micro|small|medium)$/.test(shape)),
  };
}
