/** Assessment and catalogue: IST-3xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ASSESS_ERRORS = {
  'IST-3001': {
    title: 'Catalogue file is not valid',
    status: 500,
    exitCode: 1,
    hint: 'Restore the shipped catalogue, or correct the record that is named.',
  },
  'IST-3002': {
    title: 'A rule broke while it looked at a workload',
    status: 500,
    exitCode: 1,
    hint: 'This is a defect in the rule, not in your data. Please report it with the rule id.',
  },
  'IST-3003': {
    title: 'Assessment date is not a date',
    status: 400,
    exitCode: 64,
    hint: 'Give the day to judge for as YYYY-MM-DD.',
  },
  'IST-3004': {
    title: 'Target is not one that workloads are judged for',
    status: 400,
    exitCode: 64,
    hint: 'Name one of the targets that are listed.',
  },
  'IST-3010': {
    title: 'Rule file is not readable',
    status: 400,
    exitCode: 1,
    hint: 'Correct the YAML at the line and column that are named.',
  },
  'IST-3011': {
    title: 'Rule is not valid',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named; docs/guide/own-rules.md describes the format, `isthmus rules facts` lists what can be read.',
  },
  'IST-3012': {
    title: 'Two rules have the same id',
    status: 409,
    exitCode: 1,
    hint: 'Give one of them another id. None of them wins: until then the rule answers "unknown" everywhere.',
  },
  'IST-3013': {
    title: 'Unknown rule',
    status: 404,
    exitCode: 1,
    hint: 'Use an id that `isthmus rules list` shows.',
  },
  'IST-3014': {
    title: 'Rule cannot be changed here',
    status: 409,
    exitCode: 1,
    hint: 'Shipped rules are changed by a release, rules of the rules folder in their file; only applied rules can be replaced and deleted.',
  },
  'IST-3020': {
    title: 'No such cluster for containers',
    status: 404,
    exitCode: 1,
    hint: 'List clusters: isthmus get clusters. Containers run on OpenShift, AKS and other Kubernetes clusters.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
