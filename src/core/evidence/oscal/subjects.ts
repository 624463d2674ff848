/** Whom observations are about: the estate and its sites as components, machines as inventory items. */

import type { OscalInput } from './input.ts';
import { list, markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import type { Said } from './statements.ts';
import { uuidOf } from './uuid.ts';

/** What is asked of the organisation, or of machines at no known site, is about the estate. */
export const componentUuid = (siteId: string): string =>
  siteId === '*' || siteId === '' ? uuidOf('estate') : uuidOf('site', siteId);
const itemUuid = (workloadId: string): string => uuidOf('workload', workloadId);

/** Machines are named where something is not well with them: of what is well the number is told. */
const byMachine = ({ state, workloadIds }: Said): boolean =>
  workloadIds.length > 0 && state !== 'satisfied' && state !== 'not-applicable';

export function subjectsOf(said: Said): readonly Json[] {
  if (byMachine(said)) return said.workloadIds.map((id) => ({ 'subject-uuid': itemUuid(id), type: 'inventory-item' }));
  return [
    {
      'subject-uuid': componentUuid(said.siteId),
      type: 'component',
      props: [
        ...(said.part === undefined ? [] : [prop('part', said.part)]),
        prop('workloads', said.affected, 'How many workloads it concerns; they are not listed.'),
      ],
    },
  ];
}

export function componentsOf({ sites, why }: OscalInput): readonly Json[] {
  return [
    {
      uuid: componentUuid('*'),
      type: 'this-system',
      title: 'The estate',
      description: `Everything that was known of the estate: generation ${why.generation}, ${why.estateDigest}.`,
      status: { state: 'operational' },
    },
    ...sites.map(({ id, name, platform, country }) => ({
      uuid: componentUuid(id),
      type: 'system',
      title: markup(name ?? id),
      description: markup(
        `Site ${id}: ${platform}${country === null ? '; its country is not stated' : ` in ${country}`}.`,
      ),
      props: [prop('site-id', id), prop('platform', platform), ...(country === null ? [] : [prop('country', country)])],
      status: { state: 'operational' },
    })),
  ];
}

export function inventoryItemsOf({ book, sites }: OscalInput, statements: readonly Said[]): readonly Json[] {
  const ids = new Set(statements.filter(byMachine).flatMap(({ workloadIds }) => workloadIds));
  const known = new Set(sites.map(({ id }) => id));
  return [...ids].sort().map((id) => {
    const place = book.workloads.get(id);
    const siteId = place?.siteId ?? '';
    return {
      uuid: itemUuid(id),
      description: markup(place?.name ?? id),
      props: [
        prop('workload-id', id),
        ...(place?.application === undefined || place.application === null
          ? []
          : [prop('application', place.application)]),
      ],
      ...list('implemented-components', known.has(siteId) ? [{ 'component-uuid': componentUuid(siteId) }] : []),
    };
  });
}
