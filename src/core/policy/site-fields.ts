/** What a form and a command line ask of a site: its attributes by path, in groups, with the kind of answer (S1). */

import { keyCustodySchema } from './site-attributes.ts';

export const SITE_FIELD_GROUPS = [
  'Place',
  'Operator',
  'Management',
  'People',
  'Data and keys',
  'Copies',
  'Certificates',
  'Contract',
  'Hardware and software',
  'Environment',
] as const;
export type SiteFieldGroup = (typeof SITE_FIELD_GROUPS)[number];

type Kind =
  | { readonly kind: 'text' | 'country' | 'countries' | 'texts' | 'boolean' }
  | { readonly kind: 'number'; readonly unit: string; readonly max?: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

/** A field that is left empty stays unknown: nothing is taken as "no" because nobody said. */
export type SiteField = Kind & {
  /** Below `attributes` of the site. */
  readonly path: string;
  readonly group: SiteFieldGroup;
  readonly title: string;
  readonly help?: string;
};

const of = (group: SiteFieldGroup, fields: readonly (Kind & Omit<SiteField, 'group' | 'kind'>)[]): SiteField[] =>
  fields.map((field) => ({ ...field, group }));

const percent = { kind: 'number', unit: '%', max: 100 } as const;

export const SITE_FIELDS: readonly SiteField[] = [
  ...of('Place', [
    { path: 'country', title: 'Country', kind: 'country' },
    { path: 'city', title: 'City', kind: 'text' },
    {
      path: 'connectivity',
      title: 'Connection to the outside',
      kind: 'choice',
      choices: ['connected', 'intermittent', 'airGapped'],
    },
    {
      path: 'tenancy',
      title: 'Shared with others',
      kind: 'choice',
      choices: ['shared', 'shared-strong', 'dedicatedHost', 'dedicatedSite'],
    },
    { path: 'community', title: 'Open to', kind: 'choice', choices: ['general', 'government', 'dod'] },
  ]),
  ...of('Operator', [
    { path: 'operator.name', title: 'Name', kind: 'text', help: 'Sites of one operator are left together.' },
    { path: 'operator.own', title: 'You run it yourself', kind: 'boolean' },
    { path: 'operator.country', title: 'Established in', kind: 'country' },
    {
      path: 'operator.parentCountry',
      title: 'Home country of its ultimate parent',
      kind: 'country',
      help: 'The laws of this country may reach the site, wherever it is.',
    },
    { path: 'operator.thirdCountryShareSinglePct', title: 'Largest single share from outside the EU', ...percent },
    { path: 'operator.thirdCountryShareTotalPct', title: 'Shares from outside the EU together', ...percent },
    { path: 'operator.thirdCountryVeto', title: 'An outside owner has a veto or a board majority', kind: 'boolean' },
  ]),
  ...of('Management', [
    { path: 'controlPlane.country', title: 'Managed from', kind: 'country' },
    { path: 'controlPlane.operatorParentCountry', title: 'Home country of who manages it', kind: 'country' },
    { path: 'controlPlane.autonomous', title: 'Runs on with the vendor cut off', kind: 'boolean' },
  ]),
  ...of('People', [
    { path: 'admin.countries', title: 'Privileged staff work from', kind: 'countries' },
    { path: 'admin.citizenships', title: 'Citizenships allowed for them', kind: 'countries' },
    {
      path: 'admin.screening',
      title: 'How they are screened',
      kind: 'choice',
      choices: ['none', 'background', 'us-person', 'us-citizen-cleared', 'eu-citizen'],
    },
    { path: 'support.countries', title: 'Support comes from', kind: 'countries' },
    { path: 'support.documented', title: 'Support from outside is documented and controlled', kind: 'boolean' },
    { path: 'subprocessors.countries', title: 'Sub-processors are in', kind: 'countries' },
    { path: 'telemetry.countries', title: 'Logs and telemetry go to', kind: 'countries' },
  ]),
  ...of('Data and keys', [
    { path: 'keyCustody.offered', title: 'Keys are kept by', kind: 'choice', choices: keyCustodySchema.options },
    {
      path: 'confidentialCompute',
      title: 'Confidential computing',
      kind: 'choice',
      choices: ['none', 'tee', 'teeWithRemoteAttestation'],
    },
    { path: 'encryption.atRest', title: 'Every disk is encrypted', kind: 'boolean' },
    { path: 'encryption.inTransit', title: 'Every link is encrypted', kind: 'boolean' },
    { path: 'foreignAccessDisclosed', title: 'Foreign access is disclosed', kind: 'boolean' },
    { path: 'outsideSupplierCanReachData', title: 'A supplier from outside the EU can reach data', kind: 'boolean' },
    {
      path: 'compelledAccessProcedurePublished',
      title: 'How orders of authorities are handled is published',
      kind: 'boolean',
    },
  ]),
  ...of('Copies', [
    { path: 'backup.countries', title: 'Backups are in', kind: 'countries' },
    { path: 'dr.countries', title: 'Fail-over is in', kind: 'countries' },
  ]),
  ...of('Certificates', [
    {
      path: 'certifications',
      title: 'Certificates held',
      kind: 'texts',
      help: 'iso27001, c5-type2, secnumcloud-3.2, soc2 …; end dates go into the file under certificates.',
    },
    { path: 'eucsLevel', title: 'EUCS level', kind: 'choice', choices: ['basic', 'substantial', 'high'] },
    { path: 'cadaLevel', title: 'Union assurance level (CADA)', kind: 'number', unit: '0–4', max: 4 },
  ]),
  ...of('Contract', [
    { path: 'contract.governingLaw', title: 'Governing law', kind: 'country' },
    { path: 'contract.auditRights', title: 'Audit rights', kind: 'boolean' },
    { path: 'contract.locationsStated', title: 'Locations are stated', kind: 'boolean' },
    { path: 'contract.dataReturn', title: 'Return of data', kind: 'boolean' },
    { path: 'contract.exitTransition', title: 'Help with the exit', kind: 'boolean' },
    { path: 'contract.dpa', title: 'Data processing agreement', kind: 'boolean' },
    { path: 'contract.baa', title: 'Business associate agreement', kind: 'boolean' },
    { path: 'changeNoticeDays', title: 'Notice of changes', kind: 'number', unit: 'days' },
    { path: 'importer.dpfListed', title: 'Operator is on the Data Privacy Framework list', kind: 'boolean' },
  ]),
  ...of('Hardware and software', [
    { path: 'hardware.originCountries', title: 'Hardware is made in', kind: 'countries' },
    { path: 'software.originCountries', title: 'Platform software is made in', kind: 'countries' },
    {
      path: 'software.openSource',
      title: 'Open source',
      kind: 'choice',
      choices: ['none', 'partial', 'full'],
    },
  ]),
  ...of('Environment', [
    { path: 'env.pue', title: 'Power usage effectiveness', kind: 'number', unit: 'PUE' },
    { path: 'env.renewablePct', title: 'Renewable power', ...percent },
  ]),
];
