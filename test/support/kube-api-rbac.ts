/** Decides like the API server's RBAC, from manifests as they are shipped. */

import { parseAllDocuments } from 'yaml';

export interface Question {
  readonly verb: 'get' | 'list' | 'watch';
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
}

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** One account's rights: cluster-wide rules, and rules in single namespaces. */
export interface Grants {
  readonly everywhere: readonly Rule[];
  readonly within: ReadonlyMap<string, readonly Rule[]>;
}

/** Rules of every ClusterRole in the text. */
export function rulesOf(manifest: string): readonly Rule[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as { kind?: string; rules?: Rule[] })
    .flatMap(({ kind, rules }) => (kind === 'ClusterRole' || kind === 'Role' ? (rules ?? []) : []));
}

export const everywhere = (manifest: string): Grants => ({ everywhere: rulesOf(manifest), within: new Map() });

/** What a real cluster grants every account beside, and what kubectl needs. */
const DISCOVERY: Rule = { nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/version'], verbs: ['get'] };

export const withDiscovery = (grants: Grants): Grants => ({ ...grants, everywhere: [...grants.everywhere, DISCOVERY] });

/** As a RoleBinding in each of the namespaces would give; discovery is everybody's. */
export const within = (manifest: string, namespaces: readonly string[]): Grants => ({
  everywhere: [DISCOVERY],
  within: new Map(namespaces.map((namespace) => [namespace, rulesOf(manifest)])),
});

/** The same rights without those on some resources ("pods", "virtualmachines.kubevirt.io"). */
export function without(grants: Grants, ...names: readonly string[]): Grants {
  const strip = (rules: readonly Rule[]): Rule[] =>
    rules.map((rule) => ({
      ...rule,
      ...(rule.resources !== undefined && {
        resources: rule.resources.filter((resource) => {
          const group = rule.apiGroups?.[0] ?? '';
          return !names.includes(group === '' ? resource : `${resource}.${group}`);
        }),
      }),
    }));
  return {
    everywhere: strip(grants.everywhere),
    within: new Map([...grants.within].map(([namespace, rules]) => [namespace, strip(rules)])),
  };
}

export function allows(grants: Grants, { verb, group, resource, namespace }: Question): boolean {
  const rules = [...grants.everywhere, ...(namespace === undefined ? [] : (grants.within.get(namespace) ?? []))];
  return rules.some(
    (rule) =>
      rule.apiGroups?.includes(group) === true &&
      rule.resources?.includes(resource) === true &&
      rule.verbs.includes(verb),
  );
}

export function allowsPath(grants: Grants, path: string): boolean {
  return grants.everywhere.some(
    ({ nonResourceURLs = [], verbs }) =>
      verbs.includes('get') &&
      nonResourceURLs.some((url) => (url.endsWith('/*') ? path.startsWith(url.slice(0, -1)) : url === path)),
  );
}
