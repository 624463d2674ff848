/** Verdicts as people read them. */

import type { RightSizeRow } from '../../api/rightsizing.ts';

export const VERDICT_WORDS: Readonly<Record<RightSizeRow['verdict'], string>> = {
  smaller: 'smaller',
  larger: 'larger',
  mixed: 'one less, one more',
  fits: 'as it is',
  'no-data': 'not measured',
};
