/** How far a figure may be off, by how sure its source is. */

import type { Confidence } from '../catalog/provenance.ts';
import { around } from './range.ts';
import type { Range } from './range.ts';
import type { TcoSettings } from './settings.ts';

export type Spread = TcoSettings['uncertaintyPct'];

export const spreadBy = (value: number, confidence: Confidence | 'given' | 'migrationHours', spread: Spread): Range =>
  around(value, Math.min(100, spread[confidence]), spread[confidence]);
