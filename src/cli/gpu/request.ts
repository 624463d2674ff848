/** "gpus=8,cpu=64,memoryGiB=512,model=A100|H100" as a request. */

import type { GpuRequest } from '../../api/gpu.ts';
import { failure } from '../../core/errors/registry.ts';

const KEYS = ['gpus', 'share', 'cpu', 'memoryGiB', 'model'] as const;
type Key = (typeof KEYS)[number];

/** Throws IST-5027 with what cannot be read. */
export function parseGpuRequest(text: string): GpuRequest {
  const given = new Map<Key, string>();
  for (const part of text.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const value = rest.join('=').trim();
    const key = KEYS.find((each) => each.toLowerCase() === name.trim().toLowerCase());
    if (key === undefined || value === '')
      throw failure('IST-5027', `"${part.trim()}" is not one of ${KEYS.join('=…, ')}=…`);
    if (given.has(key)) throw failure('IST-5027', `${key} is given twice`);
    given.set(key, value);
  }
  const gpus = number(given, 'gpus') ?? 1;
  const share = number(given, 'share') ?? 1;
  if (!Number.isInteger(gpus) || gpus < 1 || gpus > 30)
    throw failure('IST-5027', `gpus=${gpus} is not a whole number from 1 to 30`);
  if (share <= 0 || share > 1) throw failure('IST-5027', `share=${share} is not above 0 and up to 1`);
  if (share < 1 && gpus > 1)
    throw failure('IST-5027', `share=${share} of ${gpus} GPUs: only one GPU is shared at a time`);
  return {
    gpus,
    share,
    cpu: number(given, 'cpu') ?? 0,
    memoryGiB: number(given, 'memoryGiB') ?? 0,
    models: (given.get('model') ?? '')
      .split('|')
      .map((model) => model.trim())
      .filter((model) => model !== ''),
  };
}

function number(given: ReadonlyMap<Key, string>, key: Key): number | undefined {
  const text = given.get(key);
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw failure('IST-5027', `${key}=${text} is not a number`);
}
