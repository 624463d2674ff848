/** Standard port groups are each host's own: VLAN and switch belong to a network only where its hosts agree. */

import type { XmlNode } from '../../../formats/xml/trees.ts';
import { amountAt, textAt } from '../nodes.ts';

interface Portgroup {
  readonly vlanId?: number;
  readonly switchName?: string;
}

export class HostPortgroups {
  readonly #byHost = new Map<string, Map<string, Portgroup>>();

  add(host: string, portgroups: XmlNode | undefined): void {
    const own = new Map<string, Portgroup>();
    for (const portgroup of portgroups?.children ?? []) {
      const name = textAt(portgroup, 'spec', 'name');
      const vlanId = amountAt(portgroup, 'spec', 'vlanId');
      const switchName = textAt(portgroup, 'spec', 'vswitchName');
      if (name !== undefined) own.set(name, { vlanId, switchName });
    }
    this.#byHost.set(host, own);
  }

  of(host: string | undefined, name: string): Portgroup | undefined {
    return host === undefined ? undefined : this.#byHost.get(host)?.get(name);
  }

  /** What all hosts that have it say alike. 4095 lets all VLANs through: none of them is the network's. */
  agreed(name: string): Portgroup {
    const found = [...this.#byHost.values()].map((own) => own.get(name)).filter((each) => each !== undefined);
    const [first] = found;
    const vlanId = found.every((each) => each.vlanId === first?.vlanId) ? first?.vlanId : undefined;
    const switchName = found.every((each) => each.switchName === first?.switchName) ? first?.switchName : undefined;
    return { ...(vlanId !== 4095 && { vlanId }), switchName };
  }
}
