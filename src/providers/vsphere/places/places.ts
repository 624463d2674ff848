/** Everything machines lie in or on, by reference: what their names, paths and settings are told from. */

import { byText } from '../../import-values.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import type { MoRef } from '../nodes.ts';
import { refOf, textAt, textOf } from '../nodes.ts';
import type { ObjectContent } from '../property-collector.ts';
import { clusterSettings } from './cluster-settings.ts';
import type { ClusterSettings } from './cluster-settings.ts';
import { HostPortgroups } from './host-portgroups.ts';

/** vSphere writes "/", "\" and "%" in names as "%2f", "%5c" and "%25". */
export const unescapedName = (name: string): string =>
  name.replaceAll(/%(2f|5c|25)/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

export const nameIn = (content: ObjectContent): string | undefined => {
  const name = textOf(content.properties.get('name'));
  return name === undefined ? undefined : unescapedName(name);
};

/** No inventory is nested deeper; a loop of parents would be a server's mistake. */
const DEEPEST = 100;

export class Places {
  readonly #contents = new Map<string, ObjectContent>();
  readonly #clusters = new Map<string, ClusterSettings>();
  readonly #portgroups = new Map<string, string>();
  readonly #switches = new Map<string, string>();
  readonly hostPortgroups = new HostPortgroups();

  add(content: ObjectContent): void {
    const { ref, properties } = content;
    this.#contents.set(ref.value, content);
    const configuration = properties.get('configurationEx');
    if (configuration !== undefined) this.#clusters.set(ref.value, clusterSettings(configuration));
    if (ref.type === 'HostSystem') this.hostPortgroups.add(ref.value, properties.get('config.network.portgroup'));
    const key = textOf(properties.get('key'));
    if (ref.type === 'DistributedVirtualPortgroup') this.#portgroups.set(key ?? ref.value, ref.value);
    const uuid = textOf(properties.get('uuid'));
    if (uuid !== undefined && ref.type.endsWith('DistributedVirtualSwitch')) this.#switches.set(uuid, ref.value);
  }

  /** Of these types, in the order of their ids. */
  ofType(...types: readonly string[]): ObjectContent[] {
    return [...this.#contents.values()]
      .filter(({ ref }) => types.includes(ref.type))
      .sort((a, b) => byText(a.ref.value, b.ref.value));
  }

  get size(): number {
    return this.#contents.size;
  }

  content(ref: MoRef | undefined): ObjectContent | undefined {
    return ref === undefined ? undefined : this.#contents.get(ref.value);
  }

  name(ref: MoRef | undefined): string | undefined {
    const content = this.content(ref);
    return content === undefined ? undefined : nameIn(content);
  }

  parent(ref: MoRef | undefined): MoRef | undefined {
    return refOf(this.content(ref)?.properties.get('parent'));
  }

  settings(cluster: MoRef | undefined): ClusterSettings | undefined {
    return cluster === undefined ? undefined : this.#clusters.get(cluster.value);
  }

  /** The nearest of this type, itself included. */
  above(ref: MoRef | undefined, type: string): MoRef | undefined {
    return this.#chain(ref).find((each) => each.type === type);
  }

  /** Cluster of a host; a host on its own has none. */
  clusterOf(host: MoRef | undefined): MoRef | undefined {
    return this.above(host, 'ClusterComputeResource');
  }

  datacenterOf(ref: MoRef | undefined): string | undefined {
    return this.name(this.above(ref, 'Datacenter'));
  }

  /** "/DC1/vm/apps". The root folder has no name in it. */
  folderPath(folder: MoRef | undefined): string | undefined {
    return this.#path(folder, () => true);
  }

  /** "/DC1/Prod/Resources/web": datacenter, cluster or host, and pools. */
  poolPath(pool: MoRef | undefined): string | undefined {
    return this.#path(pool, ({ type }) => type !== 'Folder');
  }

  networkByPortgroup(key: string | undefined): MoRef | undefined {
    const value = key === undefined ? undefined : this.#portgroups.get(key);
    return value === undefined ? undefined : this.#contents.get(value)?.ref;
  }

  switchName(uuid: string | undefined): string | undefined {
    const value = uuid === undefined ? undefined : this.#switches.get(uuid);
    const content = value === undefined ? undefined : this.#contents.get(value);
    return content === undefined ? undefined : nameIn(content);
  }

  opaqueNetwork(id: string | undefined): string | undefined {
    if (id === undefined) return undefined;
    const found = this.ofType('OpaqueNetwork').find(
      ({ properties }) => textAt(properties.get('summary'), 'opaqueNetworkId') === id,
    );
    return found === undefined ? undefined : nameIn(found);
  }

  property(ref: MoRef | undefined, path: string): XmlNode | undefined {
    return this.content(ref)?.properties.get(path);
  }

  #path(ref: MoRef | undefined, counts: (ref: MoRef) => boolean): string | undefined {
    const chain = this.#chain(ref);
    // The one without a parent is the root folder; where the account may not see that far, the path begins later.
    const named = chain.filter((each) => counts(each) && this.parent(each) !== undefined);
    const names = named.map((each) => this.name(each)).filter((name) => name !== undefined);
    return names.length === 0 ? undefined : `/${names.reverse().join('/')}`;
  }

  #chain(ref: MoRef | undefined): MoRef[] {
    const chain: MoRef[] = [];
    for (let each = ref; each !== undefined && chain.length < DEEPEST; each = this.parent(each)) chain.push(each);
    return chain;
  }
}
