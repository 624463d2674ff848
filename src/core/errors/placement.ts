/** Placement, prices and cost: IST-5xxx. */

import type { ErrorDefinition } from './errors.ts';

export const PLACEMENT_ERRORS = {
  'IST-5001': {
    title: 'Price list cannot be read',
    status: 422,
    exitCode: 1,
    hint: 'Bring a CSV with a header line that has InstanceType, vCPUs, MemoryGiB, Price and Region; see docs/reference/cost.md.',
  },
  'IST-5002': {
    title: 'Price list has no usable row',
    status: 422,
    exitCode: 1,
    hint: 'Every row was refused. Look at the causes: the first refused rows and why.',
  },
  'IST-5003': {
    title: 'A figure in the placement input is not a finite, non-negative number',
    status: 422,
    exitCode: 1,
    hint: 'Correct the size, capacity or price that is named; a missing figure must be absent, not NaN or negative.',
  },
  'IST-5004': {
    title: 'A site is named that sites.yaml does not have',
    status: 422,
    exitCode: 1,
    hint: 'Correct the site id in the pin that is named, or add the site.',
  },
  'IST-5005': {
    title: 'Workload is not part of this placement',
    status: 404,
    exitCode: 1,
    hint: 'List the workloads of the generation that was placed; place again when the estate is newer.',
  },
  'IST-5006': {
    title: 'No such placement',
    status: 404,
    exitCode: 1,
    hint: 'Use an id from isthmus get placements, the id of a scenario that was placed, or "latest".',
  },
  'IST-5007': {
    title: 'No such scenario in sites.yaml',
    status: 404,
    exitCode: 1,
    hint: 'Use the id of a scenario under "scenarios" of the sites file in force, or add it and apply the file.',
  },
  'IST-5008': {
    title: 'Nothing of the sites file is called so',
    status: 422,
    exitCode: 64,
    hint: 'Say what is lost as site/ID, zone/NAME, operator/NAME or country/CODE, as sites.yaml names them.',
  },
  'IST-5010': {
    title: 'A placement rule contradicts the sites file',
    status: 422,
    exitCode: 1,
    hint: 'Correct the rule that is named under placement.rules of sites.yaml: its id is used once, its sites exist.',
  },
  'IST-5011': {
    title: 'A scenario cannot be applied to the sites file',
    status: 422,
    exitCode: 1,
    hint: 'Correct the field of the scenario that is named; the result must be a sites file that could have been written by hand.',
  },
  'IST-5031': {
    title: 'A GPU, node or demand in the input of a GPU plan contradicts itself',
    status: 422,
    exitCode: 1,
    hint: 'Correct what is named: figures are whole numbers within range, ids are used once, running demands fit where they run.',
  },
  'IST-5032': {
    title: 'No GPU placement policy has this name',
    status: 422,
    exitCode: 64,
    hint: 'Use one of the names in the message, or leave the policy out.',
  },
  'IST-5040': {
    title: 'A computing thread ended without a result',
    status: 500,
    exitCode: 1,
    hint: 'Most often memory ran out: try again with more of it free, or with fewer threads. If it comes back, report it with the message.',
  },
  'IST-5042': {
    title: 'Too many explanations are waiting',
    status: 503,
    exitCode: 1,
    hint: 'Each is computed anew, one after the other. Try again in a minute, or ask without "full" for what was stored with the placement.',
  },
  'IST-5041': {
    title: 'A sizing or rebalancing request cannot be read',
    status: 422,
    exitCode: 64,
    hint: 'Correct the figure that is named: sizes and limits are finite and not negative, and a missing one is left out.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
