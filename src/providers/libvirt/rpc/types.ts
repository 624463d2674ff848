/** What libvirt's protocol calls things by, and how it writes them. */

import { XdrError } from './xdr.ts';
import type { XdrReader, XdrWriter } from './xdr.ts';

/** Bounds of lists in the protocol. */
export const MAX_LIST = 16_384;
const UUID_BYTES = 16;

export interface DomainRef {
  readonly name: string;
  /** As 32 hex digits with dashes. */
  readonly uuid: string;
  /** -1 when it does not run. */
  readonly id: number;
}

export interface NamedRef {
  readonly name: string;
  readonly uuid: string;
}

export interface VolumeRef {
  readonly pool: string;
  readonly name: string;
  readonly key: string;
}

export type ParameterValue = number | boolean | string;
/** By the names libvirt gives them: "block.0.capacity". */
export type Parameters = ReadonlyMap<string, ParameterValue>;

export function readUuid(reader: XdrReader): string {
  const hex = reader.fixed(UUID_BYTES).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

export const readDomain = (reader: XdrReader): DomainRef => ({
  name: reader.string(),
  uuid: readUuid(reader),
  id: reader.int(),
});

export const writeDomain = (writer: XdrWriter, { name, uuid, id }: DomainRef): XdrWriter =>
  writer.string(name).fixed(uuidBytes(uuid)).int(id);

/** A network or a storage pool. */
export const readNamed = (reader: XdrReader): NamedRef => ({ name: reader.string(), uuid: readUuid(reader) });

export const writeNamed = (writer: XdrWriter, { name, uuid }: NamedRef): XdrWriter =>
  writer.string(name).fixed(uuidBytes(uuid));

export const readVolume = (reader: XdrReader): VolumeRef => ({
  pool: reader.string(),
  name: reader.string(),
  key: reader.string(),
});

export const writeVolume = (writer: XdrWriter, { pool, name, key }: VolumeRef): XdrWriter =>
  writer.string(pool).string(name).string(key);

/** A list of named, typed values. Throws XdrError for a type libvirt does not have. */
export function readParameters(reader: XdrReader, most: number): Parameters {
  const pairs = reader.list(most, 12, (one): [string, ParameterValue] => [one.string(), readValue(one)]);
  return new Map(pairs);
}

function readValue(reader: XdrReader): ParameterValue {
  const type = reader.int();
  switch (type) {
    case 1:
      return reader.int();
    case 2:
      return reader.uint();
    case 3:
      return reader.hyper();
    case 4:
      return reader.uhyper();
    case 5:
      return reader.double();
    case 6:
      return reader.int() !== 0;
    case 7:
      return reader.string();
    default:
      throw new XdrError(`a parameter of type ${type}`);
  }
}
