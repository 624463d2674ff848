/** Replaces what tells whose estate it is, and remembers what stood there for those who hold the key (D11). */

import { parseReference } from '../applications/references.ts';
import type { Reference } from '../applications/references.ts';
import { failure } from '../errors/registry.ts';
import { pseudonymIpv4, pseudonymIpv6, pseudonymMac, pseudonymUuid } from './addresses.ts';
import { keyed, token } from './keyed.ts';
import { isTechnical } from './technical-words.ts';
import { wayOf } from './ways.ts';

/** Labels that platforms give by themselves. */
const PLATFORM_LABEL =
  /^(hard disk|network adapter|cd\/dvd drive|scsi controller|usb( xhci)? controller|floppy drive|serial port|parallel port|pci device|eth|ens|eno|sd|vd|xvd|nvme|nic)[ -]?\w{0,4}$/i;
const COMMON_MOUNT = /^([a-z]:\\?|\/|\/(boot|boot\/efi|home|var|tmp|usr|opt|srv|data|var\/log|var\/lib|var\/tmp))$/i;
const COMMON_ENVIRONMENT =
  /^(prod|production|test|dev|development|qa|uat|staging|stage|integration|training|dr|sandbox)$/i;
/** A manager's own numbers for its objects. */
const MANAGED_ID = /^(vm|host|domain-c|domain-s|group-v|datastore|network|dvportgroup|resgroup|resgroup-v)-?\d+$/;
const TIME = /^\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const IN_CIDR = /^(.+)\/(\d{1,3})$/;

export class Pseudonymiser {
  readonly #key: Uint8Array;
  readonly #originals = new Map<string, string>();
  readonly #made = new Map<string, string>();

  /** @param known what the same key replaced before: it stays revealable. */
  constructor(key: Uint8Array, known: ReadonlyMap<string, string> = new Map()) {
    this.#key = key;
    for (const [pseudonym, original] of known) this.#originals.set(pseudonym, original);
  }

  /** The original of every pseudonym that was given out. */
  get originals(): ReadonlyMap<string, string> {
    return this.#originals;
  }

  /** An item of an inventory with every text that is not known to be harmless replaced. Numbers and flags stay. */
  item<T extends { readonly type: string }>(item: T): T {
    const { type, ...rest } = item;
    const shown = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, this.#value(value, name === type ? name : `${type}.${name}`)]),
    );
    return { type, ...shown } as T;
  }

  /** The name, id or other word of a source. */
  word(prefix: string, text: string): string {
    return this.#cached(`${prefix}\u0000${text}`, () => this.#noted(text, token(this.#key, prefix, text)));
  }

  #value(value: unknown, path: string): unknown {
    if (typeof value === 'string') return this.#text(value, path);
    if (Array.isArray(value)) return value.map((each) => this.#value(each, `${path}[]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) =>
        // The names of tags are the customer's own words too.
        path.endsWith('.tags')
          ? [this.word('tag', name), this.#value(inner, `${path}.*`)]
          : [name, this.#value(inner, `${path}.${name}`)],
      ),
    );
  }

  #text(text: string, path: string): string {
    const way = wayOf(path);
    if (way === 'keep' || text === '') return text;
    if (typeof way === 'object') return this.word(way.token, text);
    return this.#cached(`${way}\u0000${text}`, () => this.#replaced(way, text));
  }

  #replaced(way: Exclude<ReturnType<typeof wayOf>, 'keep' | object>, text: string): string {
    const key = this.#key;
    switch (way) {
      case 'ip':
        return this.#address(text);
      case 'mac':
        return this.#noted(text, pseudonymMac(key, text)) ?? this.word('text', text);
      case 'uuid':
        return this.#noted(text, pseudonymUuid(key, text)) ?? this.word('scope', text);
      case 'host-name':
        return this.#hostName(text);
      case 'native-id':
        return this.#nativeId(text);
      case 'entity-id':
        return this.#noted(
          text,
          `${text.slice(0, text.lastIndexOf('-'))}-${keyed(key, 'entity', text).toString('hex').slice(0, 16)}`,
        );
      case 'reference':
        return this.#reference(text);
      case 'time':
        return TIME.test(text) ? text : this.word('text', text);
      case 'technical':
        return isTechnical(text) ? text : this.word('text', text);
      case 'label':
        return PLATFORM_LABEL.test(text) ? text : this.word('text', text);
      case 'mount':
        return COMMON_MOUNT.test(text) ? text : this.word('path', text);
      case 'environment':
        return COMMON_ENVIRONMENT.test(text) ? text : this.word('env', text);
    }
  }

  #address(text: string): string {
    const [, network, bits] = IN_CIDR.exec(text) ?? [];
    const address = network ?? text;
    const made = this.#noted(address, pseudonymIpv4(this.#key, address) ?? pseudonymIpv6(this.#key, address));
    if (made === undefined) return this.word('text', text);
    return bits === undefined ? made : `${made}/${bits}`;
  }

  /** Label by label, so that a host name still begins with the machine's name and ends with the shared domain. */
  #hostName(text: string): string {
    const [host = '', ...domain] = text.split('.');
    const own = this.word('vm', host);
    return domain.length === 0 ? own : `${own}.${this.word('domain', domain.join('.'))}`;
  }

  /** A name that stands in for an id stays equal to the name. */
  #nativeId(text: string): string {
    return MANAGED_ID.test(text) ? text : (this.#noted(text, pseudonymUuid(this.#key, text)) ?? this.word('vm', text));
  }

  #reference(text: string): string {
    const parts = parseReference(text);
    if (parts !== undefined) return parts.map((part) => `${part.scheme}:${this.#alternative(part)}`).join(',');
    const [source, ...native] = text.split('|');
    if (source === undefined || native.length === 0) return this.#nativeId(text);
    return `${this.word('source', source)}|${this.#nativeId(native.join('|'))}`;
  }

  #alternative({ scheme, value }: Reference): string {
    if (scheme === 'ip') return this.#address(value);
    if (scheme === 'uuid') return this.#replaced('uuid', value);
    const [namespace, name] = scheme === 'pod' ? value.split('/', 2) : [];
    if (namespace === undefined || name === undefined) return this.#hostName(value);
    return `${this.word('text', namespace)}/${this.#hostName(name)}`;
  }

  #cached(asked: string, make: () => string): string {
    const before = this.#made.get(asked);
    if (before !== undefined) return before;
    const made = make();
    this.#made.set(asked, made);
    return made;
  }

  #noted<T extends string | undefined>(original: string, made: T): T {
    if (made === undefined || made === original) return made;
    const known = this.#originals.get(made);
    if (known === undefined) this.#originals.set(made, original);
    else if (known.toLowerCase() !== original.toLowerCase())
      throw failure('IST-2240', `"${made}" would stand for two different texts`);
    return made;
  }
}
