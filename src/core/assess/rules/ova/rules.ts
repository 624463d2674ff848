/** Rules on machines that come as a package. What the package holds is judged by the rules of the platform that wrote it. */

import type { Rule } from '../../rule.ts';
import { ovaOtherSource } from './other-source.ts';

export const OVA_RULES: readonly Rule[] = [ovaOtherSource];
