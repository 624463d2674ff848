/** The one list of shipped rules. Order is the order of reports: common, then by platform. */

import type { Rule } from '../rule.ts';
import { consolidationNeeded } from './vsphere/consolidation-needed.ts';
import { diskShared } from './vsphere/disk-shared.ts';

export const RULES: readonly Rule[] = [consolidationNeeded, diskShared];
