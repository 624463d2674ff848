/**
 * Results of OpenSCAP: an ARF, an XCCDF benchmark with its results, or a TestResult alone (XCCDF 1.1 and 1.2, ARF 1.1).
 * Read as it streams by; of the benchmark only each rule's name and references are kept.
 */

import { citedNist } from '../../core/policy/controls/control-id.ts';
import { FEED_STATES } from '../../core/policy/controls/evidence.ts';
import type { CitedControl, FeedState } from '../../core/policy/controls/evidence.ts';
import { compareStates, meaningOf } from '../../core/policy/controls/states.ts';
import type { FeedItem, FeedRecord, FeedRound, FeedTarget } from '../../core/policy/controls/feed.ts';
import { DEFAULT_XML_LIMITS, XmlError } from '../xml/limits.ts';
import { xmlTrees } from '../xml/trees.ts';
import type { XmlNode } from '../xml/trees.ts';
import { zonedTime } from './time.ts';

const LIMITS = { ...DEFAULT_XML_LIMITS, maxTreeChars: 64 * 1024 ** 2 };
const MOST_RULES = 100_000;

interface KnownRule {
  readonly title: string;
  readonly cites: readonly CitedControl[];
}

/** Throws XmlError. A file of results has one round for each TestResult; rules come before them in every such file. */
export async function* readXccdf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FeedItem[]> {
  const rules = new Map<string, KnownRule>();
  const wanted = (name: string): boolean => name === 'Rule' || name === 'TestResult';
  for await (const nodes of xmlTrees(pieces, wanted, LIMITS)) {
    for (const node of nodes) {
      if (node.name === 'TestResult') yield itemsOf(node, rules);
      else if (rules.size < MOST_RULES) keepRule(node, rules);
      else throw new XmlError('limit', `the benchmark has more than ${MOST_RULES} rules`);
    }
  }
}

function keepRule(node: XmlNode, rules: Map<string, KnownRule>): void {
  const { id } = node.attributes;
  if (id === undefined) return;
  const cites = node.children.flatMap((child) =>
    child.name === 'reference' ? citesOf(child.attributes.href ?? '', textOf(child)) : [],
  );
  rules.set(id, { title: textOf(child(node, 'title')) || shortId(id), cites: unlike(cites) });
}

/** References to SP 800-53 of any revision; those to other books have ids of editions we do not hold. */
function citesOf(href: string, text: string): readonly CitedControl[] {
  const book = /800-53[ _.-]?(?:r(?:ev)?\.?(\d))?/i.exec(href);
  if (book === null) return [];
  return citedNist(
    text,
    book[1] === '5' ? undefined : book[1] === undefined ? 'no revision stated' : `revision ${book[1]}`,
  );
}

function unlike(cites: readonly CitedControl[]): readonly CitedControl[] {
  return [...new Map(cites.map((cite) => [cite.control, cite])).values()];
}

function itemsOf(result: XmlNode, rules: ReadonlyMap<string, KnownRule>): FeedItem[] {
  const target = targetOf(result);
  const profile = child(result, 'profile')?.attributes.idref;
  const startedAt = zonedTime(result.attributes['start-time']);
  const endedAt = zonedTime(result.attributes['end-time']) ?? startedAt ?? lastResult(result);
  const benchmark = child(result, 'benchmark');
  const scanner = [facts(result, 'scanner:name')[0], facts(result, 'scanner:version')[0]].filter(Boolean).join(' ');
  const round: FeedRound = {
    name: result.attributes.id ?? 'TestResult',
    target: target.label,
    ...given('benchmark', benchmark?.attributes.id ?? benchmark?.attributes.href),
    ...given('profile', profile),
    ...given('scanner', scanner === '' ? result.attributes['test-system'] : scanner),
    ...given('startedAt', startedAt),
    ...given('endedAt', endedAt),
  };
  const items: FeedItem[] = [{ round }];
  let number = 0;
  for (const node of result.children) {
    if (node.name !== 'rule-result') continue;
    number += 1;
    const { idref } = node.attributes;
    if (idref === undefined) {
      items.push({ doubt: { what: 'a result names no rule', where: `rule-result ${number} of ${round.name}` } });
      continue;
    }
    const word = textOf(child(node, 'result')).trim();
    const state = stateCalled(word);
    if (state === undefined) {
      items.push({ doubt: { what: `"${word.slice(0, 40)}" is no result that XCCDF knows`, where: shortId(idref) } });
    }
    items.push({ record: recordOf(node, { idref, state: state ?? 'unknown', target, profile, endedAt, rules }) });
  }
  return items;
}

const lastResult = (result: XmlNode): string | undefined =>
  result.children
    .flatMap(({ name, attributes }) => (name === 'rule-result' ? (zonedTime(attributes.time) ?? []) : []))
    .reduce<string | undefined>((last, time) => (last === undefined || time > last ? time : last), undefined);

const stateCalled = (word: string): FeedState | undefined =>
  FEED_STATES.find((known) => known === word && known !== 'waived');

interface Around {
  readonly idref: string;
  readonly state: FeedState;
  readonly target: FeedTarget;
  readonly profile: string | undefined;
  readonly endedAt: string | undefined;
  readonly rules: ReadonlyMap<string, KnownRule>;
}

function recordOf(node: XmlNode, { idref, state, target, profile, endedAt, rules }: Around): FeedRecord {
  const known = rules.get(idref);
  const overrides = node.children.filter(({ name }) => name === 'override');
  const idents = node.children.flatMap((each) => (each.name === 'ident' ? [textOf(each).trim()] : []));
  return {
    feed: 'openscap',
    target,
    rule: shortId(idref),
    title: known?.title ?? shortId(idref),
    state: overrides.reduce((now, each) => overridden(stateCalled(oldResult(each)), now), state),
    // Results of one scan have one time: what a later scan replaces is the scan.
    observedAt: endedAt ?? null,
    ...given('profile', profile),
    cites: known?.cites ?? [],
    ...(idents.length > 0 && { idents }),
    ...given('severity', node.attributes.severity),
    ...given('detail', detailOf(node, overrides)),
  };
}

const oldResult = (override: XmlNode): string => textOf(child(override, 'old-result')).trim();

/**
 * An override is somebody's word against the scanner's: it can make a result worse, and never satisfies. A failure that
 * is overridden is an exception somebody made, as an exemption in a cloud is.
 */
function overridden(was: FeedState | undefined, now: FeedState): FeedState {
  if (now === 'fail') return 'fail';
  if (was === 'fail' || now === 'waived') return 'waived';
  const [before, after] = [was === undefined ? 'unknown' : meaningOf(was), meaningOf(now)];
  const isWorse = before !== null && after !== null && compareStates(after, before) < 0;
  return isWorse && now !== 'pass' ? now : (was ?? 'unknown');
}

function detailOf(node: XmlNode, overrides: readonly XmlNode[]): string | undefined {
  if (overrides.length > 0) {
    const now = textOf(child(node, 'result')).trim();
    return overrides
      .map((each) => {
        const remark = textOf(child(each, 'remark')).trim();
        return `was ${oldResult(each)}, overridden as ${now} by ${each.attributes.authority ?? 'nobody named'}: ${remark}`;
      })
      .join('; ')
      .slice(0, 500);
  }
  // Where a rule is asked of several disks, accounts or files: which one.
  const instance = textOf(child(node, 'instance')).trim();
  const said = [instance, textOf(child(node, 'message')).trim()].filter((text) => text !== '').join(': ');
  return said === '' ? undefined : said.slice(0, 500);
}

function targetOf(result: XmlNode): FeedTarget {
  const names = result.children.filter(({ name }) => name === 'target').map((each) => textOf(each).trim());
  const addresses = result.children.filter(({ name }) => name === 'target-address').map((each) => textOf(each).trim());
  const identifier = (kind: string): readonly string[] => facts(result, `asset:identifier:${kind}`);
  return {
    label: names[0] ?? 'a target without a name',
    hostNames: distinct([...identifier('fqdn'), ...names, ...identifier('host_name')]),
    addresses: distinct([...identifier('ipv4'), ...identifier('ipv6'), ...addresses]),
    macAddresses: distinct([...identifier('mac'), ...facts(result, 'ethernet:MAC')].map((mac) => mac.toLowerCase())),
    uuids: distinct([...identifier('system_guid'), ...identifier('motherboard_guid')]),
  };
}

function facts(result: XmlNode, suffix: string): readonly string[] {
  return result.children
    .filter(({ name }) => name === 'target-facts')
    .flatMap(({ children }) => children)
    .filter((fact) => fact.attributes.name?.endsWith(`:${suffix}`) === true)
    .map((fact) => textOf(fact).trim())
    .filter((text) => text !== '');
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** The SCAP Security Guide's rules go by their own names: so do its results in clusters. */
const shortId = (id: string): string => /^xccdf_org\.ssgproject\.content_rule_(.+)$/.exec(id)?.[1] ?? id;

const child = (node: XmlNode, name: string): XmlNode | undefined => node.children.find((each) => each.name === name);
const textOf = (node: XmlNode | undefined): string => node?.text ?? '';

const given = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { readonly [P in K]: string });
