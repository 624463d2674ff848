/** What an ordinary machine needs of a size, for tests. */

import type { FitNeed } from './size-fit.ts';

export const NEED: FitNeed = {
  vcpu: 4,
  memoryGiB: 16,
  dataDisks: 8,
  nics: 2,
  gpus: 0,
  bios: false,
  burstableFromPct: 0,
  arm: false,
  confidential: false,
  premiumDisks: true,
};
