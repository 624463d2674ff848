/** What a matrix of controls has columns of, and which one a workload is in. */

import type { ControlPlace } from './book.ts';

export type ControlColumns = 'site' | 'application';
/** Of workloads that no site matches, or that belong to no application. */
export const NOWHERE = '';

export const columnOf = (place: Pick<ControlPlace, 'siteId' | 'application'>, by: ControlColumns): string =>
  (by === 'site' ? place.siteId : place.application) ?? NOWHERE;
