/** Of rules that leave one question open, the strictest decides how much hangs on it. */

import type { Finding } from '../finding.ts';

const STRICTNESS: Readonly<Record<Finding['level'], number>> = { must: 2, should: 1, warn: 0 };

export const isStricter = (a: Finding['level'], b: Finding['level']): boolean => STRICTNESS[a] > STRICTNESS[b];
