import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTechnical } from './technical-words.ts';

describe('isTechnical', () => {
  test.each([
    'Microsoft Windows Server 2019 (64-bit)',
    'Red Hat Enterprise Linux 8 (64-bit)',
    'Red Hat Enterprise Linux CoreOS 418.94.202501',
    'Ubuntu 22.04.4 LTS',
    'windows2019srv_64Guest',
    'windows-server-2012r2',
    'Standard_D4s_v5',
    'Standard_NC24ads_A100_v4',
    'westeurope',
    'germanywestcentral',
    'eastus2',
    '2000',
    'scsi0:1',
    'sda',
    'PowerEdge R750',
    'ProLiant DL380 Gen10 Plus',
    'Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz',
    'NVIDIA A100-SXM4-80GB',
    'VMFS',
    'disk.csi.azure.com',
    'windows-machine-config-operator',
    'VMware ESXi 8.0.3 build-24022510',
    'control-plane',
    'Premium_LRS',
    'TrustedLaunch',
    'toolsNotInstalled',
  ])('%s', (text) => expect(isTechnical(text)).toBe(true));

  test.each([
    'acme-payroll-large',
    'Acme Linux 8',
    'SRV-SQL-01.vhdx',
    'csi.storage.acme.internal',
    'rack-hamburg-3',
    'Windows Server 2019 Acme gold image',
    'erika',
    'westeuropeacme',
  ])('not %s', (text) => expect(isTechnical(text)).toBe(false));

  test('a word nobody knows makes any text untechnical', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[b-df-hj-np-tv-xz]{6,12}$/),
        fc.constantFrom('Linux ', 'Standard_', '', 'esxi-'),
        (word, before) => {
          expect(isTechnical(before + word)).toBe(false);
        },
      ),
    );
  });
});
