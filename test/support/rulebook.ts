/** What ships as data, for tests of the command line, which knows no wiring. */

import { rulebook as shipped } from '../../src/wiring/rulebook.ts';

export const rulebook = shipped;
