/** What every host, pool and network of a source is called by. */

import { entityId } from '../../../core/model/ids.ts';
import type { EntityPrefix } from '../../../core/model/ids.ts';
import type { ObservedBy } from '../../../core/model/estate.ts';
import { PLATFORM } from '../kind.ts';

export interface PlaceOptions {
  readonly sourceId: string;
  readonly observedAt: string;
  /** Of the libvirt host: names of its pools and networks are its own. */
  readonly scope: string;
}

export interface PlaceBase {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly observedBy: ObservedBy;
}

/** Ids are made of the libvirt host and the name, so that two sources that read the same host agree. */
export function placeBase(prefix: EntityPrefix, name: string, nativeId: string, options: PlaceOptions): PlaceBase {
  const { sourceId, observedAt, scope } = options;
  return {
    id: entityId(prefix, scope, name),
    name,
    platform: PLATFORM,
    observedBy: { sourceId, nativeId: nativeId.toLowerCase(), observedAt },
  };
}
