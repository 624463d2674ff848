/** Where Forklift's rules for each kind of source were read. */

import type { RuleSource } from '../rule.ts';

/** A rule file of one of Forklift's provider kinds. vSphere's own are named by `forklift` in sources.ts. */
export const forkliftFor = (kind: 'hyperv' | 'openstack' | 'ova' | 'ovirt', file: string): RuleSource => ({
  ref: `github:kubev2v/forklift validation/policies/io/konveyor/forklift/${kind}/${file} @d42511b`,
  date: '2026-08-21',
});
