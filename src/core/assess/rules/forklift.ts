/** The published rule files our vSphere rules cover: readable by anyone who wants to compare. */

import type { RuleSource } from '../rule.ts';

const RULES_AT = 'github:kubev2v/forklift validation/policies/io/konveyor/forklift/vmware';

export const forklift = (file: string): RuleSource => ({ ref: `${RULES_AT}/${file} @d42511b`, date: '2026-08-21' });
