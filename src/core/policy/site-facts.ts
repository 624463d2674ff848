/** Everything the regimes ask of a site, in the order people look for it, with what is known of it and from where. */

import type { Catalog } from '../catalog/catalog.ts';
import { getPath } from './attribute-path.ts';
import type { AttributeProvenance, EnrichedSite } from './enrich-site.ts';

export interface SiteFact {
  /** Without "site.". */
  readonly path: string;
  /** What it says, in words of the catalogue; the path itself for an attribute of your own. */
  readonly meaning: string;
  /** False: a word of the catalogue or your own, which no regime asks of every site. */
  readonly asked: boolean;
  /** Absent: nobody said. */
  readonly value?: unknown;
  readonly provenance?: AttributeProvenance;
}

export interface SiteFactGroup {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly SiteFact[];
}

/** Paths by their beginning; the first group that fits takes them. */
const GROUPS: readonly { readonly id: string; readonly title: string; readonly paths: readonly string[] }[] = [
  {
    id: 'place',
    title: 'Place',
    paths: [
      'country',
      'city',
      'latitude',
      'longitude',
      'zones',
      'pair',
      'pairCountry',
      'euDataBoundary',
      'cloud',
      'restricted',
    ],
  },
  {
    id: 'operator',
    title: 'Operator and home country',
    paths: ['operator.', 'controlPlane.', 'exposedLaws', 'contract.'],
  },
  {
    id: 'access',
    title: 'People, support and sub-processors',
    paths: ['admin.', 'support.', 'subprocessors.', 'telemetry.'],
  },
  { id: 'copies', title: 'Backup and failover', paths: ['backup.', 'dr.'] },
  { id: 'keys', title: 'Keys and encryption', paths: ['keyCustody.', 'encryption.', 'confidentialCompute'] },
  { id: 'isolation', title: 'Connection and tenants', paths: ['connectivity', 'tenancy', 'community', 'network.'] },
  {
    id: 'certificates',
    title: 'Certificates',
    paths: ['certifications', 'certificates', 'eucsLevel', 'cadaLevel', 'mlpsLevel', 'csf.'],
  },
  { id: 'supply', title: 'Supply chain', paths: ['hardware.', 'software.'] },
  { id: 'energy', title: 'Energy', paths: ['env.'] },
];
const OTHER = { id: 'other', title: 'Further answers' };

/** What the catalogue's vocabulary does not name and every site is still asked for. */
const ASKED: Readonly<Record<string, string>> = {
  'operator.name': 'who runs it',
  'operator.own': 'you run it yourself: no outside provider processes your data',
  'encryption.atRest': 'every disk here is encrypted',
  'encryption.inTransit': 'every link here is encrypted',
  'backup.countries': 'countries of backup copies made here',
  'dr.countries': 'countries of failover sites',
  'support.documented': 'support from outside is documented and controlled',
  'contract.dpa': 'the contract has a data processing agreement (GDPR 28)',
  'contract.dataReturn': 'the contract gives access to, recovery and return of the data',
};
/** Shown in full by certificates. */
const ELSEWHERE = new Set(['certificates']);

export function siteFacts({ attributes, provenance }: EnrichedSite, catalog: Catalog): SiteFactGroup[] {
  const meanings = new Map<string, string>();
  for (const [path, meaning] of Object.entries(catalog.sovereignty.attributes)) {
    if (path.startsWith('site.')) meanings.set(path.slice('site.'.length), meaning);
  }
  for (const [path, meaning] of Object.entries(ASKED)) meanings.set(path, meaning);
  const asked = new Set(meanings.keys());
  for (const [path, meaning] of Object.entries(catalog.sovereignty.evidenceAttributes)) {
    if (provenance[path] !== undefined) meanings.set(path, meaning);
  }
  const paths = [...new Set([...meanings.keys(), ...Object.keys(provenance)])]
    .filter((path) => !ELSEWHERE.has(path))
    .sort();
  const byGroup = new Map<string, SiteFact[]>();
  for (const path of paths) {
    const group = GROUPS.find((each) =>
      each.paths.some((start) => (start.endsWith('.') ? path.startsWith(start) : path === start)),
    );
    const id = group?.id ?? OTHER.id;
    const value = getPath(attributes, path);
    const from = provenance[path];
    const fact: SiteFact = {
      path,
      meaning: meanings.get(path) ?? path,
      asked: asked.has(path),
      ...(value === undefined ? {} : { value }),
      ...(from === undefined || value === undefined ? {} : { provenance: from }),
    };
    byGroup.set(id, [...(byGroup.get(id) ?? []), fact]);
  }
  return [...GROUPS, OTHER].flatMap(({ id, title }) => {
    const facts = byGroup.get(id);
    return facts === undefined ? [] : [{ id, title, facts }];
  });
}
