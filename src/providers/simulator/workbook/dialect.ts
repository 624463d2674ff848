/** The ways in which exports of the same product differ. Defaults are what the newest version writes. */

import { TAG_NAMES } from '../machine/tags.ts';
import type { Value, ValueKind } from './column.ts';

export interface Dialect {
  /** Text of a true value; the false one goes with it. */
  readonly booleans?: 'True' | 'TRUE' | '1' | 'Yes';
  /** 'mixed' shares what repeats and writes ids inline; 'shared' shares all text, as the product does. */
  readonly strings?: 'mixed' | 'shared' | 'inline';
  /** 'tab' writes "tabvInfo". */
  readonly sheetNames?: 'plain' | 'tab';
  /** 'prefix' writes "vInfoVMName". */
  readonly headers?: 'display' | 'prefix';
  readonly dates?: 'serial' | 'text';
  /** 'whole-sheet' declares 1,048,576 rows whatever is there, as some real files do. */
  readonly dimension?: 'true' | 'whole-sheet';
  /** CSV only: what stands between fields. */
  readonly separator?: ',' | ';' | '\t';
  /** CSV only: "16,384" in place of 16384. */
  readonly groupedNumbers?: boolean;
}

const FALSE_FOR = { True: 'False', TRUE: 'FALSE', '1': '0', Yes: 'No' } as const;
const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, which holds a 29 February 1900 that never was. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);

export const excelSerial = (iso: string): number => (Date.parse(iso) - EXCEL_EPOCH_MS) / DAY_MS;

/** Value as it goes into a cell: text, a number, or nothing. */
export function cellOf(value: Value, kind: ValueKind, dialect: Dialect): string | number | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'boolean') {
    const yes = dialect.booleans ?? 'True';
    return value ? yes : FALSE_FOR[yes];
  }
  if (kind !== 'date' || typeof value !== 'string') return value;
  return dialect.dates === 'text' ? value.slice(0, 19).replaceAll('-', '/').replace('T', ' ') : excelSerial(value);
}

/** Names that the prefix dialect does not derive from the display header. */
const PREFIX_NAMES: Readonly<Record<string, string>> = {
  'vInfo VM': 'VMName',
  'vInfo Disks': 'NumVirtualDisks',
  'vInfo Provisioned MiB': 'Provisioned',
  'vInfo In Use MiB': 'InUse',
  'vInfo SRM Placeholder': 'SRMPlaceHolder',
  'vInfo OS according to the configuration file': 'OS',
  'vInfo OS according to the VMware Tools': 'OSTools',
  'vInfo DNS Name': 'GuestHostName',
  'vInfo Datacenter': 'DataCenter',
  'vInfo Creation date': 'CreateDate',
  'vInfo VM UUID': 'UUID',
  'vDatastore # Hosts': 'NumHosts',
  'vHost Host': 'Name',
  'vHost # CPU': 'NumCpu',
  'vHost Cores per CPU': 'CoresPerCPU',
  'vHost # Cores': 'NumCpuCores',
  'vHost Speed': 'CpuMhz',
  'vHost # Memory': 'MemorySize',
  'vHost CPU usage %': 'OverallCpuUsage',
  'vHost Memory usage %': 'OverallMemoryUsage',
};

export function headerText(sheet: string, header: string, dialect: Dialect): string {
  if (dialect.headers !== 'prefix') return header;
  if (TAG_NAMES.some((name) => name === header)) return `${sheet}_tags_${header}`;
  const own = PREFIX_NAMES[`${sheet} ${header.replaceAll(/\bMB\b/g, 'MiB')}`];
  return `${sheet}${own ?? header.replaceAll(/[^A-Za-z0-9]/g, '')}`;
}

export const sheetName = (name: string, dialect: Dialect): string =>
  dialect.sheetNames === 'tab' ? `tab${name}` : name;
