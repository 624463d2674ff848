/**
 * Settles what a guest runs from what the platform configured and what the guest's tools report.
 * What the tools name outranks what was configured; a label that covers several releases gives candidates and no id.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { GuestIdRecord } from '../catalog/guest-support.ts';
import { productFamily, productTitle, readOsText } from './os-text.ts';
import type { OsText } from './os-text.ts';
import { versionKey } from './version-key.ts';
import type { GuestOs, OsFamily } from './workload.ts';

/** What one source of knowledge allows: the ids, or only the product, or only the family. */
interface Claim {
  readonly family?: OsFamily;
  readonly product?: string;
  /** Sorted by release. One: settled. */
  readonly ids: readonly string[];
  readonly version?: string;
  readonly architecture?: GuestOs['architecture'];
}

interface Index {
  readonly guestIds: ReadonlyMap<string, Claim>;
  readonly lifecycleNames: ReadonlyMap<string, string>;
  /** Every id the catalogue knows, sorted by release, by product. */
  readonly releases: ReadonlyMap<string, readonly string[]>;
}

const indexes = new WeakMap<Catalog, Index>();

/** "windows-server-2012-r2" → product "windows-server", release "2012-r2"; without a release the product alone. */
function splitId(id: string): { readonly product: string; readonly release?: string } {
  const match = /^(.*?)-((?:\d|xp$|vista$|nt4$).*)$/.exec(id);
  return match?.[1] === undefined || match[2] === undefined
    ? { product: id }
    : { product: match[1], release: match[2] };
}

const releaseKey = (id: string): number => versionKey(splitId(id).release ?? '');
const byRelease = (a: string, b: string): number => releaseKey(a) - releaseKey(b) || (a < b ? -1 : a > b ? 1 : 0);

function familyOf(product: string): OsFamily | undefined {
  const known = productFamily(product);
  if (known !== undefined) return known;
  if (/^(windows|hyper-v)/.test(product)) return 'windows';
  return /linux/.test(product) ? 'linux' : undefined;
}

function claimOfRecord(record: GuestIdRecord): Claim {
  const listed = Array.isArray(record.os) ? record.os : [record.os];
  const architecture: Pick<Claim, 'architecture'> = { architecture: record.arch };
  if (record.match === 'unmapped') {
    const text = readOsText(record.vmwareName);
    return { ids: [], ...(text !== undefined && { family: text.family }), ...architecture };
  }
  const product = splitId(listed[0] ?? '').product;
  const family = familyOf(product) ?? 'other';
  if (record.match === 'family-only') {
    return { ids: [], family, ...(product !== 'linux-generic' && product !== 'other' && { product }), ...architecture };
  }
  return { ids: [...listed].sort(byRelease), family, product, ...architecture };
}

function indexOf(catalog: Catalog): Index {
  const known = indexes.get(catalog);
  if (known !== undefined) return known;
  const guestIds = new Map<string, Claim>();
  const ids = new Set<string>();
  for (const record of catalog['guest-support'].guestIdMap) {
    const claim = claimOfRecord(record);
    guestIds.set(record.guestId.toLowerCase(), claim);
    for (const id of claim.ids) ids.add(id);
  }
  const lifecycleNames = new Map<string, string>();
  for (const record of catalog['os-lifecycle'].os) {
    lifecycleNames.set(record.id, record.name);
    ids.add(record.id);
  }
  const releases = new Map<string, string[]>();
  for (const id of [...ids].sort(byRelease)) {
    const { product } = splitId(id);
    releases.set(product, [...(releases.get(product) ?? []), id]);
  }
  const index = { guestIds, lifecycleNames, releases };
  indexes.set(catalog, index);
  return index;
}

/** The ids a text allows. "CentOS 8" is also what CentOS Stream 8 is called. */
function claimOfText(text: OsText, index: Index): Claim {
  const { family, product, version, architecture, orLater } = text;
  const rest = {
    family,
    ...(version !== undefined && { version }),
    ...(architecture !== undefined && { architecture }),
  };
  if (product === undefined) return { ...rest, ids: [] };
  const named = text.releases.map((release) => `${product}-${release}`);
  const known = index.releases.get(product) ?? [];
  const least = Math.min(...named.map(releaseKey));
  const later = orLater && named.length > 0 ? known.filter((id) => releaseKey(id) >= least && !id.endsWith('-ac')) : [];
  const stream =
    product === 'centos'
      ? named.map((id) => id.replace('centos', 'centos-stream')).filter((id) => index.lifecycleNames.has(id))
      : [];
  const ids = [...new Set([...named, ...later, ...(text.releases.length === 1 ? stream : [])])].sort(byRelease);
  return { ...rest, product, ids };
}

/** Lifecycle records below an id that is coarser than they are: sles-15 → sles-15.5, sles-15.6 … */
function finerRecords(id: string, index: Index): string[] {
  if (index.lifecycleNames.has(id)) return [];
  return [...index.lifecycleNames.keys()]
    .filter((record) => record.startsWith(`${id}-`) || record.startsWith(`${id}.`))
    .sort(byRelease);
}

/** The tools' word where it says something; the configuration's where the tools leave it open. */
function combine(reported: Claim | undefined, configured: Claim | undefined): Claim {
  if (reported === undefined) return configured ?? { ids: [] };
  if (configured === undefined) return reported;
  const architecture = reported.architecture ?? configured.architecture;
  const withArchitecture = (claim: Claim): Claim => ({ ...claim, ...(architecture !== undefined && { architecture }) });
  if (reported.ids.length === 1) return withArchitecture(reported);
  if (reported.ids.length > 1) {
    const shared = reported.ids.filter((id) => configured.ids.includes(id));
    return withArchitecture(shared.length > 0 ? { ...reported, ids: shared } : reported);
  }
  const contradicts =
    (reported.product !== undefined && reported.product !== configured.product) ||
    (reported.family !== undefined && configured.family !== undefined && reported.family !== configured.family);
  return withArchitecture(contradicts ? reported : { ...reported, ...configured });
}

const versionOf = (id: string): string | undefined =>
  splitId(id)
    .release?.replace('-r2', 'r2')
    .replace('-sp1', '')
    .replace(/-(e|w|iot|ac|lts).*$/, '')
    .replace('-', ' ');

function nameOf(claim: Claim, id: string | undefined, index: Index): string | undefined {
  const known = id === undefined ? undefined : index.lifecycleNames.get(id);
  if (known !== undefined) return known;
  const product = claim.product;
  if (product === undefined) return undefined;
  const title = productTitle(product) ?? product;
  const release = id === undefined ? undefined : splitId(id).release;
  return release === undefined ? title : `${title} ${release.replace('-r2', ' R2')}`;
}

/** A client release with its build, such as "windows-10-22h2", when the catalogue has exactly one record for it. */
function withBuild(id: string, version: string | undefined, index: Index): string {
  const build = version?.split(' ')[1];
  if (build === undefined) return id;
  const records = finerRecords(id, index).filter((record) => record.startsWith(`${id}-${build}`));
  return records.length === 1 && records[0] !== undefined ? records[0] : id;
}

/**
 * Fills id, product, family, name, version, architecture and candidates from nativeId, configuredAs and reportedAs.
 * Several candidates mean that no id is given. An id that is coarser than the lifecycle table ("sles-15") is given
 * together with the records it covers as candidates. Values already there are kept where the texts say nothing.
 */
export function resolveGuestOs(os: GuestOs, catalog: Catalog): GuestOs {
  const index = indexOf(catalog);
  const reportedText = readOsText(os.reportedAs);
  const configuredText = readOsText(os.configuredAs);
  const native = os.nativeId === undefined ? undefined : index.guestIds.get(os.nativeId.toLowerCase());
  const labelled = configuredText && claimOfText(configuredText, index);
  // The label next to a native id may widen it ("2016 or later"), not replace it.
  const configured = native === undefined ? labelled : widen(native, labelled, configuredText?.orLater === true);
  const claim = combine(reportedText && claimOfText(reportedText, index), configured);
  const settled =
    claim.ids.length === 1 && claim.ids[0] !== undefined ? withBuild(claim.ids[0], claim.version, index) : undefined;
  const candidates =
    settled === undefined
      ? claim.ids
      : finerRecords(settled, index).filter((record) => matchesBuild(record, claim.version));
  const versions = candidates.map(versionOf);
  const version = settled === undefined ? undefined : (claim.version ?? versionOf(settled));
  const name = nameOf(claim, settled, index);
  return {
    ...os,
    ...(settled !== undefined && { id: settled }),
    ...(claim.family !== undefined && { family: claim.family }),
    ...(claim.product !== undefined && { product: claim.product }),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(claim.architecture !== undefined && { architecture: claim.architecture }),
    ...(candidates.length > 0 && { candidates }),
    ...(settled === undefined &&
      candidates.length > 0 &&
      versions.every((one) => one !== undefined) && { candidateVersions: versions }),
  };
}

function widen(native: Claim, label: Claim | undefined, orLater: boolean): Claim {
  if (label === undefined || !orLater || label.product !== native.product) return native;
  return { ...native, ids: [...new Set([...native.ids, ...label.ids])].sort(byRelease) };
}

function matchesBuild(record: string, version: string | undefined): boolean {
  const build = version?.split(' ')[1];
  return build === undefined || record.includes(`-${build}`);
}
