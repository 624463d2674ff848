/** The invented company: its departments, what it bought, and how each names and tags its machines. */

export type NamingConvention = 'site-code' | 'dashes' | 'underscore' | 'branch' | 'fqdn' | 'legends';

export interface Department {
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly domain: string;
  readonly convention: NamingConvention;
  /** Share of its applications that carry tags at all. */
  readonly tagging: number;
  readonly owner: string;
}

const head = 'nordwerk.example';
const alpenland = 'alpenland.example';
const brennero = 'brennero.example';

export const DEPARTMENTS: readonly Department[] = [
  {
    key: 'banking',
    name: 'Core Banking',
    code: 'CBK',
    domain: head,
    convention: 'site-code',
    tagging: 0.85,
    owner: 'core-banking',
  },
  {
    key: 'payments',
    name: 'Payments',
    code: 'PAY',
    domain: head,
    convention: 'dashes',
    tagging: 0.9,
    owner: 'payments-platform',
  },
  {
    key: 'insurance',
    name: 'Alpenland Insurance',
    code: 'ALV',
    domain: alpenland,
    convention: 'underscore',
    tagging: 0.12,
    owner: 'alv-betrieb',
  },
  {
    key: 'health',
    name: 'Health Services',
    code: 'HLT',
    domain: head,
    convention: 'dashes',
    tagging: 0.7,
    owner: 'health-it',
  },
  {
    key: 'finance',
    name: 'Finance and Controlling',
    code: 'FIN',
    domain: head,
    convention: 'dashes',
    tagging: 0.6,
    owner: 'finance-systems',
  },
  {
    key: 'people',
    name: 'Human Resources',
    code: 'HRS',
    domain: head,
    convention: 'site-code',
    tagging: 0.55,
    owner: 'hr-systems',
  },
  {
    key: 'sales',
    name: 'Sales and Web',
    code: 'WEB',
    domain: head,
    convention: 'dashes',
    tagging: 0.65,
    owner: 'digital-channels',
  },
  {
    key: 'logistics',
    name: 'Brennero Logistica',
    code: 'BRE',
    domain: brennero,
    convention: 'branch',
    tagging: 0.1,
    owner: 'brennero-it',
  },
  {
    key: 'research',
    name: 'Research',
    code: 'LAB',
    domain: head,
    convention: 'fqdn',
    tagging: 0.35,
    owner: 'research-platform',
  },
  {
    key: 'operations',
    name: 'IT Operations',
    code: 'OPS',
    domain: head,
    convention: 'site-code',
    tagging: 0.5,
    owner: 'it-operations',
  },
  {
    key: 'workplace',
    name: 'Workplace',
    code: 'WPL',
    domain: head,
    convention: 'site-code',
    tagging: 0.3,
    owner: 'workplace',
  },
  {
    key: 'heritage',
    name: 'Heritage',
    code: 'OLD',
    domain: head,
    convention: 'legends',
    tagging: 0.05,
    owner: 'it-operations',
  },
];

export const LEGENDS = [
  'zeus',
  'hera',
  'apollo',
  'hermes',
  'athena',
  'loki',
  'odin',
  'freya',
  'thor',
  'asterix',
  'obelix',
  'idefix',
  'saturn',
  'pluto',
  'neptun',
] as const;

/** What people type when there is no rule. Spaces, umlauts and brackets included. */
export const FREE_TEXT = [
  'Kopie von Kundenportal',
  'Buchhaltung (alt)',
  'Prüfstand',
  'Testserver Müller',
  'NICHT LÖSCHEN',
  'Archiv 2014',
  'tmp migration',
  'Zeiterfassung neu',
  'Drucker+Fax',
  'Café Kasse',
] as const;

export const BRANCH_CITIES = ['bz', 'tn', 'vr', 'inn', 'muc', 'zh'] as const;

export type Environment = 'production' | 'test' | 'development' | 'staging';

interface EnvironmentWords {
  readonly letter: string;
  readonly short: string;
  /** As people write it in tags. */
  readonly spellings: readonly string[];
  readonly weight: number;
}

export const ENVIRONMENTS: Readonly<Record<Environment, EnvironmentWords>> = {
  production: {
    letter: 'P',
    short: 'prd',
    spellings: ['Production', 'Production', 'production', 'PROD', 'Produktion'],
    weight: 66,
  },
  test: { letter: 'T', short: 'tst', spellings: ['Test', 'test', 'TEST'], weight: 16 },
  development: { letter: 'D', short: 'dev', spellings: ['Development', 'dev', 'Entwicklung'], weight: 10 },
  staging: { letter: 'S', short: 'stg', spellings: ['Staging', 'stage', 'Pre-Prod'], weight: 8 },
};

export const ENVIRONMENT_KEYS: readonly Environment[] = ['production', 'test', 'development', 'staging'];

/** Free notes on machines, as operators leave them. `{owner}` and `{year}` are filled in. */
export const ANNOTATIONS = [
  'Created by Terraform, module vm-standard 4.2. Do not edit by hand.',
  'Contact: {owner}@nordwerk.example',
  'DO NOT DELETE! Ask {owner} first.',
  'Migrated from physical server in {year} (P2V).\nOld hardware in cellar.',
  'Veeam Backup: Time: [{year}-03-14 02:11:09], Job name: [JOB-FRA-PROD-01], Backup host: [FRAPBCK0001], Backup folder: [/backup/fra]',
  'Wartungsfenster: So 02:00-06:00',
  'Ticket CHG-{year}1187; cost centre 4711-20',
  'License bound to MAC address, see contract "L-8842" <procurement>',
  'EOL planned {year}, waiting for successor',
] as const;
