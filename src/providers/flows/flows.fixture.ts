/** Flow records shaped after the published formats, small enough to read. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dependency } from '../../core/model/estate.ts';
import type { ImportIssue, Receipt } from '../provider.ts';
import { readFlows } from './read.ts';
import type { ReadOptions } from './read.ts';

export const GENERIC_CSV = `Time,Source IP,Source Port,Destination IP,Destination Port,Protocol,Bytes
2026-03-02T10:00:00Z,10.0.0.5,50111,10.0.0.9,1433,tcp,4200
2026-03-03T10:00:00Z,10.0.0.5,50112,10.0.0.9,1433,tcp,800
2026-03-03T10:00:01Z,10.0.0.9,1433,10.0.0.5,50112,tcp,9000
2026-03-03T10:00:05Z,10.0.0.5,50113,203.0.113.80,443,tcp,77
`;

export const VPC_LOG = `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 123456789010 eni-1 10.1.0.7 10.1.0.8 20641 5432 6 20 4249 1767225600 1767225660 ACCEPT OK
2 123456789010 eni-1 10.1.0.8 10.1.0.7 5432 20641 6 20 4249 1767225600 1767225660 ACCEPT OK
2 123456789010 eni-1 10.1.0.9 10.1.0.8 49761 3389 6 20 4249 1767225600 1767225660 REJECT OK
2 123456789010 eni-1 - - - - - - - 1767225600 1767225660 - NODATA
`;

export const MIGRATE_CSV = `Timeslot,Source server name,Source application,Source process,Destination server name,Destination IP,Destination application,Destination process,Destination port
2026-03-02 00:00:00,web01,IIS,w3wp.exe,db01,10.1.0.21,SQL Server,sqlservr.exe,1433
2026-03-02 06:00:00,web01,IIS,w3wp.exe,db01,10.1.0.21,SQL Server,sqlservr.exe,1433
2026-03-02 00:00:00,web01,IIS,w3wp.exe,,203.0.113.80,,,443
`;

export const NSG_LOG = JSON.stringify({
  records: [
    {
      time: '2026-03-02T18:47:59.88Z',
      properties: {
        Version: 2,
        flows: [
          {
            rule: 'UserRule_AllowSql',
            flows: [
              {
                mac: '000D3A000001',
                flowTuples: [
                  '1772450870,10.0.0.9,10.0.0.4,50211,1433,T,I,A,B,,,,',
                  '1772450930,10.0.0.9,10.0.0.4,50211,1433,T,I,A,C,25,3780,21,9120',
                  '1772450990,203.0.113.1,10.0.0.4,50212,1433,T,I,D,B,,,,',
                ],
              },
            ],
          },
        ],
      },
    },
  ],
});

export const VNET_LOG = JSON.stringify({
  records: [
    {
      time: '2026-03-02T18:47:59.88Z',
      flowLogVersion: 4,
      flowRecords: {
        flows: [
          {
            aclID: 'x',
            flowGroups: [
              {
                rule: 'r',
                flowTuples: [
                  '1772450870000,10.0.0.6,10.0.0.7,23956,443,6,O,B,NX,0,0,0,0',
                  '1772450880000,10.0.0.6,10.0.0.7,23956,443,6,O,E,NX,3,767,2,1580',
                  '1772450880000,10.0.0.6,10.0.0.8,23957,443,6,O,D,NX,0,0,0,0',
                ],
              },
            ],
          },
        ],
      },
    },
  ],
});

const ipfix = (from: string, fromPort: number, to: string, toPort: number, more: object = {}): string =>
  JSON.stringify({
    SrcAddr: from,
    SrcPort: fromPort,
    DstAddr: to,
    DstPort: toPort,
    Proto: 6,
    Bytes: 100,
    TimeReceived: 1772450870,
    ...more,
  });

export const IPFIX = [
  ipfix('10.128.0.5', 43_622, '10.130.0.30', 6443, {
    SrcPod: 'authentication-operator-6d54b4f4b5-mgwtq',
    SrcWorkloadKind: 'Deployment',
    DstK8S_Namespace: 'kube',
    DstK8S_OwnerName: 'apiserver',
  }),
  ipfix('10.130.0.30', 6443, '10.128.0.5', 43_622, {
    DstPod: 'authentication-operator-6d54b4f4b5-mgwtq',
    DstWorkloadKind: 'Deployment',
    SrcK8S_Namespace: 'kube',
    SrcK8S_OwnerName: 'apiserver',
  }),
].join('\n');

const collection = (name: string, address: string, output: readonly string[], more: object = {}): string =>
  JSON.stringify({
    schema: 'isthmus/connections/1',
    collectedAt: '2026-03-02T10:00:00Z',
    host: { name, fqdn: `${name}.corp.example`, addresses: [address, '127.0.0.1'], uuid: '', os: 'Linux' },
    output,
    processes: [],
    error: '',
    ...more,
  });

export const SS_WEB = collection('web01', '10.0.0.5', [
  'Netid State     Recv-Q Send-Q Local Address:Port  Peer Address:Port Process',
  'tcp   LISTEN    0      128          0.0.0.0:443        0.0.0.0:*     users:(("nginx",pid=7,fd=3))',
  'tcp   ESTAB     0      0           10.0.0.5:50111     10.0.0.9:1433  users:(("java",pid=8,fd=3))',
  'tcp   ESTAB     0      0           10.0.0.5:443    203.0.113.7:40001 users:(("nginx",pid=7,fd=9))',
  'tcp   TIME-WAIT 0      0          127.0.0.1:40002    127.0.0.1:8080',
]);

/** As a German Windows writes it: states are words of its language. */
export const NETSTAT_DB = collection(
  'db01',
  '10.0.0.9',
  [
    'Aktive Verbindungen',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:1433           0.0.0.0:0              ABHÖREN         1044',
    '  TCP    10.0.0.9:1433          10.0.0.5:50111         HERGESTELLT     1044',
    '  UDP    0.0.0.0:123            *:*                                    900',
  ],
  { processes: ['"sqlservr.exe","1044","Services","0","1.000 K"'] },
);

export interface ReadText {
  readonly dependencies: readonly Dependency[];
  readonly issues: readonly ImportIssue[];
  readonly receipt: Receipt;
}

/** Reads files by name; one file alone is read as a file, several as a folder. */
export async function readTexts(
  files: Readonly<Record<string, string | Uint8Array>>,
  options?: ReadOptions,
): Promise<ReadText> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-flows-'));
  try {
    const names = Object.keys(files);
    for (const name of names) await writeFile(join(folder, name), files[name] ?? '');
    const dependencies: Dependency[] = [];
    const issues: ImportIssue[] = [];
    const [only = ''] = names;
    const request = {
      path: names.length === 1 ? join(folder, only) : folder,
      fileName: names.length === 1 ? only : 'folder',
      sourceId: 's',
      observedAt: '2026-11-22T00:00:00.000Z',
      onItem: (items: readonly { readonly type: string }[]) =>
        void dependencies.push(...items.map((item) => (item as unknown as { dependency: Dependency }).dependency)),
      onIssue: (issue: ImportIssue) => void issues.push(issue),
    };
    return { receipt: await readFlows(request, options), dependencies, issues };
  } finally {
    await rm(folder, { recursive: true });
  }
}
