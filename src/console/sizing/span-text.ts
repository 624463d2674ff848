/** Long times as people say them. */

import { figureText } from '../shared/format.ts';

/** "40 min", "5.2 h", "3.1 d". */
export function spanText(hours: number): string {
  if (hours < 2) return `${Math.round(hours * 60)} min`;
  return hours < 72 ? `${figureText(hours)} h` : `${figureText(hours / 24)} d`;
}
