/** Azure Policy states (Microsoft.PolicyInsights/policyStates): pages of the API, or what `az policy state list` prints. */

import { citedByName } from '../../core/policy/controls/control-id.ts';
import type { CitedControl, FeedState } from '../../core/policy/controls/evidence.ts';
import type { FeedItem } from '../../core/policy/controls/feed.ts';
import { listAt, textAt } from './loose.ts';
import type { Loose } from './loose.ts';
import { zonedTime } from './time.ts';

const STATES: ReadonlyMap<string, FeedState> = new Map([
  ['compliant', 'pass'],
  ['noncompliant', 'fail'],
  // An exemption given in Azure: an exception, and not a pass.
  ['exempt', 'waived'],
  ['conflict', 'error'],
  ['unknown', 'unknown'],
]);

export const isPolicyState = (value: Loose): boolean =>
  textAt(value, 'policyDefinitionId') !== undefined && textAt(value, 'resourceId') !== undefined;

export function* policyStateItems(state: Loose, where: string): Generator<FeedItem> {
  const resourceId = textAt(state, 'resourceId') ?? '';
  const definition = textAt(state, 'policyDefinitionName') ?? lastPart(textAt(state, 'policyDefinitionId') ?? '');
  const word = textAt(state, 'complianceState') ?? (state.isCompliant === true ? 'Compliant' : 'Unknown');
  const known = STATES.get(word.toLowerCase());
  if (known === undefined) {
    yield { doubt: { what: `"${word.slice(0, 40)}" is no compliance state that is known`, where } };
  }
  const groups = listAt(state, 'policyDefinitionGroupNames').filter((name) => typeof name === 'string');
  const cites: CitedControl[] = [];
  for (const group of groups) {
    const cited = citedByName(group);
    if (cited === undefined) {
      yield { doubt: { what: 'groups of policies that name no control we know', where: group.slice(0, 100) } };
    } else if (!cites.some(({ control }) => control === cited.control)) cites.push(cited);
  }
  const assignment = textAt(state, 'policyAssignmentName') ?? textAt(state, 'policyAssignmentId');
  const region = textAt(state, 'resourceLocation');
  const effect = textAt(state, 'policyDefinitionAction');
  yield {
    record: {
      feed: 'azure-policy',
      target: { label: lastPart(resourceId), resourceId, ...(region !== undefined && { region }) },
      rule: definition,
      title: textAt(state, 'policyDefinitionDisplayName') ?? textAt(state, 'policyDefinitionReferenceId') ?? definition,
      state: known ?? 'unknown',
      observedAt: zonedTime(textAt(state, 'timestamp')) ?? null,
      ...(assignment !== undefined && { profile: assignment }),
      cites,
      ...((effect !== undefined || known === 'waived') && {
        detail: known === 'waived' ? 'exempt in Azure' : `effect ${effect ?? ''}`,
      }),
    },
  };
}

const lastPart = (id: string): string => id.split('/').findLast((part) => part !== '') ?? id;
