/** Tells a pack from a file of readiness rules, whatever is wrong with either. */

import { parse } from 'yaml';

export function isPackText(text: string): boolean {
  try {
    const value: unknown = parse(text, { logLevel: 'silent', maxAliasCount: 1000 });
    if (value instanceof Object && !Array.isArray(value)) {
      return 'requirements' in value || ('kind' in value && value.kind === 'RulePack');
    }
    return false;
  } catch {
    return /^(kind:\s*['"]?RulePack|requirements:)/m.test(text);
  }
}
