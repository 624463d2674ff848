/** Policy reports of Kubernetes (wgpolicyk8s.io/v1alpha2), as Kyverno, Gatekeeper adapters and others write them. */

import { citedByName, citedNist } from '../../core/policy/controls/control-id.ts';
import type { CitedControl, FeedState } from '../../core/policy/controls/evidence.ts';
import type { FeedItem, FeedTarget } from '../../core/policy/controls/feed.ts';
import { firstLine, isObject, listAt, objectAt, textAt } from './loose.ts';
import type { Loose } from './loose.ts';
import { zonedTime } from './time.ts';

export const POLICY_REPORT_GROUP = 'wgpolicyk8s.io/';

const STATES: ReadonlyMap<string, FeedState> = new Map([
  ['pass', 'pass'],
  ['fail', 'fail'],
  // The requirements were not met; that it is not scored does not mend it.
  ['warn', 'fail'],
  ['error', 'error'],
  ['skip', 'notselected'],
]);

export function* policyReportItems(report: Loose): Generator<FeedItem> {
  const metadata = objectAt(report, 'metadata');
  const name = textAt(metadata, 'name') ?? 'a report without a name';
  const made = zonedTime(textAt(metadata, 'creationTimestamp'));
  yield {
    round: {
      name,
      target: textAt(metadata, 'namespace') ?? 'the cluster',
      ...(made !== undefined && { endedAt: made }),
    },
  };
  for (const [index, result] of listAt(report, 'results').entries()) {
    const where = `${name}, results[${index}]`;
    const policy = textAt(result, 'policy');
    if (!isObject(result) || policy === undefined) {
      yield { doubt: { what: 'a result names no policy', where } };
      continue;
    }
    const word = textAt(result, 'result') ?? '';
    const state = STATES.get(word);
    if (state === undefined) yield { doubt: { what: `"${word.slice(0, 40)}" is no result of a policy report`, where } };
    const rule = textAt(result, 'rule');
    const message = textAt(result, 'message');
    const severity = textAt(result, 'severity');
    for (const target of targetsOf(report, result)) {
      yield {
        record: {
          feed: 'policy-report',
          target,
          rule: policy,
          title: rule === undefined ? policy : `${policy}: ${rule}`,
          state: state ?? 'unknown',
          observedAt: timeOf(result) ?? made ?? null,
          profile: [textAt(result, 'source') ?? '', rule ?? ''].join('/'),
          cites: citesOf(result),
          ...(severity !== undefined && { severity }),
          ...(message !== undefined && { detail: `${word === 'warn' ? 'warn: ' : ''}${firstLine(message)}` }),
        },
      };
    }
  }
}

function targetsOf(report: Loose, result: Loose): readonly FeedTarget[] {
  const resources = listAt(result, 'resources').filter((each) => isObject(each));
  const scope = objectAt(report, 'scope');
  const named = resources.length > 0 ? resources : Object.keys(scope).length > 0 ? [scope] : [];
  if (named.length === 0) return [{ label: 'objects that are not named' }];
  return named.map((resource) => {
    const kind = textAt(resource, 'kind') ?? 'object';
    const namespace = textAt(resource, 'namespace');
    const name = textAt(resource, 'name');
    return {
      label: [kind, namespace, name].filter(Boolean).join('/'),
      object: { kind, ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) },
    };
  });
}

function timeOf(result: Loose): string | undefined {
  const seconds = objectAt(result, 'timestamp').seconds;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0 || seconds > 1e11) return undefined;
  return new Date(seconds * 1000).toISOString();
}

/** Controls where the report's properties name them under a key that says of which book. */
function citesOf(result: Loose): readonly CitedControl[] {
  const found = Object.entries(objectAt(result, 'properties')).flatMap(([key, value]) => {
    if (typeof value !== 'string') return [];
    if (/nist.*800-53/i.test(key))
      return citedNist(value, /r(?:ev)?\.?5/i.test(key) ? undefined : 'revision not stated');
    return value.split(/[;,]/).flatMap((each) => citedByName(each.trim()) ?? []);
  });
  return [...new Map(found.map((cite) => [`${cite.framework}\n${cite.control}`, cite])).values()];
}
