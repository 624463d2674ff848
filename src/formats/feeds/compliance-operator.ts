/**
 * Objects of the OpenShift compliance operator (compliance.openshift.io/v1alpha1): check results, the scans they belong to,
 * and rules, which name controls. They may come in any order, so results wait for the end.
 */

import { citedNist } from '../../core/policy/controls/control-id.ts';
import type { CitedControl, FeedState } from '../../core/policy/controls/evidence.ts';
import type { FeedItem, FeedRecord } from '../../core/policy/controls/feed.ts';
import { firstLine, objectAt, textAt } from './loose.ts';
import type { Loose } from './loose.ts';
import { zonedTime } from './time.ts';

export const COMPLIANCE_GROUP = 'compliance.openshift.io/';

const STATES: ReadonlyMap<string, FeedState> = new Map([
  ['PASS', 'pass'],
  ['FAIL', 'fail'],
  ['ERROR', 'error'],
  ['INFO', 'informational'],
  // To be looked at by a person: nobody did.
  ['MANUAL', 'notchecked'],
  ['SKIP', 'notchecked'],
  ['NOT-APPLICABLE', 'notapplicable'],
]);

/** Kinds that carry no result of their own. */
const SETTINGS = new Set([
  'ComplianceSuite',
  'ComplianceRemediation',
  'Profile',
  'ProfileBundle',
  'ScanSetting',
  'ScanSettingBinding',
  'TailoredProfile',
  'Variable',
]);

interface Scan {
  readonly profile?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
}

export class ComplianceObjects {
  readonly #results: Loose[] = [];
  readonly #scans = new Map<string, Scan>();
  readonly #rules = new Map<string, { readonly title: string | undefined; readonly cites: readonly CitedControl[] }>();

  /** What cannot be used of it. */
  add(object: Loose): readonly FeedItem[] {
    const kind = textAt(object, 'kind') ?? 'an object without a kind';
    if (kind === 'ComplianceCheckResult') this.#results.push(object);
    else if (kind === 'ComplianceScan') this.#addScan(object);
    else if (kind === 'Rule') this.#addRule(object);
    else if (!SETTINGS.has(kind)) {
      return [{ doubt: { what: `kind ${kind} is not read`, where: nameOf(object) } }];
    }
    return [];
  }

  *finish(): Generator<FeedItem> {
    for (const [name, { profile, startedAt, endedAt }] of this.#scans) {
      yield {
        round: {
          name,
          target: 'the cluster',
          scanner: 'compliance-operator',
          ...(profile !== undefined && { profile }),
          ...(startedAt !== undefined && { startedAt }),
          ...(endedAt !== undefined && { endedAt }),
        },
      };
    }
    for (const object of this.#results) yield* this.#itemsOf(object);
  }

  #addScan(object: Loose): void {
    const status = objectAt(object, 'status');
    this.#scans.set(nameOf(object), {
      profile: textAt(objectAt(object, 'spec'), 'profile'),
      startedAt: zonedTime(textAt(status, 'startTimestamp')),
      endedAt: zonedTime(textAt(status, 'endTimestamp')),
    });
  }

  #addRule(object: Loose): void {
    const annotations = objectAt(objectAt(object, 'metadata'), 'annotations');
    const controls = textAt(annotations, 'control.compliance.openshift.io/NIST-800-53');
    const known = {
      title: textAt(object, 'title'),
      cites: controls === undefined ? [] : citedNist(controls, 'revision not stated'),
    };
    for (const name of [textAt(object, 'id'), textAt(annotations, 'compliance.openshift.io/rule')]) {
      if (name !== undefined) this.#rules.set(name, known);
    }
  }

  *#itemsOf(object: Loose): Generator<FeedItem> {
    const metadata = objectAt(object, 'metadata');
    const annotations = objectAt(metadata, 'annotations');
    const labels = objectAt(metadata, 'labels');
    const status = textAt(object, 'status') ?? '';
    const { state, detail } = stateOf(status, annotations);
    if (state === undefined) {
      yield { doubt: { what: `"${status.slice(0, 40)}" is no status that the operator knows`, where: nameOf(object) } };
    }
    const id = textAt(object, 'id') ?? '';
    const name = textAt(annotations, 'compliance.openshift.io/rule');
    const scanName = textAt(labels, 'compliance.openshift.io/scan-name');
    const scan = scanName === undefined ? undefined : this.#scans.get(scanName);
    const rule = this.#rules.get(id) ?? (name === undefined ? undefined : this.#rules.get(name));
    const record: FeedRecord = {
      feed: 'compliance-operator',
      target: { label: 'the cluster', object: { kind: 'Cluster' } },
      rule: /^xccdf_org\.ssgproject\.content_rule_(.+)$/.exec(id)?.[1] ?? name ?? (id === '' ? nameOf(object) : id),
      title: rule?.title ?? firstLine(textAt(object, 'description') ?? nameOf(object)),
      state: state ?? 'unknown',
      observedAt:
        scan?.endedAt ??
        zonedTime(textAt(annotations, 'compliance.openshift.io/last-scanned-timestamp')) ??
        zonedTime(textAt(metadata, 'creationTimestamp')) ??
        null,
      ...(scanName !== undefined && { profile: scanName }),
      cites: rule?.cites ?? [],
      ...withText('severity', textAt(object, 'severity')),
      ...withText('detail', detail),
    };
    yield { record };
  }
}

/** Nodes that differ: one that fails is a failure, whatever the others say. */
function stateOf(status: string, annotations: Loose): { readonly state?: FeedState; readonly detail?: string } {
  if (status !== 'INCONSISTENT') {
    const state = STATES.get(status);
    return state === undefined ? {} : { state };
  }
  const nodes = textAt(annotations, 'compliance.openshift.io/inconsistent-source') ?? '';
  const common = textAt(annotations, 'compliance.openshift.io/most-common-status') ?? '';
  const fails = /:FAIL\b/.test(nodes) || common === 'FAIL';
  return {
    state: fails ? 'fail' : 'unknown',
    detail:
      `nodes differ: ${nodes === '' ? 'which is not said' : nodes}${common === '' ? '' : `; most say ${common}`}`.slice(
        0,
        500,
      ),
  };
}

const nameOf = (object: Loose): string => textAt(objectAt(object, 'metadata'), 'name') ?? 'an object without a name';

const withText = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });
