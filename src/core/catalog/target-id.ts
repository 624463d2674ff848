/** Targets as catalogue files name them. Kept equal to TargetId by its type. */

import { z } from 'zod';
import type { TargetId } from '../assess/verdict.ts';

const ids: readonly [TargetId, ...TargetId[]] = [
  'stay',
  'openshift-virtualization',
  'azure-vm',
  'kvm',
  'hyperv',
  'azure-local',
  'openshift-container',
  'aks-container',
];

export const targetIdSchema = z.enum(ids);
