/** Verdicts as people read them: the words of the API and of the command line. */

import type { RightSizeRow } from '../../api/rightsizing.ts';

export const VERDICT_WORDS: Readonly<Record<RightSizeRow['verdict'], string>> = {
  smaller: 'smaller',
  larger: 'larger',
  mixed: 'mixed',
  fits: 'fits',
  off: 'off',
  'no-data': 'no data',
};
