/** Words of concentration and exit. */

import type { ExitPlanDocument, OperatorExitDocument } from '../../api/exit.ts';
import type { ConcentrationMeasure, ConcentrationOver } from '../../core/policy/concentration/settings.ts';

export const OVER_TITLES: Readonly<Record<ConcentrationOver, string>> = {
  operator: 'Operator',
  jurisdiction: 'Jurisdiction',
  country: 'Country',
  technology: 'Technology',
  site: 'Site',
};
export const MEASURE_TITLES: Readonly<Record<ConcentrationMeasure, string>> = {
  functions: 'Functions',
  workloads: 'Workloads',
  vcpu: 'vCPUs',
  memoryMiB: 'MiB of memory',
};
export const STATE_TEXTS = {
  violated: 'broken',
  unknown: 'not known',
  satisfied: 'kept',
  'not-applicable': 'kept',
} as const;
export const STRATEGY_TEXTS: Readonly<Record<OperatorExitDocument['strategyInPlace'], string>> = {
  yes: 'fresh',
  no: 'none yet',
  unknown: 'out of date',
};
export const SUBSTITUTABILITY_TEXTS: Readonly<
  Record<ExitPlanDocument['functions'][number]['substitutability'], string>
> = {
  substitutable: 'substitutable',
  'with-conditions': 'with conditions',
  'not-substitutable': 'not substitutable',
  unknown: 'not known',
};

/** In addresses and requests; null: the sites whose operator nobody names. */
export const operatorKey = (operator: string | null): string => operator ?? 'unknown';
export const operatorTitle = (operator: string | null): string => operator ?? 'Not known';

export const criticalText = (critical: boolean | null): string =>
  critical === null ? 'not known' : critical ? 'yes' : 'no';
