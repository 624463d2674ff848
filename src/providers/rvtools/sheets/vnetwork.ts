/** Sheet vNetwork: one row per network adapter. */

import type { Nic } from '../../../core/model/workload.ts';
import type { Row } from '../sheet-data.ts';
import { VM_COLUMNS, defineSheet } from '../sheet.ts';
import { parseAddresses, parseMac, stated } from '../values.ts';

export const VNETWORK = defineSheet({
  name: 'vNetwork',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'adapter', 'mac'],
  columns: {
    ...VM_COLUMNS,
    label: ['NIC label', 'NIC'],
    adapter: ['Adapter'],
    network: ['Network', 'Name'],
    switchName: ['Switch'],
    connected: ['Connected'],
    startConnected: ['Starts Connected', 'Start Connected'],
    mac: ['Mac Address', 'MAC'],
    ipv4: ['IPv4 Address', 'IP Address'],
    ipv6: ['IPv6 Address'],
  },
  facts: {
    nics: undefined,
    'nics[].macAddress': 'mac',
    'nics[].network': 'network',
    'nics[].adapter': 'adapter',
    'nics[].passthrough': 'adapter',
    'nics[].ipAddresses': 'ipv4',
  },
  cost: 'Network adapters, MAC addresses and SR-IOV stay unknown; machines seen by another source are matched by UUID or name only.',
});

export type VNetworkField = keyof typeof VNETWORK.columns;

export interface NicRow {
  readonly nic: Nic;
  /** False when the adapter's type cannot be told, so that it may bypass the virtual switch. */
  readonly typeKnown: boolean;
}

/**
 * "Direct Path IO" is left alone: it says that the adapter may use DirectPath where host and network allow it, not
 * that it does, and such an adapter works on an ordinary virtual switch. The adapter's type says what is passthrough.
 */
export function nicOf(row: Row<VNetworkField>): NicRow {
  const adapter = row.word('adapter');
  const passthrough = passthroughOf(adapter ?? '');
  const mac = row.word('mac');
  const macAddress = mac === undefined ? undefined : parseMac(mac);
  if (mac !== undefined && macAddress === undefined) {
    row.issue('mac', {
      severity: 'warning',
      code: 'INVALID_MAC',
      message: `"${mac.slice(0, 60)}" is not a MAC address`,
      fix: 'Correct the cell, or leave it empty.',
      skipped: false,
    });
  }
  const addresses = parseAddresses(`${row.word('ipv4') ?? ''} ${row.word('ipv6') ?? ''}`);
  const nic = stated<Nic>({
    label: row.text('label') ?? 'network adapter',
    network: row.text('network'),
    switchName: row.text('switchName'),
    macAddress,
    adapter,
    connected: row.flag('connected'),
    startConnected: row.flag('startConnected'),
    ipAddresses: addresses.length > 0 ? addresses : undefined,
    passthrough,
  });
  return { nic, typeKnown: passthrough !== undefined };
}

function passthroughOf(adapter: string): Nic['passthrough'] {
  if (/sr-?iov/i.test(adapter)) return 'sriov';
  return /vmxnet|e1000|pcnet|flexible|vlance/i.test(adapter) ? 'none' : undefined;
}
