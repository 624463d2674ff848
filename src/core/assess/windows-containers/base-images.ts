/** Windows base images and the builds behind them: what an image's tag and a node's build number say. */

import type { Catalog } from '../../catalog/catalog.ts';
import { recordOf } from './check-answer.ts';

export const IMAGE_BASES = ['ltsc2016', 'ltsc2019', 'ltsc2022', 'ltsc2025'] as const;
export type ImageBase = (typeof IMAGE_BASES)[number];

const containerRule = (catalog: Catalog, id: string) =>
  recordOf(catalog['guest-support'].windowsContainerRules, (rule) => rule.id === id, `rule ${id}`);

export const matrixRule = containerRule;

/** Build number of a base: 20348 for ltsc2022. */
export function buildOfBase(catalog: Catalog, base: ImageBase): number {
  const build = containerRule(catalog, 'builds').map?.[base];
  if (build === undefined) throw new TypeError(`the catalogue has no build of ${base}`);
  return build;
}

/** Number of the build in "10.0.20348.2402", "20348.681" or "20348"; undefined when there is none. */
export function buildNumber(text: string): number | undefined {
  const found = /^(?:10\.0\.)?(\d{5})(?:\.\d+)?$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]);
}

/** The part after the build: 2402 in "10.0.20348.2402". */
export function revisionOf(text: string): number | undefined {
  const found = /^(?:10\.0\.)?\d{5}\.(\d+)$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]);
}

/** Undefined for a build that no long-term release has. */
export const baseOfBuild = (catalog: Catalog, build: number): ImageBase | undefined =>
  IMAGE_BASES.find((base) => buildOfBase(catalog, base) === build);

/** "windows-server-2022" of "ltsc2022". */
export const releaseOfBase = (base: ImageBase): string => `windows-server-${base.slice('ltsc'.length)}`;

export const baseOfRelease = (osId: string): ImageBase | undefined =>
  IMAGE_BASES.find((base) => osId === releaseOfBase(base) || osId.startsWith(`${releaseOfBase(base)}-`));

/** Tags that Microsoft gave to the semi-annual and first releases are not read: they name no long-term base. */
const TAGGED: readonly (readonly [RegExp, ImageBase])[] = [
  [/ltsc2025|windowsservercore-2025|26100/, 'ltsc2025'],
  [/ltsc2022|windowsservercore-2022|20348/, 'ltsc2022'],
  [/ltsc2019|(?:^|-)1809(?:-|$)|windowsservercore-2019|17763/, 'ltsc2019'],
  [/ltsc2016|(?:^|-)1607(?:-|$)|14393/, 'ltsc2016'],
];

/** The base an image's tag names: "repo/app:1.4-ltsc2022" is on ltsc2022. Undefined when the tag does not say. */
export function baseOfImage(reference: string): ImageBase | undefined {
  const name = reference.split('@')[0] ?? '';
  const last = name.slice(name.lastIndexOf('/') + 1);
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : '';
  return TAGGED.find(([pattern]) => pattern.test(tag.toLowerCase()))?.[1];
}
