/** Power states, in the words of each service. */

import type { PowerState } from '../../core/model/workload.ts';
import { listAt, textAt } from './json.ts';

/** "PowerState/deallocated", "VM running", "Running". A state on the way to another is not told. */
export function powerState(text: string | undefined): PowerState | undefined {
  const word = text
    ?.toLowerCase()
    .replace(/^powerstate\//, '')
    .replace(/^vm /, '');
  switch (word) {
    case 'running':
      return 'on';
    case 'stopped':
    case 'deallocated':
    case 'off':
      return 'off';
    case 'hibernated':
    case 'paused':
    case 'saved':
      return 'suspended';
    default:
      return undefined;
  }
}

/** Of an instance view, from Resource Graph (`powerState`) or Resource Manager (`statuses`). */
export function powerStateOf(instanceView: unknown): PowerState | undefined {
  const direct = powerState(textAt(instanceView, 'powerState', 'code') ?? textAt(instanceView, 'powerState'));
  if (direct !== undefined) return direct;
  for (const status of listAt(instanceView, 'statuses') ?? []) {
    const code = textAt(status, 'code');
    const disk = textAt(status, 'code')?.toLowerCase();
    if (disk === 'hibernationstate/hibernated') return 'suspended';
    if (code !== undefined && /^powerstate\//i.test(code)) return powerState(code);
  }
  return undefined;
}
