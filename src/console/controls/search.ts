/** What of a view of controls its address holds. */

import { EVIDENCE_BASES, SATISFIED_BASES } from '../../core/policy/controls/basis.ts';
import { FEEDS } from '../../core/policy/controls/evidence.ts';
import { oneOf, text } from '../shell/search-values.ts';
import { isControlState } from './words.tsx';

interface ControlListSearch {
  readonly tab?: 'evidence' | undefined;
  readonly framework?: string | undefined;
  readonly by?: 'application' | undefined;
  readonly state?: 'violated' | 'unknown' | 'waived' | 'satisfied' | 'not-applicable' | undefined;
  /** Only satisfied controls, on this. */
  readonly basis?: 'observed' | 'partly' | 'stated' | undefined;
  /** Only controls about which feeds contradict each other. */
  readonly conflict?: true | undefined;
  readonly feed?:
    'policy' | 'readiness' | 'openscap' | 'compliance-operator' | 'azure-policy' | 'policy-report' | undefined;
}
interface ControlSearch {
  readonly by?: 'site' | 'application' | undefined;
  /** Only this site or application. */
  readonly column?: string | undefined;
  readonly state?: ControlListSearch['state'];
  readonly basis?: 'observed' | 'stated' | undefined;
  readonly conflict?: true | undefined;
}

type Given = Readonly<Record<string, unknown>>;

export const controlListSearch = ({ tab, framework, by, state, basis, conflict, feed }: Given): ControlListSearch => ({
  tab: oneOf(tab, ['evidence']),
  framework: text(framework),
  by: oneOf(by, ['application']),
  state: isControlState(state) ? state : undefined,
  basis: oneOf(basis, SATISFIED_BASES),
  conflict: conflict === true ? true : undefined,
  feed: oneOf(feed, FEEDS),
});

export const controlSearch = ({ by, column, state, basis, conflict }: Given): ControlSearch => ({
  by: oneOf(by, ['site', 'application']),
  column: text(column),
  state: isControlState(state) ? state : undefined,
  basis: oneOf(basis, EVIDENCE_BASES),
  conflict: conflict === true ? true : undefined,
});
