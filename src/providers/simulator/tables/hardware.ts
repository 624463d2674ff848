/** Servers as they stand in racks: model, processor, year of purchase. Core counts and clock rates are the makers'. */

export interface ServerModel {
  readonly vendor: string;
  readonly model: string;
  readonly cpuModel: string;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly mhz: number;
  readonly memoryGiB: number;
  /** vSphere's Enhanced vMotion Compatibility baseline of this processor. */
  readonly evcMode: string;
  readonly boughtIn: number;
  readonly weight: number;
}

type Row = readonly [
  vendor: string,
  model: string,
  cpu: string,
  sockets: number,
  cores: number,
  mhz: number,
  memoryGiB: number,
  evc: string,
  year: number,
  weight: number,
];

const server = (row: Row): ServerModel => {
  const [vendor, model, cpuModel, sockets, coresPerSocket, mhz, memoryGiB, evcMode, boughtIn, weight] = row;
  return { vendor, model, cpuModel, sockets, coresPerSocket, mhz, memoryGiB, evcMode, boughtIn, weight };
};

export const SERVER_MODELS: readonly ServerModel[] = [
  server([
    'HP',
    'ProLiant DL380p Gen8',
    'Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz',
    2,
    8,
    2600,
    256,
    'intel-sandybridge',
    2013,
    4,
  ]),
  server([
    'Dell Inc.',
    'PowerEdge R730',
    'Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz',
    2,
    14,
    2397,
    512,
    'intel-broadwell',
    2016,
    12,
  ]),
  server([
    'HPE',
    'ProLiant DL380 Gen10',
    'Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz',
    2,
    18,
    2294,
    768,
    'intel-skylake',
    2018,
    22,
  ]),
  server([
    'Dell Inc.',
    'PowerEdge R740xd',
    'Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz',
    2,
    20,
    2494,
    768,
    'intel-cascadelake',
    2020,
    18,
  ]),
  server([
    'Lenovo',
    'ThinkSystem SR650 V2',
    'Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz',
    2,
    32,
    1995,
    1024,
    'intel-icelake',
    2022,
    18,
  ]),
  server(['Dell Inc.', 'PowerEdge R7525', 'AMD EPYC 7543 32-Core Processor', 2, 32, 2795, 1024, 'amd-zen3', 2022, 8]),
  server([
    'HPE',
    'ProLiant DL380 Gen11',
    'Intel(R) Xeon(R) Gold 6448Y',
    2,
    32,
    2100,
    1536,
    'intel-sapphirerapids',
    2024,
    14,
  ]),
  server(['Supermicro', 'AS-1125HS-TNR', 'AMD EPYC 9354 32-Core Processor', 2, 32, 3250, 1536, 'amd-zen4', 2025, 4]),
];

export const GPU_SERVER: ServerModel = server([
  'Dell Inc.',
  'PowerEdge R750xa',
  'Intel(R) Xeon(R) Gold 6348 CPU @ 2.60GHz',
  2,
  28,
  2594,
  1024,
  'intel-icelake',
  2022,
  1,
]);

export const GPU_CARDS = [
  { type: 'NVIDIA A40', memoryGiB: 48, perHost: 4, vgpu: 'grid_a40-12q' },
  { type: 'NVIDIA L40S', memoryGiB: 48, perHost: 4, vgpu: 'grid_l40s-16q' },
  { type: 'NVIDIA A100', memoryGiB: 80, perHost: 4, vgpu: 'grid_a100-20c' },
] as const;

/** VMware releases in use, with their build as "ESX Version" shows it. */
export const ESXI_RELEASES = [
  { text: 'VMware ESXi 6.5.0 build-20502893', vmxMax: 13, weight: 4 },
  { text: 'VMware ESXi 6.7.0 build-20497097', vmxMax: 15, weight: 18 },
  { text: 'VMware ESXi 7.0.3 build-24411414', vmxMax: 19, weight: 48 },
  { text: 'VMware ESXi 8.0.3 build-24674464', vmxMax: 21, weight: 30 },
] as const;
