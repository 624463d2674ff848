/** Fields that later steps add: readiness, findings, placement, plan. Unknown until the step ran. */

import type { TargetId } from '../assess/verdict.ts';
import type { Field, FieldType, FieldUnit, FieldValue, WorkloadResults } from './field.ts';

/** Every target a workload is judged for, in the order people see them. */
export const TARGET_TITLES: Readonly<Record<TargetId, string>> = {
  stay: 'Stay',
  'openshift-virtualization': 'OpenShift Virtualization',
  'azure-vm': 'Azure VM',
  kvm: 'KVM',
  hyperv: 'Hyper-V',
  'azure-local': 'Azure Local',
  'openshift-container': 'OpenShift container',
  'aks-container': 'AKS container',
};

function result(
  path: string,
  title: string,
  type: FieldType,
  read: (results: WorkloadResults) => FieldValue | undefined,
  extra: { unit?: FieldUnit; description?: string; values?: readonly string[] } = {},
): Field {
  return {
    path,
    title,
    type,
    group: 'result',
    ...extra,
    read: (row) => (row.results === undefined ? undefined : read(row.results)),
  };
}

const targets = Object.keys(TARGET_TITLES) as TargetId[];

export const RESULT_FIELDS: readonly Field[] = [
  ...targets.map((target) =>
    result(
      `readiness.${target}`,
      `Readiness: ${TARGET_TITLES[target]}`,
      'text',
      (results) => results.readiness?.[target],
      {
        values: ['ready', 'conditional', 'not-ready', 'unknown'],
        description: 'The value "unknown" means that it was assessed and a fact was missing.',
      },
    ),
  ),
  result('bestTarget', 'Best target', 'list', (results) => results.bestTarget, {
    description: 'Several when nothing tells them apart.',
  }),
  result('blockers', 'Blockers', 'list', (results) => results.blockers),
  result('complexity', 'Complexity', 'number', (results) => results.complexity),
  result('findings.violated', 'Violations', 'number', (results) => results.findings?.violated),
  result('findings.unknown', 'Undecided findings', 'number', (results) => results.findings?.unknown),
  result('findings.satisfied', 'Rules kept', 'number', (results) => results.findings?.satisfied),
  result('findings.waived', 'Waived findings', 'number', (results) => results.findings?.waived),
  result('findings.rules', 'Violated rules', 'list', (results) => results.findings?.rules),
  result('site', 'Site', 'text', (results) => results.site, {
    description: 'Where it runs now; known once the estate was placed.',
  }),
  result('placedAt', 'Placed at', 'text', (results) => results.placedAt, {
    description: 'Where the placement puts it.',
  }),
  result('costUsdPerMonth', 'Cost', 'number', (results) => results.costUsdPerMonth, { unit: 'USD/month' }),
  result('wave', 'Wave', 'text', (results) => results.wave),
];
