/** Reads an operating system's name as platforms and guests write it. Knows products and releases, invents none. */

import type { OsFamily } from './workload.ts';

/** What a text says. */
export interface OsText {
  readonly family: OsFamily;
  /** Absent for texts like "Other Linux". */
  readonly product?: string;
  /** Releases the text allows, as in ids: one when it is exact, several for "4/5/6", none when it names no release. */
  readonly releases: readonly string[];
  /** "… or later": every later release is allowed too. */
  readonly orLater: boolean;
  /** Release in full where the text gives more than the id holds: "8.6". */
  readonly version?: string;
  readonly architecture?: 'x86_64' | 'x86' | 'arm64';
}

interface Product {
  readonly id: string;
  readonly title: string;
  readonly family: OsFamily;
  readonly pattern: RegExp;
  /** Numbers of the release that its id carries: "ubuntu-22.04" two, "rhel-8" one. */
  readonly parts: 1 | 2;
}

/** First match wins: a derivative stands before what it derives from. */
const PRODUCTS: readonly Product[] = [
  {
    id: 'windows-server',
    title: 'Windows Server',
    family: 'windows',
    pattern: /windows (?:storage |small business |8 |10 )?server|windows (?:2003|2008|2012|2016|2019|2022|2025)\b/,
    parts: 1,
  },
  { id: 'windows', title: 'Windows', family: 'windows', pattern: /windows/, parts: 1 },
  { id: 'coreos', title: 'CoreOS', family: 'linux', pattern: /coreos/, parts: 1 },
  { id: 'centos-stream', title: 'CentOS Stream', family: 'linux', pattern: /centos stream/, parts: 1 },
  { id: 'centos', title: 'CentOS', family: 'linux', pattern: /centos/, parts: 1 },
  { id: 'rocky', title: 'Rocky Linux', family: 'linux', pattern: /rocky/, parts: 1 },
  { id: 'alma', title: 'AlmaLinux', family: 'linux', pattern: /alma ?linux/, parts: 1 },
  {
    id: 'oracle-linux',
    title: 'Oracle Linux',
    family: 'linux',
    pattern: /oracle (?:enterprise )?linux|oracle \d/,
    parts: 1,
  },
  {
    id: 'rhel',
    title: 'Red Hat Enterprise Linux',
    family: 'linux',
    pattern: /red ?hat enterprise linux|\brhel\b/,
    parts: 1,
  },
  { id: 'ubuntu', title: 'Ubuntu', family: 'linux', pattern: /ubuntu/, parts: 2 },
  { id: 'debian', title: 'Debian', family: 'linux', pattern: /debian/, parts: 1 },
  {
    id: 'sles',
    title: 'SUSE Linux Enterprise Server',
    family: 'linux',
    pattern: /suse linux enterprise(?! desktop)|\bsles\b/,
    parts: 2,
  },
  { id: 'opensuse', title: 'openSUSE', family: 'linux', pattern: /opensuse/, parts: 2 },
  { id: 'fedora', title: 'Fedora', family: 'linux', pattern: /fedora/, parts: 1 },
  { id: 'photon', title: 'VMware Photon OS', family: 'linux', pattern: /photon/, parts: 1 },
  { id: 'amazon-linux', title: 'Amazon Linux', family: 'linux', pattern: /amazon linux/, parts: 1 },
  { id: 'flatcar', title: 'Flatcar', family: 'linux', pattern: /flatcar/, parts: 1 },
  { id: 'freebsd', title: 'FreeBSD', family: 'other', pattern: /freebsd/, parts: 1 },
  { id: 'solaris', title: 'Solaris', family: 'other', pattern: /solaris/, parts: 1 },
  { id: 'macos', title: 'macOS', family: 'other', pattern: /mac ?os|darwin/, parts: 2 },
  { id: 'esxi', title: 'VMware ESXi', family: 'other', pattern: /\besxi?\b/, parts: 2 },
];

const byId = new Map(PRODUCTS.map((product) => [product.id, product]));

export function productTitle(id: string): string | undefined {
  return byId.get(id)?.title;
}

export function productFamily(id: string): OsFamily | undefined {
  return byId.get(id)?.family;
}

function architectureOf(text: string): 'x86_64' | 'x86' | 'arm64' | undefined {
  if (/arm ?64|aarch64|\barm\b/.test(text)) return 'arm64';
  if (/64[- ]?bit|x86[-_]64|amd64|\bx64\b/.test(text)) return 'x86_64';
  return /32[- ]?bit|\bx86\b|i[3-6]86/.test(text) ? 'x86' : undefined;
}

/** Numbers that are not a release, out of the way: bits, kernels. */
function withoutNoise(text: string): string {
  return text
    .replaceAll(/\(?\b(?:32|64)[- ]?bit\)?/g, ' ')
    .replaceAll(/x86[-_]64|x64|i[3-6]86/g, ' ')
    .replaceAll(/\d+\.\d+\.\d+-\S+/g, ' ');
}

/** Windows Server labels stand for two releases when they name 2012 alone: see releasesOf. */
const SERVER_EDITION = /standard|datacenter|essentials|foundation|enterprise|web/;

type Releases = Pick<OsText, 'releases' | 'version'> & { readonly orLater?: true };

function windowsServer(text: string): Releases {
  // vSphere's first labels for servers that had no name yet.
  if (text.includes('windows 8 server')) return { releases: ['2012', '2012-r2'] };
  if (text.includes('windows 10 server')) return { releases: ['2016'], orLater: true };
  const year = /\b(2003|2008|2012|2016|2019|2022|2025)\b/.exec(text)?.[1];
  if (year === undefined) {
    const channel = /\b(\d{2}h[12])\b/.exec(text)?.[1];
    return { releases: channel === undefined ? [] : [`${channel}-ac`] };
  }
  if (/\br2\b/.test(text)) return { releases: [`${year}-r2`] };
  // One vSphere guest id stands for 2012 and 2012 R2, and its label names 2012 only. A label with an edition is the guest's own.
  if (year === '2012' && !SERVER_EDITION.test(text)) return { releases: ['2012', '2012-r2'] };
  return { releases: [year] };
}

function windowsClient(text: string): Releases {
  const match = /windows (?:(xp|vista|nt ?4|2000)|(\d+(?:\.1)?))/.exec(text);
  const release = match?.[1]?.replace(/ /, '') ?? match?.[2];
  if (release === undefined) return { releases: [] };
  const build = /\b(\d{2}h[12]|1607|1809)\b/.exec(text)?.[1];
  return {
    releases: [release === '7' ? '7-sp1' : release],
    ...(build !== undefined && { version: `${release} ${build}` }),
  };
}

function numbered(text: string, product: Product): Releases {
  const after = text.slice(product.pattern.exec(text)?.index ?? 0);
  const listed = /\b\d+(?:\s*\/\s*\d+)+\b/.exec(after)?.[0];
  if (listed !== undefined) return { releases: listed.split('/').map((part) => part.trim()) };
  const match = /\b(\d+)(?:\.(\d+))?(?:\.\d+)*\s*(?:\(?(?:sp|service pack)\s?(\d+))?/.exec(after);
  if (match === null) return { releases: [] };
  const major = match[1] ?? '';
  const minor = match[2] ?? match[3];
  const version = minor === undefined ? major : `${major}.${minor}`;
  return { releases: [product.parts === 2 ? version : major], version };
}

/** What a name says, or undefined when it is not the name of an operating system. */
export function readOsText(raw: string | undefined): OsText | undefined {
  const lower = raw?.toLowerCase().replaceAll(/[®™]/g, '').replaceAll(/\s+/g, ' ').trim() ?? '';
  if (lower === '') return undefined;
  const architecture = architectureOf(lower);
  const rest = {
    orLater: /or later|and later|or newer/.test(lower),
    ...(architecture !== undefined && { architecture }),
  };
  const text = withoutNoise(lower);
  const product = PRODUCTS.find((candidate) => candidate.pattern.test(text));
  if (product === undefined) return /linux/.test(text) ? { family: 'linux', releases: [], ...rest } : undefined;
  const releases: Releases =
    product.id === 'windows-server'
      ? windowsServer(text)
      : product.id === 'windows'
        ? windowsClient(text)
        : numbered(text, product);
  return { family: product.family, product: product.id, ...rest, ...releases };
}
